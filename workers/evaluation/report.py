"""The table of an evaluation, as Markdown, and its place in a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from schemas.errors import Permanent
from workers.evaluation.comparing import compare
from workers.evaluation.counts import Result
from workers.evaluation.models import parse
from workers.evaluation.running import Answer
from workers.evaluation.summary import mean

PARTS = ("entities", "attributes", "relations")


@dataclass(frozen=True, slots=True)
class Effort:
    """What the engine needed beside the texts themselves."""

    load: float
    memory: float


def table(answers: Sequence[Answer], effort: Effort) -> str:
    """The accuracy per source, with and without suggestions, then what it took."""
    sources = sorted({answer.case.source for answer in answers})
    complete = [row for source in sources for row in _scored(source, answers)]
    least = [row for source in sources for row in _recalled(source, answers)]
    parts = []
    if complete:
        parts += [_HEAD, *complete, ""]
    if least:
        parts += ["Where a reference only lists the least that must be there, only what was found of it counts:", ""]
        parts += [_LEAST, *least, ""]
    return "\n".join([*parts, _effort(answers, effort)]).rstrip() + "\n"


_HEAD = """| source | cases | | entities | attributes | relations |
|---|---:|---|---|---|---|"""
_LEAST = """| source | cases | | entities | attributes | relations |
|---|---:|---|---:|---:|---:|"""


def _scored(source: str, answers: Sequence[Answer]) -> list[str]:
    mine = [answer for answer in answers if answer.case.source == source and answer.case.complete]
    rows = []
    for name, suggested in (("all", True), ("read", False)) if mine else ():
        results = [_result(answer, suggested) for answer in mine]
        cells = [_cell([r for a, r in zip(mine, results, strict=True) if part != "attributes" or a.case.fields], part)
                 for part in PARTS]  # fmt: skip
        rows.append(f"| {source} | {len(mine)} | {name} | {' | '.join(cells)} |")
    return rows


def _cell(results: Sequence[Result], part: str) -> str:
    found = mean(results, lambda result: getattr(result, part))
    if found is None:
        return "–"
    return f"**{found.f1:.2f}** ({found.low:.2f}–{found.high:.2f}), P {found.precision:.2f}, R {found.recall:.2f}"


def _share(results: Sequence[Result], part: str) -> str:
    found = mean(results, lambda result: getattr(result, part))
    return f"{found.recall:.2f}" if found else "–"


def _recalled(source: str, answers: Sequence[Answer]) -> list[str]:
    mine = [answer for answer in answers if answer.case.source == source and not answer.case.complete]
    rows = []
    for name, suggested in (("all", True), ("read", False)) if mine else ():
        results = [_result(answer, suggested) for answer in mine]
        cells = [_share(results, part) for part in PARTS]
        rows.append(f"| {source} | {len(mine)} | {name} | {' | '.join(cells)} |")
    return rows


def _result(answer: Answer, suggested: bool) -> Result:
    return compare(parse(answer.case.reference), parse(answer.model, suggested=suggested))


def _effort(answers: Sequence[Answer], effort: Effort) -> str:
    slowest = max(answers, key=lambda answer: answer.seconds)
    pace = fmean(answer.seconds / max(answer.words, 100) * 300 for answer in answers)
    refused = [answer for answer in answers if answer.refused]
    said = "".join(f"\n- `{answer.case.id}` was refused: {answer.refused}" for answer in refused)
    return (
        f"Loading took {effort.load:.1f} s, 300 words {pace:.2f} s on average, the slowest text "
        f"({slowest.words} words) {slowest.seconds:.2f} s; memory at most {effort.memory:.0f} MB.{said}"
    )


def insert(document: Path, name: str, content: str) -> None:
    """Put the content between the document's markers of that name. Raises Permanent where it has none."""
    start, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    text = document.read_text(encoding="utf-8") if document.exists() else ""
    if start not in text or end not in text:
        raise Permanent(f"{document} has no lines {start} and {end} between which the table belongs. Add them.")
    before, after = text.split(start, 1)[0], text.split(end, 1)[1]
    document.write_text(f"{before}{start}\n{content}{end}{after}", encoding="utf-8")
