"""Beds: what the API shows and takes."""

from api.serializers import EntitySerializer
from app.bed.model import Bed


class BedSerializer(EntitySerializer[Bed]):
    class Meta:
        model = Bed
        fields = [
            "id",
            "label",
            "_version",
            "_can",
            "number",
            "equipment",
        ]
