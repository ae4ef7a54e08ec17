"""Deny by default: what no role grants is refused, reading included."""

from typing import TYPE_CHECKING, Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from app.access.rows import may, may_some

if TYPE_CHECKING:
    from rest_framework.views import APIView

BY_METHOD = {
    "GET": "read",
    "HEAD": "read",
    "OPTIONS": "read",
    "POST": "create",
    "PUT": "update",
    "PATCH": "update",
    "DELETE": "delete",
}


class RolePermission(BasePermission):
    """Who asks must hold a grant for what is to be done; who has not signed in holds none.

    What is to be done, the view's `access` says (create, read, update or delete), or else the method of the request.
    Rows are looked up among those that may be read, so that the others are not there (404); what is refused with a
    row that is there, is forbidden (403).
    """

    def has_permission(self, request: Request, view: "APIView") -> bool:
        model = getattr(getattr(view, "queryset", None), "model", None)
        if model is None:
            return bool(request.user.is_superuser)
        action = _action(request, view)
        # With one row, whether it is there comes first.
        alone = getattr(view, "detail", False)
        asked = {"create"} if action == "create" and not alone else {"read"} if alone else {"read", action}
        return all(may_some(request.user, one, model) for one in asked)

    def has_object_permission(self, request: Request, view: "APIView", obj: Any) -> bool:
        return may(request.user, _action(request, view), obj)


def _action(request: Request, view: "APIView") -> str:
    if stated := getattr(view, "access", None):
        return str(stated)
    action = BY_METHOD.get(request.method or "", "")
    return "update" if action == "create" and getattr(view, "detail", False) else action
