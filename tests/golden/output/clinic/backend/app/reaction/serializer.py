"""Reactions: what the API shows and takes."""

from rest_framework import serializers

from api.serializers import EntitySerializer
from app.reaction.model import Reaction


class ReactionSerializer(EntitySerializer[Reaction]):
    patient_label = serializers.CharField(source="patient", read_only=True)
    allergy_label = serializers.CharField(source="allergy", read_only=True)

    class Meta:
        model = Reaction
        fields = [
            "id",
            "label",
            "_version",
            "_can",
            "severity",
            "patient",
            "patient_label",
            "allergy",
            "allergy_label",
        ]
