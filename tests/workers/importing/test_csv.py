"""CSV: types inferred, relations found by name, and files that are none refused with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.errors import Permanent
from schemas.spec import AppSpec, FieldType
from workers.importing.csv_types import infer
from workers.importing.found import Notices
from workers.importing.reading import read


def imported(folder: Path) -> tuple[AppSpec, list[str]]:
    notices = Notices()
    spec = read(folder, lambda kind, name: False, notices)
    return spec, notices.lines()


@pytest.mark.parametrize(("cells", "expected"), [
    (["1", "-2", "0"], FieldType.INTEGER),
    (["3000000000", "1"], FieldType.BIG_INTEGER),
    (["1.50", "2", "-0.125"], FieldType.DECIMAL),
    (["1,5", "2,25"], FieldType.DECIMAL),
    (["007", "008"], FieldType.STRING),
    (["2024-02-29", ""], FieldType.DATE),
    (["2023-02-29"], FieldType.STRING),
    (["2024-02-01T10:00:00Z", "2024-02-01 10:00"], FieldType.DATETIME),
    (["10:30", "23:59:59"], FieldType.TIME),
    (["a@b.example", "c.d@e.example"], FieldType.EMAIL),
    (["https://example.org/x?y"], FieldType.URL),
    (["6fa459ea-ee8a-3ca4-894e-db77e160355e"], FieldType.UUID),
    (["Yes", "no", "YES"], FieldType.BOOLEAN),
    (["red", "blue"] * 3, FieldType.ENUM),
    (["red", "blue", "green"], FieldType.STRING),
    (["x" * 300, "y"], FieldType.TEXT),
    (["one\ntwo", "three"], FieldType.TEXT),
    (["", ""], FieldType.STRING),
    (["#1a2b3c", "#FFFFFF"], FieldType.COLOUR),
    (["+49 30 123456", "+1 (555) 0100-22"], FieldType.PHONE),
    (["12.50 EUR", "€ 1.200,00"], FieldType.MONEY),
    (["12.50 EUR", "3 USD", "1 CHF"], FieldType.STRING),
    (["$ 12", "$ 13.50"], FieldType.STRING),
    (["12 ABC", "13 ABC"], FieldType.STRING),
])  # fmt: skip
def test_the_narrowest_type_that_all_values_fit(cells: list[str], expected: FieldType) -> None:
    assert infer(cells).type is expected


def test_a_column_without_gaps_is_required() -> None:
    assert infer(["1", "2"]).required
    assert not infer(["1", ""]).required


def test_one_entity_a_file_with_the_header_as_labels(tmp_path: Path) -> None:
    (tmp_path / "People.csv").write_bytes("\ufeffid;Full name;E-Mail\n1;Zoë;z@x.example\n2;Bo;b@x.example\n".encode())
    (tmp_path / "visits.csv").write_text('person_id,Note\n1,"a, ""b""\nc"\n,short\n', encoding="utf-8")

    spec, notices = imported(tmp_path)
    person, visit = spec.entity("person"), spec.entity("visit")

    assert [(field.label, field.type.value) for field in person.fields] == [
        ("Full name", "string"),
        ("E-Mail", "email"),
    ]
    assert [(field.label, field.type.value) for field in visit.fields] == [("Note", "text")]
    assert [(one.source, one.name, one.target, one.required) for one in spec.relations] == [
        ("visit", "person", "person", False)
    ]
    assert [line.split(": ")[0] for line in notices] == ["People.csv:1:1"]


def test_latin_1_is_read_and_told(tmp_path: Path) -> None:
    (tmp_path / "cities.csv").write_bytes("name,river\nKöln,Rhein\nMünchen,Isar\n".encode("latin-1"))

    spec, notices = imported(tmp_path)

    assert spec.entity("city").field("name").type is FieldType.STRING
    assert notices == ["cities.csv:2:2: this is no UTF-8: read as Latin-1."]


def test_delimiters_are_found_out(tmp_path: Path) -> None:
    for number, delimiter in enumerate((",", ";", "\t", "|")):
        rows = (("name", "size", "made on"), ("a b", "1", "2024-01-01"), ("c", "2", "2024-01-02"))
        text = "\n".join(delimiter.join(row) for row in rows)
        (tmp_path / f"thing{'abcd'[number]}.csv").write_text(text, encoding="utf-8")

    spec, _ = imported(tmp_path)

    assert [[field.type.value for field in entity.fields] for entity in spec.entities] == [
        ["string", "integer", "date"]
    ] * 4


@pytest.mark.parametrize(("content", "place", "expected"), [
    (b"a,b\n1,2\n1,2,3\n", "x.csv:3", "3 values stand here, expected 2"),
    (b"a,b\n1,\x00\n", "x.csv:2:3", "a NUL byte"),
    ("a,b\nö,1\n".encode() + "ö,1\n".encode("latin-1"), "x.csv:3:1", "UTF-8 and another encoding"),
    (b"a,b\n" + b"x" * 10_000_000 + b",1\n", "x.csv:2", "a line of 9 MB"),
    (b'a,b\n"x,1\n', "x.csv:", "this is no CSV"),
    (b"a,,c\n1,2,3\n", "x.csv:1", "column 2 has no name"),
    (b"", "x.csv:1", "the file is empty"),
    (b"%PDF-1.7 something", "x.csv:1", "no text"),
    ("a,b\n1,2\n".encode("utf-16"), "x.csv:1", "expected text"),
])  # fmt: skip
def test_what_is_no_csv_is_refused_with_its_line(tmp_path: Path, content: bytes, place: str, expected: str) -> None:
    (tmp_path / "x.csv").write_bytes(content)

    with pytest.raises(Permanent) as refusal:
        imported(tmp_path)

    assert str(refusal.value).startswith(place)
    assert expected in str(refusal.value)


def test_a_folder_without_csv_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Permanent, match="0 CSV files"):
        imported(tmp_path)
