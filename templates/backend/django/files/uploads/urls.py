from django.urls import path

from uploads.views import UploadsView, UploadView

urlpatterns = [
    path("uploads/", UploadsView.as_view(), name="uploads"),
    path("uploads/<uuid:key>/", UploadView.as_view(), name="upload"),
]
