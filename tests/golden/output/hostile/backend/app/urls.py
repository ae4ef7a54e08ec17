"""The API's addresses, one set for each entity."""

from rest_framework.routers import SimpleRouter

from app.case.views import CaseViewSet
from app.event.views import EventViewSet
from app.group.views import GroupViewSet
from app.object.views import ObjectViewSet
from app.robert_drop_table.views import RobertDropTableViewSet
from app.round.views import RoundViewSet

router = SimpleRouter()
router.register("robert-drop-tables", RobertDropTableViewSet)
router.register("groups", GroupViewSet)
router.register("objects", ObjectViewSet)
router.register("cases", CaseViewSet)
router.register("events", EventViewSet)
router.register("rounds", RoundViewSet)

urlpatterns = router.urls
