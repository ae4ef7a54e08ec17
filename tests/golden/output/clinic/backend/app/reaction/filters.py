"""Reactions: what a list may be filtered by."""

from api.filters import ID, RANGE, RELATION, EntityFilterSet
from app.reaction.model import Reaction


class ReactionFilter(EntityFilterSet):
    class Meta:
        model = Reaction
        fields = {
            "id": ID,
            "severity": RANGE,
            "patient": RELATION,
            "allergy": RELATION,
        }
