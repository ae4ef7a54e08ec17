"""Tables out and in: what is downloaded can be sent again, and what is hostile is refused with a sentence."""

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook
from rest_framework.test import APIClient

from api.exporting import harmless
from api.tests.entities import Entity, any_entity, each_entity
from uploads.fields import UploadField


def send(client: APIClient, entity: Entity, content: bytes | str, **given: Any) -> Any:
    """The answer to a table."""
    data = content if isinstance(content, bytes) else content.encode()
    file = SimpleUploadedFile("rows", data)
    return client.post(f"{entity.path}import/", {"file": file, **given}, format="multipart")


def table(rows: list[dict[str, Any]]) -> str:
    """Rows as CSV, with the names of fields as heading."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return text.getvalue()


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case list():
            return "; ".join(str(item) for item in value)
        case dict() | bool():
            return json.dumps(value)
    return str(value)


def payloads(entity: Entity, count: int) -> list[dict[str, Any]]:
    """New rows, without what no table can hold."""
    fields = entity.view.serializer_class().fields
    rows = [entity.factory.payload() for _ in range(count)]
    return [{name: value for name, value in row.items() if not isinstance(fields[name], UploadField)} for row in rows]


@each_entity
class TestImport:
    def test_makes_the_rows_of_a_table(self, entity: Entity, owner: APIClient) -> None:
        sent = payloads(entity, 3)
        answer = send(owner, entity, table(sent))
        assert (answer.status_code, answer.json()["imported"]) == (200, 3), answer.json()
        found = owner.get(entity.path, {"ordering": "-id"}).json()["results"][:3]
        for row, given in zip(reversed(found), sent, strict=True):
            assert {name: row[name] for name in given} == given

    def test_only_tells_what_would_happen(self, entity: Entity, owner: APIClient) -> None:
        sent = payloads(entity, 2)
        before = owner.get(entity.path).json()["count"]
        answer = send(owner, entity, table(sent), dry_run="true").json()
        assert (answer["total"], answer["valid"], answer["imported"]) == (2, 2, 0)
        assert owner.get(entity.path).json()["count"] == before

    def test_takes_all_rows_or_none(self, entity: Entity, owner: APIClient) -> None:
        fields = entity.view.serializer_class().fields
        sent = payloads(entity, 2)
        asked = [name for name in sent[0] if fields[name].required]
        if not asked or len(sent[0]) == 1:
            return  # an empty line is none
        sent[1][asked[0]] = None
        before = owner.get(entity.path).json()["count"]
        answer = send(owner, entity, table(sent)).json()
        [refused] = [row for row in answer["rows"] if row["errors"]]
        assert (refused["row"], list(refused["errors"])) == (3, [asked[0]])
        assert (answer["valid"], answer["imported"]) == (1, 0)
        assert owner.get(entity.path).json()["count"] == before
        assert send(owner, entity, table(sent), skip_invalid="true").json()["imported"] == 1

    def test_takes_what_was_exported(self, entity: Entity, owner: APIClient) -> None:
        for _ in range(2):
            owner.patch(entity.row(entity.factory.make().pk), entity.factory.links())
        exported = b"".join(owner.get(f"{entity.path}export/").streaming_content)  # type: ignore[attr-defined]
        answer = send(owner, entity, exported, dry_run="true").json()
        wrong = {message for row in answer["rows"] for messages in row["errors"].values() for message in messages}
        assert answer["total"] == owner.get(entity.path).json()["count"]
        assert not [message for message in wrong if "already" not in message and "unique" not in message], wrong


@any_entity
class TestHostileFiles:
    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\xd0\xcf\x11\xe0 an old workbook",
            b"%PDF-1.7\0\1\2",
            b"name\n\xff\xfe\xfa",
            "name\nj\xfcrgen\n".encode("latin-1"),
            b'name\n"open',
            b"a" * 2_000_000,
            b"," * 300_000,
            b"nothing,known\n1,2\n",
            b"PK\x03\x04 no archive",
        ],
    )
    def test_refuses_what_is_no_table(self, entity: Entity, owner: APIClient, content: bytes) -> None:
        answer = send(owner, entity, content)
        assert (answer.status_code, list(answer.json()["errors"])) == (400, ["file"])

    def test_refuses_too_many_rows(self, entity: Entity, owner: APIClient, settings: Any) -> None:
        settings.IMPORT_MAX_ROWS = 2
        answer = send(owner, entity, table(payloads(entity, 3)))
        assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")

    def test_refuses_too_large_files(self, entity: Entity, owner: APIClient, settings: Any) -> None:
        settings.IMPORT_MAX_SIZE = 10
        assert send(owner, entity, b"name\n" + b"a" * 20).status_code == 413

    def test_is_closed_to_those_without_a_role(self, entity: Entity, roleless: APIClient) -> None:
        assert send(roleless, entity, b"name\n").status_code == 403
        assert roleless.get(f"{entity.path}export/").status_code == 403

    def test_refuses_a_workbook_that_is_a_bomb(self, entity: Entity, owner: APIClient) -> None:
        answer = send(owner, entity, archive("xl/worksheets/sheet9.xml", b"0" * 101_000_000))
        assert answer.status_code == 413

    def test_refuses_a_workbook_that_defines_entities(self, entity: Entity, owner: APIClient) -> None:
        answer = send(owner, entity, archive("xl/sharedStrings.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'))
        assert answer.status_code == 400

    def test_refuses_a_workbook_that_is_another_archive(self, entity: Entity, owner: APIClient) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as file:
            file.writestr("readme.txt", "nothing")
        assert send(owner, entity, packed.getvalue()).status_code == 400


@each_entity
class TestWorkbook:
    def test_is_taken_as_it_was_given(self, entity: Entity, owner: APIClient) -> None:
        owner.patch(entity.row(entity.factory.make().pk), entity.factory.links())
        answer: Any = owner.get(f"{entity.path}export/", {"file_format": "xlsx"})
        content = b"".join(answer.streaming_content)
        sheet = load_workbook(io.BytesIO(content)).worksheets[0]
        count = owner.get(entity.path).json()["count"]
        assert sheet.max_row == count + 1
        told = send(owner, entity, content, dry_run="true").json()
        assert told["total"] == count, told


def archive(name: str, content: bytes) -> bytes:
    """A workbook with one more part."""
    packed = io.BytesIO()
    Workbook().save(packed)
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize("text", ["=1+1", "+49 30 1", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert harmless(f"a{text}") == f"a{text}"
