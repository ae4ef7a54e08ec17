"""Golden bases are made once, whole or not at all, and say in one sentence why they could not be made."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from infra.apps.golden import golden_base, golden_key, python_of
from infra.node import node_directory
from schemas.errors import Permanent, Temporary

NOTHING = {"requirements.lock": b""}


def test_makes_an_environment_once_whoever_asks(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        bases = list(pool.map(lambda _: golden_base("python", NOTHING, tmp_path), range(4)))
    assert len(set(bases)) == 1
    assert [path.name for path in (tmp_path / "golden").iterdir() if path.is_dir()] == [golden_key("python", NOTHING)]
    done = subprocess.run([python_of(bases[0]), "-c", "import sys; print(sys.prefix)"], capture_output=True, text=True,
                          check=True)  # fmt: skip
    assert done.stdout.strip() == str(bases[0])


def test_makes_node_modules(tmp_path: Path) -> None:
    lock = b'{"name": "none", "lockfileVersion": 3, "packages": {"": {"name": "none"}}}'
    base = golden_base("node", {"package.json": b'{"name": "none"}', "package-lock.json": lock}, tmp_path)
    assert (base / "node_modules").is_dir()
    assert subprocess.run([node_directory() / "node", "--version"], capture_output=True, check=True).stdout


def test_other_lock_files_are_another_base() -> None:
    assert golden_key("python", NOTHING) != golden_key("python", {"requirements.lock": b"# other"})


def test_what_a_killed_process_left_half_made_is_not_used(tmp_path: Path) -> None:
    half = tmp_path / "golden" / f".{golden_key('python', NOTHING)}.killed"
    half.mkdir(parents=True)
    base = golden_base("python", NOTHING, tmp_path)
    assert python_of(base).exists()
    assert not half.exists()


def test_a_package_that_is_not_the_locked_one_is_refused(tmp_path: Path) -> None:
    wheel = tmp_path / "wheels" / "colour-1.0-py3-none-any.whl"
    wheel.parent.mkdir()
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("colour-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: colour\nVersion: 1.0\n")
        archive.writestr("colour-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr("colour-1.0.dist-info/RECORD", "")
    lock = f"colour @ {wheel.as_uri()} --hash=sha256:{'0' * 64}\n".encode()
    with pytest.raises(Permanent, match="not the one that was locked") as refusal:
        golden_base("python", {"requirements.lock": lock}, tmp_path)
    assert len(str(refusal.value).splitlines()) == 1
    assert not [path for path in (tmp_path / "golden").iterdir() if path.is_dir()]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are others there")
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "golden").write_text("a file where the directory should be")
    with pytest.raises(Temporary, match=r"could not be made"):
        golden_base("python", NOTHING, tmp_path)
