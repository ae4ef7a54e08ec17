"""Both thinking stages in one process, without the platform: from a text to its design."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid5

from schemas.identity import NAMESPACE
from schemas.names import Name
from schemas.reading import Reading
from schemas.spec import Targets
from templates.engine import TargetLibrary
from workers.prompt.offline import OfflineReader
from workers.schema.design import Design, design
from workers.schema.knowledge import load


class Designer:
    """Reads with the offline engine, or with `read`, and designs for the default targets."""

    def __init__(self, targets: Targets | None = None, read: Callable[[str], Reading] | None = None) -> None:
        self._targets = targets or Targets()
        self._reserved = TargetLibrary.discover().reserved(self._targets)
        self._library = load()
        self._read = read or OfflineReader().understand

    def design(self, text: str) -> Design:
        """The same text makes the same bytes. Raises Permanent where the text says nothing that could be kept."""
        reading = self._read(text)
        app_id = uuid5(NAMESPACE, str(Name.from_label(reading.title, fallback="app")))
        return design(
            reading, text, app_id=app_id, targets=self._targets, reserved=self._reserved, library=self._library
        )
