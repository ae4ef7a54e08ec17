"""Which entity of the reference each made entity is; the surest matches first."""

from __future__ import annotations

from collections.abc import Callable

from workers.evaluation.counts import Count
from workers.evaluation.models import Compared, Model
from workers.evaluation.wording import FILLERS, Words, alike, overlap, slip, without


def count(reference: Model, made: Model, homes: dict[int, int], of_enums: set[int]) -> Count:
    """How many entities are right. Those that stand for an enum of the reference are neither right nor wrong."""
    covered = set(homes.values()) - reference.optional_entities
    expected = len(reference.entities) - len(reference.optional_entities)
    return Count(len(homes), len(made.entities) - len(of_enums), len(covered), expected)


def entities(reference: Model, made: Model) -> dict[int, int]:
    """For each made entity that the reference has, which one; the surest matches first."""
    homes: dict[int, int] = {}
    for rule in (lambda a, b: alike(a.words, b.words), lambda a, b: same(a.words, b.words), _near, _slip, _shared):
        _match(reference, made, homes, rule)
    return homes


def _match(reference: Model, made: Model, homes: dict[int, int], rule: Callable[[Compared, Compared], bool]) -> None:
    taken = set(homes.values())
    choices = sorted(
        (-overlap(one.words, other.words), -_in_common(one, other), theirs, mine)
        for mine, one in enumerate(made.entities) if mine not in homes
        for theirs, other in enumerate(reference.entities) if theirs not in taken and rule(one, other)
    )  # fmt: skip
    for _, _, theirs, mine in choices:
        if mine not in homes and theirs not in taken:
            homes[mine] = theirs
            taken.add(theirs)


def same(one: Words, other: Words) -> bool:
    return alike(without(one, FILLERS), without(other, FILLERS))


def _near(one: Compared, other: Compared) -> bool:
    mine, theirs = without(one.words, FILLERS), without(other.words, FILLERS)
    return mine[-1] == theirs[-1] and overlap(mine, theirs) >= 0.5


def _slip(one: Compared, other: Compared) -> bool:
    return slip(one.words, other.words)


def _shared(one: Compared, other: Compared) -> bool:
    common = _in_common(one, other)
    return common >= 2 and 2 * common >= min(len(one.attributes), len(other.attributes))


def _in_common(one: Compared, other: Compared) -> int:
    return len({without(a, one.words) for a in one.attributes} & {without(a, other.words) for a in other.attributes})
