"""`make bench`: rendering beside JHipster, lists beside a hand-written API, and a sentence's way to its application.

`make bench ONLY=lists` runs one part of it: rendering, lists or chain. `JHIPSTER=1` installs JHipster on first use.
"""

import os
import sys

from rich.console import Console

from tests.bench import chain, lists, rendering

PARTS = ("rendering", "lists", "chain")


def main() -> None:
    console = Console(width=140)
    for part in sys.argv[1:] or PARTS:
        match part:
            case "rendering":
                rendering.report(console, jhipster=os.environ.get("JHIPSTER", "") not in {"", "0"})
            case "lists":
                lists.measure(console)
            case "chain":
                chain.main()
            case _:
                raise SystemExit(f"There is no part {part!r}: choose of {', '.join(PARTS)}.")


if __name__ == "__main__":
    main()
