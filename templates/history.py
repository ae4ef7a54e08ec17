"""The migrations of a target that keeps a history: those of the base stay as they are, a change adds one.

A change is the difference of two (spec, template version) pairs: of the specs by stable id, and of what the target
prints for each stored part, so that a template that prints otherwise reaches applications that are already there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from schemas.casting import rule
from schemas.changes import Change, ComputedAdded, FieldRecast
from schemas.differences import changes, renamed
from schemas.errors import Permanent
from schemas.fields import Field
from schemas.filling import Fill
from schemas.patterns import for_postgres
from schemas.safety import Check, Rule
from schemas.spec import AppSpec, Element, Entity, Relation
from templates.keeping import Step, keep
from templates.model import EntityModel, Model, RelationModel
from templates.parts import FieldModel
from templates.printed import Printed, digest
from templates.quoting import Text
from templates.record import NAME, Record

KINDS = ("rules", "indexes")
"""What an entity has by name, beside its fields."""

_NUMBERED = re.compile(r"\d{4}_\w+")

FROM_BEFORE = frozenset({"EntityRemoved", "FieldRemoved", "ComputedRemoved", "RelationRemoved"})
"""Changes whose parts are only known to the version before."""


@dataclass(frozen=True)
class Prints:
    """What a target prints of a version: with its templates as they are, and as the first of them were."""

    now: Callable[[Model], Printed]
    first: Callable[[Model], Printed]


@dataclass(frozen=True)
class History:
    """The migration to add: `name`, `after` which other, its `steps`, and what stands before and after them.

    `gone` and `come` are the rules and indexes that are dropped first and made last; where `real` is false, only the
    names in them changed. `checks` are asked of the rows before anything runs, `back_checks` before the way back.
    `files` are there without a template.
    """

    name: str
    printed: Printed
    after: str | None = None
    steps: tuple[Step, ...] = ()
    gone: tuple[Step, ...] = ()
    come: tuple[Step, ...] = ()
    checks: tuple[Any, ...] = ()
    back_checks: tuple[Any, ...] = ()
    breaking: bool = False
    one_way: bool = False
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not (self.steps or self.gone or self.come)


def history(folder: str, after: Model, before: tuple[AppSpec, dict[str, bytes]] | None, prints: Prints) -> History:
    """What a version adds to the line of migrations in `folder`. Raises Permanent for what cannot be done."""
    printed = prints.now(after)
    if before is None:
        return _begin(folder, after, printed)
    spec, tree = before
    files = migrations(folder, tree)
    if not files:
        raise Permanent(f"The version to change has no migrations in {folder!r}: its source tree is not one of ours.")
    last = max(PurePosixPath(path).stem for path in files)
    step = _Step(spec, after, printed, prints, Record.read(tree, folder))
    return step.history(folder, files, last)


def _begin(folder: str, after: Model, printed: Printed) -> History:
    steps, _ = keep(_steps(changes(None, after.spec), None, after), frozenset(), "0001")
    come = [
        _rule(kind, entity, name, text)
        for kind in KINDS
        for entity in after.entities
        for name, text in _prints(printed, kind)[entity.id].items()
    ]
    record = Record(printed=printed.digests(), migrations={"0001_initial": {"compatible": True, "reversible": True}})
    files = {f"{folder}/{NAME}": record.write()}
    return History("0001_initial", printed, steps=steps, come=tuple(come), files=files)


def migrations(folder: str, tree: dict[str, bytes]) -> dict[str, bytes]:
    """The migrations of a tree: what stands in the folder and begins with a number."""
    places = {path: PurePosixPath(path) for path in tree}
    return {
        path: tree[path]
        for path, place in places.items()
        if str(place.parent) == folder and _NUMBERED.fullmatch(place.stem)
    }


class _Step:
    """One version after another."""

    def __init__(self, old: AppSpec, new: Model, printed: Printed, prints: Prints, record: Record) -> None:
        self.old, self.new, self.printed, self.record = Model(old), new, printed, record
        self.stored = record.printed or prints.first(self.old).digests()
        self._before = prints.now(self.old)
        middle = renamed(old, new.spec)
        self._middle = self._before if middle is old else prints.now(Model(middle))

    def history(self, folder: str, files: dict[str, bytes], last: str) -> History:
        found = changes(self.old.spec, self.new.spec, self._differs)
        number = f"{int(last[:4]) + 1:04}"
        told = tuple(self._told(step, number) for step in _steps(found, self.old, self.new))
        steps, kept = keep(told, self.record.kept, number)
        named = [self._named(kind, _remade(found)) for kind in KINDS]
        gone, come = (tuple(step for pair in named for step in pair[side]) for side in (0, 1))
        name = f"{number}_{_title((*steps, *come, *gone))}"
        breaking, one_way = any(one.breaking for one in found), any(step["kind"] == "Forgotten" for step in steps)
        noted = dict(self.record.migrations)
        made = History(
            name, self.printed, last, steps, gone, come, _checked(one for change in found for one in change.checks),
            _checked(one for change in found for one in change.back_checks), breaking, one_way, files,
        )  # fmt: skip
        if not made.empty:
            noted[name] = {"compatible": not breaking, "reversible": not one_way}
        files[f"{folder}/{NAME}"] = Record(kept, self.printed.digests(), noted).write()
        return made

    def _told(self, step: Step, number: str) -> Step:
        """A step with what it has to say of the rows that it cannot carry over."""
        match step:
            case {"kind": "FieldRecast", "entity": entity, "old": old, "new": new}:
                before = next(one for one in self.old.entities if one.id == entity.id)
                kept = f"{new.stored_as}__{number}"
                says = (
                    f"{{}} rows of {before._part.label!r} hold what cannot be carried over as {new._part.label!r}: "
                    f"it stays in the column {kept}."
                )
                ruled = rule(old.type, new.type)
                return {**step, "before": before, "number": number, "rule": ruled, "says": Text(says)}
            case {"kind": "RelationRekinded", "old": old, "new": new}:
                says = (
                    f"{{}} rows of {new.source._part.label!r} have more than one {new._part.label!r}: "
                    "they point to the first; the others stay linked in the table that is kept."
                )
                return {**step, "says": Text(says)}
        return step

    def _differs(self, element: Element) -> bool:
        """Whether the template prints the old otherwise than was stored, or the new otherwise than the old."""
        old, new = self._middle.elements.get(element.id), self.printed.elements.get(element.id)
        before = self._before.elements.get(element.id)
        stored = self.stored["elements"].get(str(element.id))
        return old != new or (before is not None and digest(before) != stored)

    def _named(self, kind: str, remade: frozenset[tuple[UUID, str]]) -> tuple[list[Step], list[Step]]:
        """The rules, or the indexes, to drop and to make, of the entities that stay; those of `remade` columns too."""
        gone, come = [], []
        stored = self.stored[kind]
        prints = [_prints(one, kind) for one in (self._before, self._middle, self.printed)]
        olds = {entity.id: entity for entity in self.old.entities}
        for entity in self.new.entities:
            known = stored.get(str(entity.id), {})
            before, middle, new = (one.get(entity.id, {}) for one in prints)
            columns = {one.name: one.columns for one in (entity.constraints if kind == "rules" else entity.all_indexes)}
            for name in dict.fromkeys((*known, *new)):
                otherwise = name in known and digest(before.get(name, "")) != known[name]
                real = (
                    name not in known or name not in new or otherwise or middle.get(name) != new[name]
                    or any((entity.id, column) in remade for column in columns[name])
                )  # fmt: skip
                if not real and before[name] == new[name]:
                    continue
                if name in known:
                    gone.append({**_rule(kind, olds[entity.id], name, ""), "real": real})
                if name in new:
                    come.append({**_rule(kind, entity, name, new[name]), "real": real})
        return gone, come


def _remade(found: tuple[Change, ...]) -> frozenset[tuple[UUID, str]]:
    """The columns, by entity, that are made anew, so that the rules and indexes on them must be."""
    columns = set()
    for change in found:
        match change:
            case FieldRecast(entity=entity, new=field) | ComputedAdded(entity=entity, field=field):
                columns.add((entity.id, str(field.stored_as)))
    return frozenset(columns)


def _prints(printed: Printed, kind: str) -> dict[UUID, dict[str, str]]:
    return printed.rules if kind == "rules" else printed.indexes


def _rule(kind: str, entity: EntityModel, name: str, text: str) -> Step:
    return {"kind": kind, "entity": entity, "name": name, "text": text, "real": True}


def _checked(checks: Iterator[Check]) -> tuple[Any, ...]:
    """The checks as templates see them, each once."""
    return tuple(
        {
            "rule": check.rule, "table": check.entity.stored_as, "columns": check.columns, "blank": check.blank,
            "many": check.many, "value": _bound(check),
            "says": Text(check.says),
        }
        for check in dict.fromkeys(checks)
    )  # fmt: skip


def _steps(found: tuple[Change, ...], before: Model | None, after: Model) -> tuple[Step, ...]:
    return tuple(_step(change, before or after, after) for change in found)


def _step(change: Change, before: Model, after: Model) -> Step:
    kind = type(change).__name__
    parts = {part.name: getattr(change, part.name) for part in fields(change) if part.name not in UNSEEN}
    old = before if kind != "RelationRekinded" else after
    models = {name: before if kind in FROM_BEFORE else old if name == "old" else after for name in parts}
    return {"kind": kind, **{name: _seen(value, models[name]) for name, value in parts.items()}}


UNSEEN = frozenset({"checks", "back_checks"})
"""Parts of a change that stand before the steps, not in them."""


def _seen(part: Any, model: Model) -> Any:
    """A part of a change as templates see it."""
    match part:
        case Entity():
            return EntityModel(part, model)
        case Field():
            return FieldModel(part, model)
        case Relation():
            return RelationModel(part, model)
        case Fill():
            return part.value
        case tuple():
            return tuple(_seen(item, model) for item in part)
        case str():
            return part
    raise TypeError(f"{type(part).__name__} is no part of a change")


def _title(steps: tuple[Step, ...]) -> str:
    """A name that says what the migration does, as far as a file name can."""
    if not steps:
        return "none"
    first = steps[0]
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", first["kind"]).lower()
    subject = first.get("field") or first.get("relation") or first.get("new") or first.get("entity")
    about = str(subject.name) if subject is not None else first["place"].replace(".", "_")
    title = f"{kind}_{about}"[:60]
    return title if len(steps) == 1 else f"{title}_and_{len(steps) - 1}_more"


def _bound(check: Check) -> Any:
    """What a rule is about, as a template prints it; a pattern as PostgreSQL reads it."""
    match check.value:
        case tuple() as values:
            return list(values)
        case str() as pattern if check.rule is Rule.PATTERN:
            return Text(for_postgres(pattern))
    return check.value
