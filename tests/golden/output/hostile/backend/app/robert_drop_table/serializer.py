"""Robert drop tables: what the API shows and takes."""

from rest_framework import serializers

from api.serializers import EntitySerializer
from app.robert_drop_table.model import RobertDropTable


class RobertDropTableSerializer(EntitySerializer[RobertDropTable]):
    property_label = serializers.CharField(source="property", read_only=True, allow_null=True)

    class Meta:
        model = RobertDropTable
        fields = [
            "id",
            "label",
            "_version",
            "_can",
            "select",
            "where_am_i",
            "type",
            "order",
            "code",
            "case",
            "sum",
            "serial",
            "property",
            "property_label",
        ]
