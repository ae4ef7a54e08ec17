"""Objects: what the API shows and takes."""

from rest_framework import serializers

from api.serializers import EntitySerializer
from app.object.model import Object
from app.robert_drop_table.model import RobertDropTable
from uploads.fields import UploadField


class ObjectSerializer(EntitySerializer[Object]):
    scan = UploadField(max_size=10000000, required=False, allow_null=True)
    kwargs = serializers.PrimaryKeyRelatedField(many=True, queryset=RobertDropTable.objects.all(), required=False)
    kwargs_labels = serializers.ListField(
        child=serializers.CharField(allow_null=True), source="kwargs.all", read_only=True
    )

    class Meta:
        model = Object
        fields = [
            "id",
            "label",
            "_version",
            "_can",
            "instance",
            "data",
            "errors",
            "queryset",
            "colour",
            "scan",
            "count",
            "kwargs",
            "kwargs_labels",
        ]
