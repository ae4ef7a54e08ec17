"""Visits: what the API shows and takes."""

from rest_framework import serializers

from api.nested import ChildrenField
from api.serializers import EntitySerializer, WhoAsks
from app.visit.model import Visit
from uploads.fields import UploadField


class VisitSerializer(EntitySerializer[Visit]):
    letter = UploadField(kinds=["application/pdf", "text/plain"], max_size=10000000, required=False, allow_null=True)
    patient_label = serializers.CharField(source="patient", read_only=True)
    doctor_label = serializers.CharField(source="doctor", read_only=True, allow_null=True)
    bed_label = serializers.CharField(source="bed", read_only=True, allow_null=True)
    prescriptions = ChildrenField("app.prescription.serializer.PrescriptionSerializer", parent="visit")

    class Meta:
        model = Visit
        fields = [
            "id",
            "label",
            "_version",
            "_can",
            "at",
            "state",
            "urgency",
            "needs",
            "fee",
            "extra",
            "total",
            "urgent",
            "length",
            "begins",
            "key",
            "site",
            "letter",
            "findings",
            "number",
            "source",
            "patient",
            "patient_label",
            "doctor",
            "doctor_label",
            "bed",
            "bed_label",
            "prescriptions",
        ]
        read_only_fields = ["source"]
        write_once_fields = ["patient"]
        extra_kwargs = {
            "doctor": {"default": serializers.CreateOnlyDefault(WhoAsks())},
        }
