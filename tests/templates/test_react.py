"""What the React target prints: the same bytes everywhere, labels as data, one folder for each entity."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.errors import InvalidSpec
from schemas.spec import AppSpec
from schemas.validation import parse
from templates.engine import TargetLibrary, Tree
from tests.golden.printing import HERE, names, spec_of

REACT = TargetLibrary.discover().get("frontend", "react")

STRING = re.compile(r'"(?:[^"\\]|\\.)*"')

DIGEST = """
import hashlib, sys
from tests.golden.printing import spec_of
from templates.engine import TargetLibrary
tree = TargetLibrary.discover().get("frontend", "react").render(spec_of(sys.argv[1]))
print(hashlib.sha256(repr(tree).encode()).hexdigest())
"""


def labels(spec: AppSpec) -> set[str]:
    """Everything in the spec that its users read."""
    shown = {spec.app.label, spec.app.description, *(element.label for element in spec.elements())}
    shown |= {entity.plural_label for entity in spec.entities}
    shown |= {relation.reverse_label for relation in spec.relations if relation.target != "user"}
    shown |= {value.label for enum in spec.enums for value in enum.values}
    steps = {step.label for entity in spec.entities for field in entity.fields for step in field.transitions}
    return shown - steps - {role.label for role in spec.roles} - {enum.label for enum in spec.enums} - {""}


def printed(tree: Tree) -> dict[str, str]:
    """The files that are made for this application, as text."""
    copied = REACT.root / "files"
    return {path: content.decode() for path, content in tree.items() if not (copied / path).is_file()}


@pytest.mark.parametrize("name", names())
def test_labels_stand_in_the_code_as_they_were_written_and_only_in_quotes(name: str) -> None:
    spec = spec_of(name)
    files = printed(REACT.render(spec))
    quoted = {json.loads(literal) for text in files.values() for literal in STRING.findall(text)}
    assert labels(spec) <= quoted
    code = "".join(STRING.sub('""', text) for text in files.values())
    assert [character for character in code if not character.isascii()] == []


@pytest.mark.parametrize("name", names())
def test_each_entity_has_a_folder_with_its_pages(name: str) -> None:
    spec = spec_of(name)
    files = printed(REACT.render(spec))
    pages = ("form.tsx", "list.tsx", "model.ts", "show.tsx")
    folders = [f"src/entities/{entity.name}/{page}" for entity in spec.entities for page in pages]
    assert sorted(files) == sorted(["src/app.ts", "src/enums.ts", *folders])


def test_two_processes_print_the_same_bytes() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST, "clinic"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=HERE.parent.parent,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert digests == {hashlib.sha256(repr(REACT.render(spec_of("clinic"))).encode()).hexdigest()}


def test_the_lock_names_no_registry() -> None:
    lock = json.loads(REACT.golden_files()["package-lock.json"])
    packages = [package for path, package in lock["packages"].items() if path]
    assert all("resolved" not in package for package in packages)
    assert all(package["integrity"].startswith("sha512-") for package in packages)


@pytest.mark.parametrize(
    ("entity", "field"), [("node_modules", "name"), ("thing", "constructor"), ("thing", "prototype"), ("thing", "root")]
)
def test_names_that_the_browser_keeps_for_itself_are_refused(entity: str, field: str) -> None:
    spec = parse({
        "app": {"label": "App"},
        "entities": [{"name": entity, "fields": [{"name": field, "type": "string"}]}],
    })  # fmt: skip
    with pytest.raises(InvalidSpec):
        REACT.render(spec)


def test_what_is_copied_names_no_application(tmp_path: Path) -> None:
    trees = [REACT.render(spec_of(name)) for name in names()]
    copied = [path for path in trees[0] if (REACT.root / "files" / path).is_file()]
    assert len(copied) > 30
    assert all(tree[path] == trees[0][path] for tree in trees for path in copied)
