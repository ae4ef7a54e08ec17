"""Which elements of a made model stand in the reference: entities, attributes, relations; how many of how many.

The rules are those of the scorer beside the nl2schema cases: names count as equal by their words; a typing slip, a last
word and half of the words in common, or two and half of the attributes in common are enough for an entity; direction,
name and number of relations between two entities do not matter.
"""

from __future__ import annotations

from workers.evaluation.attributes import attributes
from workers.evaluation.counts import Result
from workers.evaluation.entities import count, entities, same
from workers.evaluation.models import Model
from workers.evaluation.relations import relations


def compare(reference: Model, made: Model) -> Result:
    """Count what is right."""
    homes = entities(reference, made)
    of_enums = {
        number for number, entity in enumerate(made.entities)
        if number not in homes and any(same(entity.words, enum) for enum in reference.enums)
    }  # fmt: skip
    return Result(
        count(reference, made, homes, of_enums),
        attributes(reference, made, homes, of_enums),
        relations(reference, made, homes, of_enums),
    )
