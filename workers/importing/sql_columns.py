"""A column as a field: its type, its default, and the simple rules of its checks."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from sqlglot import exp

from schemas.spec import FieldType
from schemas.validation import NUMBERS
from workers.importing.found import FoundEnum, FoundField, FoundValue, Notices, Raw
from workers.importing.sql_script import Column, Script, named

T = exp.DataType.Type
TYPES = {
    FieldType.STRING: (T.VARCHAR, T.CHAR, T.BPCHAR, T.NCHAR, T.NVARCHAR, T.NAME, T.INET),
    FieldType.TEXT: (T.TEXT, T.XML),
    FieldType.INTEGER: (T.INT, T.SMALLINT, T.TINYINT, T.SERIAL, T.SMALLSERIAL),
    FieldType.BIG_INTEGER: (T.BIGINT, T.BIGSERIAL),
    FieldType.DECIMAL: (T.DECIMAL, T.MONEY),
    FieldType.FLOAT: (T.FLOAT, T.DOUBLE),
    FieldType.BOOLEAN: (T.BOOLEAN,),
    FieldType.DATE: (T.DATE,),
    FieldType.DATETIME: (T.TIMESTAMP, T.TIMESTAMPTZ, T.TIMESTAMPNTZ, T.DATETIME),
    FieldType.TIME: (T.TIME, T.TIMETZ),
    FieldType.DURATION: (T.INTERVAL,),
    FieldType.UUID: (T.UUID,),
    FieldType.JSON: (T.JSON, T.JSONB),
}
_TYPE = {kind: field for field, kinds in TYPES.items() for kind in kinds}
SERIALS = frozenset({T.SERIAL, T.SMALLSERIAL, T.BIGSERIAL})
LONGEST, MOST_DECIMALS = 10_000, 10


class Bound(NamedTuple):
    key: str
    value: Decimal


class ColumnReader:
    """Reads columns; a check that lists values makes an enum, kept in `enums`."""

    def __init__(self, script: Script, notices: Notices) -> None:
        self._script, self._notices = script, notices
        self.enums: list[FoundEnum] = []

    def field(self, table: str, column: Column) -> FoundField | None:
        """The field, or None where no field could hold the column's values, which is told."""
        if column.computed:
            self._notices.say(column.place, f"{column.name!r} is computed, which a field cannot be yet: left out.")
            return None
        field = FoundField(column.name, column.place, {})
        if not self._type(column, field):
            return None
        field.said |= {key: True for key in ("required", "unique") if getattr(column, key)}
        if column.comment:
            field.said["help"] = column.comment
        for check in column.checks:
            self._check(table, check, field)
        if column.default is not None:
            self._default(column.default, field)
        if column.numbered or (column.kind is not None and column.kind.this in SERIALS):
            self._notices.say(
                column.place, f"{column.name!r} numbers itself, which a field cannot yet: a plain number."
            )
        return field

    def _type(self, column: Column, field: FoundField) -> bool:
        kind, said = column.kind, field.said
        if kind is None or kind.this not in (*_TYPE, T.USERDEFINED):
            shown = kind.sql("postgres") if kind is not None else "no type"
            self._notices.say(column.place, f"{column.name!r} is {shown}, which a field cannot hold: left out.")
            return False
        if kind.this is T.USERDEFINED:
            self._own_type(kind, column, field)
            return True
        said["type"] = _TYPE[kind.this]
        numbers = [int(one.name) for one in kind.expressions if one.name.isdecimal()]
        if said["type"] is FieldType.STRING and numbers:
            said |= {"max_length": numbers[0]} if numbers[0] <= LONGEST else {"type": FieldType.TEXT}
        if said["type"] is FieldType.DECIMAL and numbers:
            said["decimals"] = min([*numbers, 0][1], MOST_DECIMALS)
        return True

    def _own_type(self, kind: exp.DataType, column: Column, field: FoundField) -> None:
        name = named(kind.args.get("kind"))
        if name in self._script.enums:
            field.enum, field.said["type"] = name, FieldType.ENUM
            return
        field.said["type"] = FieldType.STRING
        if name != "citext":
            self._notices.say(column.place, f"{column.name!r} is of the type {name!r}, unknown here: a text.")

    def _default(self, default: exp.Expr, field: FoundField) -> None:
        value = _literal(default)
        if value is not None:
            field.said["default"] = value
        elif not isinstance(default, exp.Null):
            shown = default.sql("postgres")
            self._notices.say(field.place, f"the default {shown} of {field.name!r} cannot be said yet: left out.")

    def _check(self, table: str, check: exp.Expr, field: FoundField) -> None:
        check = _bare(check)
        if isinstance(check, exp.And):
            self._check(table, check.left, field)
            self._check(table, check.right, field)
            return
        values = _listed(check)
        bounds = _bounds(check, field.said)
        if values and field.said["type"] in (FieldType.STRING, FieldType.TEXT):
            name = f"{table}_{field.name}"
            self.enums.append(FoundEnum(name, field.place, [FoundValue(one, one, field.place) for one in values]))
            field.enum, field.said["type"] = name, FieldType.ENUM
            field.said.pop("max_length", None)
        elif bounds:
            field.said |= {bound.key: bound.value for bound in bounds}
        elif (length := _length(check)) is not None and field.said["type"] in (FieldType.STRING, FieldType.TEXT):
            field.said["max_length"] = length
        else:
            shown = check.sql("postgres")
            self._notices.say(field.place, f"the rule {shown} of {field.name!r} cannot be said: left out.")


