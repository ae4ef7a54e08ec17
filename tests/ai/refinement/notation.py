"""The notation of expected changes (see README.md), read as wishes."""

from __future__ import annotations

import re
from typing import Any

from schemas.names import singular
from schemas.reading import Fact, Link, Many, Thing
from schemas.roles import Action
from schemas.spec import AppSpec, FieldType
from schemas.wishes import (
    AddFact,
    AddLink,
    AddRole,
    AddThing,
    AddValues,
    Alter,
    AnyWish,
    Permit,
    Remove,
    Rename,
)

_RELATION = re.compile(r"(?P<source>\w+) -> (?P<target>\w+)(?: as (?P<name>\w+))?")
_TRUE = {"required": ("required", True), "optional": ("required", False), "unique": ("unique", True),
         "not unique": ("unique", False)}  # fmt: skip


def wishes(lines: list[str], spec: AppSpec) -> list[AnyWish]:
    """The lines as wishes. Raises ValueError for what is no change."""
    return [_wish(line.strip(), spec) for line in lines]


def _wish(line: str, spec: AppSpec) -> AnyWish:  # noqa: C901  # one case for each line of the table
    verb, _, rest = line.partition(" ")
    if verb in ("allow", "deny"):
        return _permit(verb == "allow", rest, spec)
    kind, _, rest = rest.partition(" ")
    head, _, tail = (part.strip() for part in rest.partition(":"))
    match verb, kind:
        case "add", "entity":
            return AddThing(thing=Thing(label=_label(head)))
        case "add", "field":
            return _field(head, tail)
        case "add", "relation":
            return _link(head if ":" in rest else rest, tail)
        case "add", "role":
            return AddRole(label=_label(head))
        case "add", "value":
            return AddValues(to=head, values=tuple(one.strip() for one in tail.split(",")))
        case "rename", _:
            return _rename(kind, rest, spec)
        case "change", "field":
            return Alter(path=head, set=_properties(tail))
        case "change", "relation":
            return Alter(path=_path(head, spec), set=_kind(tail))
        case "remove", "value":
            return Remove(path=f"{head}={_value(head, tail, spec)}")
        case "remove", "relation":
            return Remove(path=_path(rest, spec))
        case "remove", _:
            return Remove(path=f"@{rest}" if kind == "role" else rest)
    raise ValueError(f"{line!r} is no change")


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _field(path: str, tail: str) -> AddFact:
    owner, _, name = path.partition(".")
    kind, values, properties = _typed(tail)
    fact = Fact(
        label=_label(name), type=kind, values=values, required=bool(properties.pop("required", False)),
        unique=bool(properties.pop("unique", False)),
    )  # fmt: skip
    return AddFact(to=owner, fact=fact, set=properties)


def _typed(tail: str) -> tuple[FieldType | None, tuple[str, ...], dict[str, Any]]:
    first, _, rest = tail.partition(",")
    if tail.startswith("enum"):
        return FieldType.ENUM, tuple(one.strip() for one in tail[4:].split(",") if one.strip()), {}
    if first.strip() in set(FieldType):
        return FieldType(first.strip()), (), _properties(rest)
    return None, (), _properties(tail)


def _properties(text: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in (one.strip() for one in text.split(",")):
        if part in _TRUE:
            key, value = _TRUE[part]
            found[key] = value
        elif part.startswith("no "):
            found[part[3:]] = None
        elif part:
            key, _, said = part.partition(" ")
            found[key] = _read(said)
    return found


def _read(said: str) -> Any:
    if said in ("true", "false"):
        return said == "true"
    if re.fullmatch(r"-?\d+", said):
        return int(said)
    return float(said) if re.fullmatch(r"-?\d+\.\d+", said) else said


def _kind(text: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in (one.strip() for one in text.split(",")):
        if part in _TRUE:
            found["required"] = _TRUE[part][1]
        elif part:
            found["kind"] = part
    return found


def _link(head: str, tail: str) -> AddLink:
    match = _RELATION.fullmatch(head)
    if match is None:
        raise ValueError(f"{head!r} is no relation")
    said = _kind(tail)
    kind = said.get("kind", "many_to_one")
    link = Link(
        source=match["source"], target=match["target"], name=match["name"] and _label(match["name"]),
        source_many=Many.ONE if kind == "one_to_one" else Many.MANY,
        target_many=Many.MANY if kind == "many_to_many" else Many.ONE, required=bool(said.get("required")),
    )  # fmt: skip
    return AddLink(link=link)


def _path(text: str, spec: AppSpec) -> str:
    match = _RELATION.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no relation")
    links = [
        link for link in spec.relations
        if (link.source, link.target) == (match["source"], match["target"]) and match["name"] in (None, link.name)
    ]  # fmt: skip
    if len(links) != 1:
        raise ValueError(f"{text!r} names {len(links)} relations")
    return f"{links[0].source}.{links[0].name}"


def _rename(kind: str, rest: str, spec: AppSpec) -> Rename:
    if kind == "value":
        path, _, both = rest.partition(":")
        old, _, new = both.partition(" to ")
        return Rename(path=f"{path.strip()}={_value(path.strip(), old.strip(), spec)}", label=new.strip())
    old, _, new = rest.rpartition(" to ")
    old = _path(old, spec) if kind == "relation" else f"@{old}" if kind == "role" else old
    return Rename(path=old, label=_label(new))


def _value(path: str, said: str, spec: AppSpec) -> str:
    owner, _, name = path.partition(".")
    values = spec.enum(spec.entity(owner).field(name).enum or "").values
    return next(value.name for value in values if said.lower() in (value.label.lower(), value.name))


def _permit(allow: bool, rest: str, spec: AppSpec) -> Permit:
    own = rest.endswith(" own")
    role, _, rest = rest.removesuffix(" own").partition(" ")
    actions = re.match(r"(?:all|(?:create|read|update|delete)(?:,\s*(?:create|read|update|delete))*)", rest)
    if actions is None:
        raise ValueError(f"{rest!r} names no action")
    said = re.split(r",\s*", actions.group(0))
    things = tuple(one.strip() for one in rest[actions.end() :].split(",") if one.strip() != "*")
    known = {str(one.name) for one in spec.roles}
    return Permit(
        role=f"@{role}" if role in known else singular(_label(role)), things=things, allow=allow, own=own,
        actions=frozenset(Action) if said == ["all"] else frozenset(Action(one) for one in said),
    )  # fmt: skip
