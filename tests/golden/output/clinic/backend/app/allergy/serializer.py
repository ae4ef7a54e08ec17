"""Allergies: what the API shows and takes."""

from api.serializers import EntitySerializer
from app.allergy.model import Allergy


class AllergySerializer(EntitySerializer[Allergy]):
    class Meta:
        model = Allergy
        fields = [
            "id",
            "label",
            "name",
        ]
