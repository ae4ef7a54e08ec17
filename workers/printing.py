"""A specification from a file, and all that its targets print for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from infra.trees import Tree
from schemas.spec import AppSpec
from schemas.validation import check, parse
from templates.engine import TargetLibrary
from workers.generation import generate
from workers.importing.found import Place, refused
from workers.importing.texts import read_text


def read_spec(file: Path) -> AppSpec:
    """The specification in a JSON or YAML file. Raises Permanent where there is none, naming all that is wrong."""
    return parse(_data(read_text(file), file.name))


def printed(spec: AppSpec, library: TargetLibrary | None = None) -> dict[str, Tree]:
    """The source trees by the name of their folder: `backend`, and one for each front end."""
    library = library or TargetLibrary.discover()
    backend, *frontends = library.chosen(spec.targets)
    check(spec, library.reserved(spec.targets))
    return {"backend": generate(backend, spec), **{target.name: generate(target, spec) for target in frontends}}


def _data(text: str, file: str) -> Any:
    """JSON, or YAML, of which JSON nearly is a part."""
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        if file.endswith(".json"):
            raise refused(_where(error, file), f"this is no JSON: {error}.") from None
    try:
        return yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark is not None else Place(file)
        raise refused(place, f"this is neither JSON nor YAML: {error.problem or error.context}.") from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise refused(Place(file), f"this is neither JSON nor YAML: {error}.") from None


def _where(error: Exception, file: str) -> Place:
    return Place(file, error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else Place(file)
