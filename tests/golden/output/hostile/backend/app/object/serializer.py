"""Objects: what the API shows and takes."""

from api.serializers import EntitySerializer
from app.object.model import Object


class ObjectSerializer(EntitySerializer[Object]):
    class Meta:
        model = Object
        fields = [
            "id",
            "label",
            "instance",
            "data",
            "errors",
            "queryset",
        ]
