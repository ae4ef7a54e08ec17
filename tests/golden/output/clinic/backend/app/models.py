"""Every model of the application, where Django looks for them."""

from app.allergy.model import Allergy
from app.bed.model import Bed
from app.inspection.model import Inspection
from app.patient.model import Patient, PatientCarersLink, PatientRelativesLink
from app.prescription.model import Prescription
from app.reaction.model import Reaction
from app.visit.model import Visit
from app.ward.model import Ward, WardNursesLink

__all__ = [
    "Ward",
    "WardNursesLink",
    "Patient",
    "PatientRelativesLink",
    "PatientCarersLink",
    "Visit",
    "Prescription",
    "Allergy",
    "Reaction",
    "Inspection",
    "Bed",
]
