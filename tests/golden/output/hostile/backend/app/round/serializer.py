"""Rounds: what the API shows and takes."""

from rest_framework import serializers

from api.serializers import EntitySerializer
from app.round.model import Round


class RoundSerializer(EntitySerializer[Round]):
    upper_label = serializers.CharField(source="upper", read_only=True)

    class Meta:
        model = Round
        fields = [
            "id",
            "label",
            "_version",
            "_can",
            "days",
            "now",
            "upper",
            "upper_label",
        ]
