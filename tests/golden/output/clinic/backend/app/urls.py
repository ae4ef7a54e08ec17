"""The API's addresses, one set for each entity."""

from rest_framework.routers import SimpleRouter

from app.allergy.views import AllergyViewSet
from app.bed.views import BedViewSet
from app.inspection.views import InspectionViewSet
from app.patient.views import PatientViewSet
from app.prescription.views import PrescriptionViewSet
from app.reaction.views import ReactionViewSet
from app.visit.views import VisitViewSet
from app.ward.views import WardViewSet

router = SimpleRouter()
router.register("wards", WardViewSet)
router.register("patients", PatientViewSet)
router.register("visits", VisitViewSet)
router.register("prescriptions", PrescriptionViewSet)
router.register("allergies", AllergyViewSet)
router.register("reactions", ReactionViewSet)
router.register("inspections", InspectionViewSet)
router.register("beds", BedViewSet)

urlpatterns = router.urls
