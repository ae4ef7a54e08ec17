"""Whatever a file holds: a specification, or a refusal that names the file; never a traceback."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.errors import FusionError, Permanent
from workers.importing.assembly import assemble
from workers.importing.csv_folder import read_folder
from workers.importing.found import Found, Notices
from workers.importing.jdl import read_jdl
from workers.importing.sql import read_sql
from workers.printing import read_spec

JDL = st.lists(st.sampled_from([
    "entity", "A", "b", "{", "}", "(", ")", "String", "Integer", "required", "min(3)", "max(-2.5)", ",", "enum", "to",
    "relationship", "OneToMany", "ManyToOne", "User", "with", "@Id", "@OnDelete(CASCADE)", "/** x */", "// y\n",
    "X = 5",
    "dto * with mapstruct", "application { config { baseName x } }", '"q"', "pattern(/a/)", "Enum", "id", "class",
    "A{b} to B{a}", "entity B { c Long }", "entity A { b A }", "enum A { X }", "\n", "@fusionId(\"no\")", "é",
]), max_size=25).map(" ".join)  # fmt: skip
SQL = st.lists(st.sampled_from([
    "CREATE TABLE", "a", "b", "(", ")", ";", "id", "serial", "int", "PRIMARY KEY", "REFERENCES", "CHECK (id > 3)", ",",
    "UNIQUE", "(a, b)", "DEFAULT", "'x'", "now()", "ALTER TABLE a", "ADD", "CONSTRAINT c", "FOREIGN KEY (a)",
    "NOT NULL",
    "CREATE TYPE a AS ENUM ('x', 'x')", "COMMENT ON COLUMN a.b IS 'q'", "--x\n", "$$", '"', "varchar(3)",
    "a a NOT NULL", "a a;", "ALTER TABLE a ADD CONSTRAINT c PRIMARY KEY (a, b);", "CHECK (a IN ('x', 'x'))",
    "CREATE TABLE b (a int REFERENCES a, b int REFERENCES a, PRIMARY KEY (a, b));", "CHECK (b > 3 AND b < 1)",
    "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b ON DELETE SET NULL;", "ALTER TABLE a ADD UNIQUE (zz);",
    "CREATE TABLE a (id int PRIMARY KEY, b text, a int REFERENCES a)", "CREATE INDEX i ON a (b)", "\n", "DROP", "é",
]), max_size=25).map(" ".join)  # fmt: skip


def _csv(text: str, file: str, notices: Notices) -> Found:
    with TemporaryDirectory() as folder:
        (Path(folder) / "model.csv").write_bytes(text.encode("utf-8", "surrogateescape"))
        return read_folder(Path(folder), notices)


@pytest.mark.parametrize(("read", "texts"), [
    (read_jdl, JDL | st.text(max_size=60)),
    (read_sql, SQL | st.text(max_size=60)),
    (_csv, st.text(st.sampled_from('a1,;"\n\t .-@é\udcff'), max_size=60) | st.text(st.characters(codec="utf-8"))),
])  # fmt: skip
def test_wild_texts_are_read_or_refused(read: Callable[..., Found], texts: st.SearchStrategy[str]) -> None:
    @given(texts)
    @settings(max_examples=150, deadline=None)
    def hold(text: str) -> None:
        notices = Notices()
        try:
            assemble(read(text, "model.csv", notices), lambda kind, name: False, notices)
        except FusionError as error:
            refusal = str(error)
        else:
            refusal = "none of the file model"
        assert "model" in refusal

    hold()


@pytest.mark.parametrize(("name", "content", "said"), [
    ("spec.json", b'{"app": {"name": "x"},\n "entities": [}', "spec.json:2:15: this is no JSON"),
    ("spec.yaml", b"app: {name: x}\nentities:\n  - {name: [}\n", "spec.yaml:3:13: this is neither JSON nor YAML"),
    ("spec.yaml", b"app: \xff", "spec.yaml:1:6: the byte 0xff is no UTF-8"),
    ("spec.yaml", b"\x89PNG\r\n\x00", "a NUL byte stands here"),
    ("spec.yaml", b"x" * (2 * 2**20), "a line of 2 MB"),
    ("spec.yaml", b"[" * 5_000, "neither JSON nor YAML"),
    ("spec.json", b"[" * 200_000, "this is no JSON"),
    ("spec.yaml", b"just words", "should be a valid dictionary"),
])  # fmt: skip
def test_a_specification_that_is_none_is_refused_with_its_place(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(Permanent, match=re.escape(said)):
        read_spec(tmp_path / name)
