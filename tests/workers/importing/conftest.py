"""Importing a text, as the command does: with the reserved words of the default targets."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from schemas.spec import AppSpec, Targets
from templates.engine import TargetLibrary
from workers.importing.assembly import assemble
from workers.importing.found import Notices
from workers.importing.jdl import read_jdl
from workers.importing.sql import read_sql

Imported = Callable[[str], tuple[AppSpec, list[str]]]


@pytest.fixture(scope="session")
def jdl() -> Imported:
    reserved = TargetLibrary.discover().reserved(Targets())

    def read(text: str) -> tuple[AppSpec, list[str]]:
        notices = Notices()
        spec = assemble(read_jdl(text, "model.jdl", notices), reserved, notices)
        return spec, notices.lines()

    return read


@pytest.fixture(scope="session")
def sql() -> Imported:
    reserved = TargetLibrary.discover().reserved(Targets())

    def read(text: str) -> tuple[AppSpec, list[str]]:
        notices = Notices()
        spec = assemble(read_sql(text, "model.sql", notices), reserved, notices)
        return spec, notices.lines()

    return read
