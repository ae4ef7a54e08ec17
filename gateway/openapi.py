"""Print the OpenAPI document: `python -m gateway.openapi`."""

from __future__ import annotations

import json
import sys

from gateway.application import create_application


def document() -> str:
    return json.dumps(create_application().openapi(), indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(document())
