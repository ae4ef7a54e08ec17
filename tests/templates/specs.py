"""Random specs, hostile names included; every one makes sense."""

from __future__ import annotations

from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from schemas.errors import InvalidSpec
from schemas.names import Name
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
FEW = (FieldType.JSON, FieldType.BOOLEAN, FieldType.ENUM)
"""Types with too few values to tell many rows apart."""

LIBRARY = TargetLibrary.discover()


@st.composite
def specs(draw: st.DrawFn) -> AppSpec:
    entities = draw(st.lists(_names(), min_size=1, max_size=4, unique=True))
    enums = draw(st.lists(_names(), max_size=2, unique=True))
    raw = {
        "app": {"label": draw(LABELS), "description": draw(st.text(max_size=50))},
        "enums": [{"name": name, "label": draw(LABELS), "values": draw(_values())} for name in enums],
        "entities": [
            {"name": name, "label": draw(LABELS), "fields": draw(st.lists(_fields(enums), max_size=6))}
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
    kind = draw(st.sampled_from([kind for kind in FieldType if enums or kind is not FieldType.ENUM]))
    field = {
        "name": draw(_names()), "label": draw(LABELS), "type": kind, "help": draw(st.text(max_size=30)),
        "required": draw(st.booleans()), "unique": kind not in FEW and draw(st.booleans()),
    }  # fmt: skip
    if kind is FieldType.ENUM:
        field["enum"] = draw(st.sampled_from(enums))
    if kind in (FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT):
        field |= {
            "min": draw(st.integers(-50, 5)),
            "max": draw(st.integers(6, 9_000)),
            "default": draw(st.none() | st.just(5)),
        }
    if kind in (FieldType.STRING, FieldType.TEXT):
        field |= {"max_length": draw(st.none() | st.integers(1, 500)), "default": draw(st.none() | LABELS)}
    return field


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
