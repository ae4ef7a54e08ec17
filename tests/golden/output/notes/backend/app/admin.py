"""What operators see in Django's admin, for what the front end does not cover."""

from django.contrib import admin

from app import models


@admin.register(models.Note)
class NoteAdmin(admin.ModelAdmin):
    list_display = ["id", "__str__"]
    list_display_links = ["id", "__str__"]
    search_fields = ["text"]
