"""Writes the golden output anew: `make golden`, then review the diff."""

from __future__ import annotations

import shutil

from infra.trees import write
from tests.golden.printing import OUTPUT, golden, names


def main() -> None:
    shutil.rmtree(OUTPUT, ignore_errors=True)
    for name in names():
        write(golden(name), OUTPUT / name)


main()
