"""An import into an application that is there: what may be a rename is asked; what a file cannot say stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from schemas.adoption import adopt
from schemas.errors import Permanent
from schemas.fields import FieldType
from schemas.operations import AddEntity, Remove, Rename, applied, apply
from schemas.spec import AppSpec, Entity

Raw = dict[str, Any]

ALIKE = 0.6
"""How alike two names, or the fields of two entities, have to be for a question (0 to 1)."""

SAID = ("required", "unique", "min", "max", "min_length", "max_length", "pattern", "decimals", "default", "enum")
"""Rules that a file says of a field; all others stay as they are."""

FINER: dict[str, frozenset[str]] = {
    "string": frozenset({"email", "url", "phone", "slug", "colour", "auto_number", "computed"}),
    "text": frozenset({"string", "markdown", "json"}),
    "decimal": frozenset({"money"}),
    "file": frozenset({"image"}),
}
"""By what other tools call a type: the types that it may have here."""


@dataclass(frozen=True)
class Question:
    """Whether `old` (an entity, or `entity.field`) is what the file calls one of the `choices`."""

    old: str
    choices: tuple[str, ...]

    def __str__(self) -> str:
        answers = " or ".join(f"--rename {self.old}={choice}" for choice in self.choices)
        return f"The file has no {self.old!r}. Was it renamed? Say {answers}; or --drop {self.old}, if it shall go."


def questions(found: AppSpec, base: AppSpec, renames: dict[str, str], dropped: Iterable[str]) -> list[Question]:
    """What has to be asked before `found` can follow `base`."""
    asked, settled = [], {*renames, *dropped}
    names = {str(entity.name): entity for entity in found.entities}
    taken = {str(entity.name) for entity in base.entities} | set(renames.values())
    for entity in base.entities:
        old = str(entity.name)
        same = names.get(renames.get(old, old))
        if same is not None:
            asked += [one for one in _fields(entity, same, renames) if one.old not in settled]
        elif old not in settled:
            choices = [name for name, other in names.items() if name not in taken and _is_like(entity, other)]
            asked += [Question(old, tuple(choices))] if choices else []
    return asked


def merged(found: AppSpec, base: AppSpec, renames: dict[str, str], dropped: Iterable[str]) -> AppSpec:
    """`base` with what the file says. Raises Permanent where an answer names what is not there."""
    drops = [_id(base, path) for path in dropped]
    base = _without(apply(base, list(_renamed(base, renames))), drops)
    new = adopt(found, base).model_dump(mode="json")
    kept = {part["id"] for part in _parts(new)}
    base = _without(base, [part["id"] for part in _parts(base.model_dump(mode="json")) if part["id"] not in kept])
    old = base.model_dump(mode="json")
    before = {part["id"]: part for part in _parts(old)}
    spec = {**old, "enums": new["enums"]}
    spec["entities"] = [_entity(entity, before) for entity in new["entities"]]
    spec["relations"] = [_kept(link, before, ("kind", "required", "on_delete")) for link in new["relations"]]
    added = [AddEntity(entity=entity) for entity in spec["entities"] if entity["id"] not in before]
    return AppSpec.model_validate({**spec, "roles": applied(base, added)["roles"]})


def _without(base: AppSpec, ids: Iterable[Any]) -> AppSpec:
    """The spec without these elements and what cannot be without them."""
    for gone in ids:
        if any(str(element.id) == str(gone) for element in base.elements()):
            base = AppSpec.model_validate(applied(base, [Remove(id=gone)]))
    return base


def _fields(entity: Entity, same: Entity, renames: dict[str, str]) -> list[Question]:
    there = {str(field.name): field for field in same.fields}
    taken = {str(field.name) for field in entity.fields} | {new.partition(".")[2] for new in renames.values()}
    found = []
    for field in entity.fields:
        alike = [name for name, other in there.items() if name not in taken and _same_kind(field.type, other.type)]
        if field.name not in there and alike:
            path = f"{entity.name}.{field.name}"
            found.append(Question(path, tuple(f"{same.name}.{name}" for name in alike[:5])))
    return found


def _is_like(entity: Entity, other: Entity) -> bool:
    if SequenceMatcher(None, entity.name, other.name).ratio() >= ALIKE:
        return True
    ours, theirs = ({str(field.name) for field in one.fields} for one in (entity, other))
    return bool(ours) and len(ours & theirs) / max(len(ours), len(theirs)) >= ALIKE


def _same_kind(old: FieldType, new: FieldType) -> bool:
    return old is new or old in FINER.get(new, frozenset())


def _renamed(base: AppSpec, renames: dict[str, str]) -> Iterable[Rename]:
    for old, new in renames.items():
        yield Rename(id=_id(base, old), name=new.rpartition(".")[2])


def _id(base: AppSpec, path: str) -> Any:
    name, _, field = path.partition(".")
    for entity in base.entities:
        for part in entity.fields if field else (entity,):
            if entity.name == name and part.name == (field or name):
                return part.id
    raise Permanent(f"The application has no {path!r}: name an entity, or a field as entity.field.")


def _entity(entity: Raw, before: dict[str, Raw]) -> Raw:
    fields = [_kept(field, before, SAID) for field in entity["fields"]]
    return {**before.get(entity["id"], entity), "name": entity["name"], "fields": fields}


def _kept(part: Raw, before: dict[str, Raw], said: tuple[str, ...]) -> Raw:
    """What was there, with what the file says of it; a coarser type of the file does not undo a finer one."""
    old = before.get(part["id"])
    if old is None:
        return part
    ends: Raw = {key: part[key] for key in ("name", "source", "target") if key in part}
    if "type" in part:
        finer = old["type"] in FINER.get(part["type"], ())
        ends["type"] = old["type"] if finer else part["type"]
        said = () if finer and old["type"] == "computed" else said
    return {**old, **ends, **{key: part[key] for key in said}}


def _parts(spec: Raw) -> Iterable[Raw]:
    for entity in spec["entities"]:
        yield entity
        yield from entity["fields"]
    yield from spec["relations"]
