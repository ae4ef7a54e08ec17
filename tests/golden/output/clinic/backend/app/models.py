"""Every model of the application, where Django looks for them."""

from app.allergy.model import Allergy
from app.bed.model import Bed
from app.inspection.model import Inspection
from app.patient.model import Patient, PatientAllergiesLink, PatientCarersLink, PatientRelativesLink
from app.visit.model import Visit
from app.ward.model import Ward

__all__ = [
    "Ward",
    "Patient",
    "PatientAllergiesLink",
    "PatientRelativesLink",
    "PatientCarersLink",
    "Visit",
    "Allergy",
    "Inspection",
    "Bed",
]
