"""An application's own Dockerfile in two parts: what all applications of a template share, and what one adds.

Two names in it are agreed on: the argument BASE_IMAGE, and the stage `golden`, on which its last stage stands.
"""

from __future__ import annotations

import re

from schemas.errors import Permanent

FILE = "Dockerfile"
BASE_ARGUMENT = "BASE_IMAGE"
GOLDEN_STAGE = "golden"

_LAST_STAGE = re.compile(rf"^FROM {GOLDEN_STAGE}\s*$", re.MULTILINE)


def golden_part(dockerfile: str) -> str:
    """The stages up to `golden`. Raises Permanent where the last one does not stand on it."""
    return _split(dockerfile)[0]


def own_part(dockerfile: str, golden: str) -> str:
    """The last stage, on the image `golden` instead of the stage of that name."""
    return f"FROM {golden}{_split(dockerfile)[1]}"


def _split(dockerfile: str) -> tuple[str, str]:
    found = list(_LAST_STAGE.finditer(dockerfile))
    if len(found) != 1 or f"AS {GOLDEN_STAGE}\n" not in dockerfile[: found[0].start()]:
        raise Permanent(f"The Dockerfile has no last stage `FROM {GOLDEN_STAGE}` on a stage of that name.")
    return dockerfile[: found[0].start()], dockerfile[found[0].end() :]
