"""Random specs, hostile names included; every one makes sense."""

from __future__ import annotations

from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from schemas.errors import InvalidSpec
from schemas.names import Name
from schemas.rules import ALLOWED, CHOICES, MADE, NUMBERS
from schemas.spec import Action, AppSpec, FieldType
from schemas.validation import parse
from templates.engine import TargetLibrary
from templates.problems import problems

WORDS = (
    "order", "group", "type", "object", "case", "check", "select", "table", "leave", "leave request", "permission",
    "session", "status", "item", "a", "x1", "Straße", "מטופל", "user group", "count", "data", "meta", "value", "role",
    "list", "dict", "print", "exec", "nurse's shift", "property", "errors", "queryset", "instance", "context",
    "request", "kwargs", "test", "payload", "make", "links", "samples", "factory", "field", "fields", "get", "update",
)  # fmt: skip

LABELS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).filter(
    lambda text: bool(text.strip())
)
FEW = (FieldType.JSON, FieldType.BOOLEAN, FieldType.ENUM, FieldType.AUTO_NUMBER)
"""Types with too few values to tell many rows apart."""

MORE: dict[FieldType, list[dict[str, Any]]] = {
    FieldType.MONEY: [{"currency": "EUR"}, {"currency": "JPY"}, {"currency": "BHD"}],
    FieldType.DATE: [{}, {"default_now": True}, {"default": "2026-01-31"}],
    FieldType.DATETIME: [{}, {"default_now": True}, {"default": "2026-01-31T08:00:00+02:00"}],
    FieldType.TIME: [{}, {"default_now": True}, {"default": "08:30:00"}],
    FieldType.DURATION: [{}, {"default": "01:30:00"}],
    FieldType.COLOUR: [{}, {"default": "#1f77b4"}],
    FieldType.FILE: [{}, {"kinds": ["text/plain"], "max_size": 1_000}],
    FieldType.IMAGE: [{}, {"kinds": ["image/png"]}],
    FieldType.COMPUTED: [
        {"expression": text} for text in ("a + 1", "concat(a, ' {{ 7*7 }} %s')", "a > 2 or not (a = 1)")
    ],
    FieldType.AUTO_NUMBER: [{"prefix": "{%'\"", "digits": 3}, {"prefix": "INV-"}],
}
"""What each type needs, or may have beside the rules that are drawn."""

LIBRARY = TargetLibrary.discover()


@st.composite
def specs(draw: st.DrawFn) -> AppSpec:
    entities = draw(st.lists(_names(), min_size=1, max_size=4, unique=True))
    enums = draw(st.lists(_names(), max_size=2, unique=True))
    raw = {
        "app": {"label": draw(LABELS), "description": draw(st.text(max_size=50))},
        "enums": [{"name": name, "label": draw(LABELS), "values": draw(_values())} for name in enums],
        "entities": [
            {
                "name": name,
                "label": draw(LABELS),
                "soft_delete": draw(st.booleans()),
                "history": draw(st.booleans()),
                # What computed fields speak of.
                "fields": [{"name": "a", "type": "integer"}, *draw(st.lists(_fields(enums), max_size=6))],
            }
            for name in entities
        ],
        "relations": draw(st.lists(_relations(entities), max_size=5)),
        "roles": [{"name": name, "grants": draw(_grants(entities))} for name in draw(st.lists(_names(), max_size=2))],
    }
    try:
        spec = parse(raw, LIBRARY.reserved(AppSpec.model_fields["targets"].default))
    except InvalidSpec:
        assume(False)
        raise
    assume(not list(problems(spec, LIBRARY.get("backend", "django").reserved)))
    return spec


def _names() -> st.SearchStrategy[str]:
    return st.sampled_from(WORDS).map(lambda word: str(Name.from_label(word)))


def _values() -> st.SearchStrategy[list[dict[str, str]]]:
    value = st.fixed_dictionaries({"name": _names(), "label": LABELS})
    return st.lists(value, min_size=1, max_size=4, unique_by=lambda one: one["name"])


@st.composite
def _fields(draw: st.DrawFn, enums: list[str]) -> dict[str, Any]:
    kind = draw(st.sampled_from([kind for kind in FieldType if enums or kind not in CHOICES]))
    field: dict[str, Any] = {
        "name": draw(_names()), "label": draw(LABELS), "type": kind, "help": draw(st.text(max_size=30)),
        "required": kind not in MADE and draw(st.booleans()),
        "read_only": kind in MADE or draw(st.sampled_from([False] * 9 + [True])),
        "unique": kind in ALLOWED["unique"] - set(FEW) and draw(st.booleans()), "pii": draw(st.booleans()),
    }  # fmt: skip
    if field["required"]:
        field["read_only"] = False
    if kind in CHOICES:
        field["enum"] = draw(st.sampled_from(enums))
    if kind in NUMBERS:
        field |= {
            "min": draw(st.integers(-50, 5)),
            "max": draw(st.integers(6, 9_000)),
            "default": draw(st.none() | st.just(5)),
        }
    if kind in (FieldType.STRING, FieldType.TEXT, FieldType.MARKDOWN):
        field |= draw(st.sampled_from([{}, {"pattern": "[A-Z]{2}-[0-9]{4,8}"}, {"pattern": "['\"{}%]+[a-z]*"}]))
        if "pattern" not in field:
            field |= {"max_length": draw(st.none() | st.integers(1, 500)), "default": draw(st.none() | LABELS)}
    more: dict[str, Any] = draw(st.sampled_from(MORE.get(kind, [{}])))
    return field | more


@st.composite
def _relations(draw: st.DrawFn, entities: list[str]) -> dict[str, Any]:
    kind = draw(st.sampled_from(["many_to_one", "one_to_one", "many_to_many"]))
    required = draw(st.booleans())
    rules = ["restrict", "cascade"] if required or kind == "many_to_many" else ["restrict", "cascade", "set_null"]
    return {
        "source": draw(st.sampled_from(entities)), "target": draw(st.sampled_from([*entities, "user"])),
        "name": draw(_names()), "kind": kind, "required": required, "on_delete": draw(st.sampled_from(rules)),
    }  # fmt: skip


def _grants(entities: list[str]) -> st.SearchStrategy[list[dict[str, Any]]]:
    actions = st.lists(st.sampled_from([*Action]), max_size=4)
    return st.lists(st.fixed_dictionaries({"entity": st.sampled_from(entities), "actions": actions}), max_size=3)
