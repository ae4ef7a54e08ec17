"""Wards: what the API shows and takes."""

from rest_framework import serializers

from accounts.models import User
from api.serializers import EntitySerializer
from app.ward.model import Ward


class WardSerializer(EntitySerializer[Ward]):
    parent_label = serializers.CharField(source="parent", read_only=True, allow_null=True)
    speaker_label = serializers.CharField(source="speaker", read_only=True, allow_null=True)
    nurses = serializers.PrimaryKeyRelatedField(many=True, queryset=User.objects.all(), required=False)
    nurses_labels = serializers.ListField(
        child=serializers.CharField(allow_null=True), source="nurses.all", read_only=True
    )

    class Meta:
        model = Ward
        fields = [
            "id",
            "label",
            "_version",
            "_can",
            "name",
            "code",
            "beds",
            "budget",
            "colour",
            "opened",
            "parent",
            "parent_label",
            "speaker",
            "speaker_label",
            "nurses",
            "nurses_labels",
        ]
        write_once_fields = ["code"]
