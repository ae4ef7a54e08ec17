"""A build in the terminal: six stages as they go, the last lines they said, and its end."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable
from typing import Any, Protocol

from rich.console import Console, Group
from rich.live import Live
from rich.markup import escape
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

Json = dict[str, Any]

LINES = 5
SIGNS = {
    "done": ("✓", "green"),
    "failed": ("✗", "red"),
    "cancelled": ("✗", "yellow"),
    "deferred": ("…", "yellow"),
    "skipped": ("–", "dim"),
    "pending": ("·", "dim"),
    "running": ("·", "cyan"),
}
OVER = ("done", "failed", "cancelled")


class Events(Protocol):
    def events(self, build_id: str) -> Iterable[tuple[str, Json]]: ...


def follow(client: Events, build: Json, as_json: bool) -> Json:
    """Show the build until it ends, or waits for a person; returns it as it is then."""
    console = Console(highlight=False, soft_wrap=True)
    if as_json:
        for shown in _until_its_end(client, build, deque()):
            build = shown
        print(json.dumps(_summary(build)))  # noqa: T201  # the answer, for programs
        return build
    build = _watch(client, build, console) if console.is_terminal else _tell(client, build, console)
    _say(console, build)
    return build


def _until_its_end(client: Events, build: Json, lines: deque[str]) -> Iterable[Json]:
    """The build each time that it or its lines have changed."""
    for kind, data in client.events(build["id"]):
        if kind == "build":
            build = data
        elif kind == "log":
            lines.append(f"{data['stage']}: {data['line']}")
        yield build
        if build["state"] == "waiting_for_review":
            return


def _watch(client: Events, build: Json, console: Console) -> Json:
    """For a person: a picture that moves."""
    lines: deque[str] = deque(maxlen=LINES)
    with Live(_picture(build, lines), console=console, refresh_per_second=8) as live:
        for shown in _until_its_end(client, build, lines):
            build = shown
            live.update(_picture(build, lines))
        live.update(_picture(build, ()))
    return build


def _tell(client: Events, build: Json, console: Console) -> Json:
    """For a file or a pipe: a line for each stage that is over."""
    told: set[str] = set()
    for shown in _until_its_end(client, build, deque(maxlen=LINES)):
        build = shown
        for run in build["stages"]:
            if run["state"] in OVER and run["stage"] not in told:
                told.add(run["stage"])
                console.print(f"{SIGNS[run['state']][0]} {run['stage']:9} {_seconds(run)}".rstrip())
    return build


def _picture(build: Json, lines: Iterable[str]) -> Group:
    table = Table.grid(padding=(0, 2))
    for run in build["stages"]:
        percent = f"{run['percent']} %" if run["state"] == "running" and run["percent"] else ""
        table.add_row(_sign(run["state"]), run["stage"], Text(_seconds(run) or percent, style="dim"))
    return Group(table, *(Text(line, style="dim", overflow="ellipsis", no_wrap=True) for line in lines))


def _seconds(run: Json) -> str:
    return "" if run["seconds"] is None else f"{run['seconds']:.1f} s"


def _sign(state: str) -> Spinner | Text:
    return Spinner("dots", style="cyan") if state == "running" else Text(SIGNS[state][0], style=SIGNS[state][1])


def _say(console: Console, build: Json) -> None:
    """How it ended, and what to do next."""
    if build["state"] == "deployed":
        console.print(f"[bold green]Running[/] after {build['seconds']:.1f} s: {build['url']}")
        console.print(f"[dim]Sign in there by: fusion open {short(build['app_id'])}[/]")
    elif build["state"] == "waiting_for_review":
        _ask(console, build["questions"])
        answer = " --answer 1" if any(question["choices"] for question in build["questions"]) else ""
        console.print(f"Waiting for approval: fusion approve {build['id']}{answer}")
    elif failure := build["failure"]:
        console.print(f"[bold red]{build['state'].capitalize()}[/] in {failure['stage']}: {escape(failure['reason'])}")
        if failure["retryable"]:
            console.print(f"Try it again: fusion retry {build['id']}")


def _ask(console: Console, questions: Iterable[Json]) -> None:
    """Each question with its choices, numbered as `fusion approve --answer` takes them."""
    for question in questions:
        console.print(f"? {escape(question['text'])}")
        for number, choice in enumerate(question["choices"], start=1):
            console.print(f"  {number}  {escape(choice['label'])}")


def _summary(build: Json) -> Json:
    return {
        "app_id": build["app_id"],
        "build_id": build["id"],
        "build_no": build["build_no"],
        "state": build["state"],
        "url": build["url"],
        "seconds": build["seconds"],
        "stages": {run["stage"]: run["seconds"] for run in build["stages"]},
        "failure": build["failure"],
        "questions": build["questions"],
    }


def short(app_id: str) -> str:
    """Enough of an id to type; the commands find the rest."""
    return app_id[:8]


def table(apps: Iterable[Json]) -> None:
    """Applications, one a line."""
    found = Table(box=None, header_style="dim", pad_edge=False)
    found.add_column("Id", no_wrap=True)
    found.add_column("State", no_wrap=True)
    found.add_column("Address", no_wrap=True, overflow="fold")
    found.add_column("Application", no_wrap=True, overflow="ellipsis", min_width=10)
    for app in apps:
        found.add_row(short(app["id"]), app["state"], app["url"] or "–", escape(app["label"]))
    Console(highlight=False).print(found)
