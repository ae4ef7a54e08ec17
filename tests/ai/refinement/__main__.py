"""Score an engine on the refinement set: `python -m tests.ai.refinement [--folder first] [--wrong] [--markdown]`."""

from __future__ import annotations

import argparse
import asyncio
import sys

from schemas.errors import FusionError
from schemas.wishes import Refinement
from tests.ai.refinement.engines import Engine, engine
from tests.ai.refinement.scoring import Case, Verdict, cases, judge, spec_of

FOLDERS = ("first", "unseen")


async def answer(reader: Engine, case: Case) -> Refinement | FusionError:
    try:
        return await reader.refine(case.text, spec_of(case.spec))
    except FusionError as error:
        return error


def score(reader: Engine, folder: str) -> list[Verdict]:
    """The verdict on every case of a folder."""
    return [judge(case, asyncio.run(answer(reader, case))) for case in cases(folder)]


def table(verdicts: dict[str, list[Verdict]]) -> str:
    """Right answers by folder, as a Markdown table."""
    lines = ["| sentences | changes right | questions asked |", "|---|---|---|"]
    for folder, found in verdicts.items():
        sums = []
        for ask in (False, True):
            of = [one for one in found if one.case.ask is ask]
            sums.append(f"{sum(one.right for one in of)} of {len(of)}")
        lines.append(f"| {folder} | {sums[0]} | {sums[1]} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", choices=FOLDERS, action="append")
    parser.add_argument("--engine", choices=("offline", "model"), default="offline")
    parser.add_argument("--wrong", action="store_true", help="show what was wrong")
    asked = parser.parse_args()
    reader = engine(asked.engine)
    verdicts = {folder: score(reader, folder) for folder in asked.folder or FOLDERS}
    for found in verdicts.values() if asked.wrong else ():
        for one in found:
            if not one.right:
                sys.stdout.write(f"[{one.case.spec}] {one.case.text}\n    {one.why}\n")
    sys.stdout.write(f"{table(verdicts)}\n")


if __name__ == "__main__":
    main()
