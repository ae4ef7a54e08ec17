"""Groups: what the API shows and takes."""

from rest_framework import serializers

from api.serializers import EntitySerializer
from app.group.model import Group


class GroupSerializer(EntitySerializer[Group]):
    meta_label = serializers.CharField(source="meta", read_only=True, allow_null=True)

    class Meta:
        model = Group
        fields = [
            "id",
            "label",
            "_version",
            "_can",
            "table",
            "meta",
            "meta_label",
        ]
