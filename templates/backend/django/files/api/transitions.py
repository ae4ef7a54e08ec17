"""`POST …/transitions/<step>/`: takes a row one step further in its state machine."""

from typing import Any, TypeVar

from django.db import models, transaction
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from api.exceptions import IllegalTransition
from api.registry import model_of
from app.access.rows import may, may_take
from app.state_machine import Transition, transitions_of

M = TypeVar("M", bound=models.Model)


class TransitionsMixin(viewsets.ModelViewSet[M]):
    """For rows with a state: who may update the row may take its steps, unless a step is kept for certain roles."""

    @extend_schema(request=None, operation_id=None)
    @action(detail=True, methods=["post"], url_path="transitions/(?P<step>[a-z][a-z0-9_]*)", access="read")
    @transaction.atomic
    def transitions(self, request: Request, step: str, **kwargs: Any) -> Response:
        """Takes one step. Where the row's state does not lead there, nothing is changed (409)."""
        row = self.get_object()
        found = next((one for one in transitions_of(model_of(self)) if one.name == step), None)
        if found is None:
            raise Http404
        self._take(row, found)
        return Response(self.get_serializer(self.get_queryset().filter(pk=row.pk).first()).data)

    def _take(self, row: M, step: Transition) -> None:
        if not may_take(self.request.user, step.name, row):
            raise PermissionDenied(_("You may not take this step."))
        if not step.starts_from(row):
            state = getattr(row, f"get_{step.field}_display")()
            raise IllegalTransition(_("%(step)s cannot follow on %(state)s.") % {"step": step.label, "state": state})
        setattr(row, step.field, step.target)
        row.save(update_fields=[step.field])
        if not may(self.request.user, "read", type(row)._base_manager.get(pk=row.pk)):
            raise PermissionDenied(_("You may not take this step: you would lose sight of the row."))
