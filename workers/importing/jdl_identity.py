"""The annotations in which an exported JDL file keeps identities, and how a text is quoted in a notice."""

from __future__ import annotations

from workers.importing.found import Raw
from workers.importing.jdl_leading import Leading


def identity(leading: Leading, said: Raw, **keys: str) -> None:
    """Take the annotations that name an element's identity, and those in `keys`."""
    for name, key in {"fusionId": "id", "fusionName": "name", **keys}.items():
        value = leading.take(name)
        if value:
            said[key] = value


def documented(leading: Leading, said: Raw) -> None:
    """The same for what JDL lets bear no annotation: they stand in its documentation."""
    for doc in leading.docs:
        for key, name in (("id", "fusionId"), ("name", "fusionName"), ("label", "fusionLabel")):
            _, found, rest = doc.partition(f'@{name}("')
            if found and '"' in rest:
                said[key] = rest.split('"')[0]


def cut(text: str) -> str:
    """The beginning of a text, for a sentence about it."""
    line = text.splitlines()[0]
    return line if len(line) <= 40 else f"{line[:40]}…"
