"""What operators see in Django's admin, for what the front end does not cover."""

from django.contrib import admin

from app import models


@admin.register(models.Ward)
class WardAdmin(admin.ModelAdmin):
    list_display = ["id", "__str__", "parent", "speaker"]
    list_display_links = ["id", "__str__"]
    list_filter = ["opened"]
    search_fields = ["name", "code"]
    list_select_related = ["parent", "speaker"]
    raw_id_fields = ["parent", "speaker"]


@admin.register(models.Patient)
class PatientAdmin(admin.ModelAdmin):
    list_display = ["id", "__str__", "number", "name", "ward"]
    list_display_links = ["id", "__str__"]
    list_filter = ["born", "insured", "active"]
    search_fields = ["name", "number", "email"]
    list_select_related = ["ward", "bed"]
    raw_id_fields = ["ward", "bed", "photo"]
    readonly_fields = ["number", "bulk"]


@admin.register(models.Visit)
class VisitAdmin(admin.ModelAdmin):
    list_display = ["id", "__str__", "state", "urgency", "patient", "doctor", "bed"]
    list_display_links = ["id", "__str__"]
    list_filter = ["at", "state", "urgency"]
    search_fields = ["site", "source"]
    list_select_related = ["patient", "doctor", "bed"]
    raw_id_fields = ["patient", "doctor", "bed", "letter"]
    readonly_fields = ["total", "urgent"]


@admin.register(models.Prescription)
class PrescriptionAdmin(admin.ModelAdmin):
    list_display = ["id", "__str__", "visit", "signed_by"]
    list_display_links = ["id", "__str__"]
    list_filter = ["starts"]
    search_fields = ["drug", "summary"]
    list_select_related = ["visit", "signed_by"]
    raw_id_fields = ["visit", "signed_by"]
    readonly_fields = ["ends", "summary"]


@admin.register(models.Allergy)
class AllergyAdmin(admin.ModelAdmin):
    list_display = ["id", "__str__"]
    list_display_links = ["id", "__str__"]
    search_fields = ["name"]


@admin.register(models.Reaction)
class ReactionAdmin(admin.ModelAdmin):
    list_display = ["id", "__str__", "patient", "allergy"]
    list_display_links = ["id", "__str__"]
    list_select_related = ["patient", "allergy"]
    raw_id_fields = ["patient", "allergy"]


@admin.register(models.Inspection)
class InspectionAdmin(admin.ModelAdmin):
    list_display = ["id", "__str__", "outcome", "visit"]
    list_display_links = ["id", "__str__"]
    list_filter = ["outcome"]
    list_select_related = ["visit"]
    raw_id_fields = ["visit"]


@admin.register(models.Bed)
class BedAdmin(admin.ModelAdmin):
    list_display = ["id", "__str__"]
    list_display_links = ["id", "__str__"]
