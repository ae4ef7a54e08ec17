"""Prescriptions: what the API shows and takes."""

from rest_framework import serializers

from api.serializers import EntitySerializer, WhoAsks
from app.prescription.model import Prescription


class PrescriptionSerializer(EntitySerializer[Prescription]):
    visit_label = serializers.CharField(source="visit", read_only=True)
    signed_by_label = serializers.CharField(source="signed_by", read_only=True, allow_null=True)

    class Meta:
        model = Prescription
        fields = [
            "id",
            "label",
            "_version",
            "_can",
            "drug",
            "days",
            "starts",
            "ends",
            "summary",
            "visit",
            "visit_label",
            "signed_by",
            "signed_by_label",
        ]
        read_only_fields = ["signed_by"]
        extra_kwargs = {
            "signed_by": {"default": serializers.CreateOnlyDefault(WhoAsks())},
        }
