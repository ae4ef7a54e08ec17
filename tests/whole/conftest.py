"""One running platform for the tests of the whole."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.addresses import free_port
from tests.conftest import with_golden_bases
from tests.whole.platform import Platform


@pytest.fixture(scope="module")
def sabotage() -> Iterator[Path]:
    """The directory in which a file named like a stage makes its worker die before it commits, once."""
    with tempfile.TemporaryDirectory(prefix="fusion-sabotage-") as directory:
        yield Path(directory)


@pytest.fixture(scope="module")
def platform(sabotage: Path) -> Iterator[Platform]:
    home = with_golden_bases(Path(tempfile.mkdtemp(prefix="fusion-whole-")))
    platform = Platform(
        home,
        free_port(),
        SABOTAGE=str(sabotage),
        PYTHONPATH=str(Path(__file__).parent / "saboteur"),
        FUSION_ALLOW_UNSANDBOXED="1",
    )
    try:
        platform.start()
        yield platform
    finally:
        platform.stop()
        shutil.rmtree(home, ignore_errors=True)
