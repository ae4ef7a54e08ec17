"""Source trees and their one archive."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.trees import Tree, pack, unpack, write
from schemas.errors import Permanent

NAMES = st.text(st.characters(exclude_characters="/\\\0", exclude_categories=["Cs"]), min_size=1, max_size=120)
PATHS = st.lists(NAMES.filter(lambda name: name not in (".", "..")), min_size=1, max_size=4).map("/".join)
TREES = st.dictionaries(PATHS, st.binary(max_size=2_000), max_size=8)


@given(TREES)
def test_what_was_packed_is_unpacked(tree: Tree) -> None:
    assert unpack(pack(tree)) == tree


@given(TREES)
def test_the_order_of_the_files_does_not_matter(tree: Tree) -> None:
    assert pack(dict(reversed(tree.items()))) == pack(tree)


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../up", "a/../../up", "..", "", ".", "a//b", "./a", "a/", "a\\b", "a\0b"]
)
def test_no_path_leaves_the_tree(path: str, tmp_path: Path) -> None:
    with pytest.raises(Permanent, match="no path inside"):
        pack({path: b""})
    with pytest.raises(Permanent, match="no path inside"):
        write({path: b""}, tmp_path / "tree")


@pytest.mark.parametrize(
    ("name", "kind"), [("../up", tarfile.REGTYPE), ("link", tarfile.SYMTYPE), ("dev", tarfile.CHRTYPE)]
)
def test_an_archive_with_anything_but_files_inside_is_refused(name: str, kind: bytes) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, "/etc/passwd"
        archive.addfile(member)
    with pytest.raises(Permanent):
        unpack(buffer.getvalue())


@given(st.binary(max_size=2_000))
def test_bytes_that_are_no_archive_are_refused_in_words(content: bytes) -> None:
    try:
        tree = unpack(content)
    except Permanent:
        return
    assert tree == {}


def test_a_tree_is_written_below_its_directory(tmp_path: Path) -> None:
    write({"a/b.txt": b"one", "c": b"two"}, tmp_path)
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"one"
    assert (tmp_path / "c").read_bytes() == b"two"
