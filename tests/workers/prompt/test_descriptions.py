"""Plain descriptions by owners of many trades: what they expect is found, and little else."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from schemas.reading import Reading
from workers.prompt.offline import OfflineReader

DESCRIPTIONS: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("descriptions.toml").read_text(encoding="utf-8")
)["description"]


@dataclass(frozen=True)
class Outcome:
    """What was expected, found of it, and found beside it."""

    expected: frozenset[str]
    found: frozenset[str]

    @property
    def missed(self) -> frozenset[str]:
        return self.expected - self.found


def things(reading: Reading) -> frozenset[str]:
    return frozenset(thing.label for thing in reading.things)


def facts(reading: Reading) -> frozenset[str]:
    """A link is as good as a fact where the target is a thing."""
    own = {f"{thing.label}.{fact.label}" for thing in reading.things for fact in thing.facts}
    return frozenset(own | {f"{a}.{b}" for link in reading.links for a, b in _ways(link.source, link.target)})


def links(reading: Reading) -> frozenset[str]:
    return frozenset(f"{a} - {b}" for link in reading.links for a, b in _ways(link.source, link.target))


def _ways(one: str, other: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (one, other), (other, one)


def expected(description: dict[str, Any]) -> dict[str, frozenset[str]]:
    return {
        "things": frozenset(description["things"]),
        "facts": frozenset(
            f"{thing}.{fact.strip()}"
            for thing, listed in description["things"].items() for fact in listed.split(",") if fact.strip()
        ),
        "links": frozenset(description.get("links", ())),
    }  # fmt: skip


LOOKS: dict[str, Callable[[Reading], frozenset[str]]] = {"things": things, "facts": facts, "links": links}


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    reader = OfflineReader()
    return [reader.understand(description["text"]) for description in DESCRIPTIONS]


@pytest.mark.parametrize(("what", "least"), [("things", 0.92), ("facts", 0.92), ("links", 0.85)])
def test_most_of_what_owners_expect_is_found(readings: list[Reading], what: str, least: float) -> None:
    outcomes = [
        Outcome(expected(description)[what], LOOKS[what](reading))
        for description, reading in zip(DESCRIPTIONS, readings, strict=True)
    ]
    missed = {text for outcome in outcomes for text in outcome.missed}

    assert 1 - len(missed) / sum(len(outcome.expected) for outcome in outcomes) >= least, sorted(missed)


def test_little_else_is_taken_for_a_thing(readings: list[Reading]) -> None:
    extra = [
        things(reading) - expected(description)["things"] - set(description.get("may", ()))
        for description, reading in zip(DESCRIPTIONS, readings, strict=True)
    ]
    names = [name for one in extra for name in one]

    assert len(names) <= sum(len(things(reading)) for reading in readings) * 0.05, sorted(names)
