"""The API's addresses, one set for each entity."""

from rest_framework.routers import SimpleRouter

from app.case.views import CaseViewSet
from app.group.views import GroupViewSet
from app.object.views import ObjectViewSet
from app.robert_drop_table.views import RobertDropTableViewSet

router = SimpleRouter()
router.register("robert-drop-tables", RobertDropTableViewSet)
router.register("groups", GroupViewSet)
router.register("objects", ObjectViewSet)
router.register("cases", CaseViewSet)

urlpatterns = router.urls
