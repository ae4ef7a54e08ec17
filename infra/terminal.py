"""The `fusion` command: gathers the commands of every part, and turns what goes wrong into one line."""

from __future__ import annotations

import errno
import logging
import sys
from importlib.metadata import EntryPoint, entry_points

import typer

from schemas.errors import FusionError

GROUP = "fusion.commands"
"""The group of entry points; each names a Typer application whose commands stand beside all others."""

ADVICE = {
    errno.ENOSPC: "The disk is full: free some space, or set FUSION_HOME to a directory on another disk.",
    errno.EACCES: "No permission: use a directory of your own, or set FUSION_HOME to one.",
    errno.EROFS: "The disk is read-only: set FUSION_HOME to a directory that can be written.",
    errno.EMFILE: "Too many open files: raise the limit with `ulimit -n 4096`.",
}


def main() -> None:
    """Run the command that was asked for."""
    logging.getLogger().addHandler(logging.NullHandler())  # a library's own words are for logs, which servers set up
    try:
        terminal(sys.argv[1:2])()
    except FusionError as error:
        _fail(str(error))
    except OSError as error:
        if error.errno not in ADVICE:
            raise
        _fail(f"{ADVICE[error.errno]} ({error})")


def terminal(asked: list[str]) -> typer.Typer:
    """All commands; where an entry point bears the name of the one that is asked for, only that one is loaded."""
    app = typer.Typer(
        name="fusion",
        help="Turns a sentence into a running, isolated web application.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(lambda: None)
    found = list(entry_points(group=GROUP))
    for point in [point for point in found if [point.name] == asked] or _distinct(found):
        _add(app, point)
    return app


def _distinct(found: list[EntryPoint]) -> list[EntryPoint]:
    return list({point.value: point for point in found}.values())


def _add(app: typer.Typer, point: EntryPoint) -> None:
    """One part's commands. A part that cannot be loaded must not take the others along."""
    try:
        app.add_typer(point.load())
    except (ImportError, AttributeError) as error:
        sys.stderr.write(f"The commands of {point.value} cannot be loaded: {error}\n")


def _fail(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.exit(1)
