"""A change of an application keeps its rows: the printed migrations on a real PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from infra.apps.golden import golden_base
from infra.trees import Tree
from schemas.errors import Permanent
from schemas.operations import (
    AddEntity,
    AddField,
    AddRelation,
    Change,
    Operation,
    Remove,
    Rename,
    apply,
)
from schemas.spec import AppSpec, Element
from templates.engine import Previous
from tests.templates.project import DJANGO, project
from workers.generation import generate

LIBRARY = AppSpec.model_validate({
    "app": {"label": "Library"},
    "enums": [{"name": "state", "values": ["free", "lent"]}],
    "entities": [
        {"name": "author", "fields": [{"name": "name", "type": "string", "required": True, "max_length": 80}]},
        {"name": "book", "fields": [
            {"name": "title", "type": "string", "required": True},
            {"name": "pages", "type": "integer"},
            {"name": "state", "type": "enum", "enum": "state"},
            {"name": "isbn", "type": "string", "required": True, "unique": True},
        ]},
        {"name": "shelf", "fields": [{"name": "name", "type": "string", "required": True}]},
    ],
    "relations": [
        {"source": "book", "target": "author", "required": True},
        {"source": "book", "target": "shelf"},
        {"source": "book", "target": "author", "name": "translators", "kind": "many_to_many",
         "reverse_name": "translated"},
    ],
})  # fmt: skip

ROWS = """
INSERT INTO author (name) VALUES ('Ada');
INSERT INTO shelf (name) VALUES ('Left');
INSERT INTO book (title, pages, state, isbn, author, shelf) VALUES ('Notes', 65, 'lent', '1', 1, 1);
INSERT INTO book__translators (source_id, target_id) VALUES (1, 1);
"""


def found(spec: AppSpec, *path: str) -> Element:
    """The element of that name; fields and relations after the entity's."""
    parts: list[Any] = [*spec.entities, *spec.relations, *spec.enums]
    if len(path) == 2:
        parts = [*spec.entity(path[0]).fields, *spec.relations_from(path[0])]
    element: Element = next(part for part in parts if part.name == path[-1])
    return element


def id_of(*path: str) -> Any:
    return found(LIBRARY, *path).id


def next_version(before: AppSpec, tree: Tree, *operations: Operation) -> tuple[AppSpec, Tree]:
    after = apply(before, operations)
    return after, generate(DJANGO, after, Previous(before, tree))


async def test_rows_survive_every_kind_of_change(tmp_path: Path, home: Path, postgres: str) -> None:
    first = generate(DJANGO, LIBRARY)
    base = golden_base("python", DJANGO.golden_files(), home)
    app = await project(first, tmp_path / "app", base, postgres)
    app.manage("migrate", "-v0")
    app.manage("makemigrations", "--check")
    for statement in ROWS.strip().splitlines():
        await app.sql(statement)

    spec, second = next_version(
        LIBRARY, first,
        Rename(id=id_of("book"), name="volume", label="Volume"),
        Rename(id=id_of("book", "title"), name="heading"),
        Rename(id=id_of("book", "translators"), name="helpers"),
        Rename(id=id_of("book", "author"), name="writer"),
        Change(id=id_of("author", "name"), set={"max_length": 120, "help": "As on the cover"}),
        Change(id=id_of("state"), set={"values": ["free", "lent", "lost"]}),
        Change(id=id_of("book", "pages"), set={"required": True, "min": 1}),
        Change(id=id_of("book", "isbn"), set={"required": False}),
        AddField(entity=id_of("book"), field={"name": "language", "type": "string", "required": True}),
        AddField(entity=id_of("book"), field={"name": "rare", "type": "boolean", "default": False}),
        AddField(entity=id_of("author"), field={"name": "born", "type": "date"}),
        AddEntity(entity={"name": "loan", "fields": [{"name": "until", "type": "date", "required": True}]}),
        AddRelation(relation={"source": "loan", "target": "volume", "required": True}),
        AddRelation(relation={"source": "volume", "target": "user", "name": "keeper", "on_delete": "set_null"}),
    )  # fmt: skip
    app.update(second)
    app.manage("migrate", "-v0")
    app.manage("makemigrations", "--check")

    (row,) = await app.sql("SELECT * FROM book")
    assert (row["title"], row["pages"], row["state"], row["isbn"], row["author"]) == ("Notes", 65, "lent", "1", 1)
    assert (row["language"], row["rare"], row["keeper"]) == ("", False, None)
    assert len(await app.sql("SELECT * FROM book__translators")) == 1
    shown = app.manage("shell", "-v0", "-c", SHOW)
    assert shown.split() == ["Notes", "Ada", "Ada", "Left"]

    spec, third = next_version(
        spec, second,
        Remove(id=id_of("shelf")),
        Remove(id=id_of("book", "translators")),
        Remove(id=id_of("book", "isbn")),
    )  # fmt: skip
    app.update(third)
    app.manage("migrate", "-v0")
    app.manage("makemigrations", "--check")
    (row,) = await app.sql("SELECT * FROM book")
    assert (row["isbn"], row["shelf"], len(await app.sql("SELECT * FROM shelf"))) == ("1", 1, 1)
    app.manage("shell", "-v0", "-c", "from app.models import Volume; Volume.objects.all().delete()")
    assert await app.sql("SELECT * FROM book") == []
    assert {path: third[path] for path in first if "migrations/0" in path} == {
        path: first[path] for path in first if "migrations/0" in path
    }


