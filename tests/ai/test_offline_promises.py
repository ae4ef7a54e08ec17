"""The offline engine's promises: how fast, how much memory, the same bytes every time, the least that is found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from workers.designing import Designer
from workers.evaluation.cases import cases
from workers.evaluation.comparing import compare
from workers.evaluation.models import parse
from workers.evaluation.running import answers
from workers.evaluation.summary import mean

pytestmark = [pytest.mark.proof, pytest.mark.short]

CASES = Path(__file__).parent.parent / "evaluation" / "cases"
LOAD, SHORT, LONG, MEMORY = 3.0, 1.0, 3.0, 400
"""Seconds of a processor to load, for 300 words and for 1700, whatever else the machine does; MB."""

MEASURE = """
import json, sys, time
start = time.process_time()
from workers.prompt.offline import OfflineReader
from workers.evaluation.running import memory
reader = OfflineReader()
loaded = time.process_time() - start
took = {}
for words, text in json.load(sys.stdin).items():
    start = time.process_time()
    reader.understand(text)
    took[words] = time.process_time() - start
print(json.dumps({"load": loaded, "memory": memory(), **took}))
"""
SPECS = """
import hashlib, json, sys
from workers.designing import Designer
designer = Designer()
specs = [designer.design(text).spec.canonical() for text in json.load(sys.stdin).values()]
print(json.dumps([hashlib.sha256(spec).hexdigest() for spec in specs]))
"""


def texts() -> dict[str, str]:
    """Descriptions of 300 and of 1700 words."""
    words = " \n\n".join(case.text for case in cases(CASES)).split(" ")
    assert len(words) > 1700
    return {"300": " ".join(words[:300]), "1700": " ".join(words[:1700])}


def told(program: str, *, seed: str = "0") -> Any:
    """What a fresh process prints of the texts."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-c", program], input=json.dumps(texts()), env=environment, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def test_it_loads_and_reads_within_its_limits_of_time_and_memory() -> None:
    told(MEASURE)  # so that nothing is compiled while it is timed
    found = told(MEASURE)

    assert found["load"] <= LOAD
    assert found["300"] <= SHORT
    assert found["1700"] <= LONG
    assert found["memory"] <= MEMORY


def test_the_same_text_makes_the_same_bytes_in_every_process() -> None:
    assert told(SPECS, seed="1") == told(SPECS, seed="2")


def test_what_was_found_once_stays_found() -> None:
    """Below what docs/accuracy.md tells of the twelve descriptions; whoever falls below looks there first."""
    results = [
        compare(parse(answer.case.reference), parse(answer.model)) for answer in answers(Designer(), cases(CASES))
    ]

    found = [mean(results, part) for part in (lambda r: r.entities, lambda r: r.attributes, lambda r: r.relations)]

    least = zip(found, (0.8, 0.65, 0.58), strict=True)
    assert all(one is not None and one.f1 >= floor for one, floor in least)
