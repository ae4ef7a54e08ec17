"""What only owners of the application do."""

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

if TYPE_CHECKING:
    from rest_framework.views import APIView


class IsOwner(BasePermission):
    def has_permission(self, request: Request, view: "APIView") -> bool:
        return bool(request.user.is_authenticated and request.user.is_superuser)


class IsOwnerOrReads(BasePermission):
    def has_permission(self, request: Request, view: "APIView") -> bool:
        reads = request.method in ("GET", "HEAD", "OPTIONS")
        return bool(request.user.is_authenticated and (reads or request.user.is_superuser))
