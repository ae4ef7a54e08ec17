from rest_framework.routers import SimpleRouter

from saved.views import SavedViewSet

router = SimpleRouter()
router.register("views", SavedViewSet)

urlpatterns = router.urls
