"""The templates print what was reviewed last."""

from __future__ import annotations

import pytest

from tests.golden.printing import OUTPUT, golden, names


@pytest.mark.parametrize("name", names())
def test_the_output_is_the_golden_one(name: str) -> None:
    now = golden(name)
    files = [path for path in (OUTPUT / name).rglob("*") if path.is_file()]
    reviewed = {path.relative_to(OUTPUT / name).as_posix(): path.read_bytes() for path in files}
    different = sorted(path for path in now.keys() | reviewed.keys() if now.get(path) != reviewed.get(path))
    assert different == [], "run `make golden` and review the diff"
