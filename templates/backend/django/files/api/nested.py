"""Rows that are written inside the row that they belong to: `"lines": [{"id": 1, …}, {…}]`."""

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from django.db.models import Model, QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.plumbing import build_array_type
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied, ValidationError

from app.access.grants import Visitor
from app.access.rows import may
from app.access.saving import save
from app.access.showing import shown

MOST = 500
"""Rows that one row may be written with."""

Draft = Any
"""A serializer that holds a valid row which is still to be saved."""


class ChildrenField(serializers.Field[Any, Any, Any, Any]):
    """The rows whose relation `parent` leads to the row. Those that are left out are deleted."""

    def __init__(self, serializer: str, *, parent: str, **options: Any) -> None:
        self.path, self.link = serializer, parent
        super().__init__(**{"required": False, **options})

    @property
    def child_class(self) -> type[Any]:
        return child_class(self.path, self.link, cast(Any, self.parent).Meta.model.__name__)

    def rows(self, parent: Model) -> QuerySet[Model]:
        """The rows that belong there, as far as the user may see them."""
        rows: QuerySet[Model] = self.child_class.Meta.model.objects.filter(**{self.link: parent}).order_by("pk")
        user = self.context.get("request") and self.context["request"].user
        return shown(user, rows) if user else rows

    def to_representation(self, value: Any) -> list[Any]:
        return [self.child_class(row, context=self.context).data for row in value]

    def get_attribute(self, instance: Model) -> Any:
        return self.rows(instance)

    def to_internal_value(self, data: Any) -> list[Draft]:
        if not isinstance(data, list):
            raise ValidationError([_("Send a list of rows.")])
        if len(data) > MOST:
            raise ValidationError([_("These are more than %(most)s rows.") % {"most": MOST}])
        parent = cast(Any, self.parent).instance
        known = {} if parent is None else {row.pk: row for row in self.rows(parent)}
        drafts, wrong = [], {}
        for number, item in enumerate(data):
            try:
                drafts.append(self._draft(item, known))
            except ValidationError as error:
                wrong[str(number)] = error.detail
        if wrong:
            raise ValidationError(wrong)
        return drafts

    def _draft(self, item: Any, known: dict[int, Model]) -> Draft:
        if not isinstance(item, Mapping):
            raise ValidationError({"non_field_errors": [_("A row is an object.")]})
        given = dict(item)
        key = given.pop("id", None)
        if key is not None and not (isinstance(key, int) and key in known):
            raise ValidationError({"id": [_("There is no such row here.")]})
        row = None if key is None else known.pop(key)
        draft = self.child_class(row, data=given, context=self.context)
        draft.is_valid(raise_exception=True)
        return draft

    def save(self, parent: Model, drafts: list[Draft]) -> None:
        """Makes the rows below `parent` what was sent. To be called within a transaction."""
        user: Visitor | None = self.context.get("request") and self.context["request"].user
        kept = {draft.instance.pk for draft in drafts if draft.instance is not None}
        for row in self.rows(parent):
            if row.pk not in kept:
                self._delete(user, row)
        for draft in drafts:
            if user is None:
                draft.save(**{self.link: parent})
            else:
                # A new row is put where it belongs, which whoever makes it must be allowed to say.
                placed = {self.link} if draft.instance is None else set()
                save(user, draft, draft.sent() | placed, **{self.link: parent})

    def _delete(self, user: Visitor | None, row: Model) -> None:
        if user is not None and not may(user, "delete", row):
            raise PermissionDenied(_("You may not delete %(row)s.") % {"row": row})
        row.delete()


@cache
def child_class(path: str, link: str, parent: str) -> type[Any]:
    """The rows' own serializer, without what says where they belong, and without rows of their own."""
    whole: Any = import_string(path)
    below = {name for name, field in whole._declared_fields.items() if isinstance(field, ChildrenField)}
    names = [name for name in whole.Meta.fields if name not in below | {link, f"{link}_label"}]
    meta = type("Meta", (whole.Meta,), {"fields": names})
    key = serializers.IntegerField(required=False, allow_null=True)
    return type(f"{parent}{link.title()}{whole.__name__}", (whole,), {"id": key, "Meta": meta})


class ChildrenExtension(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """How the API's description speaks of such rows."""

    target_class = ChildrenField

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> Any:
        component = auto_schema.resolve_serializer(self.target.child_class(context=self.target.context), direction)
        return build_array_type(component.ref)
