"""Which rows a grant is about, as the database is asked for them."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import BooleanField, ExpressionWrapper, Model, Q, QuerySet
from django.db.models.fields.related import ForeignKey

from app.access.grants import Visitor
from app.access.rules import Grant

M = TypeVar("M", bound=Model)

NOWHERE = Q(pk__in=[])
EVERYWHERE = Q()


def within(user: Visitor, grants: Iterable[Grant], model: type[Model]) -> Q:
    """The rows that any of the grants is about. No condition multiplies rows, so nothing needs to be made distinct."""
    paths = {grant.rows for grant in grants}
    if None in paths:
        return EVERYWHERE
    condition = NOWHERE
    for number, path in enumerate(sorted(path for path in paths if path is not None)):
        condition = condition | _leads(user, model, path) if number else _leads(user, model, path)
    return condition


def marked(user: Visitor, grants: Iterable[Grant], rows: QuerySet[M]) -> QuerySet[M]:
    """The rows, each knowing about which of the grants' paths leads from it to the user (see `holds`)."""
    paths = {grant.rows for grant in grants if grant.rows is not None}
    marks = {_mark(user, path): yes_or_no(_leads(user, rows.model, path)) for path in sorted(paths)}
    annotated: QuerySet[M] = rows.annotate(**marks)
    return annotated


def holds(user: Visitor, grant: Grant, row: Model) -> bool:
    """Whether the grant is about the row: by its mark, or else by asking the database."""
    if grant.rows is None:
        return True
    mark = row.__dict__.get(_mark(user, grant.rows), ...)
    if mark is not ...:
        return bool(mark)
    model = type(row)
    return model._base_manager.filter(_leads(user, model, grant.rows), pk=row.pk).exists()


def yes_or_no(condition: Q) -> ExpressionWrapper:
    """A condition as a column."""
    return ExpressionWrapper(condition, output_field=BooleanField())


def _mark(user: Visitor, path: str) -> str:
    return f"_{path}_{user.pk}"


def _leads(user: Visitor, model: type[Model], path: str) -> Q:
    """From which rows the path leads to the user. Asks inside out, so that each step can use an index."""
    name, _, rest = path.partition("__")
    field: Any = model._meta.get_field(name)
    ends: Any = user.pk
    if rest:
        ends = field.related_model._default_manager.filter(_leads(user, field.related_model, rest)).values("pk")
    step = Q(**{f"{name}__in" if rest else name: ends})
    if isinstance(field, ForeignKey):
        return step
    return Q(pk__in=model._base_manager.filter(step).values("pk"))
