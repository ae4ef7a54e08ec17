"""What `fusion up` shows: a line for each part as it becomes ready, the link, then quiet; or the same as JSON lines."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from rich.console import Console


class TerminalHost:
    """For people."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._console = Console(highlight=False)
        self._began = time.monotonic()
        self._down: set[str] = set()

    def ready(self, part: str, seconds: float) -> None:
        self._down.discard(part)
        self._console.print(f"  [green]✓[/] {part:10} [dim]{seconds:5.1f} s[/]")

    def ended(self, part: str, code: int, pause: float, why: str) -> None:
        if part in self._down:
            return  # one line for a part that keeps ending; the next one says that it is ready
        self._down.add(part)
        line = f"  [yellow]![/] {part:10} ended with {code} and is started again  "
        self._console.print(line, end="")
        self._console.print(why[:200], markup=False, style="dim")

    def open(self, url: str, missing: list[str]) -> None:
        self._console.print(
            f"\n  Ready in {time.monotonic() - self._began:.1f} s. Open Studio (the link signs in once):\n"
        )
        self._console.print(f"    {url}\n", soft_wrap=True, markup=False, style="bold")
        if missing:
            self._console.print(f"  [yellow]Not ready yet: {', '.join(missing)}.[/]")
        self._console.print(f"  [dim]State and logs are in {self._home}.[/]", soft_wrap=True)
        self._console.print("  [dim]Ctrl-C stops Fusion and the applications that it runs.[/]")

    def stopping(self) -> None:
        self._console.print("  [dim]Stopping …[/]")


class JsonHost:
    """For programs: one JSON object a line."""

    def ready(self, part: str, seconds: float) -> None:
        _say(event="ready", part=part, seconds=round(seconds, 2))

    def ended(self, part: str, code: int, pause: float, why: str) -> None:
        _say(event="ended", part=part, code=code, again_in=pause, why=why)

    def open(self, url: str, missing: list[str]) -> None:
        _say(event="open", url=url, missing=missing)

    def stopping(self) -> None:
        _say(event="stopping")


def _say(**line: Any) -> None:
    print(json.dumps(line), flush=True)  # noqa: T201  # what a program reads
