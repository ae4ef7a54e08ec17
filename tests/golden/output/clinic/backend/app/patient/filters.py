"""Patients: what a list may be filtered by."""

from api.filters import DATE, FILE, ID, RANGE, RELATION, REVERSE, TEXT, YES_OR_NO, EntityFilterSet
from app.patient.model import Patient


class PatientFilter(EntityFilterSet):
    class Meta:
        model = Patient
        fields = {
            "id": ID,
            "name": TEXT,
            "number": TEXT,
            "born": DATE,
            "email": TEXT,
            "phone": TEXT,
            "insurance": TEXT,
            "language": TEXT,
            "insured": YES_OR_NO,
            "active": YES_OR_NO,
            "height": RANGE,
            "weight": RANGE,
            "bulk": RANGE,
            "photo": FILE,
            "notes": TEXT,
            "ward": RELATION,
            "allergies": RELATION,
            "relatives": RELATION,
            "carers": RELATION,
            "bed": RELATION,
            "reactions": REVERSE,
            "patients_as_relatives": REVERSE,
            "visits": REVERSE,
            "speaks_for": REVERSE,
        }
