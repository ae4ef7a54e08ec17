"""What Fusion notes down beside a target's migrations, to follow the next change: one file of JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

NAME = "fusion.json"
"""The file, in the folder of migrations."""

BEFORE = "kept.json"
"""What the first versions wrote instead: a list of what is kept."""


@dataclass(frozen=True)
class Record:
    """`kept` is what the database still holds of removed things (`table` or `table.column`); `printed` the digests of
    what the migrations make, None where the first version of the templates made it; `migrations` what is to be known
    of each: whether the code of the version before runs beside it, whether there is a way back, and why not.
    """

    kept: frozenset[str] = frozenset()
    printed: dict[str, Any] | None = None
    migrations: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def read(cls, tree: dict[str, bytes], folder: str) -> Record:
        if content := tree.get(f"{folder}/{NAME}"):
            data = json.loads(content)
            return cls(frozenset(data["kept"]), data["printed"], data["migrations"])
        content = tree.get(f"{folder}/{BEFORE}")
        return cls(frozenset(json.loads(content))) if content else cls()

    def write(self) -> bytes:
        data = {"kept": sorted(self.kept), "migrations": self.migrations, "printed": self.printed}
        return (json.dumps(data, indent=1, sort_keys=True) + "\n").encode()
