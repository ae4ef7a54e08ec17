"""The authorisation matrix, against a table that was written by hand from the sentences of a ward's staff."""

from __future__ import annotations

from schemas.matrix import Asker, Case, askers, matrix, steps
from schemas.permissions import Evaluator, Subject
from schemas.spec import Action, AppSpec
from schemas.validation import parse

WARD = parse({
    "format": 2,
    "app": {"name": "ward"},
    "entities": [
        {"name": "ward", "fields": [{"name": "title", "type": "string"}]},
        {"name": "patient", "fields": [
            {"name": "name", "type": "string", "required": True},
            {"name": "diagnosis", "type": "text"},
            {"name": "born", "type": "date", "write_once": True},
            {"name": "number", "type": "auto_number", "prefix": "P-"},
            {"name": "stay", "type": "enum", "enum": "stay", "transitions": [
                {"name": "admit", "sources": ["planned"], "target": "inside"},
                {"name": "discharge", "sources": ["inside"], "target": "home", "roles": ["doctor"]},
            ]},
        ]},
        {"name": "note", "owner": "author", "fields": [{"name": "text", "type": "text"}]},
    ],
    "relations": [
        {"name": "nurses", "source": "ward", "target": "user", "kind": "many_to_many"},
        {"name": "ward", "source": "patient", "target": "ward"},
        {"name": "author", "source": "note", "target": "user", "default_current_user": True, "read_only": True},
    ],
    "enums": [{"name": "stay", "values": ["planned", "inside", "home"]}],
    "roles": [
        # A nurse sees and updates the patients of her ward, but no diagnosis; everybody's notes, hers to change.
        {"name": "nurse", "grants": [
            {"entity": "ward", "actions": ["read"]},
            {"entity": "patient", "actions": ["read"], "rows": ["ward", "nurses"],
             "read": ["name", "ward", "stay", "born"]},
            {"entity": "patient", "actions": ["update"], "rows": ["ward", "nurses"], "write": ["name"]},
            {"entity": "note", "actions": ["read"]},
            {"entity": "note", "actions": ["create", "update", "delete"], "rows": "own"},
        ]},
        # A doctor may do everything with patients but delete them.
        {"name": "doctor", "grants": [{"entity": "patient", "actions": ["create", "read", "update"]}]},
    ],
})  # fmt: skip

SHORT = ("born", "name", "stay", "ward")
FULL = ("born", "diagnosis", "name", "number", "stay", "ward")
NEW = ("born", "diagnosis", "name", "ward")
OLD = ("diagnosis", "name", "ward")
NONE: tuple[str, ...] = ()

NOTE = ("author", "text")
TITLE = ("nurses", "title")
NO = (False, NONE, NONE)

# who, entity, row: for each of create, read, update, delete whether it may be done, and the fields read and written
BY_HAND = {
    ("nurse", "ward", "any"): [NO, (True, TITLE, NONE), NO, NO],
    ("nurse", "patient", "mine"): [NO, (True, SHORT, NONE), (True, SHORT, ("name",)), NO],
    ("nurse", "patient", "foreign"): [NO, NO, NO, NO],
    ("nurse", "note", "mine"): [
        (True, NOTE, ("text",)),
        (True, NOTE, NONE),
        (True, NOTE, ("text",)),
        (True, NONE, NONE),
    ],
    ("nurse", "note", "foreign"): [NO, (True, NOTE, NONE), NO, NO],
    ("doctor", "ward", "any"): [NO, NO, NO, NO],
    ("doctor", "patient", "any"): [(True, FULL, NEW), (True, FULL, NONE), (True, FULL, OLD), NO],
    ("doctor", "note", "any"): [NO, NO, NO, NO],
    ("owner", "ward", "any"): [(True, TITLE, TITLE), (True, TITLE, NONE), (True, TITLE, TITLE), (True, NONE, NONE)],
    ("owner", "patient", "any"): [(True, FULL, NEW), (True, FULL, NONE), (True, FULL, OLD), (True, NONE, NONE)],
    ("owner", "note", "any"): [
        (True, NOTE, ("text",)),
        (True, NOTE, NONE),
        (True, NOTE, ("text",)),
        (True, NONE, NONE),
    ],
}
for nobody in ("anonymous", "roleless"):
    for thing in ("ward", "patient", "note"):
        BY_HAND[(nobody, thing, "any")] = [NO, NO, NO, NO]


def told(case: Case) -> tuple[str, str, str]:
    return (case.who.role or case.who.kind, case.entity, case.row)


def test_the_matrix_is_the_table_written_by_hand() -> None:
    worked_out: dict[tuple[str, str, str], list[tuple[bool, tuple[str, ...], tuple[str, ...]]]] = {}
    for case in matrix(WARD):
        worked_out.setdefault(told(case), []).append((case.allowed, case.readable, case.writable))

    assert worked_out == BY_HAND


def test_a_scope_says_how_a_row_leads_to_its_user() -> None:
    scopes = {told(case): case.scope for case in matrix(WARD)}

    assert scopes["nurse", "patient", "mine"] == ("ward", "nurses")
    assert scopes["nurse", "note", "mine"] == ("author",)
    assert scopes["nurse", "patient", "foreign"] == ()


def test_transitions_are_for_who_may_update_and_is_named() -> None:
    taken = {(step.who.role or step.who.kind, step.transition, step.row) for step in steps(WARD) if step.allowed}

    assert taken == {
        ("nurse", "admit", "mine"), ("doctor", "admit", "any"), ("doctor", "discharge", "any"),
        ("owner", "admit", "any"), ("owner", "discharge", "any"),
    }  # fmt: skip


def test_grants_of_several_roles_add_up() -> None:
    both = Subject(frozenset({"nurse", "doctor"}))
    evaluator = Evaluator(WARD)

    assert evaluator.readable(both, "patient") == set(FULL)
    assert evaluator.allowed(both, "note", Action.CREATE, [("author",)])
    assert not evaluator.allowed(both, "patient", Action.DELETE)


def test_the_extent_of_an_action_is_all_some_or_none() -> None:
    nurse, evaluator = Subject(frozenset({"nurse"})), Evaluator(WARD)

    assert [evaluator.extent(nurse, "note", action) for action in (Action.READ, Action.UPDATE)] == ["all", "some"]
    assert evaluator.extent(nurse, "patient", Action.DELETE) == "none"
    assert evaluator.extent(Subject(owner=True), "patient", Action.DELETE) == "all"
    assert evaluator.extent(Subject(owner=True, signed_in=False), "patient", Action.READ) == "none"


def test_what_cannot_be_read_cannot_be_changed() -> None:
    raw = WARD.model_dump(mode="json")
    raw["roles"] = [{"name": "blind", "grants": [{"entity": "note", "actions": ["update", "delete"]}]}]
    blind = AppSpec.model_validate(raw)

    assert not any(case.allowed for case in matrix(blind) if case.who == Asker("role", "blind"))


def test_everybody_is_tried() -> None:
    assert [who.role or who.kind for who in askers(WARD)] == ["anonymous", "roleless", "nurse", "doctor", "owner"]
    assert len(matrix(WARD)) == 4 * (2 * 3 + 5 + 3 + 3)
