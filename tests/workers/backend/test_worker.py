"""The backend stage: what it takes, what it hands on, what it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from infra.artifacts.directory import DirectoryArtifacts
from infra.artifacts.store import Artifacts
from infra.bus.handlers import Handler
from infra.trees import unpack
from schemas.artifacts import SPEC
from schemas.errors import InvalidSpec, Permanent
from schemas.events import BackendGenerated, Base, Build, BuildKind, ImageRef, SchemaDesigned
from schemas.operations import AddField, Rename, apply
from schemas.spec import AppSpec, Targets, app_id_for
from templates.engine import TargetLibrary
from workers.backend.worker import worker

NOTES = {"app": {"label": "Notes"}, "entities": [{"name": "note", "fields": [{"name": "text", "type": "text"}]}]}


@pytest.fixture
def artifacts(tmp_path: Path) -> Artifacts:
    return DirectoryArtifacts(tmp_path)


@pytest.fixture
def print_backend(artifacts: Artifacts) -> Handler:
    (handler,) = worker(artifacts, TargetLibrary.discover())
    return handler


def build(**values: Any) -> Build:
    workspace = uuid4()
    return Build.model_validate({
        "app_id": app_id_for(workspace, "notes"), "app_key": "notes", "workspace_id": workspace,
        "requested_by": "ada@example.org", "build_id": uuid4(), "build_no": 1, **values,
    })  # fmt: skip


async def printed(handler: Handler, event: SchemaDesigned) -> BackendGenerated:
    generated = await handler(event)
    assert isinstance(generated, BackendGenerated)
    return generated


async def test_a_referenced_spec_is_printed(print_backend: Handler, artifacts: Artifacts) -> None:
    spec = AppSpec.model_validate(NOTES)
    event = SchemaDesigned(build=build(), spec=await artifacts.put(spec.canonical(), SPEC))
    generated = await printed(print_backend, event)
    tree = unpack(await artifacts.get(generated.backend_tree))
    assert generated.build == event.build
    assert b"class Note(models.Model)" in tree["app/note/model.py"]
    assert "app/migrations/0001_initial.py" in tree


async def test_an_inline_spec_becomes_the_builds_and_is_kept(print_backend: Handler, artifacts: Artifacts) -> None:
    event = SchemaDesigned(build=build(targets=Targets(frontends=("react",))), inline=AppSpec.model_validate(NOTES))
    generated = await printed(print_backend, event)
    kept = AppSpec.model_validate_json(await artifacts.get(generated.spec))
    assert (kept.app.id, kept.app.label, kept.targets) == (event.build.app_id, "Notes", event.build.targets)


async def test_the_same_event_gives_the_same_result(print_backend: Handler) -> None:
    event = SchemaDesigned(build=build(), inline=AppSpec.model_validate(NOTES))
    assert await printed(print_backend, event) == await printed(print_backend, event)


async def test_a_change_adds_a_migration_to_those_of_its_base(print_backend: Handler, artifacts: Artifacts) -> None:
    first = await printed(print_backend, SchemaDesigned(build=build(), inline=AppSpec.model_validate(NOTES)))
    before = AppSpec.model_validate_json(await artifacts.get(first.spec))
    (note,) = before.entities
    after = apply(before, [
        Rename(id=note.fields[0].id, name="words"),
        AddField(entity=note.id, field={"name": "starred", "type": "boolean"}),
    ])  # fmt: skip
    base = Base(
        build_id=first.build.build_id, build_no=1, spec=first.spec, backend_tree=first.backend_tree,
        image=ImageRef(engine="bundle", address="sha256:0", sha256="0" * 64, size=0),
    )  # fmt: skip
    change = first.build.model_copy(update={"build_id": uuid4(), "build_no": 2, "kind": BuildKind.CHANGE, "base": base})
    second = await printed(print_backend, SchemaDesigned(build=change, inline=after))
    old = unpack(await artifacts.get(first.backend_tree))
    new = unpack(await artifacts.get(second.backend_tree))
    assert new["app/migrations/0001_initial.py"] == old["app/migrations/0001_initial.py"]
    (added,) = (path for path in new if path.startswith("app/migrations/0002"))
    assert b'RenameField(model_name="Note", old_name="text", new_name="words")' in new[added]


async def test_a_change_by_a_spec_without_ids_keeps_what_bears_the_same_name(
    print_backend: Handler, artifacts: Artifacts
) -> None:
    first = await printed(print_backend, SchemaDesigned(build=build(), inline=AppSpec.model_validate(NOTES)))
    fields = [{"name": "text", "type": "text"}, {"name": "colour", "type": "string"}]
    stranger = AppSpec.model_validate({"app": {"label": "My notes"}, "entities": [{"name": "note", "fields": fields}]})
    base = Base(
        build_id=first.build.build_id, build_no=1, spec=first.spec, backend_tree=first.backend_tree,
        image=ImageRef(engine="bundle", address="sha256:0", sha256="0" * 64, size=0),
    )  # fmt: skip
    change = first.build.model_copy(update={"build_id": uuid4(), "build_no": 2, "kind": BuildKind.CHANGE, "base": base})
    second = await printed(print_backend, SchemaDesigned(build=change, inline=stranger))
    tree = unpack(await artifacts.get(second.backend_tree))
    (added,) = (path for path in tree if path.startswith("app/migrations/0002"))
    assert added == "app/migrations/0002_field_added_colour.py"


async def test_a_senseless_spec_is_refused_with_all_its_problems(print_backend: Handler) -> None:
    senseless = AppSpec.model_validate({
        "app": {"label": "Notes"}, "entities": [{"name": "class"}, {"name": "note", "fields": [
            {"name": "state", "type": "enum"}, {"name": "import", "type": "text"},
        ]}],
    })  # fmt: skip
    with pytest.raises(InvalidSpec) as refused:
        await print_backend(SchemaDesigned(build=build(), inline=senseless))
    assert len(refused.value.problems) == 3


async def test_an_event_without_a_spec_is_refused(print_backend: Handler) -> None:
    with pytest.raises(Permanent, match="brings no specification"):
        await print_backend(SchemaDesigned(build=build()))


async def test_an_inline_spec_that_is_too_large_is_refused(print_backend: Handler) -> None:
    large = {**NOTES, "entities": [{"name": f"e_{n}", "fields": [
        {"name": f"f_{m}", "type": "text", "help": "x" * 500} for m in range(20)
    ]} for n in range(40)]}  # fmt: skip
    with pytest.raises(Permanent, match="larger than 256 kB"):
        await print_backend(SchemaDesigned(build=build(), inline=AppSpec.model_validate(large)))


async def test_bytes_that_are_no_spec_are_refused(print_backend: Handler, artifacts: Artifacts) -> None:
    event = SchemaDesigned(build=build(), spec=await artifacts.put(b"{}", SPEC))
    with pytest.raises(Permanent, match="is none"):
        await print_backend(event)


async def test_an_unknown_target_is_answered_with_the_known_ones(print_backend: Handler) -> None:
    event = SchemaDesigned(build=build(targets=Targets(backend="rails")), inline=AppSpec.model_validate(NOTES))
    with pytest.raises(Permanent, match="Known: django"):
        await print_backend(event)
