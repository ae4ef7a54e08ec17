"""Relations: ends that are there, deletes that can happen, links through an entity, circles that could never begin."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from schemas.checks.naming import Reserved, known, offer
from schemas.errors import Problem
from schemas.spec import USER, AppSpec, OnDelete, Relation, RelationKind

MANY = RelationKind.MANY_TO_MANY


def problems(spec: AppSpec, reserved: Reserved) -> Iterator[Problem]:
    """Everything that is wrong with the relations."""
    entities = [str(entity.name) for entity in spec.entities]
    for relation in spec.relations:
        path = f"relations.{relation.source}.{relation.name}"
        yield from known(f"{path}.source", relation.source, entities)
        yield from known(f"{path}.target", relation.target, [*entities, USER])
        for name in (relation.name, relation.reverse_name):
            if reserved("field", name):
                yield offer(path, name, "link")
        yield from _rules(relation, path)
        if relation.through is not None:
            yield from _through(spec, relation, f"{path}.through", entities)
    yield from _circles(spec)


def _rules(relation: Relation, path: str) -> Iterator[Problem]:
    to_one = relation.kind is not MANY
    if relation.source == relation.target and relation.required and to_one:
        yield Problem(path, "is required and points to its own entity, so that no first row could be made.",
                      "Make it optional.")  # fmt: skip
    if relation.on_delete is OnDelete.SET_NULL and (relation.required or not to_one):
        yield Problem(path, "cannot be emptied on delete.", "Use restrict or cascade, or make it optional.")
    if relation.default_current_user and (relation.target != USER or not to_one):
        yield Problem(f"{path}.default_current_user", "it does not point to one user.", "Drop it.")
    if relation.read_only and relation.required and not relation.default_current_user:
        yield Problem(f"{path}.read_only", "nobody could fill it, though it is required.", "Make it optional.")


def _through(spec: AppSpec, relation: Relation, path: str, entities: list[str]) -> Iterator[Problem]:
    if relation.kind is not MANY:
        yield Problem(path, f"a {relation.kind} relation goes through nothing.", "Drop it, or make it many_to_many.")
        return
    if relation.through not in entities:
        yield from known(path, relation.through or "", entities, "entity")
        return
    if relation.through in (relation.source, relation.target):
        yield Problem(path, "an entity cannot stand between itself and another.", "Add an entity for the links.")
    elif relation.source == relation.target:
        yield Problem(
            path, f"it could not be told which end of a {str(relation.through)!r} is which.",
            f"Drop 'through' and this relation; give {str(relation.through)!r} two relations to "
            f"{str(relation.source)!r} with names of their own.",
        )  # fmt: skip
    else:
        for side in (relation.source, relation.target):
            yield from _side(spec, relation, side, path)


def _side(spec: AppSpec, relation: Relation, side: str, path: str) -> Iterator[Problem]:
    ends = [end for end in spec.relations_from(relation.through or "") if end.target == side]
    if len(ends) != 1:
        yield Problem(path, f"{str(relation.through)!r} has {len(ends)} relations to {str(side)!r}, not one.",
                      "Give it exactly one, many_to_one and required.")  # fmt: skip
    elif ends[0].kind is not RelationKind.MANY_TO_ONE or not ends[0].required:
        yield Problem(
            f"relations.{relation.through}.{ends[0].name}",
            f"stands for one end of {str(relation.name)!r}, which it could leave open.",
            "Make it many_to_one and required.",
        )


def _circles(spec: AppSpec) -> Iterator[Problem]:
    """Entities that each need a row of the next one first."""
    needs: dict[str, dict[str, Relation]] = {}
    for relation in spec.relations:
        if relation.required and relation.kind is not MANY and relation.source != relation.target:
            needs.setdefault(str(relation.source), {}).setdefault(str(relation.target), relation)
    done: set[str] = set()
    for start in needs:
        way = _circle(needs, start, done)
        if way:
            first = needs[way[0]][way[1]]
            needed = ", ".join(f"{one} needs {other}" for one, other in pairwise(way))
            yield Problem(f"relations.{first.source}.{first.name}", f"no first row could be made: {needed}.",
                          "Make one of these relations optional.")  # fmt: skip


def _circle(needs: dict[str, dict[str, Relation]], start: str, done: set[str]) -> list[str]:
    """The first circle that is met from `start`, its first entity again at its end; [] where there is none."""
    way, open_ = [start], [iter(needs.get(start, {}))]
    found: list[str] = []
    while open_:
        following = next(open_[-1], None)
        if following is None:
            done.add(way.pop())
            open_.pop()
        elif following in way:
            found = found or [*way[way.index(following) :], following]
        elif following not in done:
            way.append(following)
            open_.append(iter(needs.get(following, {})))
    return found
