"""Who may do what, worked out from a spec alone: the reading of roles against which generated applications are tested.

No target uses this to decide anything at run time, so that a misreading in a target cannot hide here too.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from schemas.fields import Field
from schemas.rules import MADE
from schemas.spec import Action, AppSpec, Entity, Grant, Relation

Scope = tuple[str, ...]
"""Names of relations that lead from a row to the user whose row it is; () is about every row."""

Extent = Literal["all", "some", "none"]


@dataclass(frozen=True)
class Subject:
    """Somebody who asks. An owner of the application may do everything; who has not signed in, nothing."""

    roles: frozenset[str] = frozenset()
    owner: bool = False
    signed_in: bool = True


class Evaluator:
    """Answers for a subject, an entity and a row, of which it is told `within`: the scopes that lead to the subject.

    What cannot be read cannot be changed or deleted either: it is as if it were not there. A row may be changed only
    so that it could be changed again, and made only so that the grant that lets it be made is about it. KeyError where
    the spec has no such entity.
    """

    def __init__(self, spec: AppSpec) -> None:
        self._roles = {str(role.name): role for role in spec.roles}
        self._entities = {str(entity.name): entity for entity in spec.entities}
        self._parts = {name: parts(spec, entity) for name, entity in self._entities.items()}

    def allowed(self, who: Subject, entity: str, action: Action, within: Collection[Scope] = ()) -> bool:
        """Whether the action may be done with the row; for CREATE, whether such a row may be made."""
        if who.owner and who.signed_in:
            return True
        if action in (Action.UPDATE, Action.DELETE) and not self._grants(who, entity, Action.READ, within):
            return False
        return bool(self._grants(who, entity, action, within))

    def extent(self, who: Subject, entity: str, action: Action) -> Extent:
        """With how many rows of the entity the action may be done, as far as roles tell."""
        if who.owner and who.signed_in:
            return "all"
        scopes = set(self.scopes(who, entity))
        if self.allowed(who, entity, action):
            return "all"
        return "some" if self.allowed(who, entity, action, scopes) else "none"

    def readable(self, who: Subject, entity: str, within: Collection[Scope] = ()) -> frozenset[str]:
        """The fields and relations of the row that may be seen. `id` and label of a visible row always may."""
        known = frozenset(self._parts[entity])
        if who.owner and who.signed_in:
            return known
        grants = self._grants(who, entity, Action.READ, within)
        return frozenset().union(*(known if grant.read is None else grant.read & known for grant in grants))

    def writable(self, who: Subject, entity: str, action: Action, within: Collection[Scope] = ()) -> frozenset[str]:
        """The fields and relations that may be set, with a new row (CREATE) or in one that is there (UPDATE).

        A state machine's field is none of them: it starts where it starts, and then moves by its transitions.
        """
        known = frozenset(name for name, part in self._parts[entity].items() if settable(part, action))
        if not self.allowed(who, entity, action, within):
            return frozenset()
        if who.owner:
            return known
        grants = self._grants(who, entity, action, within)
        return frozenset().union(*(known if grant.write is None else grant.write & known for grant in grants))

    def transitions(self, who: Subject, entity: str, within: Collection[Scope] = ()) -> frozenset[str]:
        """The names of the transitions that may be taken with the row, whatever state it is in."""
        if not self.allowed(who, entity, Action.UPDATE, within):
            return frozenset()
        steps = [step for field in self._entities[entity].fields for step in field.transitions]
        return frozenset(str(step.name) for step in steps if who.owner or not step.roles or who.roles & set(step.roles))

    def scopes(self, who: Subject, entity: str) -> tuple[Scope, ...]:
        """The scopes that make a difference to the subject, each once, in the order of the spec."""
        found = [scope(self._entities[entity], grant) for grant in self._held(who, entity)]
        return tuple(dict.fromkeys(one for one in found if one))

    def _held(self, who: Subject, entity: str) -> list[Grant]:
        if not who.signed_in:
            return []
        roles = [self._roles[name] for name in sorted(who.roles) if name in self._roles]
        return [grant for role in roles for grant in role.grants if grant.entity == entity]

    def _grants(self, who: Subject, entity: str, action: Action, within: Collection[Scope]) -> list[Grant]:
        """The grants that let the action be done with the row."""
        kept = self._entities[entity]
        held = [grant for grant in self._held(who, entity) if action in grant.actions]
        return [grant for grant in held if (leads := scope(kept, grant)) == () or leads in within]


def scope(entity: Entity, grant: Grant) -> Scope | None:
    """What the rows of a grant have to lead by; None where it is about no row, for want of an owner."""
    if grant.rows == "all":
        return ()
    if grant.rows == "own":
        return None if entity.owner is None else (str(entity.owner),)
    return tuple(str(name) for name in grant.rows)


def parts(spec: AppSpec, entity: Entity) -> dict[str, Field | Relation]:
    """The fields and relations of an entity itself, by name."""
    own: list[Field | Relation] = [*entity.fields, *spec.relations_from(entity.name)]
    return {str(part.name): part for part in own}


def settable(part: Field | Relation, action: Action = Action.CREATE) -> bool:
    """Whether a client may ever send a value of it with CREATE or UPDATE.

    A relation through an entity is none of them: it is set by that entity's rows.
    """
    if part.read_only or (part.write_once and action is Action.UPDATE):
        return False
    if isinstance(part, Relation):
        return part.through is None
    return part.type not in MADE and not part.transitions
