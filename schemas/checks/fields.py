"""Fields: whether their rules go with their type, and with each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from schemas.checks.defaults import default_problems
from schemas.checks.naming import known
from schemas.currencies import MINOR_UNITS
from schemas.errors import Problem
from schemas.expressions import ExpressionError
from schemas.expressions import parse as parse_expression
from schemas.fields import Field, FieldType
from schemas.patterns import PatternError
from schemas.patterns import parse as parse_pattern
from schemas.rules import ALLOWED, INDEXED_LENGTH, INDEXED_TEXTS, NEEDED, longest
from schemas.spec import AppSpec, Entity

T = FieldType

BOUNDS = {T.INTEGER: 2**31, T.BIG_INTEGER: 2**63}
"""Whole numbers lie from minus this to below it."""

TYPED = (T.DECIMAL, T.MONEY)


def problems(spec: AppSpec, entity: Entity, field: Field, path: str) -> Iterator[Problem]:
    """Everything that is wrong with a field but its name."""
    foreign = sorted(_foreign(field))
    for rule in foreign:
        yield Problem(f"{path}.{rule}", f"the type {field.type} knows no {rule!r}.", _for(rule))
    yield from _needed(field, path)
    yield from _ranges(field, path)
    for rule, told in _TOLD.items():
        if rule not in foreign and getattr(field, rule):
            yield from told(spec, entity, field, f"{path}.{rule}")
    if "default" not in foreign:
        yield from default_problems(spec, field, path)


def indexable(field: Field) -> bool:
    """Whether an index is sure to hold every value; of types that have a length only."""
    length = longest(field)
    return length is not None and 0 < length <= INDEXED_TEXTS.get(field.type, INDEXED_LENGTH)


def _foreign(field: Field) -> Iterator[str]:
    for rule, types in ALLOWED.items():
        if field.type not in types and getattr(field, rule) != type(field).model_fields[rule].default:
            yield rule


def _for(rule: str) -> str:
    types = sorted(ALLOWED[rule])
    return f"Drop it; it goes with {', '.join(types)}." if len(types) <= 6 else "Drop it."


def _needed(field: Field, path: str) -> Iterator[Problem]:
    rule, hint = NEEDED.get(field.type, ("", ""))
    if rule and getattr(field, rule) is None:
        yield Problem(f"{path}.{rule}", f"the type {field.type} needs {rule!r}.", hint)


def _ranges(field: Field, path: str) -> Iterator[Problem]:
    for low, high in (("min", "max"), ("min_length", "max_length")):
        least, most = getattr(field, low), getattr(field, high)
        if least is not None and most is not None and least > most:
            yield Problem(f"{path}.{low}", f"{least} is above {high!r}, which is {most}.", "Exchange them.")
    bound = BOUNDS.get(field.type)
    for rule in ("min", "max") if bound is not None else ():
        value = getattr(field, rule)
        if value is not None and value != value.to_integral_value():
            yield Problem(f"{path}.{rule}", f"{value} is no whole number.", "Round it, or make the type 'decimal'.")
        elif value is not None and not -(bound or 0) <= value < (bound or 0):
            wider = "Make the type 'big_integer'." if field.type is T.INTEGER else "Choose a smaller one."
            yield Problem(f"{path}.{rule}", f"{value} is more than the type {field.type} holds.", wider)
    for rule in ("min", "max") if field.type in TYPED or field.type is T.FLOAT else ():
        value = getattr(field, rule)
        if value is not None and (not value.is_finite() or abs(value) >= 10**18):
            yield Problem(
                f"{path}.{rule}", f"{value} is more than the type {field.type} holds.", "Choose a smaller one."
            )


def _enum(spec: AppSpec, entity: Entity, field: Field, path: str) -> Iterator[Problem]:
    yield from known(path, field.enum or "", [enum.name for enum in spec.enums], "enum")


def _currency(spec: AppSpec, entity: Entity, field: Field, path: str) -> Iterator[Problem]:
    yield from known(path, field.currency or "", MINOR_UNITS, "currency")


def _unique(spec: AppSpec, entity: Entity, field: Field, path: str) -> Iterator[Problem]:
    length = longest(field)
    if length is not None and not indexable(field):
        yield Problem(path, f"a text of {length or 'any'} characters is too long to be unique.",
                      f"Give it a 'max_length' of at most {INDEXED_LENGTH}.")  # fmt: skip


def _kinds(spec: AppSpec, entity: Entity, field: Field, path: str) -> Iterator[Problem]:
    for kind in field.kinds if field.type is T.IMAGE else ():
        if not kind.startswith("image/"):
            yield Problem(path, f"{kind} is no image.", "Make the type 'file', or name kinds of images.")


def _prefix(spec: AppSpec, entity: Entity, field: Field, path: str) -> Iterator[Problem]:
    if not field.prefix.isprintable():
        yield Problem(path, "holds control characters.", "Write it without them.")


def _read_only(spec: AppSpec, entity: Entity, field: Field, path: str) -> Iterator[Problem]:
    if field.required and field.default is None and not field.default_now:
        yield Problem(path, "nobody could fill it, though it is required.", "Give it a default, or make it optional.")


def _pattern(spec: AppSpec, entity: Entity, field: Field, path: str) -> Iterator[Problem]:
    try:
        parse_pattern(field.pattern or "")
    except PatternError as error:
        yield Problem(path, str(error), "Write it so that Python, PostgreSQL and JavaScript agree.")


def _expression(spec: AppSpec, entity: Entity, field: Field, path: str) -> Iterator[Problem]:
    try:
        expression = parse_expression(field.expression or "", entity.fields, spec.enums)
    except ExpressionError as error:
        yield Problem(path, str(error), "For example: quantity * price.")
        return
    if field.decimals is not None and expression.type not in TYPED:
        yield Problem(path, f"it is worth {expression.type}, which has no decimals.", "Drop 'decimals'.")


_TOLD: dict[str, Callable[[AppSpec, Entity, Field, str], Iterator[Problem]]] = {
    "enum": _enum,
    "currency": _currency,
    "unique": _unique,
    "kinds": _kinds,
    "prefix": _prefix,
    "read_only": _read_only,
    "pattern": _pattern,
    "expression": _expression,
}
"""By property: what can be wrong with it where it is set and the type knows it."""
