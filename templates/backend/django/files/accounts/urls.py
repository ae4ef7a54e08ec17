from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

from accounts.invitations import AcceptInvitationView, InvitationViewSet
from accounts.me import MeView
from accounts.roles import RolesView
from accounts.sign_in import SecondFactorView, SignInView, SignOutView
from accounts.users import UserViewSet
from api.exceptions import not_found

router = SimpleRouter()
router.register("users", UserViewSet)
router.register("invitations", InvitationViewSet)

urlpatterns = [
    path("me/", MeView.as_view(), name="me"),
    path("roles/", RolesView.as_view(), name="roles"),
    path("signin/", SignInView.as_view(), name="signin"),
    path("signin/mfa/", SecondFactorView.as_view(), name="signin-mfa"),
    path("signout/", SignOutView.as_view(), name="signout"),
    path("invitations/accept/", AcceptInvitationView.as_view(), name="accept-invitation"),
    # An address is what a user is known by: owners change it, in the admin. There are no telephone numbers.
    re_path("^auth/browser/v1/account/(?:email|phone)$", not_found),
    path("auth/", include("allauth.headless.urls")),
    path("", include(router.urls)),
]
