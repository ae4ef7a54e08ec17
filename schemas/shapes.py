"""What is wrong with the shape of a spec, in a person's words, and what is left of it once that is mended.

A spec with a wrong type here and a forgotten currency there shall be told of both. So what has a wrong shape is set
aside, what remains is read, and its sense can be checked too, save for the parts that were touched.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, ValidationError

from schemas.errors import Problem
from schemas.identity import give_identity
from schemas.names import Name
from schemas.spec import (
    App,
    AppSpec,
    Entity,
    Enum,
    EnumValue,
    Field,
    FieldType,
    Grant,
    Relation,
    Role,
    Targets,
    Transition,
)
from schemas.suggesting import instead
from schemas.upcast import upcast

Raw = dict[str, Any]
Loc = tuple[int | str, ...]

MODELS: dict[str, type[BaseModel]] = {
    "app": App, "entities": Entity, "fields": Field, "transitions": Transition, "relations": Relation, "enums": Enum,
    "values": EnumValue, "roles": Role, "grants": Grant, "targets": Targets,
}  # fmt: skip
"""By property: what it is made of, one of it or a list."""

PASSES = 5
STANDINS = {"type": "string", "source": "nothing", "target": "nothing", "entity": "nothing", "sources": ["nothing"]}
"""What stands, while the rest is read, for what an element cannot be without."""


def shape_problems(data: Any, error: ValidationError) -> tuple[list[Problem], AppSpec | None, Callable[[str], bool]]:
    """The problems of the shape, the spec without them (None if none is left), and whether they touch a path."""
    completed = _completed(data)
    found = [_problem(completed, detail) for detail in error.errors()]
    places = {_element(completed, tuple(detail["loc"])) for detail in error.errors()}
    mended = _mended(completed, error)

    def touched(path: str) -> bool:
        return any(path == place or path.startswith(f"{place}.") or place == "" for place in places)

    return found, mended, touched


def _completed(data: Any) -> Any:
    """The data with its identity filled in, as the types saw it; as it is, where even that fails."""
    if not isinstance(data, dict):
        return data
    try:
        return give_identity(upcast(data))
    except (ValueError, TypeError, KeyError, AttributeError):
        return data


def _mended(data: Any, error: ValidationError) -> AppSpec | None:
    """The spec without what has a wrong shape; None where nothing sensible is left."""
    for _ in range(PASSES):
        for detail in sorted(error.errors(), key=lambda detail: str(detail["loc"]), reverse=True):
            _set_aside(data, tuple(detail["loc"]))
        try:
            return AppSpec.model_validate(data)
        except ValidationError as again:
            error = again
    return None


def _set_aside(data: Any, loc: Loc) -> None:
    holder, last = _holder(data, loc)
    if isinstance(holder, dict):
        if last in STANDINS:
            holder[last] = STANDINS[str(last)]
        else:
            holder.pop(last, None)
    elif isinstance(holder, list) and isinstance(last, int) and last < len(holder):
        holder[last] = None if len(loc) > 2 and loc[-2] in ("read", "write", "roles") else holder[last]
        if not isinstance(holder[last], dict):
            del holder[last]


def _holder(data: Any, loc: Loc) -> tuple[Any, int | str | None]:
    """What directly holds the place, and by which key; pydantic's own words in a place (unions) are passed over."""
    last: int | str | None = None
    for part in loc:
        following = _under(data, last)
        if isinstance(following, dict) or (isinstance(following, list) and isinstance(part, int)):
            data, last = following, part
    return data, last


def _under(holder: Any, key: int | str | None) -> Any:
    if key is None:
        return holder
    if isinstance(holder, dict):
        return holder.get(key)
    return holder[key] if isinstance(holder, list) and isinstance(key, int) and key < len(holder) else None


def _path(data: Any, loc: Loc) -> str:
    """The place by names, as the checks of the sense write it: entities.client.fields.fax.type."""
    parts: list[str] = []
    for part in loc:
        data = _under(data, part)
        if isinstance(part, int):
            name = data.get("name") if isinstance(data, dict) else None
            source = data.get("source") if isinstance(data, dict) else None
            parts.append(f"{source}.{name}" if source and name else str(name or part))
        elif part.isidentifier():
            parts.append(part)
    return ".".join(parts) or "spec"


def _element(data: Any, loc: Loc) -> str:
    """The path of the smallest named part around a place."""
    last = max((number for number, part in enumerate(loc) if isinstance(part, int)), default=-1)
    return "" if last < 0 and loc[:1] == () else _path(data, loc[: last + 1] or loc)


def _problem(data: Any, detail: Any) -> Problem:
    loc: Loc = tuple(detail["loc"])
    path, kind, value = _path(data, loc), detail["type"], detail.get("input")
    if kind == "missing":
        return Problem(path, "is missing.", _wanted(str(loc[-1])))
    if kind == "extra_forbidden":
        model = _model(loc)
        return Problem(path, "is no property that it can have.", instead(str(loc[-1]), model.model_fields))
    if kind == "enum" and loc[-1] == "type":
        return Problem(path, f"there is no type {value!r}.", instead(str(value), list(FieldType)))
    if kind == "enum" or kind == "literal_error":
        return Problem(path, f"{value!r} is not known here.", f"Choose from: {detail['ctx']['expected']}.")
    if kind == "string_pattern_mismatch" and detail["ctx"]["pattern"].startswith("^[a-z][a-z0-9]*("):
        return Problem(path, f"{str(value)[:80]!r} is no name: lower-case words joined by underscores.",
                       f"Call it {str(Name.from_label(str(value)))!r}.")  # fmt: skip
    if kind == "string_too_long":
        return Problem(path, f"is longer than {detail['ctx']['max_length']} characters.", "Shorten it.")
    message = str(detail["msg"]).removeprefix("Value error, ").rstrip(".")
    shown = f" (here stands {value!r:.60})" if isinstance(value, str | int | float | bool | None) else ""
    return Problem(path, f"{message[:1].lower()}{message[1:]}{shown}.", "")


def _wanted(property_: str) -> str:
    return f"Write one of: {', '.join(FieldType)}." if property_ == "type" else "Write it."


def _model(loc: Loc) -> type[BaseModel]:
    kinds = [part for part in loc[:-1] if part in MODELS]
    return MODELS[str(kinds[-1])] if kinds else AppSpec
