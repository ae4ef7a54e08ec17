"""Patients: what the API shows and takes."""

from rest_framework import serializers

from accounts.models import User
from api.serializers import EntitySerializer
from app.allergy.model import Allergy
from app.patient.model import Patient


class PatientSerializer(EntitySerializer[Patient]):
    ward_label = serializers.CharField(source="ward", read_only=True)
    allergies = serializers.PrimaryKeyRelatedField(many=True, queryset=Allergy.objects.all(), required=False)
    allergies_labels = serializers.ListField(child=serializers.CharField(), source="allergies.all", read_only=True)
    relatives = serializers.PrimaryKeyRelatedField(many=True, queryset=Patient.objects.all(), required=False)
    relatives_labels = serializers.ListField(child=serializers.CharField(), source="relatives.all", read_only=True)
    carers = serializers.PrimaryKeyRelatedField(many=True, queryset=User.objects.all(), allow_empty=False)
    carers_labels = serializers.ListField(child=serializers.CharField(), source="carers.all", read_only=True)

    class Meta:
        model = Patient
        fields = [
            "id",
            "label",
            "name",
            "born",
            "email",
            "phone",
            "language",
            "insured",
            "active",
            "weight",
            "notes",
            "ward",
            "ward_label",
            "allergies",
            "allergies_labels",
            "relatives",
            "relatives_labels",
            "carers",
            "carers_labels",
        ]
