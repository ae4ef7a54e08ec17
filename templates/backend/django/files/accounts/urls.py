from django.urls import include, path
from rest_framework.routers import SimpleRouter

from accounts.views import MeView, SignInView, SignOutView, UserViewSet

router = SimpleRouter()
router.register("users", UserViewSet)

urlpatterns = [
    path("me/", MeView.as_view(), name="me"),
    path("signin/", SignInView.as_view(), name="signin"),
    path("signout/", SignOutView.as_view(), name="signout"),
    path("", include(router.urls)),
]
