"""Prescriptions: what a list may be filtered by."""

from api.filters import DATE, ID, RANGE, RELATION, TEXT, EntityFilterSet
from app.prescription.model import Prescription


class PrescriptionFilter(EntityFilterSet):
    class Meta:
        model = Prescription
        fields = {
            "id": ID,
            "drug": TEXT,
            "days": RANGE,
            "starts": DATE,
            "ends": DATE,
            "summary": TEXT,
            "visit": RELATION,
            "signed_by": RELATION,
        }
