"""Things, links and actors as the raw parts of a spec, each with a name of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from schemas.names import Name
from schemas.reading import Actor, Evidence, Fact, Link, Many, Thing
from schemas.rules import ALLOWED, NEEDED
from schemas.spec import Action, AppSpec, FieldType
from schemas.validation import Reserved
from workers.schema.naming import Names
from workers.schema.types import type_of
from workers.schema.wording import comparable

Raw = dict[str, Any]

_DISPLAYED = ("name", "title", "label", "full name", "subject", "number", "code")


@dataclass(slots=True)
class Draft:
    """What has been drafted so far. `entities` finds an entity's name by the words of its label."""

    names: Names
    entities: dict[str, Name] = field(default_factory=dict)
    enums: list[Raw] = field(default_factory=list)
    evidence: dict[tuple[str, ...], Evidence] = field(default_factory=dict)

    @classmethod
    def start(cls, reserved: Reserved, spec: AppSpec | None = None) -> Draft:
        draft = cls(Names(reserved, spec))
        for entity in spec.entities if spec else ():
            draft.entities[words(entity.label)] = entity.name
            draft.entities.setdefault(words(entity.name), entity.name)
        return draft

    def entity(self, thing: Thing) -> Raw:
        name, names = self.names.entity(thing.label)
        self.entities[words(thing.label)] = name
        self.evidence[("entity", name)] = thing.evidence
        fields = [self.field(name, fact) for fact in thing.facts]
        display = _display(fields)
        label = thing.label[0].upper() + thing.label[1:]
        return {"name": name, "label": label, "plural": names, "fields": fields, "display": display}

    def field(self, entity: Name, fact: Fact) -> Raw:
        name = self.names.field(entity, fact.label)
        kind = FieldType.ENUM if fact.values else _bare(fact.type) or type_of(fact.label)
        if fact.unique and kind in (FieldType.TEXT, FieldType.MARKDOWN):
            kind = FieldType.STRING  # what tells rows apart is short enough for an index
        self.evidence[("field", entity, name)] = fact.evidence
        raw: Raw = {
            "name": name, "label": _capital(fact.label), "type": kind,
            "required": fact.required and kind in ALLOWED["required"],
            "unique": fact.unique and kind in ALLOWED["unique"],
        }  # fmt: skip
        if kind is FieldType.ENUM:
            raw["enum"] = self._enum(entity, fact)
        if kind is FieldType.DECIMAL:
            raw["decimals"] = 2
        return raw

    def relation(self, link: Link) -> Raw | None:
        """The relation of a link; None where one of its ends is no entity."""
        if link.source_many is Many.ONE and link.target_many is Many.MANY:
            link = link.model_copy(update={
                "source": link.target, "target": link.source, "source_many": Many.MANY, "target_many": Many.ONE,
                "required": False, "name": None,
            })  # fmt: skip
        source, target = self.entities.get(words(link.source)), self.entities.get(words(link.target))
        if source is None or target is None:
            return None
        several = link.target_many is Many.MANY
        kind = "many_to_many" if several else "one_to_one" if link.source_many is Many.ONE else "many_to_one"
        name = self.names.link(source, link.name or self._end(source, target, several))
        self.evidence[("relation", source, name)] = link.evidence
        required = link.required and source != target
        return {
            "source": source, "target": target, "name": name, "kind": kind, "required": required and not several,
            "on_delete": "restrict" if several or required else "set_null",
            "reverse_name": self._reverse(source, target, name, kind),
        }  # fmt: skip

    def role(self, actor: Actor, granted: Iterable[tuple[Name, frozenset[Action]]]) -> Raw:
        name = self.names.other("roles", actor.label)
        self.evidence[("role", name)] = actor.evidence
        grants = [{"entity": entity, "actions": sorted(actions)} for entity, actions in granted]
        return {"name": name, "label": _capital(actor.label), "grants": grants}

    def _enum(self, entity: Name, fact: Fact) -> Name:
        name = self.names.other("enums", f"{entity} {fact.label}")
        values: dict[str, str] = {}
        for label in fact.values:
            values[Name.from_label(label, values)] = _capital(label)
        self.enums.append({
            "name": name, "values": [{"name": value, "label": label} for value, label in values.items()],
        })  # fmt: skip
        return name

    @staticmethod
    def _end(source: Name, target: Name, several: bool) -> str:
        if source == target:
            return "related" if several else "parent"
        return target.plural if several else target

    def _reverse(self, source: Name, target: Name, name: Name, kind: str) -> Name:
        stem = source if kind == "one_to_one" else source.plural
        return self.names.link(target, f"{stem}_as_{name}" if source == target else stem)


def words(label: str) -> str:
    """A label as comparable words: `Work Orders` and `work_order` are the same."""
    return " ".join(comparable(label.replace("_", " ")))


def _display(fields: list[Raw]) -> Name | None:
    """The field that a picker shows: a name if there is one, else the first short text."""
    texts = [raw for raw in fields if raw["type"] in (FieldType.STRING, FieldType.EMAIL)]
    texts.sort(key=lambda raw: _DISPLAYED.index(raw["label"].lower()) if raw["label"].lower() in _DISPLAYED else 99)
    found: Name | None = texts[0]["name"] if texts else None
    return found


def _bare(kind: FieldType | None) -> FieldType | None:
    """The type itself, where it needs nothing that a fact does not say: values, a currency, an expression."""
    return None if kind in NEEDED else kind


def _capital(label: str) -> str:
    return label[0].upper() + label[1:]
