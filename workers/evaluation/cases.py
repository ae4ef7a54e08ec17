"""Texts with reference models: files of them, one JSON object a line, and the owners' expectations as such cases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.errors import Permanent


@dataclass(frozen=True, slots=True)
class Case:
    """A text and its reference. `complete` tells whether what the reference lacks is wrong, `fields` whether it says
    anything about attributes."""

    id: str
    source: str
    text: str
    reference: dict[str, Any]
    complete: bool = True
    fields: bool = True


def cases(path: Path) -> tuple[Case, ...]:
    """All of a file of lines, or of a folder: its `.jsonl` files, and `.json` files with what an owner expects."""
    if not path.exists():
        raise Permanent(f"There are no cases at {path}. Name a file or a folder with cases, as docs/accuracy.md says.")
    files = [path] if path.is_file() else sorted((*path.glob("*.jsonl"), *path.glob("*.json")))
    found = tuple(case for file in files for case in _of(file))
    if not found:
        raise Permanent(f"{path} holds no cases: neither .jsonl files nor .json files.")
    return found


def _of(file: Path) -> Iterator[Case]:
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".json":
        yield _expected(file, json.loads(text))
        return
    for line in text.splitlines():
        if line.strip():
            raw = json.loads(line)
            complete = raw.get("reference_complete") is not False
            fields = raw.get("attributes_annotated") is not False
            yield Case(str(raw["id"]), str(raw.get("source", file.stem)), str(raw["text"]), raw, complete, fields)


def _expected(file: Path, raw: dict[str, Any]) -> Case:
    """What an owner expects at least: entities and fields by the first of their names."""
    entities = [
        {"name": entity["name"][0], "attributes": [names[0] for names in entity["fields"]]}
        for entity in raw["entities"]
    ]
    relations = [{"from": source, "to": target} for source, target in raw["relations"]]
    reference = {"entities": entities, "relations": relations}
    return Case(file.stem, f"owners/{file.parent.name}", raw["text"], reference, complete=False)
