"""A specification as a person would write it: without what birth makes of names, defaults unsaid, a field a line."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import yaml

from schemas.identity import give_identity
from schemas.names import Name
from schemas.spec import Action, AppSpec

Raw = dict[str, Any]

SCHEMA_LINE = "# yaml-language-server: $schema=appspec.schema.json\n"
"""Where editors look for the schema: beside the file, where `fusion schema --out appspec.schema.json` puts it."""

DERIVED = ("id", "label", "plural", "plural_label", "reverse_name", "reverse_label", "stored_as")
"""What is made from the names where it is left out."""


def to_yaml(spec: AppSpec) -> str:
    """YAML that reads as the same specification; editors find its JSON Schema by the first line."""
    return SCHEMA_LINE + yaml.dump(
        _ordered(lean(spec)), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=4096
    )


def lean(spec: AppSpec) -> Raw:
    """Plain data that `AppSpec` reads as the same specification, without all that can be derived."""
    whole: Raw = spec.model_dump(mode="json")
    short: Raw = in_order(spec.model_dump(mode="json", exclude_defaults=True))
    pairs = list(zip(_elements(short), _elements(whole), strict=True))
    for small, _ in pairs:
        for key in DERIVED:
            small.pop(key, None)
    while missing := _missing(short, pairs):
        for small, key, value in missing:
            small[key] = value
    return short


def in_order(raw: Raw) -> Raw:
    """The same spec, the sets in its grants in an order: the same text for the same spec."""
    for grant in (grant for role in raw.get("roles", ()) for grant in role.get("grants", ())):
        grant["actions"] = [str(action) for action in Action if action in grant["actions"]]
        grant |= {key: sorted(grant[key]) for key in ("read", "write") if grant.get(key) is not None}
    return raw


def _missing(short: Raw, pairs: list[tuple[Raw, Raw]]) -> list[tuple[Raw, str, Any]]:
    """What birth would make otherwise than it is."""
    found = []
    for (small, full), made in zip(pairs, _elements(give_identity(short)), strict=True):
        wrong = (key for key in DERIVED if key in full and key not in small and made.get(key) != full[key])
        if (key := next(wrong, None)) is not None:  # one at a time: a label may follow from a name
            found.append((small, key, full[key]))
    return found


def _elements(spec: Raw) -> Iterator[Raw]:
    yield spec["app"]
    for entity in spec.get("entities", ()):
        yield entity
        for field in entity.get("fields", ()):
            yield field
            yield from field.get("transitions", ())
    for kind in ("relations", "enums", "roles"):
        yield from spec.get(kind, ())


class _Line(dict[str, Any]):
    """A mapping that is written on one line."""


class _Row(list[Any]):
    """A list that is written on one line."""


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _line(dumper: yaml.SafeDumper, data: _Line) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)


def _row(dumper: yaml.SafeDumper, data: _Row) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)


_Dumper.add_representer(_Line, _line)
_Dumper.add_representer(_Row, _row)


def _ordered(raw: Raw) -> Raw:
    order = ("format", "app", "entities", "relations", "enums", "roles", "targets")
    shown = {key: raw[key] for key in order if key in raw}
    shown["entities"] = [_entity(entity) for entity in raw.get("entities", ())]
    for kind in ("relations", "enums", "roles"):
        if kind in raw:
            shown[kind] = [_first(element) for element in raw[kind]]
    shown["enums"] = [
        {**enum, "values": [_value(value) for value in enum["values"]]} for enum in shown.get("enums", ())
    ]
    shown["roles"] = [_role(role) for role in raw.get("roles", ())]
    shown["relations"] = [_Line(relation) for relation in shown.get("relations", ())]
    return {key: value for key, value in shown.items() if value}


def _entity(entity: Raw) -> Raw:
    rest = {key: _short(value) for key, value in _first(entity).items() if key != "fields"}
    fields = [_field(field) for field in entity.get("fields", ())]
    return {**rest, "fields": fields} if fields else rest


def _field(field: Raw) -> Raw:
    """On one line, save for a state machine, whose steps have a line each."""
    shown = {key: _number(_short(value), key) for key, value in _first(field).items()}
    if "transitions" not in shown:
        return _Line(shown)
    return {**shown, "transitions": [_Line(_first(step)) for step in field["transitions"]]}


def _role(role: Raw) -> Raw:
    return {**_first(role), "grants": [_Line(grant) for grant in role["grants"]]} if "grants" in role else _first(role)


def _short(value: Any) -> Any:
    """A list of names, or of groups of them, on one line."""
    return _Row(value) if isinstance(value, list) else value


def _first(element: Raw) -> Raw:
    """The name first, then the label, then the rest in its order."""
    heads = ("name", "label", "plural", "plural_label", "source", "target", "kind")
    return {key: element[key] for key in heads if key in element} | element


def _value(value: Raw) -> str | _Line:
    """A value whose name can be made from its label is its label."""
    return str(value["label"]) if Name.from_label(value["label"]) == value["name"] else _Line(value)


def _number(value: Any, key: str) -> Any:
    if key not in ("min", "max") or value is None:
        return value
    number = Decimal(value)
    if number == number.to_integral_value() and abs(number) < 2**53:
        return int(number)
    return float(number) if Decimal(str(float(number))) == number else value
