"""A change of an application keeps its rows, there and back: the printed migrations on a real PostgreSQL."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from infra.apps.golden import golden_base
from infra.trees import Tree
from schemas.errors import Permanent
from schemas.operations import AddEntity, AddField, AddRelation, Change, Operation, Remove, Rename, apply
from schemas.spec import AppSpec, Element
from templates.engine import Previous
from tests.templates.project import DJANGO, Project, copied, project
from workers.generation import generate

SAMPLES = Path(__file__).parent / "samples"

LIBRARY = AppSpec.model_validate({
    "app": {"label": "Library"},
    "enums": [{"name": "state", "values": ["free", "lent"]}],
    "entities": [
        {"name": "author", "fields": [{"name": "name", "type": "string", "required": True, "max_length": 80}]},
        {"name": "book", "fields": [
            {"name": "title", "type": "string", "required": True},
            {"name": "pages", "type": "integer"},
            {"name": "length", "type": "string"},
            {"name": "price", "type": "decimal"},
            {"name": "state", "type": "enum", "enum": "state"},
            {"name": "isbn", "type": "string", "required": True, "unique": True},
            {"name": "due", "type": "date", "required": True},
            {"name": "per_page", "type": "computed", "expression": "price / pages"},
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
INSERT INTO author (name) VALUES ('Ada'), ('Grace');
INSERT INTO shelf (name) VALUES ('Left');
INSERT INTO book (title, pages, length, price, state, isbn, due, author, shelf)
    VALUES ('Notes', 65, '12', 6.5, 'lent', '1', '2026-01-02', 1, 1),
    ('Poems', NULL, 'long', NULL, NULL, '2', '2026-01-03', 2, NULL);
INSERT INTO book__translators (source_id, target_id) VALUES (1, 2), (1, 1)
"""

BOOKS = 'SELECT * FROM "book" ORDER BY id'


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


Library = Callable[[], Coroutine[Any, Any, tuple[Project, Tree]]]

MIGRATED: dict[str, Project] = {}
"""The first version with its rows, by server, migrated once and copied for each test."""


