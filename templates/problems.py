"""What a target cannot print although the spec makes sense: names that its language, framework or database keeps."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.errors import Problem
from schemas.spec import AppSpec, Entity
from templates.manifest import Reserved


def problems(spec: AppSpec, reserved: Reserved) -> Iterator[Problem]:
    """Every name of the spec that a target cannot use, and every pair that it could not tell apart."""
    seen: dict[str, str] = {}
    for entity in spec.entities:
        path = f"entities.{entity.name}"
        if entity.name in reserved.entities:
            yield _word(path, entity.name)
        if entity.plural in reserved.plurals:
            yield _word(f"{path}.plural", entity.plural)
        if entity.stored_as in reserved.tables:
            yield _word(f"{path}.stored_as", entity.stored_as)
        for field in entity.fields:
            if field.name in reserved.fields:
                yield _word(f"{path}.fields.{field.name}", field.name)
        yield from _twins(path, entity.name, seen)
        yield from _shadows(spec, entity)
    for relation in spec.relations:
        for name in {relation.name, relation.reverse_name} & reserved.fields:
            yield _word(f"relations.{relation.source}.{relation.name}", name)


def _twins(path: str, name: str, seen: dict[str, str]) -> Iterator[Problem]:
    """Class names that differ in nothing but case cannot stand side by side."""
    folded = name.replace("_", "")
    if folded in seen:
        yield Problem(path, f"{str(name)!r} cannot be told from {seen[folded]!r} as a class.", "Rename one of the two.")
    seen[folded] = str(name)


def _shadows(spec: AppSpec, entity: Entity) -> Iterator[Problem]:
    """A relation also takes its name with `_id`, `_label` or `_labels`: in the API, the code, or both."""
    own, other = spec.relations_from(entity.name), spec.relations_to(entity.name)
    names = [part.name for part in (*entity.fields, *own)] + [relation.reverse_name for relation in other]
    for relation in own:
        for name in {f"{relation.name}_{suffix}" for suffix in ("id", "label", "labels")} & set(names):
            yield Problem(
                f"entities.{entity.name}.{name}", f"{name!r} also is what the relation {str(relation.name)!r} uses.",
                f"Call it {f'{name}_value'!r}.",
            )  # fmt: skip


def _word(path: str, name: str) -> Problem:
    return Problem(path, f"{str(name)!r} is a reserved word of the target.", f"Call it {f'the_{name}'!r}.")
