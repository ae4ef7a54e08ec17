"""Cases: what the API shows and takes."""

from rest_framework import serializers

from api.serializers import EntitySerializer
from app.case.model import Case


class CaseSerializer(EntitySerializer[Case]):
    context_label = serializers.CharField(source="context", read_only=True, allow_null=True)

    class Meta:
        model = Case
        fields = [
            "id",
            "label",
            "_version",
            "_can",
            "context",
            "context_label",
        ]
