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
}


class Events(Protocol):
    def events(self, build_id: str) -> Iterable[tuple[str, Json]]: ...


def follow(client: Events, build: Json, as_json: bool) -> Json:
    """Show the build until it ends, or waits for a person; returns it as it is then."""
    console = Console(stderr=as_json, quiet=as_json)
    lines: deque[str] = deque(maxlen=LINES)
    with Live(_picture(build, lines), console=console, transient=False, refresh_per_second=8) as live:
        for kind, data in client.events(build["id"]):
            if kind == "build":
                build = data
            elif kind == "log":
                lines.append(f"{data['stage']}: {data['line']}")
            live.update(_picture(build, lines))
            if build["state"] == "waiting_for_review":
                break
        lines.clear()
        live.update(_picture(build, lines))
    if as_json:
        print(json.dumps(_summary(build)))  # noqa: T201  # the answer, for programs
    else:
        _say(console, build)
    return build


def _picture(build: Json, lines: Iterable[str]) -> Group:
    table = Table.grid(padding=(0, 2))
    for run in build["stages"]:
        seconds = "" if run["seconds"] is None else f"{run['seconds']:.1f} s"
        percent = f"{run['percent']} %" if run["state"] == "running" and run["percent"] else ""
        table.add_row(_sign(run["state"]), run["stage"], Text(seconds or percent, style="dim"))
    return Group(table, *(Text(line, style="dim", overflow="ellipsis", no_wrap=True) for line in lines))


def _sign(state: str) -> Spinner | Text:
    if state == "running":
        return Spinner("dots", style="cyan")
    sign, style = SIGNS[state]
    return Text(sign, style=style)


def _say(console: Console, build: Json) -> None:
    if build["state"] == "deployed":
        console.print(f"[bold green]Running[/] after {build['seconds']:.1f} s: [link={build['url']}]{build['url']}[/]")
        console.print(f"Sign in: fusion open {build['app_id']}", style="dim", highlight=False)
    elif build["state"] == "waiting_for_review":
        for question in build["questions"]:
            console.print(f"? {escape(question)}", highlight=False)
        console.print(f"Waiting for approval: fusion approve {build['id']}", highlight=False)
    elif build["failure"]:
        failure = build["failure"]
        console.print(f"[bold red]{build['state'].capitalize()}[/] in {failure['stage']}: {escape(failure['reason'])}")
        if failure["retryable"]:
            console.print(f"Try it again: fusion retry {build['id']}", highlight=False)


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


def table(apps: Iterable[Json]) -> None:
    """Applications, one a line."""
    found = Table(box=None, header_style="dim")
    for column in ("Application", "State", "Version", "Address", "Id"):
        found.add_column(column, overflow="fold")
    for app in apps:
        version = str(app["version"] or "–")
        found.add_row(escape(app["label"]), app["state"], version, app["url"] or "–", app["id"])
    Console().print(found)
