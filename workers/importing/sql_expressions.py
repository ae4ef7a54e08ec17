"""The formula of a generated column in the words of a computed field, where those can say it."""

from __future__ import annotations

from sqlglot import exp

from workers.importing.naming import plain_name

SIGNS: dict[type[exp.Expr], str] = {
    exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/", exp.EQ: "=", exp.NEQ: "!=", exp.LT: "<", exp.LTE: "<=",
    exp.GT: ">", exp.GTE: ">=", exp.And: "and", exp.Or: "or",
}  # fmt: skip
FUNCTIONS: dict[type[exp.Expr], str] = {exp.Lower: "lower", exp.Upper: "upper", exp.Length: "length"}
PREFIXES: dict[type[exp.Expr], str] = {exp.Neg: "-", exp.Not: "not "}


def expressed(formula: exp.Expr) -> str | None:
    """The expression, its columns called as their fields would be; None where something in it has no word."""
    try:
        return _said(formula)
    except LookupError:
        return None


def _said(part: exp.Expr) -> str:
    if isinstance(part, exp.Binary) and type(part) in SIGNS:
        return f"{_said(part.left)} {SIGNS[type(part)]} {_said(part.right)}"
    if type(part) in FUNCTIONS:
        return f"{FUNCTIONS[type(part)]}({_said(part.this)})"
    if type(part) in PREFIXES:
        return f"{PREFIXES[type(part)]}{_said(part.this)}"
    match part:
        case exp.Paren():
            return f"({_said(part.this)})"
        case exp.Cast():
            return _said(part.this)
        case exp.Column():
            return plain_name(part.name)
        case exp.Literal():
            return "'" + part.name.replace("'", "''") + "'" if part.is_string else str(part.name)
        case exp.Boolean():
            return str(part.this).lower()
        case exp.DPipe():
            return f"concat({', '.join(_said(one) for one in part.flatten())})"
    return _called(part)


def _called(part: exp.Expr) -> str:
    match part:
        case exp.Concat():
            return f"concat({', '.join(_said(one) for one in part.expressions)})"
        case exp.Coalesce():
            return f"coalesce({', '.join(_said(one) for one in (part.this, *part.expressions))})"
        case exp.Round() if part.args.get("decimals") is not None:
            return f"round({_said(part.this)}, {_said(part.args['decimals'])})"
        case exp.Case() if part.this is None and len(part.args["ifs"]) == 1 and part.args.get("default") is not None:
            (one,) = part.args["ifs"]
            return f"if({_said(one.this)}, {_said(one.args['true'])}, {_said(part.args['default'])})"
    raise LookupError(part.key)
