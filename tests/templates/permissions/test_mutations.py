"""Whatever rule is taken out of a generated project's permission layer, the project's own tests notice, over HTTP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.validation import parse
from tests.templates.permissions.mutations import Mutation, in_code, in_roles
from tests.templates.project import DJANGO, Project, development, project
from workers.generation import generate

HERE = Path(__file__).parent
SPEC = parse(json.loads((HERE / "hospital.json").read_text()))
OWN_TESTS = ("app/tests/test_matrix.py", "app/tests/test_leaks.py")
SAMPLE = 6
"""Every so many mutations belong to the short form."""


def mutations() -> list[Mutation]:
    tree = generate(DJANGO, SPEC)
    return [*in_code(tree), *in_roles(tree)]


ALL = mutations()


@pytest.fixture(scope="module")
def hospital(tmp_path_factory: pytest.TempPathFactory, shared_home: Path, postgres: str) -> Project:
    """The project, whose tests pass as it is; they leave their database for the next run."""
    tree = generate(DJANGO, SPEC)
    tree["app/tests/test_together.py"] = (HERE / "together.py.txt").read_bytes()
    root = tmp_path_factory.mktemp("hospital") / "backend"
    made = asyncio.run(project(tree, root, development(shared_home), postgres))
    made.run("{python}", "-m", "pytest", "-q", "--create-db", "--reuse-db", *OWN_TESTS, "app/tests/test_together.py")
    return made


@pytest.fixture
def mutant(request: pytest.FixtureRequest, hospital: Project) -> Iterator[tuple[Project, Mutation]]:
    mutation: Mutation = request.param
    file = hospital.root / mutation.path
    before = file.read_text()
    file.write_text(mutation.content)
    yield hospital, mutation
    file.write_text(before)


@pytest.mark.proof
@pytest.mark.parametrize(
    "mutant",
    [
        pytest.param(mutation, id=mutation.name, marks=[pytest.mark.short] if number % SAMPLE == 0 else [])
        for number, mutation in enumerate(ALL)
    ],
    indirect=True,
)
def test_a_rule_that_is_gone_is_missed(mutant: tuple[Project, Mutation]) -> None:
    made, mutation = mutant
    about = ["-k", mutation.about] if mutation.about else []
    done = made.ends("{python}", "-m", "pytest", "-q", "-x", "--no-header", "--reuse-db", *about, *OWN_TESTS)
    # A test that fails finds the fault; one that cannot be collected finds nothing.
    assert (done.returncode, "\nFAILED " in done.stdout) == (1, True), (
        f"{mutation.name}: not found\n{done.stdout[-3000:]}"
    )


@pytest.mark.proof
@pytest.mark.short
def test_the_project_agrees_with_the_rules_for_several_roles(hospital: Project) -> None:
    hospital.run("{python}", "-m", "pytest", "-q", "--reuse-db", "app/tests/test_together.py")
