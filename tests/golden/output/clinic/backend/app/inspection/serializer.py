"""Inspections: what the API shows and takes."""

from rest_framework import serializers

from api.serializers import EntitySerializer
from app.inspection.model import Inspection


class InspectionSerializer(EntitySerializer[Inspection]):
    visit_label = serializers.CharField(source="visit", read_only=True)

    class Meta:
        model = Inspection
        fields = [
            "id",
            "label",
            "_version",
            "_can",
            "outcome",
            "visit",
            "visit_label",
        ]
