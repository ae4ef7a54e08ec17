"""Many texts at once, answered in the format by which models of texts are compared."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from schemas.errors import FusionError
from schemas.spec import RelationKind
from workers.schema.design import Design


class Designs(Protocol):
    """What makes a design of a text; see `workers.designing`."""

    def design(self, text: str) -> Design: ...


def answer(designer: Designs, cases: Path, out: Path) -> None:
    """Read cases (`id`, `text`), write one line each: entities with attributes, relations, seconds taken.

    What a text did not say but Fusion suggests is marked so. A text that is refused has no entities, but the reason.
    """
    with cases.open(encoding="utf-8") as lines, out.open("w", encoding="utf-8") as answers:
        for line in lines:
            case = json.loads(line)
            answers.write(json.dumps(_answer(designer, case["id"], case["text"]), ensure_ascii=False) + "\n")


def _answer(designer: Designs, case: str, text: str) -> dict[str, Any]:
    start = time.perf_counter()
    try:
        model = model_of(designer.design(text))
    except FusionError as error:
        model = {"entities": [], "relations": [], "error": str(error)}
    return {"id": case, **model, "seconds": round(time.perf_counter() - start, 3)}


def model_of(made: Design) -> dict[str, Any]:
    """Entities with attributes, and relations; each says whether Fusion only suggests it."""

    def suggested(identity: UUID) -> bool:
        return identity in made.evidence and made.evidence[identity].suggested

    entities = [
        {
            "name": entity.label,
            "suggested": suggested(entity.id),
            "attributes": [{"name": field.label, "suggested": suggested(field.id)} for field in entity.fields],
        }
        for entity in made.spec.entities
    ]
    labels = {entity.name: entity.label for entity in made.spec.entities}
    relations = [
        {
            "from": labels[relation.source],
            "to": labels[relation.target],
            "cardinality": _CARDINALITY[relation.kind],
            "name": relation.label,
            "suggested": suggested(relation.id),
        }
        for relation in made.spec.relations
        if relation.target in labels
    ]
    return {"entities": entities, "relations": relations}


_CARDINALITY = {
    RelationKind.MANY_TO_ONE: "many-to-one",
    RelationKind.ONE_TO_ONE: "one-to-one",
    RelationKind.MANY_TO_MANY: "many-to-many",
}
