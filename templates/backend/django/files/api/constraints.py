"""Puts into words which rule of the database a change would break, without repeating what was sent."""

import re

from django.apps import apps
from django.db import DatabaseError
from django.db.models import BaseConstraint, Model
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

UNIQUE, FOREIGN_KEY, NOT_NULL, CHECK, EXCLUSION = "23505", "23503", "23502", "23514", "23P01"
"""PostgreSQL's codes for what a change may break."""

COLUMNS = re.compile(r"^Key \((.*?)\)=")


def code(error: Exception) -> str:
    """PostgreSQL's code for an error, "" where it has none."""
    return str(getattr(error.__cause__, "sqlstate", None) or "")


def refers(error: DatabaseError) -> bool:
    """Whether other rows still refer to what should go."""
    return code(error) == FOREIGN_KEY and "still referenced" in _said(error, "message_detail")


def sentence(error: DatabaseError) -> str:
    """What is wrong, for people."""
    match code(error):
        case code_ if code_ == FOREIGN_KEY:
            return _("This refers to a row that is gone.")
        case code_ if code_ == NOT_NULL:
            return _("%(field)s may not be empty.") % {"field": _label(error, _said(error, "column_name"))}
        case code_ if code_ in {CHECK, EXCLUSION}:
            constraint = _constraint(error)
            return str(constraint.get_violation_error_message()) if constraint else _("This breaks a rule.")
        case code_ if code_ == UNIQUE:
            return _unique(error)
    return _("This clashes with what is there.")


def _unique(error: DatabaseError) -> str:
    found = COLUMNS.match(_said(error, "message_detail"))
    names = [_label(error, column.strip(' "')) for column in found[1].split(",")] if found else []
    if not names or not all(names):
        return _("This would stand twice.")
    return _("There is a row with the same %(fields)s already.") % {"fields": get_text_list(names, _("and"))}


def _said(error: DatabaseError, part: str) -> str:
    return str(getattr(getattr(error.__cause__, "diag", None), part, None) or "")


def _model(error: DatabaseError) -> type[Model] | None:
    table = _said(error, "table_name")
    return next((model for model in apps.get_models(include_auto_created=True) if model._meta.db_table == table), None)


def _label(error: DatabaseError, column: str) -> str:
    model = _model(error)
    fields = model._meta.local_concrete_fields if model else []
    return next((str(field.verbose_name) for field in fields if field.column == column), "")


def _constraint(error: DatabaseError) -> BaseConstraint | None:
    model, name = _model(error), _said(error, "constraint_name")
    return next((one for one in model._meta.constraints if one.name == name), None) if model else None
