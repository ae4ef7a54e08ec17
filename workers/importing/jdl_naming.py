"""What a specification's elements are called in JDL: unlike each other, and unlike its own words."""

from __future__ import annotations

from uuid import UUID

from schemas.spec import AppSpec
from workers.importing.jdl_fields import FILES, TYPES
from workers.importing.jdl_options import OPTIONS
from workers.importing.jdl_relations import BUILT_IN

_WORDS = """
id entity enum relationship application deployment config entities use for all except with to required unique pattern
min max minlength maxlength minbytes maxbytes true false
"""
WORDS = OPTIONS.keys() | set(_WORDS.split())


class JdlNames:
    """`types` of entities, `enums`, `members` by entity and name, `reverses` by relation."""

    def __init__(self, spec: AppSpec) -> None:
        taken = {*TYPES, *FILES, *BUILT_IN}
        self.types = {entity.name: _free(entity.name.pascal, taken) for entity in spec.entities}
        self.enums = {enum.name: _free(enum.name.pascal, taken) for enum in spec.enums}
        self.members: dict[tuple[str, str], str] = {}
        self.reverses: dict[UUID, str] = {}
        within: dict[str, set[str]] = {}
        for entity in spec.entities:
            for part in (*entity.fields, *spec.relations_from(entity.name)):
                name = _free(part.name.camel, within.setdefault(entity.name, set(WORDS)))
                self.members[entity.name, part.name] = name
        for relation in spec.relations:
            names = within.setdefault(relation.target, set(WORDS))
            self.reverses[relation.id] = _free(relation.reverse_name.camel, names)


def _free(stem: str, taken: set[str]) -> str:
    """The stem, or the first of it with a number that nothing is called yet, whatever the case of its letters."""
    name, number = stem, 2
    lower = {word.lower() for word in taken}
    while name.lower() in lower:
        name, number = f"{stem}{number}", number + 1
    taken.add(name)
    return name
