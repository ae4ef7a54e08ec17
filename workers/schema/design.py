"""From a Reading to a complete, valid AppSpec."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from schemas.errors import Permanent
from schemas.operations import Operation
from schemas.questions import Question
from schemas.reading import Evidence, Reading
from schemas.roles import member
from schemas.spec import AppSpec, Targets
from schemas.validation import Reserved, parse
from workers.schema.completing import complete
from workers.schema.drafting import Draft, Raw
from workers.schema.knowledge import Library
from workers.schema.roles import grants

NOTHING = (
    "Nothing to keep was found in this text. Name the things and what is known of each, for example: "
    "A boat club keeps boats with a name and a length. Members book boats for a day."
)


@dataclass(frozen=True, slots=True)
class Design:
    """A spec, where each of its elements comes from, what is open, and, for a change, what it changes."""

    spec: AppSpec
    evidence: dict[UUID, Evidence]
    questions: tuple[Question, ...] = ()
    operations: tuple[Operation, ...] = ()


def design(
    reading: Reading, text: str, *, app_id: UUID, targets: Targets, reserved: Reserved, library: Library
) -> Design:
    """A new application. Raises Permanent where there is nothing to keep."""
    full = complete(reading, text, library)
    if not full.things:
        raise Permanent(NOTHING)
    draft = Draft.start(reserved)
    entities = [draft.entity(thing) for thing in full.things]
    relations = [relation for link in full.links if (relation := draft.relation(link))]
    roles = [draft.role(actor, grants(actor, draft, relations)) for actor in full.actors]
    raw: Raw = {
        "app": {"id": str(app_id), "label": full.title, "description": text.strip()[:2000]},
        "entities": entities, "relations": relations, "enums": draft.enums,
        "roles": roles or [member(entity["name"] for entity in entities)],
        "targets": targets.model_dump(),
    }  # fmt: skip
    spec = parse(raw, reserved)
    return Design(spec, evidence(spec, draft), tuple(Question(text=one) for one in full.questions))


def evidence(spec: AppSpec, draft: Draft) -> dict[UUID, Evidence]:
    """Where each element comes from, by its id."""
    found: dict[UUID, Evidence] = {}
    for entity in spec.entities:
        _note(found, draft, entity.id, "entity", entity.name)
        for field in entity.fields:
            _note(found, draft, field.id, "field", entity.name, field.name)
    for relation in spec.relations:
        _note(found, draft, relation.id, "relation", relation.source, relation.name)
    for role in spec.roles:
        _note(found, draft, role.id, "role", role.name)
    return found


def _note(found: dict[UUID, Evidence], draft: Draft, identity: UUID, *path: str) -> None:
    if path in draft.evidence:
        found[identity] = draft.evidence[path]
