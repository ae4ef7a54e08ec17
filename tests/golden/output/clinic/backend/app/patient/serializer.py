"""Patients: what the API shows and takes."""

from typing import Any

from rest_framework import serializers

from accounts.models import User
from api.nested import ChildrenField
from api.serializers import EntitySerializer
from app.patient.model import Patient
from uploads.fields import UploadField


class PatientSerializer(EntitySerializer[Patient]):
    photo = UploadField(kinds=["image/*"], max_size=2000000, required=False, allow_null=True)
    ward_label = serializers.CharField(source="ward", read_only=True)
    bed_label = serializers.CharField(source="bed", read_only=True, allow_null=True)
    allergies: Any = serializers.PrimaryKeyRelatedField(many=True, read_only=True)
    allergies_labels = serializers.ListField(
        child=serializers.CharField(allow_null=True), source="allergies.all", read_only=True
    )
    relatives = serializers.PrimaryKeyRelatedField(many=True, queryset=Patient.objects.all(), required=False)
    relatives_labels = serializers.ListField(
        child=serializers.CharField(allow_null=True), source="relatives.all", read_only=True
    )
    carers = serializers.PrimaryKeyRelatedField(many=True, queryset=User.objects.all(), allow_empty=False)
    carers_labels = serializers.ListField(
        child=serializers.CharField(allow_null=True), source="carers.all", read_only=True
    )
    reactions = ChildrenField("app.reaction.serializer.ReactionSerializer", parent="patient")
    visits = ChildrenField("app.visit.serializer.VisitSerializer", parent="patient")

    class Meta:
        model = Patient
        fields = [
            "id",
            "label",
            "_version",
            "_can",
            "name",
            "number",
            "born",
            "email",
            "phone",
            "insurance",
            "language",
            "insured",
            "active",
            "height",
            "weight",
            "bulk",
            "photo",
            "notes",
            "ward",
            "ward_label",
            "bed",
            "bed_label",
            "allergies",
            "allergies_labels",
            "relatives",
            "relatives_labels",
            "carers",
            "carers_labels",
            "reactions",
            "visits",
        ]