@pytest.fixture
def library(tmp_path: Path, home: Path, postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The first version, migrated, with rows."""

    async def made() -> tuple[Project, Tree]:
        first = generate(DJANGO, LIBRARY)
        if postgres not in MIGRATED:
            base = golden_base("python", DJANGO.golden_files(), home)
            app = await project(first, tmp_path_factory.mktemp("library") / "app", base, postgres)
            app.manage("migrate", "-v0")
            for statement in ROWS.strip().split(";\n"):
                await app.sql(statement)
            MIGRATED[postgres] = app
        return await copied(MIGRATED[postgres], tmp_path / "app", postgres), first

    return made


def renew(app: Project, tree: Tree) -> str:
    """Go on to the next version; what the migration said."""
    app.update(tree)
    said = app.manage("migrate", "-v0")
    app.manage("makemigrations", "--check")
    return said


async def test_rows_survive_every_kind_of_change(library: Library) -> None:
    app, first = await library()
    spec, second = next_version(
        LIBRARY, first,
        Rename(id=id_of("book"), name="volume", label="Volume"),
        Rename(id=id_of("book", "title"), name="heading"),
        Rename(id=id_of("book", "price"), name="cost"),
        Rename(id=id_of("book", "translators"), name="helpers"),
        Rename(id=id_of("book", "author"), name="writer"),
        Change(id=id_of("author", "name"), set={"max_length": 120, "help": "As on the cover"}),
        Change(id=id_of("state"), set={"values": ["free", "lent", "lost"]}),
        Change(id=id_of("book", "pages"), set={"required": True, "min": 0}),
        Change(id=id_of("book", "isbn"), set={"required": False}),
        AddField(entity=id_of("book"), field={"name": "language", "type": "string", "required": True}),
        AddField(entity=id_of("book"), field={"name": "rare", "type": "boolean", "default": False}),
        AddField(entity=id_of("author"), field={"name": "born", "type": "date"}),
        AddEntity(entity={"name": "loan", "fields": [{"name": "until", "type": "date", "required": True}]}),
        AddRelation(relation={"source": "loan", "target": "volume", "required": True}),
        AddRelation(relation={"source": "volume", "target": "user", "name": "keeper", "on_delete": "set_null"}),
    )  # fmt: skip
    renew(app, second)
    row, other = await app.sql(BOOKS)
    assert (row["title"], row["pages"], row["state"], row["isbn"], row["author"]) == ("Notes", 65, "lent", "1", 1)
    assert (row["language"], row["rare"], row["keeper"], other["pages"]) == ("", False, None, 0)
    assert len(await app.sql("SELECT * FROM book__translators")) == 2
    shown = app.manage("shell", "-v0", "-c", SHOW)
    assert shown.split() == ["Notes", "Ada", "Grace", "Ada", "Left"]
    await app.sql("INSERT INTO book (title, pages, length, state, isbn, due, author) "
                  "VALUES ('By the code of before', 1, '', NULL, '3', '2026-01-04', 1)")  # fmt: skip

    app.manage("migrate", "-v0", "app", "0001")
    row, *_ = await app.sql(BOOKS)
    assert (row["title"], row["pages"], row["language__undone"]) == ("Notes", 65, "")
    renew(app, second)

    spec, third = next_version(
        spec, second, Remove(id=id_of("shelf")), Remove(id=id_of("book", "translators")),
        Remove(id=id_of("book", "isbn")), Remove(id=id_of("book", "due")),
    )  # fmt: skip
    renew(app, third)
    row, *_ = await app.sql(BOOKS)
    assert (row["isbn"], row["shelf"], len(await app.sql("SELECT * FROM shelf"))) == ("1", 1, 1)
    app.manage("migrate", "-v0", "app", "0002")
    app.update(second)
    assert app.manage("shell", "-v0", "-c", SHOW).split() == ["Notes", "Ada", "Grace", "Ada", "Left"]
    renew(app, third)
    app.manage("shell", "-v0", "-c", "from app.models import Volume; Volume.objects.all().delete()")
    assert await app.sql(BOOKS) == []
    assert {path: third[path] for path in first if "migrations/0" in path} == {
        path: first[path] for path in first if "migrations/0" in path
    }


SHOW = """
from app.models import Volume
row = Volume.objects.order_by("id").first()
print(row, row.writer, *row.helpers.order_by("-id"), row.shelf)
"""


async def test_a_type_is_changed_by_its_stated_rule_and_what_does_not_fit_is_kept(library: Library) -> None:
    app, first = await library()
    _, second = next_version(
        LIBRARY, first,
        Remove(id=id_of("book", "per_page")),
        Change(id=id_of("book", "length"), set={"type": "integer"}),
        Change(id=id_of("book", "pages"), set={"type": "string"}),
        Change(id=id_of("book", "due"), set={"type": "datetime", "required": False}),
        Change(id=id_of("book", "price"), set={"type": "money", "currency": "EUR"}),
    )  # fmt: skip
    assert "1 rows of 'Book' hold what cannot be carried over as 'Length'" in renew(app, second)
    one, other = await app.sql(BOOKS)
    assert (one["length"], one["pages"], one["due"].isoformat()) == (12, "65", "2026-01-02T00:00:00+00:00")
    assert (other["length"], other["length__0002"], other["pages"]) == (None, "long", "")

    await app.sql("UPDATE book SET length = 13 WHERE id = 1")
    app.manage("migrate", "-v0", "app", "0001")
    one, other = await app.sql(BOOKS)
    assert (one["length"], one["pages"], one["due"].isoformat()) == ("13", 65, "2026-01-02")
    assert (other["length"], other["pages"]) == ("long", None)


@pytest.mark.proof
async def test_relations_change_their_kind(library: Library) -> None:
    app, first = await library()
    _, second = next_version(
        LIBRARY, first,
        Change(id=id_of("book", "author"), set={"kind": "many_to_many", "required": False}),
        Change(id=id_of("book", "translators"), set={"kind": "many_to_one"}),
        Change(id=id_of("book", "shelf"), set={"kind": "one_to_one"}),
    )  # fmt: skip
    assert "1 rows of 'Book' have more than one 'Translators'" in renew(app, second)
    assert [tuple(row) for row in await app.sql("SELECT source_id, target_id FROM book__author ORDER BY 1")] == [
        (1, 1), (2, 2)
    ]  # fmt: skip
    one, other = await app.sql(BOOKS)
    assert (one["translators"], other["translators"], one["shelf"]) == (2, None, 1)

    app.manage("migrate", "-v0", "app", "0001")
    one, other = await app.sql(BOOKS)
    assert (one["author"], other["author"], one["shelf"]) == (1, 2, 1)
    assert len(await app.sql("SELECT * FROM book__translators")) == 2


@pytest.mark.proof
async def test_what_is_computed_is_computed_anew(library: Library) -> None:
    app, first = await library()
    spec, second = next_version(LIBRARY, first, Rename(id=id_of("book", "pages"), name="leaves"))
    renew(app, second)
    _, third = next_version(
        spec, second,
        Change(id=id_of("book", "per_page"), set={"expression": "price * leaves"}),
        Change(id=id_of("book", "price"), set={"decimals": 3}),
    )  # fmt: skip
    renew(app, third)
    one, _ = await app.sql(BOOKS)
    assert float(one["per_page"]) == 422.5
    app.manage("migrate", "-v0", "app", "0001")
    one, _ = await app.sql(BOOKS)
    assert float(one["per_page"]) == 0.1


@pytest.mark.proof
async def test_deleted_rows_can_be_brought_back_from_now_on_or_no_longer(library: Library) -> None:
    app, first = await library()
    spec, second = next_version(LIBRARY, first, Change(id=id_of("book"), set={"soft_delete": True}))
    renew(app, second)
    await app.sql("UPDATE book SET deleted_at = now() WHERE id = 1")
    _, third = next_version(spec, second, Change(id=id_of("book"), set={"soft_delete": False}))
    app.update(third)
    assert "1 rows of 'Book' are deleted and would be there again" in refused(app)
    await app.sql("UPDATE book SET deleted_at = NULL")
    renew(app, third)


@pytest.mark.proof
@pytest.mark.parametrize(
    ("operation", "reason"),
    [
        (Change(id=id_of("book", "title"), set={"max_length": 4}), "2 rows of 'Book' hold more than 4 characters"),
        (Change(id=id_of("book", "title"), set={"pattern": "N.*"}), "1 rows of 'Book' hold what does not fit"),
        (
            Change(id=id_of("book", "price"), set={"type": "money", "currency": "JPY"}),
            "1 rows of 'Book' hold more than 0 decimals as 'Price'",
        ),
        (Change(id=id_of("book", "pages"), set={"min": 100}), "1 rows of 'Book' hold less than 100 as 'Pages'"),
        (Change(id=id_of("state"), set={"values": ["free"]}), "1 rows of 'Book' hold a value that 'State' is to lose"),
        (Change(id=id_of("book", "shelf"), set={"required": True}), "1 rows of 'Book' hold nothing as 'Shelf'"),
        (
            AddField(entity=id_of("book"), field={"name": "back", "type": "date", "required": True}),
            "2 rows of 'Book' are there, and nobody knows what 'Back' of theirs would be",
        ),
        (
            AddRelation(relation={"source": "shelf", "target": "author", "required": True}),
            "1 rows of 'Shelf' are there, and nobody knows",
        ),
    ],
)
async def test_rows_in_the_way_are_counted_before_anything_runs(
    library: Library, operation: Operation, reason: str
) -> None:
    app, first = await library()
    _, second = next_version(LIBRARY, first, operation)
    before = await app.sql(BOOKS)
    app.update(second)
    assert reason in refused(app)
    assert await app.sql(BOOKS) == before
    await app.sql("TRUNCATE book, shelf CASCADE")
    renew(app, second)
    app.manage("migrate", "-v0", "app", "0001")


def refused(app: Project) -> str:
    """What `migrate` says when it refuses, in a sentence and not a traceback."""
    with pytest.raises(AssertionError) as said:
        app.manage("migrate", "-v0")
    assert "Traceback" not in str(said.value)
    return str(said.value)


@pytest.mark.proof
async def test_what_is_set_free_by_a_removal_can_be_used_again_and_is_dropped_when_told_to(library: Library) -> None:
    app, first = await library()
    spec, second = next_version(LIBRARY, first, Remove(id=id_of("book", "length")), Remove(id=id_of("shelf")))
    spec, third = next_version(
        spec, second,
        AddField(entity=id_of("book"), field={"name": "length", "type": "string"}),
        AddEntity(entity={"name": "shelf", "fields": [{"name": "room", "type": "string"}]}),
        AddRelation(relation={"source": "book", "target": "shelf"}),
    )  # fmt: skip
    for tree in (second, third):
        renew(app, tree)
    row, _ = await app.sql(BOOKS)
    assert (row["length"], row["length__0003"], row["shelf"]) == ("", "12", None)

    forgetful = spec.replace(forget=("book.length__0003", "never.was"))
    fourth = generate(DJANGO, forgetful, Previous(spec, third))
    renew(app, fourth)
    row, _ = await app.sql(BOOKS)
    assert "length__0003" not in row
    record = json.loads(fourth["app/migrations/fusion.json"])
    assert record["migrations"]["0004_forgotten_book_length__0003"] == {"compatible": True, "reversible": False}
    with pytest.raises(AssertionError, match="Irreversible"):
        app.manage("migrate", "-v0", "app", "0003")


@pytest.mark.parametrize(
    ("operation", "reason"),
    [
        (Change(id=id_of("book", "state"), set={"type": "duration", "enum": None}), "no rule says what enum"),
        (
            Change(id=id_of("book", "translators"), set={"kind": "many_to_one", "required": True}),
            "cannot change its kind and be required at once",
        ),
    ],
)
def test_what_no_rule_carries_over_is_refused_with_a_sentence(operation: Operation, reason: str) -> None:
    with pytest.raises(Permanent, match=reason):
        next_version(LIBRARY, generate(DJANGO, LIBRARY), operation)


def test_without_a_change_no_migration_is_added() -> None:
    first = generate(DJANGO, LIBRARY)
    assert generate(DJANGO, LIBRARY, Previous(LIBRARY, first)) == first


@pytest.mark.proof
async def test_an_application_of_the_first_templates_comes_along(tmp_path: Path, home: Path, postgres: str) -> None:
    """They noted nothing of what they printed, kept fewer rules in the database, and had other accounts."""
    spec = AppSpec.model_validate_json((SAMPLES / "first-version.json").read_bytes())
    with tarfile.open(SAMPLES / "first-version.tar.gz") as archive:
        archive.extractall(tmp_path / "first", filter="data")
    first = {path.relative_to(tmp_path / "first").as_posix(): path.read_bytes()
             for path in (tmp_path / "first").rglob("*") if path.is_file()}  # fmt: skip
    app = await project(first, tmp_path / "app", golden_base("python", DJANGO.golden_files(), home), postgres)
    app.manage("migrate", "-v0")
    await app.sql("INSERT INTO ward (name) VALUES ('North')")
    renew(app, generate(DJANGO, spec, Previous(spec, first)))
    (row,) = await app.sql("SELECT * FROM ward")
    assert (row["name"], row["beds"]) == ("North", 4)


async def test_a_rename_makes_nothing_run_in_the_database(library: Library) -> None:
    app, first = await library()
    _, second = next_version(
        LIBRARY, first, Rename(id=id_of("book"), name="volume"), Rename(id=id_of("book", "pages"), name="leaves"),
        Rename(id=id_of("state"), name="condition"), Rename(id=id_of("book", "translators"), name="helpers"),
    )  # fmt: skip
    app.update(second)
    (name,) = (path for path in second if path.startswith("app/migrations/0002"))
    statements = app.manage("sqlmigrate", "app", Path(name).stem).splitlines()
    assert [line for line in statements if line and not line.startswith(("--", "BEGIN", "COMMIT"))] == []
