"""What is generated proves itself: every check of the target, its own tests among them, on each golden spec."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.printing import names, spec_of
from tests.templates.project import DJANGO, development, project
from workers.backend.generation import generate


@pytest.mark.slow
@pytest.mark.parametrize("name", names())
async def test_the_generated_project_passes_its_own_checks(
    name: str, tmp_path: Path, home: Path, postgres: str
) -> None:
    tree = generate(DJANGO, spec_of(name))
    made = await project(tree, tmp_path / name, development(home), postgres)
    for command in DJANGO.check.commands:
        made.run(*command)


def test_what_is_copied_is_laid_out_already() -> None:
    tree = generate(DJANGO, spec_of("notes"))
    files = DJANGO.root / "files"
    copied = [path for path in tree if (files / path).is_file()]
    assert [path for path in copied if (files / path).read_bytes() != tree[path]] == []
