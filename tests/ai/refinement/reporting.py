"""What is published of the refinement set: by half, the first and the last score."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from tests.ai.refinement.scoring import Verdict

FIRST = Path(__file__).parent / "first_scores.toml"
TITLES = {
    "first": "by someone who knew the model, before the code that reads changes was looked at",
    "unseen": "by someone who never saw the engine",
}


def table(verdicts: Mapping[str, list[Verdict]], *, first: bool = True) -> str:
    """Right answers by half, as a Markdown table; with `first`, beside those of the offline engine's first run."""
    before = tomllib.loads(FIRST.read_text(encoding="utf-8")) if first else {}
    head = "| sentences written | changes, first run | now | questions, first run | now |"
    lines = [head if first else "| sentences written | changes | questions |"]
    lines.append("|---|---|---|---|---|" if first else "|---|---|---|")
    for folder, found in verdicts.items():
        now = [_right(found, ask=False), _right(found, ask=True)]
        then = [_of(before[folder]["changes"]), _of(before[folder]["questions"])] if first else []
        cells = [cell for pair in zip(then, now, strict=True) for cell in pair] if first else now
        lines.append(f"| {TITLES[folder]} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _right(verdicts: list[Verdict], *, ask: bool) -> str:
    of = [one for one in verdicts if one.case.ask is ask]
    return _of([sum(one.right for one in of), len(of)])


def _of(pair: list[int]) -> str:
    return f"{pair[0]} of {pair[1]}"
