"""Rounds: what a list may be filtered by."""

from api.filters import ID, RANGE, RELATION, EntityFilterSet
from app.round.model import Round


class RoundFilter(EntityFilterSet):
    class Meta:
        model = Round
        fields = {
            "id": ID,
            "days": RANGE,
            "now": RANGE,
            "upper": RELATION,
        }
