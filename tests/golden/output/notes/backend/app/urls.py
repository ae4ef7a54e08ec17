"""The API's addresses, one set for each entity."""

from rest_framework.routers import SimpleRouter

from app.note.views import NoteViewSet

router = SimpleRouter()
router.register("notes", NoteViewSet)

urlpatterns = router.urls
