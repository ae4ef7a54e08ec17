"""Roles: grants about entities, rows and fields that there are, and that can be used at all."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.checks.naming import known
from schemas.errors import Problem
from schemas.fields import Field
from schemas.matrix import can_be_born
from schemas.permissions import parts, scope, settable
from schemas.spec import USER, Action, AppSpec, Entity, Grant, Relation, Role

WRITES = frozenset({Action.CREATE, Action.UPDATE})


def problems(spec: AppSpec, role: Role) -> Iterator[Problem]:
    """Everything that is wrong with a role."""
    entities = {str(entity.name): entity for entity in reversed(spec.entities)}
    for number, grant in enumerate(role.grants):
        path = f"roles.{role.name}.grants.{number}"
        entity = entities.get(grant.entity)
        if entity is None:
            yield from known(f"{path}.entity", grant.entity, entities, "entity")
            continue
        if not grant.actions:
            yield Problem(f"{path}.actions", "names none.", f"Choose from: {', '.join(Action)}.")
        yield from _rows(spec, entity, grant, path)
        yield from _fields(spec, entity, grant, path)
        if Action.CREATE in grant.actions:
            yield from _creation(spec, entity, grant, path)


def _rows(spec: AppSpec, entity: Entity, grant: Grant, path: str) -> Iterator[Problem]:
    if grant.rows == "own" and entity.owner is None:
        yield Problem(f"{path}.rows", f"nobody owns a {str(entity.name)!r}.",
                      "Name in its 'owner' the relation to 'user' that says whose a row is.")  # fmt: skip
    if isinstance(grant.rows, str):
        return
    here = str(entity.name)
    for name in grant.rows:
        if here == USER:
            yield Problem(f"{path}.rows", f"the path goes on after it has reached a user, with {str(name)!r}.",
                          "End it there.")  # fmt: skip
            return
        ways = _ways(spec, here)
        if name not in ways:
            yield from known(f"{path}.rows", name, ways, f"relation of {here!r} called")
            return
        here = ways[name]
    if here != USER:
        to_user = [name for name, target in _ways(spec, here).items() if target == USER]
        yield Problem(f"{path}.rows", f"the path ends at {here!r}, not at a user.",
                      f"Go on with: {', '.join(to_user)}." if to_user else "Lead it to a user.")  # fmt: skip


def _ways(spec: AppSpec, entity: str) -> dict[str, str]:
    """By name: to which entity each relation leads, forward or back."""
    forward = {str(relation.name): str(relation.target) for relation in spec.relations_from(entity)}
    return forward | {str(relation.reverse_name): str(relation.source) for relation in spec.relations_to(entity)}


def _fields(spec: AppSpec, entity: Entity, grant: Grant, path: str) -> Iterator[Problem]:
    own = parts(spec, entity)
    for name in sorted(grant.read or ()):
        yield from known(f"{path}.read", name, own)
    for name in sorted(grant.write or ()):
        yield from known(f"{path}.write", name, own)
        if name in own and not _sent(own[name]):
            yield Problem(f"{path}.write", f"{str(name)!r} is never set by anybody.", "Drop it.")
    if grant.read is not None and Action.READ not in grant.actions:
        yield Problem(
            f"{path}.read", "names fields, but the grant does not let anybody read.", "Add 'read', or drop it."
        )
    if grant.write is not None and not grant.actions & WRITES:
        yield Problem(f"{path}.write", "names fields, but the grant lets nobody create or update.",
                      "Add 'create' or 'update', or drop it.")  # fmt: skip


def _sent(part: Field | Relation) -> bool:
    return settable(part) or (isinstance(part, Field) and bool(part.transitions) and not part.read_only)


def _creation(spec: AppSpec, entity: Entity, grant: Grant, path: str) -> Iterator[Problem]:
    """A grant to create that lets nobody make any row."""
    own = parts(spec, entity)
    leads = scope(entity, grant)
    if leads and _ways(spec, str(entity.name)).get(leads[0]) and not can_be_born(spec, entity, leads):
        yield Problem(f"{path}.actions", f"no new row can be within {'.'.join(leads)}, since nothing points to it yet.",
                      "Grant 'create' apart, for all rows.")  # fmt: skip
    first = own.get(leads[0]) if leads else None
    if isinstance(first, Relation) and not _fillable(first, grant):
        yield Problem(f"{path}.write", f"a new row has to lead by {str(first.name)!r}, which it cannot set.",
                      f"Add {str(first.name)!r}, or let it default to the current user.")  # fmt: skip
    for name, part in own.items() if grant.write is not None else ():
        if part.required and part is not first and settable(part) and not _fillable(part, grant):
            yield Problem(f"{path}.write", f"may create, but not fill {name!r}, which is required.",
                          f"Add {name!r}, or give it a default.")  # fmt: skip


def _fillable(part: Field | Relation, grant: Grant) -> bool:
    """Whether a row made by this grant gets a value for the part."""
    if isinstance(part, Relation):
        given = part.default_current_user
    else:
        given = part.default is not None or part.default_now or bool(part.transitions)
    return given or (settable(part) and (grant.write is None or part.name in grant.write))
