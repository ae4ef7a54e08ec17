"""Events: what the API shows and takes."""

from api.nested import ChildrenField
from api.serializers import EntitySerializer
from app.event.model import Event


class EventSerializer(EntitySerializer[Event]):
    rounds = ChildrenField("app.round.serializer.RoundSerializer", parent="upper")

    class Meta:
        model = Event
        fields = [
            "id",
            "label",
            "_version",
            "_can",
            "date",
            "time",
            "timezone",
            "datetime",
            "list",
            "cast",
            "upload",
            "change",
            "rounds",
        ]
