"""What a target says of itself in its `target.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from schemas.errors import Permanent

Command = tuple[str, ...]
"""A command line. `{python}` stands for the Python of the target's golden base."""


class Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class About(Table):
    """`[target]`: `serve` is "path" where its built files are served by the back end, else "none"."""

    kind: Literal["backend", "frontend"]
    name: str
    title: str
    description: str = ""
    serve: Literal["path", "none"] = "none"


class Reserved(Table):
    """`[reserved]`: names that the target's language or framework keeps for itself."""

    entities: frozenset[str] = frozenset()
    plurals: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()


class Golden(Table):
    """`[golden]`: the lock files, the same for every application, from which its dependencies are installed once."""

    manager: Literal["python", "node"]
    files: tuple[str, ...]


class BuildSteps(Table):
    """`[build]`: turns a front end's sources into the files to serve, in `output`. BASE_PATH tells where from."""

    command: Command
    output: str


class Run(Table):
    """`[run]`: how a back end lives. Front end `n` is copied to `<frontends>/<n>/` beforehand.

    `reverse` takes migrations back until `{migration}` is the last one; none where there is no way back.
    """

    migrate: Command
    reverse: Command = ()
    serve: Command
    health: str
    frontends: str


class Check(Table):
    """`[check]`: commands that pass on every output."""

    commands: tuple[Command, ...] = ()


class Format(Table):
    """`[format]`: commands, run in order, that lay out the output files that match `inputs`."""

    inputs: tuple[str, ...]
    commands: tuple[Command, ...]


class History(Table):
    """`[history]`: the folder of migrations. Those of the base version are copied, never rewritten.

    `prints` is the template whose macros print what is stored of each part (`templates.printed.Macros`), `first` the
    one that did before versions noted what they print.
    """

    folder: str
    prints: str
    first: str


class Manifest(Table):
    target: About
    reserved: Reserved = Reserved()
    golden: Golden | None = None
    build: BuildSteps | None = None
    run: Run | None = None
    check: Check = Check()
    format: Format | None = None
    history: History | None = None


def read(path: Path) -> Manifest:
    """The manifest in a file. Raises Permanent where it is none."""
    try:
        return Manifest.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise Permanent(f"{path} does not describe a target: {error}") from error
