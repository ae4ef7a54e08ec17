"""Allergies: what the API shows and takes."""

from api.nested import ChildrenField
from api.serializers import EntitySerializer
from app.allergy.model import Allergy


class AllergySerializer(EntitySerializer[Allergy]):
    reactions = ChildrenField("app.reaction.serializer.ReactionSerializer", parent="allergy")

    class Meta:
        model = Allergy
        fields = [
            "id",
            "label",
            "_version",
            "_can",
            "name",
            "reactions",
        ]
