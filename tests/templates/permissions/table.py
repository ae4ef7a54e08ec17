"""Who may do what in `hospital.json`, written by hand from reading it, before anything was run."""

from __future__ import annotations

from typing import NamedTuple

EVERY = {
    "ward": "name budget head nurses",
    "patient": "name born notes ward doctor",
    "visit": "at findings fee state patient doctor",
    "medication": "drug dose approved visit",
    "shift": "starts hours bonus nurse ward",
    "invoice": "number amount paid patient",
}
STATES = {"visit": "state"}
"""What is set by no value, but by steps."""

ROLES = """
role       | entity     | row                 | may  | sees                 | sets
nurse      | ward       | any                 | r    | name nurses          |
nurse      | patient    | ward.nurses         | ru   | name born notes ward | notes
nurse      | patient    | foreign             |      |                      |
nurse      | visit      | patient.ward.nurses | r    | at state patient     |
nurse      | visit      | foreign             |      |                      |
nurse      | medication | any                 |      |                      |
nurse      | shift      | nurse               | crud | starts hours nurse ward | starts hours ward
nurse      | shift      | foreign             | r    | starts ward          |
nurse      | invoice    | any                 |      |                      |
doctor     | ward       | any                 | r    | name                 |
doctor     | patient    | doctor              | cru  | *                    | *
doctor     | patient    | foreign             |      |                      |
doctor     | visit      | doctor              | cru  | *                    | at findings patient doctor
doctor     | visit      | patient.doctor      | r    | *                    |
doctor     | visit      | foreign             |      |                      |
doctor     | medication | visit.doctor        | crud | *                    | drug dose visit
doctor     | medication | foreign             |      |                      |
doctor     | shift      | any                 |      |                      |
doctor     | invoice    | any                 |      |                      |
head       | ward       | head                | ru   | *                    | budget nurses
head       | ward       | foreign             |      |                      |
head       | patient    | any                 |      |                      |
head       | visit      | patient.ward.head   | ru   | at state fee         |
head       | visit      | foreign             |      |                      |
head       | medication | any                 |      |                      |
head       | shift      | ward.head           | rud  | *                    | bonus
head       | shift      | foreign             |      |                      |
head       | invoice    | any                 |      |                      |
temp       | ward       | shifts.nurse        | r    | name                 |
temp       | ward       | foreign             |      |                      |
temp       | patient    | any                 |      |                      |
temp       | visit      | any                 |      |                      |
temp       | medication | any                 |      |                      |
temp       | shift      | any                 |      |                      |
temp       | invoice    | any                 |      |                      |
accountant | ward       | any                 |      |                      |
accountant | patient    | any                 | r    | name                 |
accountant | visit      | any                 | ru   | at fee patient       | fee
accountant | medication | any                 |      |                      |
accountant | shift      | any                 |      |                      |
accountant | invoice    | any                 | crud | *                    | *
clerk      | ward       | any                 |      |                      |
clerk      | patient    | any                 | r    | name                 |
clerk      | visit      | any                 |      |                      |
clerk      | medication | any                 |      |                      |
clerk      | shift      | any                 |      |                      |
clerk      | invoice    | any                 | cr   | number paid          | number patient
"""

STEPS = """
role       | row               | steps
doctor     | doctor            | cancel finish
head       | patient.ward.head | cancel
accountant | any               | cancel
"""
"""The steps of a visit; who does not stand here takes none."""


class Line(NamedTuple):
    """What somebody may do with a sort of row; `sets` holds for new rows and for changes, where they may do these."""

    may: frozenset[str]
    sees: frozenset[str]
    sets: frozenset[str]


Key = tuple[str, str, str]
"""Role, entity and sort of row."""

LETTERS = {"c": "create", "r": "read", "u": "update", "d": "delete"}


def lines() -> dict[Key, Line]:
    """The table, with those whom it need not name: owners, people without a role, and strangers."""
    found = {(role, entity, row): _line(entity, *cells) for role, entity, row, *cells in _cells(ROLES)}
    for entity in EVERY:
        found["owner", entity, "any"] = _line(entity, "crud", "*", "*")
        found["roleless", entity, "any"] = found["anonymous", entity, "any"] = _line(entity, "", "", "")
    return found


def steps() -> dict[tuple[str, str], frozenset[str]]:
    """The steps of a visit, by role and sort of row."""
    found = {(role, row): frozenset(steps.split()) for role, row, steps in _cells(STEPS)}
    return {**found, ("owner", "any"): frozenset({"cancel", "finish"})}


def _line(entity: str, may: str, sees: str, sets: str) -> Line:
    every = frozenset(EVERY[entity].split())
    settable = every - {STATES.get(entity, "")}
    return Line(
        frozenset(LETTERS[letter] for letter in may),
        every if sees == "*" else frozenset(sees.split()),
        settable if sets == "*" else frozenset(sets.split()),
    )


def _cells(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()[1:]]
