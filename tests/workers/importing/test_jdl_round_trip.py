"""A specification that went to JDL and back is the same, save for what JDL cannot say."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.names import Name
from schemas.rules import ALLOWED, CHOICES, FILES, NUMBERS, TEXTS
from schemas.spec import AppSpec, FieldType
from schemas.validation import parse, problems
from tests.schemas.test_references import shop
from workers.importing.assembly import assemble
from workers.importing.found import Notices
from workers.importing.jdl import read_jdl
from workers.importing.jdl_printing import print_jdl
from workers.importing.lean import to_yaml

HARD = ("required", "min", "entity", "order_2", "order2", "id_2", "string", "blob", "duration", "user_role", "filter")
"""Names that are words of JDL, or look the same in it."""

NAMES = st.from_regex(r"[a-z][a-z0-9]{0,6}(_[a-z0-9]{1,5}){0,2}", fullmatch=True) | st.sampled_from(HARD)
LETTERS = st.characters(exclude_categories=["Cs", "Cc"])
LABELS = st.text(LETTERS, min_size=1, max_size=20).filter(lambda text: bool(text.strip()))
KINDS = [kind for kind in FieldType if kind is not FieldType.COMPUTED]
SLOW = (HealthCheck.too_slow, HealthCheck.filter_too_much)
DRAWN = settings(max_examples=40, deadline=None, suppress_health_check=SLOW)


@st.composite
def specs(draw: st.DrawFn) -> AppSpec:
    names = draw(st.lists(NAMES.filter(lambda name: name != "user"), min_size=1, max_size=4, unique=True))
    enums = draw(st.lists(NAMES, max_size=2, unique=True))
    relations = draw(st.lists(_relations(names), max_size=4))
    for number, relation in enumerate(relations):
        relation |= {"name": f"{relation['name']}_{number}", "reverse_name": f"back_{number}"}
    raw = {
        "app": {"name": draw(NAMES), "label": draw(LABELS)},
        "enums": [{"name": name, "label": draw(LABELS), "values": draw(_values())} for name in enums],
        "entities": [
            {"name": name, "label": draw(LABELS), "plural": f"{name}_list", "fields": draw(_fields(enums))}
            for name in names
        ],
        "relations": relations,
        "roles": draw(
            st.just([]) | st.just([{"name": "clerk", "grants": [{"entity": names[0], "actions": ["read"]}]}])
        ),
    }
    spec = AppSpec.model_validate(raw)
    found = list(problems(spec))
    assert not found, found
    return spec


def _values() -> st.SearchStrategy[list[dict[str, str]]]:
    value = st.fixed_dictionaries({"name": NAMES, "label": LABELS})
    return st.lists(value, min_size=1, max_size=4, unique_by=lambda one: one["name"])


@st.composite
def _fields(draw: st.DrawFn, enums: list[str]) -> list[dict[str, Any]]:
    names = draw(st.lists(NAMES.filter(lambda name: not name.startswith("back")), max_size=5, unique=True))
    return [{"name": name, "label": draw(LABELS), **draw(_rules(enums))} for name in names]


@st.composite
def _rules(draw: st.DrawFn, enums: list[str]) -> dict[str, Any]:
    kind = draw(st.sampled_from([kind for kind in KINDS if enums or kind not in CHOICES]))
    rules: dict[str, Any] = {"type": kind, "help": draw(LABELS).strip("*").strip(), "pii": draw(st.booleans())}
    rules["required"] = kind in ALLOWED["required"] and draw(st.booleans())
    rules["unique"] = kind in ALLOWED["unique"] and draw(st.booleans())
    if kind in CHOICES:
        rules["enum"] = draw(st.sampled_from(enums))
    if kind in NUMBERS:
        rules["min"] = draw(st.none() | st.integers(-9, 0))
        rules["max"] = draw(st.none() | st.integers(1, 10**9))
        rules["default"] = None if rules["unique"] else draw(st.none() | st.integers(0, 1))
    if kind is FieldType.DECIMAL:
        rules["decimals"] = draw(st.none() | st.integers(0, 10))
    if kind is FieldType.MONEY:
        rules["currency"] = draw(st.sampled_from(["EUR", "JPY"]))
    if kind in TEXTS:
        rules["max_length"] = draw(st.integers(1, 500) if rules["unique"] else st.none() | st.integers(1, 500))
        rules["pattern"] = draw(st.none() | st.sampled_from(["[a-z/]+", "x|y", '"?']))
    if kind in (FieldType.STRING, FieldType.TEXT) and not rules["unique"] and not rules["pattern"]:
        rules["default"] = draw(st.none() | st.sampled_from(["x", 'a "b"'])) if rules["max_length"] is None else None
    if kind in FILES:
        rules |= {"max_size": draw(st.none() | st.integers(1, 10**9)), "kinds": ["image/png"]}
    if kind is FieldType.AUTO_NUMBER:
        rules |= {"prefix": draw(st.sampled_from(["", "INV-"])), "digits": draw(st.none() | st.integers(1, 12))}
    if kind is FieldType.DATE and not rules["unique"]:
        rules |= {"default_now": draw(st.booleans()), "write_once": draw(st.booleans())}
    return rules


@st.composite
def _relations(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    source, target = draw(st.sampled_from(names)), draw(st.sampled_from([*names, "user"]))
    kind = draw(st.sampled_from(["many_to_one", "one_to_one", "many_to_many"]))
    required = source != target and draw(st.booleans())
    rules = ["restrict", "cascade"] if required or kind == "many_to_many" else ["restrict", "cascade", "set_null"]
    return {
        "source": source, "target": target, "name": "link", "kind": kind, "required": required,
        "label": draw(LABELS), "reverse_label": draw(LABELS), "on_delete": draw(st.sampled_from(rules)),
    }  # fmt: skip


def imported(text: str, notices: Notices) -> AppSpec:
    return assemble(read_jdl(text, "model.jdl", notices), lambda kind, name: False, notices)


@given(specs())
@DRAWN
def test_nothing_is_lost_on_the_way_to_jdl_and_back(spec: AppSpec) -> None:
    notices = Notices()

    back = imported(print_jdl(spec, "model.yaml", notices), notices)

    assert back == spec
    assert not [line for line in notices.lines() if "double quotes" not in line and "no roles" not in line]


@given(specs())
@DRAWN
def test_lean_yaml_reads_as_the_same_specification(spec: AppSpec) -> None:
    assert parse(yaml.safe_load(to_yaml(spec))) == spec


def test_a_rename_keeps_its_id_and_column_in_jdl() -> None:
    born = AppSpec.model_validate(
        {"app": {"name": "shop"}, "entities": [{"name": "thing", "fields": [{"name": "size", "type": "integer"}]}]}
    )
    field = born.entities[0].fields[0].model_copy(update={"name": Name("width"), "label": "Width"})
    entity = born.entities[0].model_copy(update={"name": Name("board"), "fields": (field,)})
    renamed = born.model_copy(update={"entities": (entity,)})

    back = imported(print_jdl(renamed, "shop.yaml", Notices()), Notices())

    assert back.entity("board").id == born.entity("thing").id
    assert back.entity("board").stored_as == "thing"
    assert back.entity("board").field("width").stored_as == "size"


def test_the_whole_of_a_specification_goes_there_and_back() -> None:
    spec = shop()

    assert imported(print_jdl(spec, "shop.yaml", Notices()), Notices()) == spec
    assert parse(yaml.safe_load(to_yaml(spec))) == spec


def test_what_jdl_cannot_say_is_told() -> None:
    spec = AppSpec.model_validate(
        {"app": {"label": 'The "Shop"'}, "entities": [{"name": "thing"}], "roles": [{"name": "clerk"}]}
    )
    notices = Notices()

    print_jdl(spec, "shop.yaml", notices)

    assert [line.split(": ", 1)[1].split(":")[0] for line in notices.lines()] == [
        "JDL knows no roles",
        'JDL texts hold no "double quotes"',
    ]
