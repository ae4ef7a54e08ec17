"""Which attributes of the made entities stand in the reference, at the same entity or at one of its hierarchy."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from workers.evaluation.counts import Count
from workers.evaluation.entities import same
from workers.evaluation.models import Compared, Model, audit
from workers.evaluation.wording import FILLERS, Words, alike, overlap, slip, without

_TIMES = frozenset({"date", "time", "datetime", "timestamp", "day"})


def _match(made: list[Words], reference: list[Words], owner: Collection[str]) -> dict[int, int]:
    """For each made attribute that the reference has, which one."""

    def bare(name: Words) -> Words:
        return without(without(name, owner), FILLERS)

    def near(one: Words, other: Words) -> bool:
        mine, theirs = (tuple("date" if word in _TIMES else word for word in bare(name)) for name in (one, other))
        inside = set(mine) <= set(theirs) or set(theirs) <= set(mine)
        return overlap(mine, theirs) >= 0.5 and (mine[-1] == theirs[-1] or inside)

    homes: dict[int, int] = {}
    for rule in (alike, lambda a, b: alike(bare(a), bare(b)), near, slip):
        for mine, one in enumerate(made):
            free = [at for at, other in enumerate(reference) if at not in homes.values() and rule(one, other)]
            if mine not in homes and free:
                homes[mine] = min(free, key=lambda at: (-overlap(one, reference[at]), at))
    return homes


def attributes(reference: Model, made: Model, homes: dict[int, int], of_enums: set[int]) -> Count:
    right = total = 0
    covered: dict[int, set[int]] = {number: set() for number in range(len(reference.entities))}
    for number, entity in enumerate(made.entities):
        if number in of_enums:
            continue
        home = homes.get(number)
        found: dict[int, int] = {}
        if home is not None:
            theirs = reference.entities[home]
            found = _match(entity.attributes, theirs.attributes, {*entity.words, *theirs.words})
            covered[home] |= set(found.values())
        rest = [name for at, name in enumerate(entity.attributes) if at not in found and not audit(name)]
        right += len(found)
        total += len(found) + len(rest)
        if home is not None:
            right += _inherited(reference, entity, home, rest, covered)
    expected = sum(len(entity.attributes) for entity in reference.entities)
    return Count(right, total, sum(map(len, covered.values())), expected)


def _inherited(reference: Model, entity: Compared, home: int, rest: list[Words], covered: dict[int, set[int]]) -> int:
    """How many stand at a more general or a more special entity of the reference."""
    found = 0
    for name in rest:
        for relative in sorted(_family(reference, home)):
            theirs = reference.entities[relative]
            owner = {*entity.words, *theirs.words}
            hits = [
                at for at, other in enumerate(theirs.attributes)
                if alike(name, other) or same(without(name, owner), without(other, owner))
            ]  # fmt: skip
            if hits:
                covered[relative].add(hits[0])
                found += 1
                break
    return found


def _family(model: Model, number: int) -> set[int]:
    def reached(step: Callable[[int], Iterator[int]]) -> set[int]:
        found: set[int] = set()
        todo = [number]
        while todo:
            new = [one for one in step(todo.pop()) if one not in found]
            found |= set(new)
            todo += new
        return found

    up = reached(lambda one: iter(model.parents.get(one, ())))
    down = reached(lambda one: (child for child, above in model.parents.items() if one in above))
    return (up | down) - {number}
