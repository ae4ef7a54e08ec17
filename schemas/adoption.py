"""Identity across doors: a spec that was written without ids takes them over, by name, from the version before.

Somebody who sends a whole spec for an application that is there already may not know its ids. Without them everything
would look removed and made anew.
"""

from __future__ import annotations

from typing import Any

from schemas.spec import AppSpec

Raw = dict[str, Any]


def adopt(spec: AppSpec, base: AppSpec) -> AppSpec:
    """The spec, in which each element that `base` does not know by id is the one of the same name there, if any."""
    raw, old = spec.model_dump(mode="json"), base.model_dump(mode="json")
    _adopt(raw["entities"], old["entities"], "name")
    for entity in raw["entities"]:
        before = next((one for one in old["entities"] if one["id"] == entity["id"]), None)
        if before is not None:
            _adopt(entity["fields"], before["fields"], "name")
            for field in entity["fields"]:
                same = next((one for one in before["fields"] if one["id"] == field["id"]), None)
                _adopt(field["transitions"], same["transitions"] if same else [], "name")
    _adopt(raw["relations"], old["relations"], "source", "name")
    _adopt(raw["enums"], old["enums"], "name")
    _adopt(raw["roles"], old["roles"], "name")
    return AppSpec.model_validate(raw)


def _adopt(elements: list[Raw], before: list[Raw], *keys: str) -> None:
    known = {element["id"] for element in elements}
    orphans = {tuple(one[key] for key in keys): one for one in before if one["id"] not in known}
    ids = {one["id"] for one in before}
    for element in elements:
        same = orphans.get(tuple(element[key] for key in keys))
        if element["id"] not in ids and same is not None:
            element["id"] = same["id"]
            if "stored_as" in same:
                element["stored_as"] = same["stored_as"]
