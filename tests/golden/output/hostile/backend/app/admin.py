"""What operators see in Django's admin, for what the front end does not cover."""

from django.contrib import admin

from app import models


@admin.register(models.RobertDropTable)
class RobertDropTableAdmin(admin.ModelAdmin):
    list_display = ["id", "__str__", "type", "case", "property"]
    list_display_links = ["id", "__str__"]
    list_filter = ["type", "case"]
    search_fields = ["select", "serial"]
    list_select_related = ["property"]
    raw_id_fields = ["property"]
    readonly_fields = ["sum", "serial"]


@admin.register(models.Group)
class GroupAdmin(admin.ModelAdmin):
    list_display = ["id", "__str__", "meta"]
    list_display_links = ["id", "__str__"]
    search_fields = ["table"]
    list_select_related = ["meta"]
    raw_id_fields = ["meta"]


@admin.register(models.Object)
class ObjectAdmin(admin.ModelAdmin):
    list_display = ["id", "__str__"]
    list_display_links = ["id", "__str__"]
    list_filter = ["instance"]
    search_fields = ["queryset"]
    raw_id_fields = ["scan"]


@admin.register(models.Case)
class CaseAdmin(admin.ModelAdmin):
    list_display = ["id", "__str__", "context"]
    list_display_links = ["id", "__str__"]
    list_select_related = ["context"]
    raw_id_fields = ["context"]


@admin.register(models.Event)
class EventAdmin(admin.ModelAdmin):
    list_display = ["id", "__str__"]
    list_display_links = ["id", "__str__"]
    list_filter = ["date", "timezone"]
    search_fields = ["upload", "change"]


@admin.register(models.Round)
class RoundAdmin(admin.ModelAdmin):
    list_display = ["id", "__str__", "upper"]
    list_display_links = ["id", "__str__"]
    list_select_related = ["upper"]
    raw_id_fields = ["upper"]
    readonly_fields = ["now"]
