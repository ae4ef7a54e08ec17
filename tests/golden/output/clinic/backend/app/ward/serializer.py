"""Wards: what the API shows and takes."""

from rest_framework import serializers

from api.serializers import EntitySerializer
from app.ward.model import Ward


class WardSerializer(EntitySerializer[Ward]):
    parent_label = serializers.CharField(source="parent", read_only=True, allow_null=True)
    speaker_label = serializers.CharField(source="speaker", read_only=True, allow_null=True)

    class Meta:
        model = Ward
        fields = [
            "id",
            "label",
            "name",
            "beds",
            "budget",
            "parent",
            "parent_label",
            "speaker",
            "speaker_label",
        ]
