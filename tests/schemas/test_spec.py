"""The model of an application: identity at birth, one canonical form, every format ever stored still read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from schemas.errors import InvalidSpec
from schemas.spec import FORMAT, AppSpec
from schemas.validation import check, parse

SAMPLES = Path(__file__).with_name("samples")

SMALL: dict[str, Any] = {
    "app": {"label": "Müller's <Clinic>"},
    "entities": [
        {"label": "Patient", "fields": [{"name": "full_name", "type": "string"}, {"name": "born", "type": "date"}]},
        {"name": "appointment", "fields": [{"name": "starts", "type": "datetime", "required": True}]},
    ],
    "relations": [{"source": "appointment", "target": "patient", "required": True}],
    "enums": [{"name": "urgency", "values": ["low", "high"]}],
    "roles": [{"name": "nurse", "grants": [{"entity": "patient", "actions": ["read", "update"]}]}],
}


@pytest.mark.parametrize("number", range(1, FORMAT + 1))
def test_every_format_that_was_ever_stored_is_read(number: int) -> None:
    stored = (SAMPLES / f"format-{number}.json").read_bytes()
    spec = AppSpec.model_validate_json(stored)
    assert spec.format == FORMAT
    if number == FORMAT:
        assert spec.canonical() == stored.strip()


def test_what_is_left_out_is_made_once_and_the_same_every_time() -> None:
    one, other = AppSpec.model_validate(SMALL), AppSpec.model_validate(SMALL)
    assert one.canonical() == other.canonical()
    assert AppSpec.model_validate_json(one.canonical()) == one
    ids = [element.id for element in one.elements()]
    assert len(set(ids)) == len(ids)


def test_the_canonical_form_is_the_same_whatever_the_hash_seed() -> None:
    program = (
        "import json, sys; from schemas.spec import AppSpec\n"
        "sys.stdout.buffer.write(AppSpec.model_validate(json.load(sys.stdin)).canonical())"
    )

    def printed(seed: str) -> bytes:
        env = {"PYTHONHASHSEED": seed, "PYTHONPATH": "."}
        small = json.dumps(SMALL).encode()
        return subprocess.run(
            [sys.executable, "-c", program], input=small, env=env, capture_output=True, check=True
        ).stdout

    assert printed("1") == printed("2") == AppSpec.model_validate(SMALL).canonical()


def test_a_label_is_kept_and_a_name_is_made_safe() -> None:
    app = AppSpec.model_validate(SMALL).app
    assert (app.label, app.name) == ("Müller's <Clinic>", "muller_s_clinic")


def test_identity_and_columns_survive_a_rename() -> None:
    before = AppSpec.model_validate(SMALL)
    raw = json.loads(before.canonical())
    raw["entities"][0]["fields"][0] |= {"name": "name", "label": "Name"}
    after = AppSpec.model_validate(raw)
    old, new = before.entities[0].fields[0], after.entities[0].fields[0]
    assert (new.id, new.stored_as) == (old.id, old.stored_as)


def test_a_name_set_free_by_a_rename_makes_another_field() -> None:
    raw = json.loads(AppSpec.model_validate(SMALL).canonical())
    raw["entities"][0]["fields"][0] |= {"name": "name"}
    raw["entities"][0]["fields"].append({"name": "full_name", "type": "string"})
    first, _, third = AppSpec.model_validate(raw).entities[0].fields
    assert first.id != third.id
    assert first.stored_as != third.stored_as


def test_all_that_is_wrong_is_said_at_once_with_its_place() -> None:
    wrong = {
        "app": {"label": "Shop"},
        "entities": [
            {"name": "product", "fields": [{"name": "price", "type": "decimal", "min": 5, "max": 1},
                                           {"name": "kind", "type": "enum", "enum": "nothing"}]},
            {"name": "user"},
        ],
        "relations": [{"source": "product", "target": "maker"}],
    }  # fmt: skip
    with pytest.raises(InvalidSpec) as error:
        parse(wrong)
    places = {problem.path for problem in error.value.problems}
    assert {"entities.product.fields.price.min", "entities.product.fields.kind.enum", "entities.user"} <= places
    assert "relations.product.maker.target" in places


NO_SPECS: list[Any] = [
    None, [], 5, "x", {}, {"app": 5}, {"app": {}}, {"app": {"label": "x"}, "entities": 5},
    {"app": {"label": "x"}, "entities": [5]}, {"app": {"label": "x"}, "format": 99},
    {"app": {"label": "x"}, "relations": [{"source": []}]},
]  # fmt: skip


@pytest.mark.parametrize("wrong", NO_SPECS)
def test_what_is_no_spec_is_refused_in_words(wrong: Any) -> None:
    with pytest.raises(InvalidSpec) as error:
        parse(wrong)
    assert str(error.value)


def test_a_reserved_word_is_offered_another() -> None:
    spec = AppSpec.model_validate({"app": {"label": "School"}, "entities": [{"name": "class"}]})
    with pytest.raises(InvalidSpec, match="class_record"):
        check(spec, lambda kind, name: name == "class")


def test_unknown_properties_are_typing_errors() -> None:
    with pytest.raises(ValidationError):
        AppSpec.model_validate({"app": {"label": "Shop", "colour": "red"}})


def test_relations_in_opposite_directions_do_not_take_each_others_names() -> None:
    spec = parse({
        "format": 2, "app": {"label": "Ward"},
        "entities": [{"name": "ward"}, {"name": "patient"}],
        "relations": [
            {"source": "patient", "target": "ward"},
            {"source": "ward", "target": "patient", "name": "patients", "kind": "many_to_many"},
        ],
    })  # fmt: skip

    assert [relation.reverse_name for relation in spec.relations] == ["patients_as_ward", "wards"]
