"""Patients: what a list may be filtered by."""

from api.filters import EXACT, ID, RANGE, RELATION, TEXT, EntityFilterSet
from app.patient.model import Patient


class PatientFilter(EntityFilterSet):
    class Meta:
        model = Patient
        fields = {
            "id": ID,
            "name": TEXT,
            "born": RANGE,
            "email": TEXT,
            "phone": TEXT,
            "language": TEXT,
            "insured": EXACT,
            "active": EXACT,
            "weight": RANGE,
            "notes": TEXT,
            "ward": RELATION,
            "allergies": RELATION,
            "relatives": RELATION,
            "carers": RELATION,
        }
