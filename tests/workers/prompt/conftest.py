"""The offline engine, loaded once."""

from __future__ import annotations

import pytest

from workers.prompt.offline import OfflineReader


@pytest.fixture(scope="session")
def reader() -> OfflineReader:
    return OfflineReader()
