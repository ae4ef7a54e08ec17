"""A column as a field: its type, its default, and the simple rules of its checks."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from sqlglot import exp

from schemas.rules import ALLOWED, NUMBERS, TEXTS
from schemas.spec import FieldType
from workers.importing.found import FoundEnum, FoundField, FoundValue, Notices, Raw
from workers.importing.sql_expressions import expressed
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
    FieldType.FILE: (T.VARBINARY, T.BINARY),
}
_TYPE = {kind: field for field, kinds in TYPES.items() for kind in kinds}
SERIALS = frozenset({T.SERIAL, T.SMALLSERIAL, T.BIGSERIAL})
NOW = (exp.CurrentTimestamp, exp.CurrentDate, exp.CurrentTime, exp.Localtimestamp, exp.Localtime)
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
        field = FoundField(column.name, column.place, {})
        if column.computed is not None:
            return self._computed(column.computed, field, column.comment)
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

    def _computed(self, formula: exp.Expr, field: FoundField, comment: str) -> FoundField | None:
        expression = expressed(formula)
        if expression is None:
            shown = formula.sql("postgres")
            self._notices.say(field.place, f"{field.name!r} is computed by {shown}, which cannot be said: left out.")
            return None
        field.said |= {"type": FieldType.COMPUTED, "expression": expression}
        field.said |= {"help": comment} if comment else {}
        return field

    def _type(self, column: Column, field: FoundField) -> bool:
        kind, said = column.kind, field.said
        if kind is not None and kind.this is T.ARRAY and kind.expressions and self._own_values(kind.expressions[0]):
            field.enum, said["type"] = self._own_values(kind.expressions[0]), FieldType.MULTI_ENUM
            return True
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

    def _own_values(self, kind: exp.Expr) -> str | None:
        """The enum of the script that a type is, if it is one."""
        name = named(kind.args.get("kind")) if kind.args.get("kind") is not None else ""
        return name if name in self._script.enums else None

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
        elif isinstance(_bare(default), NOW) and field.said["type"] in ALLOWED["default_now"]:
            field.said["default_now"] = True
        elif not isinstance(default, exp.Null):
            shown = default.sql("postgres")
            self._notices.say(field.place, f"the default {shown} of {field.name!r} cannot be said: left out.")

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
        elif (length := _length(check)) is not None and field.said["type"] in TEXTS:
            field.said |= {length.key: int(length.value)}
        elif (pattern := _pattern(check)) is not None and field.said["type"] in TEXTS:
            field.said["pattern"] = pattern
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


def _length(check: exp.Expr) -> Bound | None:
    """The bound of `length(x) <= n`, or of `length(x) >= n`."""
    if not isinstance(check, exp.LTE | exp.LT | exp.GTE | exp.GT) or not isinstance(_bare(check.left), exp.Length):
        return None
    key = "max_length" if isinstance(check, exp.LTE | exp.LT) else "min_length"
    step = isinstance(check, exp.GT) - isinstance(check, exp.LT)
    length = (_number(check.right) or 0) + step
    return Bound(key, Decimal(length)) if 1 <= length <= LONGEST else None


def _pattern(check: exp.Expr) -> str | None:
    """The pattern of `x ~ '^…$'`: one that is about the whole text, as ours are."""
    pattern = _literal(check.expression) if isinstance(check, exp.RegexpLike) else None
    return pattern if pattern and pattern.startswith("^") and pattern.endswith("$") else None
