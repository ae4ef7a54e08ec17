"""A specification as a person would write it: without what birth makes of names, defaults unsaid, a field a line."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import yaml

from schemas.identity import give_identity
from schemas.names import Name
from schemas.spec import AppSpec

Raw = dict[str, Any]

DERIVED = ("id", "label", "plural", "plural_label", "reverse_name", "reverse_label", "stored_as")
"""What is made from the names where it is left out."""


def to_yaml(spec: AppSpec) -> str:
    """YAML that reads as the same specification."""
    return yaml.dump(_ordered(lean(spec)), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=4096)


def lean(spec: AppSpec) -> Raw:
    """Plain data that `AppSpec` reads as the same specification, without all that can be derived."""
    whole: Raw = spec.model_dump(mode="json")
    short: Raw = spec.model_dump(mode="json", exclude_defaults=True)
    pairs = list(zip(_elements(short), _elements(whole), strict=True))
    for small, _ in pairs:
        for key in DERIVED:
            small.pop(key, None)
    while missing := _missing(short, pairs):
        for small, key, value in missing:
            small[key] = value
    return short


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
        yield from entity.get("fields", ())
    for kind in ("relations", "enums", "roles"):
        yield from spec.get(kind, ())


class _Line(dict[str, Any]):
    """A mapping that is written on one line."""


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _line(dumper: yaml.SafeDumper, data: _Line) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)


_Dumper.add_representer(_Line, _line)


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
    shown["relations"] = [_Line(relation) for relation in shown.get("relations", ())]
    return {key: value for key, value in shown.items() if value}


def _entity(entity: Raw) -> Raw:
    fields = [
        _Line({key: _number(value, key) for key, value in _first(field).items()}) for field in entity.get("fields", ())
    ]
    rest = {key: value for key, value in _first(entity).items() if key != "fields"}
    return {**rest, "fields": fields} if fields else rest


def _field(field: Raw) -> _Line:
    return _Line({key: _number(value, key) for key, value in _first(field).items()})


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
