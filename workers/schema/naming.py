"""Names that are free: unique where they must be, and no reserved word of a chosen target."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.names import Label, Name
from schemas.spec import USER, AppSpec
from schemas.validation import Reserved


class Names:
    """Gives names and remembers them. Starts from those of a spec, if there is one already."""

    def __init__(self, reserved: Reserved, spec: AppSpec | None = None) -> None:
        self._reserved = reserved
        self._entities: set[str] = set()
        self._plurals: set[str] = set()
        self._members: dict[str, set[str]] = {}
        self._others: dict[str, set[str]] = {"enums": set(), "roles": set()}
        if spec is not None:
            self._take(spec)

    def entity(self, label: Label) -> tuple[Name, Name]:
        """The name of an entity and its plural."""
        name = Name.from_label(label, _Folded(self._entities))
        if self._reserved("entity", name) or name == USER:
            name = Name.from_label(f"{name}_record", _Folded(self._entities))
        plural = Name.from_label(name.plural, self._plurals)
        self._entities.add(name)
        self._plurals.add(plural)
        self._members[name] = set()
        return name, plural

    def field(self, entity: str, label: Label) -> Name:
        return self._member(entity, label, "value")

    def link(self, entity: str, label: Label) -> Name:
        """The name of a relation on one of the entities that it ties; users have no names to clash with."""
        return self._member(entity, label, "link")

    def other(self, kind: str, label: Label) -> Name:
        """The name of an enum or a role."""
        name = Name.from_label(label, self._others[kind])
        self._others[kind].add(name)
        return name

    def _member(self, entity: str, label: Label, suffix: str) -> Name:
        taken = self._members.setdefault(entity, set())
        name = Name.from_label(label, taken)
        if self._reserved("field", name):
            name = Name.from_label(f"{name}_{suffix}", taken)
        taken.add(name)
        return name

    def _take(self, spec: AppSpec) -> None:
        for entity in spec.entities:
            self._entities.add(entity.name)
            self._plurals.add(entity.plural)
            self._members[entity.name] = {str(field.name) for field in entity.fields}
        for relation in spec.relations:
            self._members.setdefault(relation.source, set()).add(relation.name)
            self._members.setdefault(relation.target, set()).add(relation.reverse_name)
        self._others = {
            "enums": {str(enum.name) for enum in spec.enums},
            "roles": {str(role.name) for role in spec.roles},
        }


class _Folded:
    """Entity names compared as class names: `time_table` and `timetable` are one."""

    def __init__(self, names: set[str]) -> None:
        self._names = {name.replace("_", "") for name in names}

    def __contains__(self, name: object) -> bool:
        return str(name).replace("_", "") in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