SHOW = """
from app.models import Volume
row = Volume.objects.get()
print(row, row.writer, *row.helpers.all(), row.shelf)
"""


async def test_what_is_set_free_by_a_removal_can_be_used_again(tmp_path: Path, home: Path, postgres: str) -> None:
    first = generate(DJANGO, LIBRARY)
    app = await project(first, tmp_path / "app", golden_base("python", DJANGO.golden_files(), home), postgres)
    app.manage("migrate", "-v0")
    for statement in ROWS.strip().splitlines():
        await app.sql(statement)

    spec, second = next_version(LIBRARY, first, Remove(id=id_of("book", "pages")), Remove(id=id_of("shelf")))
    spec, third = next_version(
        spec, second,
        AddField(entity=id_of("book"), field={"name": "pages", "type": "string"}),
        AddEntity(entity={"name": "shelf", "fields": [{"name": "room", "type": "string"}]}),
        AddRelation(relation={"source": "book", "target": "shelf"}),
    )  # fmt: skip
    for tree in (second, third):
        app.update(tree)
        app.manage("migrate", "-v0")
        app.manage("makemigrations", "--check")
    (row,) = await app.sql("SELECT * FROM book")
    assert (row["pages"], row["shelf"]) == ("", None)


@pytest.mark.parametrize(
    ("operation", "reason"),
    [
        (Change(id=id_of("book", "title"), set={"type": "integer"}), "cannot become integer"),
        (Change(id=id_of("book", "title"), set={"unique": True}), "cannot become unique"),
        (Change(id=id_of("book", "title"), set={"max_length": 10}), "cannot become shorter"),
        (Change(id=id_of("state"), set={"values": ["free"]}), "cannot lose 'lent'"),
        (Change(id=id_of("book", "shelf"), set={"required": True}), "cannot become required"),
        (Change(id=id_of("book", "shelf"), set={"kind": "one_to_one"}), "cannot change its kind"),
        (AddField(entity=id_of("book"), field={"name": "due", "type": "date", "required": True}), "Make it optional"),
        (
            AddRelation(relation={"source": "shelf", "target": "author", "required": True}),
            "cannot be required from the start",
        ),
    ],
)
def test_what_could_lose_rows_is_refused_with_a_sentence(operation: Operation, reason: str) -> None:
    with pytest.raises(Permanent, match=reason):
        next_version(LIBRARY, generate(DJANGO, LIBRARY), operation)


def test_without_a_change_no_migration_is_added() -> None:
    first = generate(DJANGO, LIBRARY)
    assert generate(DJANGO, LIBRARY, Previous(LIBRARY, first)) == first