def _bare(part: exp.Expr) -> exp.Expr:
    """Without brackets and casts."""
    while isinstance(part, exp.Paren | exp.Cast):
        part = part.this
    return part


def _literal(part: exp.Expr) -> str | None:
    part = _bare(part)
    if isinstance(part, exp.Boolean):
        return str(part.this).lower()
    if isinstance(part, exp.Neg) and isinstance(_bare(part.this), exp.Literal):
        return f"-{_bare(part.this).name}"
    return str(part.name) if isinstance(part, exp.Literal) else None


def _number(part: exp.Expr) -> Decimal | None:
    try:
        return Decimal(_literal(part) or "")
    except InvalidOperation:
        return None


def _listed(check: exp.Expr) -> list[str]:
    """The texts of `x IN ('a', 'b')`, also as PostgreSQL writes it: `x = ANY (ARRAY['a', 'b'])`."""
    options: list[exp.Expr] = []
    if isinstance(check, exp.In) and isinstance(_bare(check.this), exp.Column):
        options = check.expressions
    elif isinstance(check, exp.EQ) and isinstance(check.right, exp.Any) and isinstance(_bare(check.left), exp.Column):
        array = _bare(check.right.this)
        options = array.expressions if isinstance(array, exp.Array) else []
    literals = [_bare(option) for option in options]
    texts = [str(one.this) for one in literals if isinstance(one, exp.Literal) and one.is_string]
    return texts if len(texts) == len(options) else []


def _bounds(check: exp.Expr, said: Raw) -> list[Bound]:
    """The bounds of a comparison of a number with a constant."""
    if said["type"] not in NUMBERS:
        return []
    if isinstance(check, exp.Between):
        low, high = _number(check.args["low"]), _number(check.args["high"])
        return [Bound("min", low), Bound("max", high)] if low is not None and high is not None else []
    if not isinstance(check, exp.GTE | exp.GT | exp.LTE | exp.LT):
        return []
    key = "min" if isinstance(check, exp.GTE | exp.GT) else "max"
    strict = isinstance(check, exp.GT | exp.LT)
    left, right = _bare(check.left), _bare(check.right)
    if isinstance(right, exp.Column):
        left, right, key = right, left, "max" if key == "min" else "min"
    value, step = _number(right), _step(said)
    if value is None or not isinstance(left, exp.Column) or (strict and step is None):
        return []
    return [Bound(key, value + (step or 0) * strict * (1 if key == "min" else -1))]


def _step(said: Raw) -> Decimal | None:
    """The smallest difference of two values, where there is one."""
    if said["type"] is FieldType.DECIMAL:
        return Decimal(1).scaleb(-int(said.get("decimals", 2)))
    return Decimal(1) if said["type"] in (FieldType.INTEGER, FieldType.BIG_INTEGER) else None


def _length(check: exp.Expr) -> int | None:
    """The bound of `length(x) <= n`."""
    if not isinstance(check, exp.LTE | exp.LT) or not isinstance(_bare(check.left), exp.Length):
        return None
    value = _number(check.right)
    length = int(value) - isinstance(check, exp.LT) if value is not None else 0
    return length if 1 <= length <= LONGEST else None
