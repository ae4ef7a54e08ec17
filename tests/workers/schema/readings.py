"""Readings to design from."""

from __future__ import annotations

from uuid import UUID

from schemas.names import Label
from schemas.reading import Fact, Link, Many, Reading, Thing
from schemas.spec import AppSpec, Targets
from schemas.validation import Reserved
from workers.schema.design import Design, design
from workers.schema.knowledge import Library

APP = UUID("7c2c5f1e-52f5-4b0e-9a52-0f8f3b6f7a11")

NOTHING_KNOWN = Library()


def thing(label: Label, *facts: Fact | str) -> Thing:
    return Thing(label=label, facts=tuple(Fact(label=fact) if isinstance(fact, str) else fact for fact in facts))


def link(source: str, target: str, source_many: str, target_many: str, *, required: bool = False) -> Link:
    return Link(
        source=source, target=target, source_many=Many(source_many), target_many=Many(target_many), required=required
    )


def reading(*things: Thing, links: tuple[Link, ...] = ()) -> Reading:
    return Reading(title="Observatory", things=things, links=links)


def designed(
    read: Reading,
    text: str = "An observatory.",
    *,
    library: Library = NOTHING_KNOWN,
    reserved: Reserved = lambda kind, name: False,
) -> Design:
    return design(read, text, app_id=APP, targets=Targets(), reserved=reserved, library=library)


def spec_of(*things: Thing, links: tuple[Link, ...] = ()) -> AppSpec:
    return designed(reading(*things, links=links)).spec
