"""The authorisation matrix of a spec as plain data: who × entity × action × row, and who × transition × row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from schemas.permissions import Evaluator, Scope, Subject
from schemas.spec import Action, AppSpec, Entity

Kind = Literal["anonymous", "roleless", "role", "owner"]
Row = Literal["any", "mine", "foreign"]


@dataclass(frozen=True)
class Asker:
    """Who asks. `role` is the one role held, for the kind "role"; "owner" is an owner of the application."""

    kind: Kind
    role: str | None = None

    @property
    def subject(self) -> Subject:
        return Subject(frozenset({self.role} if self.role else ()), self.kind == "owner", self.kind != "anonymous")


@dataclass(frozen=True)
class Case:
    """One cell: whether `who` may do `action` with `row` of `entity`.

    A row is "mine" where `scope` (and no other) leads from it to the asker, "foreign" where none leads to them, "any"
    where no grant of the asker asks whose it is. For "create" the row is the one that would be made. `visible`: the
    row can be read; an action refused with an invisible row is refused as if it were not there. `readable` are the
    fields and relations seen in the row after the action, `writable` those that may be sent with it; both are sorted.
    """

    who: Asker
    entity: str
    action: str
    row: Row
    scope: Scope
    allowed: bool
    visible: bool
    readable: tuple[str, ...]
    writable: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One cell for a transition: whether `who` may take it with `row`, which is in one of its sources."""

    who: Asker
    entity: str
    field: str
    transition: str
    row: Row
    scope: Scope
    allowed: bool
    visible: bool


def matrix(spec: AppSpec) -> list[Case]:
    """Every cell, in the order of the spec."""
    evaluator = Evaluator(spec)
    return [
        _case(evaluator, spec, who, entity, action, row, scope)
        for entity in spec.entities
        for who in askers(spec)
        for row, scope in _rows(evaluator, who, entity)
        for action in Action
    ]


def steps(spec: AppSpec) -> list[Step]:
    """Every cell for every transition."""
    evaluator = Evaluator(spec)
    return [
        Step(
            who, str(entity.name), str(field.name), str(step.name), row, scope,
            step.name in evaluator.transitions(who.subject, entity.name, within(scope)),
            evaluator.allowed(who.subject, entity.name, Action.READ, within(scope)),
        )
        for entity in spec.entities
        for field in entity.fields
        for step in field.transitions
        for who in askers(spec)
        for row, scope in _rows(evaluator, who, entity)
    ]  # fmt: skip


def askers(spec: AppSpec) -> Iterator[Asker]:
    """Everybody who has to be tried."""
    yield Asker("anonymous")
    yield Asker("roleless")
    for role in spec.roles:
        yield Asker("role", str(role.name))
    yield Asker("owner")


def within(scope: Scope) -> frozenset[Scope]:
    """What holds for a row of a cell."""
    return frozenset({scope}) if scope else frozenset()


def can_be_born(spec: AppSpec, entity: Entity, scope: Scope) -> bool:
    """Whether a new row can be within a scope: nothing points to it yet, so the path has to begin at the row."""
    return bool(scope) and any(relation.name == scope[0] for relation in spec.relations_from(entity.name))


def _rows(evaluator: Evaluator, who: Asker, entity: Entity) -> list[tuple[Row, Scope]]:
    scopes = evaluator.scopes(who.subject, entity.name)
    return [*(("mine", scope) for scope in scopes), ("foreign", ())] if scopes else [("any", ())]


def _case(
    evaluator: Evaluator, spec: AppSpec, who: Asker, entity: Entity, action: Action, row: Row, scope: Scope
) -> Case:
    asked, name = who.subject, str(entity.name)
    holds = within(scope)
    if action is Action.CREATE and not can_be_born(spec, entity, scope):
        holds = frozenset()
    allowed = evaluator.allowed(asked, name, action, holds)
    seen = allowed and action is not Action.DELETE
    writes = allowed and action in (Action.CREATE, Action.UPDATE)
    return Case(
        who, name, str(action), row, scope, allowed,
        visible=evaluator.allowed(asked, name, Action.READ, holds),
        readable=tuple(sorted(evaluator.readable(asked, name, holds))) if seen else (),
        writable=tuple(sorted(evaluator.writable(asked, name, action, holds))) if writes else (),
    )  # fmt: skip
