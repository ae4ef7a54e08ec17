"""Forty mistakes in one spec: forty messages, each with its place and what to do."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from schemas.errors import InvalidSpec
from schemas.validation import parse

MISTAKES: tuple[tuple[str, str, str], ...] = (
    # where, what is said, what to do
    ("app.colour", "is no property that it can have", "Known: accent"),
    ("entities.client.fields.name.requird", "is no property", "Did you mean 'required'?"),
    ("entities.client.fields.fax.type", "there is no type 'strin'", "Did you mean 'string'?"),
    ("entities.client.fields.zip.type", "is missing", "Write one of: string"),
    ("entities.client.fields.Birth Day.name", "is no name", "Call it 'birth_day'"),
    ("roles.clerk.grants.0.actions.1", "'writ' is not known here", "Choose from"),
    ("entities.client.fields.mail.min", "the type email knows no 'min'", "Drop it"),
    ("entities.client.fields.age.min", "9 is above 'max', which is 3", "Exchange them"),
    ("entities.client.fields.size.max", "3000000000 is more than the type integer holds", "big_integer"),
    ("entities.client.fields.half.min", "0.5 is no whole number", "Round it"),
    ("entities.client.fields.code.pattern", "looking ahead is not RE2's", "agree"),
    ("entities.client.fields.code.min_length", "5 is above 'max_length'", "Exchange them"),
    ("entities.client.fields.debt.currency", "there is no currency 'EUX'", "Did you mean"),
    ("entities.client.fields.fee.currency", "the type money needs 'currency'", "ISO 4217"),
    ("entities.client.fields.tint.default", "'red' is no colour", "#1a2b3c"),
    ("entities.client.fields.born.default", "'yesterday' is no date", "2026-01-31"),
    ("entities.client.fields.score.default", "7 is outside of what min and max allow", "Choose one within"),
    ("entities.client.fields.rate.default", "0.125 has more than 2 decimals", "Round it"),
    ("entities.client.fields.level.default", "there is no value 'hgh'", "Did you mean 'high'?"),
    ("entities.client.fields.kind.enum", "there is no enum 'levl'", "Did you mean 'level'?"),
    ("entities.client.fields.seen.default", "stands beside 'default_now'", "Keep one"),
    ("entities.client.fields.made.read_only", "nobody could fill it", "Give it a default"),
    ("entities.client.fields.total.expression", "column 8: there is no field 'raet'", "For example"),
    ("entities.client.fields.note.unique", "a text of any characters is too long", "max_length"),
    ("entities.client.fields.photo.kinds", "text/plain is no image", "Make the type 'file'"),
    ("entities.client.fields.level.transitions.raise.target", "there is no value 'top'", "Known: high, low"),
    ("entities.client.fields.level.transitions.raise.roles", "there is no role 'clark'", "Did you mean 'clerk'?"),
    ("entities.client.display", "'photo' (image) cannot name a row", "Choose from"),
    ("entities.client.order", "there is no 'nam'", "Did you mean 'name'?"),
    ("entities.client.search", "'born' (date) is no text to search in", "Choose from"),
    ("entities.client.columns", "'mail' stands twice", "Name it once"),
    ("entities.client.indexes", "'extra' (json) does not fit into an index", "Choose from"),
    ("entities.client.owner", "'firm' is no relation from 'client' to one user", "Add a many_to_one relation"),
    ("entities", "'client' stands twice", "Call one 'client_2'"),
    ("relations.client.firm.target", "there is no 'form'", "Did you mean 'firm'?"),
    ("relations.firm.boss.through", "a many_to_one relation goes through nothing", "Drop it"),
    ("relations.a.b", "no first row could be made: a needs b, b needs a", "Make one of these relations optional"),
    ("relations.a.twin", "cannot be emptied on delete", "Use restrict or cascade"),
    ("roles.agent.grants.0.entity", "there is no entity 'clent'", "Did you mean 'client'?"),
    ("roles.agent.grants.1.rows", "nobody owns a 'firm'", "Name in its 'owner'"),
    ("roles.agent.grants.2.rows", "there is no relation of 'firm' called 'bos'", "Did you mean 'boss'?"),
    ("roles.agent.grants.3.rows", "the path ends at 'b', not at a user", "Lead it to a user"),
    ("roles.agent.grants.4.write", "'number' is never set by anybody", "Drop it"),
    ("roles.agent.grants.5.read", "does not let anybody read", "Add 'read'"),
)

WRONG: dict[str, Any] = {
    "format": 2,
    "app": {"name": "wrong", "colour": "red"},
    "enums": [{"name": "level", "values": ["low", "high"]}],
    "entities": [
        {
            "name": "client", "display": "photo", "order": ["-nam"], "search": ["born"], "columns": ["mail", "mail"],
            "indexes": [["extra"]], "owner": "firm",
            "fields": [
                {"name": "name", "type": "string", "requird": True},
                {"name": "fax", "type": "strin"},
                {"name": "zip"},
                {"name": "Birth Day", "type": "date"},
                {"name": "mail", "type": "email", "min": 3},
                {"name": "age", "type": "integer", "min": 9, "max": 3},
                {"name": "size", "type": "integer", "max": 3_000_000_000},
                {"name": "half", "type": "integer", "min": 0.5},
                {"name": "code", "type": "string", "pattern": "(?=x).*", "min_length": 5, "max_length": 2},
                {"name": "debt", "type": "money", "currency": "EUX"},
                {"name": "fee", "type": "money"},
                {"name": "tint", "type": "colour", "default": "red"},
                {"name": "born", "type": "date", "default": "yesterday"},
                {"name": "score", "type": "integer", "max": 5, "default": 7},
                {"name": "rate", "type": "decimal", "default": 0.125},
                {"name": "level", "type": "enum", "enum": "level", "default": "hgh", "transitions": [
                    {"name": "raise", "sources": ["low"], "target": "top", "roles": ["clark"]}]},
                {"name": "kind", "type": "enum", "enum": "levl"},
                {"name": "seen", "type": "date", "default": "2026-01-01", "default_now": True},
                {"name": "made", "type": "date", "required": True, "read_only": True},
                {"name": "total", "type": "computed", "expression": "score* raet"},
                {"name": "note", "type": "text", "unique": True},
                {"name": "photo", "type": "image", "kinds": ["text/plain"]},
                {"name": "extra", "type": "json"},
                {"name": "number", "type": "auto_number", "prefix": "C-"},
            ],
        },
        {"name": "client", "plural": "more_clients", "stored_as": "other"},
        {"name": "firm"}, {"name": "a"}, {"name": "b"},
    ],
    "relations": [
        {"source": "client", "target": "form", "name": "firm"},
        {"source": "firm", "target": "user", "name": "boss", "through": "a"},
        {"source": "a", "target": "b", "required": True},
        {"source": "b", "target": "a", "required": True},
        {"source": "a", "target": "user", "name": "twin", "required": True, "on_delete": "set_null"},
    ],
    "roles": [
        {"name": "clerk", "grants": [{"entity": "client", "actions": ["read", "writ"]}]},
        {"name": "agent", "grants": [
            {"entity": "clent", "actions": ["read"]},
            {"entity": "firm", "actions": ["read"], "rows": "own"},
            {"entity": "firm", "actions": ["read"], "rows": ["bos"]},
            {"entity": "a", "actions": ["read"], "rows": ["b"]},
            {"entity": "client", "actions": ["create", "read", "update"], "write": ["number"]},
            {"entity": "firm", "actions": ["delete"], "read": []},
        ]},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def refused() -> InvalidSpec:
    with pytest.raises(InvalidSpec) as caught:
        parse(copy.deepcopy(WRONG))
    return caught.value


@pytest.mark.parametrize(("path", "message", "suggestion"), MISTAKES, ids=[path for path, _, _ in MISTAKES])
def test_each_mistake_is_told_in_its_place(refused: InvalidSpec, path: str, message: str, suggestion: str) -> None:
    here = [problem for problem in refused.problems if problem.path == path]

    assert any(message in problem.message and suggestion in problem.suggestion for problem in here), here


def test_nothing_else_is_told(refused: InvalidSpec) -> None:
    told = [(problem.path, problem.message) for problem in refused.problems]
    meant = [one for one in told if any(one[0] == path and said in one[1] for path, said, _ in MISTAKES)]

    assert [one for one in told if one not in meant] == []
    assert len(told) == len(MISTAKES)
