"""Score an engine on the refinement set: `python -m tests.ai.refinement [--engine model] [--wrong] [--out FILE]`."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

from schemas.errors import FusionError
from schemas.wishes import Refinement
from tests.ai.refinement.engines import Engine, engine
from tests.ai.refinement.reporting import table
from tests.ai.refinement.scoring import Case, Verdict, cases, judge, spec_of
from workers.evaluation.report import insert

FOLDERS = ("first", "unseen")


async def answer(reader: Engine, case: Case) -> Refinement | FusionError:
    try:
        return await reader.refine(case.text, spec_of(case.spec))
    except FusionError as error:
        return error


def score(reader: Engine, folder: str) -> list[Verdict]:
    """The verdict on every case of a folder."""
    return [judge(case, asyncio.run(answer(reader, case))) for case in cases(folder)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", choices=FOLDERS, action="append")
    parser.add_argument("--engine", choices=("offline", "model"), default="offline")
    parser.add_argument("--wrong", action="store_true", help="show what was wrong")
    parser.add_argument("--out", type=Path, help="a document into which the table is put, between its markers")
    asked = parser.parse_args()
    reader = engine(asked.engine)
    verdicts = {folder: score(reader, folder) for folder in asked.folder or FOLDERS}
    for found in verdicts.values() if asked.wrong else ():
        for one in found:
            if not one.right:
                sys.stdout.write(f"[{one.case.spec}] {one.case.text}\n    {one.why}\n")
    content = table(verdicts, first=asked.engine == "offline")
    sys.stdout.write(content)
    if asked.out is not None:
        insert(asked.out, f"refine-{asked.engine}", content)


if __name__ == "__main__":
    main()
