"""Whatever a file holds: a specification, or a refusal that names the file; never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.errors import FusionError
from workers.importing.assembly import assemble
from workers.importing.csv_folder import read_folder
from workers.importing.found import Found, Notices
from workers.importing.jdl import read_jdl
from workers.importing.sql import read_sql

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
