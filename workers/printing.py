"""A specification from a file, and all that its targets print for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from infra.trees import Tree
from schemas.errors import Permanent
from schemas.spec import AppSpec
from schemas.validation import check, parse
from templates.engine import TargetLibrary
from workers.generation import generate


def read_spec(file: Path) -> AppSpec:
    """The specification in a JSON or YAML file. Raises Permanent where there is none, naming all that is wrong."""
    try:
        return parse(_data(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise Permanent(f"There is no file {file}.") from None
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise Permanent(f"{file} is neither JSON nor YAML: {error}") from None


def printed(spec: AppSpec, library: TargetLibrary | None = None) -> dict[str, Tree]:
    """The source trees by the name of their folder: `backend`, and one for each front end."""
    library = library or TargetLibrary.discover()
    backend, *frontends = library.chosen(spec.targets)
    check(spec, library.reserved(spec.targets))
    return {"backend": generate(backend, spec), **{target.name: generate(target, spec) for target in frontends}}


def _data(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return yaml.safe_load(text)
