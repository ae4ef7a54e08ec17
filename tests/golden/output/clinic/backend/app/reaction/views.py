"""Reactions: their part of the API."""

from api.viewsets import EntityViewSet
from app.reaction.filters import ReactionFilter
from app.reaction.model import Reaction
from app.reaction.serializer import ReactionSerializer


class ReactionViewSet(EntityViewSet[Reaction]):
    queryset = Reaction.objects.select_related("patient", "allergy")
    serializer_class = ReactionSerializer
    filterset_class = ReactionFilter
    search_fields = ["patient__name", "allergy__name"]
    ordering_fields = ["id", "label", "severity", "patient", "allergy"]
    ordering_paths = {
        "label": ["id"],
        "patient": ["patient__name"],
        "allergy": ["allergy__name"],
    }
    ordering = ["-id"]
