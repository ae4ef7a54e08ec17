"""What owners see in Django's admin, for what the front end does not cover."""

from django.contrib import admin

from app import models


@admin.register(models.Ward)
class WardAdmin(admin.ModelAdmin):
    list_display = ["id", "__str__"]
    list_display_links = ["id", "__str__"]
    search_fields = ["name"]
    raw_id_fields = ["parent", "speaker"]


@admin.register(models.Patient)
class PatientAdmin(admin.ModelAdmin):
    list_display = ["id", "__str__"]
    list_display_links = ["id", "__str__"]
    search_fields = ["name", "email", "phone", "language", "notes"]
    raw_id_fields = ["ward"]


@admin.register(models.Visit)
class VisitAdmin(admin.ModelAdmin):
    list_display = ["id", "__str__"]
    list_display_links = ["id", "__str__"]
    search_fields = ["site"]
    raw_id_fields = ["patient", "doctor", "bed"]


@admin.register(models.Allergy)
class AllergyAdmin(admin.ModelAdmin):
    list_display = ["id", "__str__"]
    list_display_links = ["id", "__str__"]
    search_fields = ["name"]


@admin.register(models.Inspection)
class InspectionAdmin(admin.ModelAdmin):
    list_display = ["id", "__str__"]
    list_display_links = ["id", "__str__"]
    raw_id_fields = ["visit"]


@admin.register(models.Bed)
class BedAdmin(admin.ModelAdmin):
    list_display = ["id", "__str__"]
    list_display_links = ["id", "__str__"]
