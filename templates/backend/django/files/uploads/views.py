"""Takes files before a row holds them, and hands them to those who may read a row that does."""

from typing import Any, cast
from uuid import UUID

from django.db import models
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from api.exceptions import TooLarge
from app.access.fields import readable
from app.access.grants import knows
from app.access.rows import may_some
from app.access.showing import shown
from uploads.kinds import kind_of
from uploads.limits import LARGEST
from uploads.models import Upload


class UploadSerializer(serializers.ModelSerializer[Upload]):
    file = serializers.FileField(write_only=True, max_length=255)

    class Meta:
        model = Upload
        fields = ["id", "name", "size", "type", "file"]
        read_only_fields = ["id", "name", "size", "type"]


class UploadsView(APIView):
    """Takes a file. Who sent it then names its id in a row; what no row holds is removed after a day."""

    permission_classes = (IsAuthenticated,)
    parser_classes = (MultiPartParser,)

    @extend_schema(request={"multipart/form-data": UploadSerializer}, responses={201: UploadSerializer})
    def post(self, request: Request) -> Response:
        given = UploadSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        file = given.validated_data["file"]
        if file.size > LARGEST:
            raise TooLarge(_("A file may have at most %(size)s bytes.") % {"size": LARGEST})
        kind = kind_of(file, file.name)
        user = cast(User, request.user)
        upload = Upload.objects.create(file=file, name=file.name, size=file.size, type=kind, uploaded_by=user)
        return Response(UploadSerializer(upload).data, status=status.HTTP_201_CREATED)


class UploadView(APIView):
    """The file itself, as something to save: it is never shown as a page of the application."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, key: UUID) -> FileResponse:
        upload = get_object_or_404(Upload, pk=key)
        user = cast(User, request.user)
        if upload.uploaded_by_id != user.pk and not _may_read(user, upload):
            raise Http404
        return FileResponse(upload.file.open(), as_attachment=True, filename=upload.name, content_type=upload.type)


def _may_read(user: User, upload: Upload) -> bool:
    """Whether the user may read a field that holds the file."""
    return any(_shows(user, model, name, upload) for model, name in file_fields() if knows(model))


def _shows(user: User, model: type[models.Model], name: str, upload: Upload) -> bool:
    if not may_some(user, "read", model):
        return False
    row = shown(user, model._default_manager.filter(**{name: upload})).first()
    return row is not None and name in readable(user, row, model)


def file_fields() -> list[tuple[type[models.Model], str]]:
    """Every field that holds files."""
    found: list[Any] = [field for field in Upload._meta.get_fields(include_hidden=True) if field.auto_created]
    return [(relation.related_model, relation.field.name) for relation in found if relation.one_to_one]
