"""What is generated proves itself: every check of the target, its own tests among them, on each golden spec."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.formatter import formatted
from tests.golden.printing import names, spec_of
from tests.templates.project import DJANGO, development, project
from workers.generation import generate

SHORT = "clinic"
"""The spec whose project is proven in the short form as well."""


def _marks(name: str) -> list[pytest.MarkDecorator]:
    return [pytest.mark.short] if name == SHORT else []


@pytest.mark.slow
async def test_the_smallest_generated_project_is_ready_to_run(tmp_path: Path, home: Path, postgres: str) -> None:
    made = await project(generate(DJANGO, spec_of("notes")), tmp_path / "notes", development(home), postgres)
    for command in DJANGO.check.commands:
        if "manage.py" in command or "ruff" in command:
            made.run(*command)
    made.manage("migrate", "--noinput")


@pytest.mark.proof
@pytest.mark.parametrize("name", [pytest.param(name, marks=_marks(name)) for name in names()])
async def test_the_generated_project_passes_its_own_checks(
    name: str, tmp_path: Path, home: Path, postgres: str
) -> None:
    tree = generate(DJANGO, spec_of(name))
    made = await project(tree, tmp_path / name, development(home), postgres)
    for command in DJANGO.check.commands:
        made.run(*command)


def test_what_is_copied_is_laid_out_already() -> None:
    assert DJANGO.format is not None
    copied = {path: content for path, content in DJANGO.render(spec_of("notes")).items() if path in DJANGO.copied}
    inputs = {**copied, "pyproject.toml": DJANGO.render(spec_of("notes"))["pyproject.toml"]}
    assert formatted(inputs, DJANGO.format.inputs, DJANGO.format.commands) == inputs
