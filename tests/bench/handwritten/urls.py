"""One address: the list of shipments."""

from rest_framework.routers import SimpleRouter

from handwritten.api import ShipmentViewSet

router = SimpleRouter()
router.register("api/shipments", ShipmentViewSet)

urlpatterns = router.urls
