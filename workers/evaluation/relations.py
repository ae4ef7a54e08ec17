"""Which pairs of entities are related in both; an entity that only ties two others stands for their relation."""

from __future__ import annotations

from workers.evaluation.counts import Count
from workers.evaluation.models import Model, Pair


def relations(reference: Model, made: Model, homes: dict[int, int], of_enums: set[int]) -> Count:
    mine = {pair for pair in made.pairs if not set(pair) & of_enums}
    theirs = set(reference.pairs)
    for number in range(len(made.entities)):
        if number not in homes and number not in of_enums:
            ends = _between(mine, number)
            mapped = _mapped(ends, homes) if ends else None
            if ends and mapped in theirs:
                mine = {pair for pair in mine if number not in pair} | {ends}
    known = {pair for one in mine if (pair := _mapped(one, homes))}
    for number in range(len(reference.entities)):
        if number not in homes.values():
            ends = _between(theirs, number)
            if ends in known and ends:
                theirs = {pair for pair in theirs if number not in pair} | {ends}
    optional = {pair for pair in theirs if pair in reference.optional_pairs or set(pair) & reference.optional_entities}
    right = {pair for one in mine if (pair := _mapped(one, homes)) in theirs and pair}
    strays = made.strays
    return Count(len(right), len(mine) + strays, len(right - optional), len(theirs - optional) + reference.strays)


def _between(pairs: set[Pair], number: int) -> Pair | None:
    """The two entities that an entity does nothing but tie together."""
    others = [
        other for one, two in pairs if number in (one, two) and one != two for other in (one, two) if other != number
    ]
    return (min(others), max(others)) if len(others) == 2 and others[0] != others[1] else None


def _mapped(pair: Pair, homes: dict[int, int]) -> Pair | None:
    if pair[0] not in homes or pair[1] not in homes:
        return None
    one, other = homes[pair[0]], homes[pair[1]]
    return (min(one, other), max(one, other))
