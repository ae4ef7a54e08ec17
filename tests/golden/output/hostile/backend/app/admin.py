"""What owners see in Django's admin, for what the front end does not cover."""

from django.contrib import admin

from app import models


@admin.register(models.RobertDropTable)
class RobertDropTableAdmin(admin.ModelAdmin):
    list_display = ["id", "__str__"]
    list_display_links = ["id", "__str__"]
    search_fields = ["select", "where_am_i"]
    raw_id_fields = ["property"]


@admin.register(models.Group)
class GroupAdmin(admin.ModelAdmin):
    list_display = ["id", "__str__"]
    list_display_links = ["id", "__str__"]
    search_fields = ["table"]
    raw_id_fields = ["meta"]


@admin.register(models.Object)
class ObjectAdmin(admin.ModelAdmin):
    list_display = ["id", "__str__"]
    list_display_links = ["id", "__str__"]
    search_fields = ["queryset"]


@admin.register(models.Case)
class CaseAdmin(admin.ModelAdmin):
    list_display = ["id", "__str__"]
    list_display_links = ["id", "__str__"]
    raw_id_fields = ["context"]
