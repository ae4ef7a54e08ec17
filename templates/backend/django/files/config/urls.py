"""Every address of the application: the API, the admin, sign-in by link, and else the front end."""

from django.contrib import admin
from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView

from accounts.links import sign_in_by_link
from api.exceptions import not_found
from api.history import RecentView
from config import application
from web.frontends import frontend

admin.site.site_header = admin.site.site_title = application.TITLE

urlpatterns = [
    path("api/", include("accounts.urls")),
    path("api/", include("app.urls")),
    path("api/", include("saved.urls")),
    path("api/", include("uploads.urls")),
    path("api/recent/", RecentView.as_view(), name="recent"),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("accounts/", include("allauth.urls")),
    re_path("^api/", not_found),
    path("admin/", admin.site.urls),
    path("signin/link/", sign_in_by_link, name="signin-link"),
    re_path("^(?P<path>.*)$", frontend),
]

handler400 = "web.problems.bad_request"
handler403 = "web.problems.forbidden"
handler404 = "web.problems.not_found"
handler500 = "web.problems.failed"
