"""The engine's four rules, and what it refuses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.errors import InvalidSpec, Permanent
from schemas.spec import AppSpec, Targets
from templates.engine import Target, TargetLibrary

SPEC = AppSpec.model_validate({
    "app": {"label": "Two shops"},
    "entities": [
        {"name": "corner_shop", "label": "Corner <shop>", "fields": [{"name": "name", "type": "string"}]},
        {"name": "market", "fields": [{"name": "size", "type": "decimal", "min": 0.5}]},
    ],
})  # fmt: skip

MANIFEST = """
[target]
kind = "frontend"
name = "trial"
title = "Trial"
"""


def target(root: Path, files: dict[str, str | bytes], manifest: str = MANIFEST) -> Target:
    root.mkdir(parents=True, exist_ok=True)
    (root / "target.toml").write_text(manifest)
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    return Target(root)


def test_paths_mirror_the_output_and_only_templates_are_rendered(tmp_path: Path) -> None:
    printed = target(tmp_path, {
        "files/plain.txt": "<%= app.name %>",
        "files/logo.png": b"\x89PNG\0\xff",
        "files/deep/name.txt.jinja": "<%= app.name %> {{ jsx }} {% django %}\n",
    }).render(SPEC)  # fmt: skip
    assert printed == {
        "deep/name.txt": b"two_shops {{ jsx }} {% django %}\n",
        "logo.png": b"\x89PNG\0\xff",
        "plain.txt": b"<%= app.name %>",
    }


def test_placeholders_in_a_path_mean_once_per_entity(tmp_path: Path) -> None:
    printed = target(tmp_path, {
        "files/_app_/_entity_/_Entity_.ts.jinja": "<%= entity.plural.kebab %>",
        "files/_entities_.txt": "copied",
    }).render(SPEC)  # fmt: skip
    assert printed == {
        "corner_shops.txt": b"copied",
        "markets.txt": b"copied",
        "two_shops/corner_shop/CornerShop.ts": b"corner-shops",
        "two_shops/market/Market.ts": b"markets",
    }


def test_what_begins_with_an_underscore_beside_files_is_only_included(tmp_path: Path) -> None:
    printed = target(tmp_path, {
        "_macros.jinja": "<% macro hello(name) %>Hello <%= name %><% endmacro %>",
        "files/a.txt.jinja": '<% import "_macros.jinja" as macros %><%= macros.hello(app.name) %>',
    }).render(SPEC)  # fmt: skip
    assert printed == {"a.txt": b"Hello two_shops"}


@pytest.mark.parametrize(
    "text",
    [
        "<%= entity.label %>",
        "<%= entity.label ~ 1 %>",
        "<%= entity.label | upper %>",
        "<%= [entity.label] | join %>",
        "<%= '%s' | format(entity.label) %>",
        "<%= entity.fields %>",
        "<%= entity.display.required %>",
    ],
)
def test_nothing_but_names_reaches_the_output_unquoted(tmp_path: Path, text: str) -> None:
    with pytest.raises(TypeError, match=r"quot|Text"):
        target(tmp_path, {"files/_entity_.txt.jinja": text}).render(SPEC)


@pytest.mark.parametrize("text", ["<%= entity.colour %>", "<%= nothing %>", "<%= entity._part %>"])
def test_what_there_is_not_cannot_be_printed(tmp_path: Path, text: str) -> None:
    with pytest.raises(Exception, match=r"undefined|unsafe|no attribute"):
        target(tmp_path, {"files/_entity_.txt.jinja": text}).render(SPEC)


def test_a_file_that_two_parts_would_write_is_refused(tmp_path: Path) -> None:
    trial = target(tmp_path, {"files/_entity_.txt": "", "files/market.txt": ""})
    with pytest.raises(Permanent, match=r"market\.txt"):
        trial.render(SPEC)


def test_names_that_a_target_keeps_are_all_named_at_once(tmp_path: Path) -> None:
    reserved = '[reserved]\nentities = ["market"]\nfields = ["name"]\nplurals = ["markets"]\ntables = ["market"]\n'
    trial = target(tmp_path, {}, MANIFEST + reserved)
    with pytest.raises(InvalidSpec) as refused:
        trial.render(SPEC)
    assert [problem.path for problem in refused.value.problems] == [
        "entities.corner_shop.fields.name",
        "entities.market",
        "entities.market.plural",
        "entities.market.stored_as",
    ]


def test_entities_that_no_class_name_tells_apart_are_refused(tmp_path: Path) -> None:
    twins = AppSpec.model_validate({"app": {"label": "Twins"}, "entities": [{"name": "a_b"}, {"name": "ab"}]})
    with pytest.raises(InvalidSpec, match="cannot be told from"):
        target(tmp_path, {}).render(twins)


def test_targets_are_found_by_walking_the_folders(tmp_path: Path) -> None:
    target(tmp_path / "frontend" / "trial", {})
    library = TargetLibrary.discover(tmp_path)
    assert [found.title for found in library] == ["Trial"]
    assert library.get("frontend", "trial").kind == "frontend"
    with pytest.raises(Permanent, match="Known: trial"):
        library.get("frontend", "vue")
    with pytest.raises(Permanent, match="Known: none"):
        library.get("backend", "rails")


def test_a_folder_that_does_not_say_what_it_is_is_named(tmp_path: Path) -> None:
    with pytest.raises(Permanent, match=r"target\.toml does not describe a target"):
        target(tmp_path, {}, "[target]\nkind = 'middle'\n")


def test_reserved_words_of_all_chosen_targets_count() -> None:
    reserved = TargetLibrary.discover().reserved(Targets())
    assert reserved("field", "class")
    assert reserved("entity", "user")
    assert not reserved("entity", "order")


DIGEST = """
import hashlib
from tests.golden.printing import golden, names
for name in names():
    for path, content in golden(name).items():
        print(name, path, hashlib.sha256(content).hexdigest())
"""


def test_the_bytes_are_the_same_whatever_the_hash_seed() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONHASHSEED"}
    printed = [
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            env={**environment, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert len(printed[0].splitlines()) > 50
    assert printed[0] == printed[1]


def test_a_field_that_a_relation_would_hide_is_refused(tmp_path: Path) -> None:
    fields = [{"name": name, "type": "string"} for name in ("owner_id", "owner_label", "owners")]
    hidden = AppSpec.model_validate({
        "app": {"label": "Hidden"}, "entities": [{"name": "thing", "fields": fields}],
        "relations": [{"source": "thing", "target": "user", "name": "owner"}],
    })  # fmt: skip
    with pytest.raises(InvalidSpec) as refused:
        target(tmp_path, {}).render(hidden)
    assert {problem.path for problem in refused.value.problems} == {
        "entities.thing.owner_id",
        "entities.thing.owner_label",
    }
