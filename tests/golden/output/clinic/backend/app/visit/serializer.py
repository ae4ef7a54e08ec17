"""Visits: what the API shows and takes."""

from rest_framework import serializers

from api.serializers import EntitySerializer
from app.visit.model import Visit


class VisitSerializer(EntitySerializer[Visit]):
    patient_label = serializers.CharField(source="patient", read_only=True)
    doctor_label = serializers.CharField(source="doctor", read_only=True, allow_null=True)
    bed_label = serializers.CharField(source="bed", read_only=True, allow_null=True)

    class Meta:
        model = Visit
        fields = [
            "id",
            "label",
            "at",
            "state",
            "urgency",
            "length",
            "begins",
            "key",
            "site",
            "findings",
            "number",
            "patient",
            "patient_label",
            "doctor",
            "doctor_label",
            "bed",
            "bed_label",
        ]
