"""Whatever makes sense as a spec prints as Python, migrates, passes Django's checks, and proves itself."""

from __future__ import annotations

import ast
import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from infra.trees import write
from schemas.spec import AppSpec
from tests.golden.printing import spec_of
from tests.templates.project import DJANGO, Project, copied, development, project
from tests.templates.specs import specs
from workers.generation import generate

DRAWN = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture],
)

ONCE = settings(DRAWN, phases=[Phase.generate], database=None)
"""Each example costs seconds: a failing one is reported as it is, not made smaller."""

CHECKED = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("check")
call_command("makemigrations", check=True, dry_run=True, verbosity=1)
"""


@settings(DRAWN, max_examples=20)
@given(specs())
def test_every_spec_prints_as_python(spec: AppSpec) -> None:
    tree = generate(DJANGO, spec)
    for path, content in tree.items():
        if path.endswith(".py"):
            ast.parse(content, path)
    assert generate(DJANGO, spec) == tree


Random = Callable[[AppSpec], Project]

BASES: dict[str, Project] = {}
"""A project in whose database all is migrated but the application itself, by server."""


@pytest.fixture
def random_project(tmp_path_factory: pytest.TempPathFactory, home: Path, postgres: str) -> Random:
    """A spec's project, its database ready for the application's own migrations."""

    async def made(spec: AppSpec) -> Project:
        if postgres not in BASES:
            root = tmp_path_factory.mktemp("base") / "app"
            base = await project(generate(DJANGO, spec_of("notes")), root, development(home), postgres)
            base.manage("migrate", "-v0")
            base.manage("migrate", "-v0", "app", "zero")
            for table in await base.sql("SELECT tablename FROM pg_tables WHERE tablename LIKE '%__undone'"):
                await base.sql(f'DROP TABLE "{table["tablename"]}" CASCADE')
            BASES[postgres] = base
        root = tmp_path_factory.mktemp("random") / "app"
        mine = await copied(BASES[postgres], root, postgres)
        shutil.rmtree(root)
        write(generate(DJANGO, spec), root)
        return mine

    return lambda spec: asyncio.run(made(spec))


def _migrates(spec: AppSpec, random_project: Random) -> None:
    mine = random_project(spec)
    mine.manage("shell", "-v0", "-c", CHECKED)
    asyncio.run(mine.drop())
    shutil.rmtree(mine.root)


@pytest.mark.proof
@pytest.mark.short
@seed(1)
@settings(ONCE, max_examples=10)
@given(specs())
def test_ten_random_specs_migrate_and_pass_the_checks(random_project: Random, spec: AppSpec) -> None:
    _migrates(spec, random_project)


@pytest.mark.proof
@settings(ONCE, max_examples=200)
@given(specs())
def test_two_hundred_random_specs_migrate_and_pass_the_checks(random_project: Random, spec: AppSpec) -> None:
    _migrates(spec, random_project)


@pytest.mark.proof
@settings(ONCE, max_examples=10)
@given(specs())
def test_ten_random_projects_pass_their_own_tests(random_project: Random, spec: AppSpec) -> None:
    mine = random_project(spec)
    mine.run("{python}", "-m", "pytest", "-q", "-n", "2")
    asyncio.run(mine.drop())
