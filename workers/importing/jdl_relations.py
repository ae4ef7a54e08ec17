"""JDL relationships: which side holds the reference, what each side is called, what it may miss."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.spec import OnDelete, RelationKind
from workers.importing.found import FoundEntity, FoundRelation, Notices, Place, refused
from workers.importing.jdl_identity import identity
from workers.importing.jdl_leading import Leading, annotation, elements, place
from workers.importing.jdl_parsing import Node, tokens, trees

USERS = "User"
BUILT_IN = frozenset({USERS, "Authority", "UserManagement"})
KINDS = {
    "OneToOne": RelationKind.ONE_TO_ONE,
    "OneToMany": RelationKind.MANY_TO_ONE,
    "ManyToOne": RelationKind.MANY_TO_ONE,
    "ManyToMany": RelationKind.MANY_TO_MANY,
}
ON_DELETE = {
    "NO ACTION": OnDelete.RESTRICT,
    "RESTRICT": OnDelete.RESTRICT,
    "CASCADE": OnDelete.CASCADE,
    "SET NULL": OnDelete.SET_NULL,
}


@dataclass
class Side:
    """One end: its entity, the name by which it knows the other end, and the field that shows the other end."""

    entity: str
    place: Place
    name: str | None = None
    display: str | None = None
    required: bool = False
    label: str | None = None


class RelationReader:
    """Reads bodies of relationships. `entities` are those of the file."""

    def __init__(self, file: str, entities: dict[str, FoundEntity], notices: Notices) -> None:
        self._file, self._entities, self._notices = file, entities, notices

    def relations(self, node: Node) -> list[FoundRelation]:
        """All relations of one `relationship` block."""
        kind = str(tokens(node, "KIND")[0])
        found = (self._link(kind, part, before) for part, before in elements(node, self._file, self._notices))
        return [relation for relation in found if relation is not None]

    def _link(self, kind: str, node: Node, leading: Leading) -> FoundRelation | None:
        first, between, second = trees(node)
        option = next(map(str, tokens(node, "NAME")), None)
        source, target = self._side(first), self._side(second)
        later = Leading()
        leading.docs += tokens(between)
        for part in trees(between):
            later.note(annotation(part, self._file))
        source.label = leading.take("RelationshipNameHumanized")
        target.label = later.take("RelationshipNameHumanized")
        either_way = kind in ("OneToOne", "ManyToMany")
        if kind == "OneToMany" or (either_way and self._is_user(source, option, built_in=False)):
            source, target, leading, later = target, source, later, leading
        return self._relation(kind, source, target, option, (leading, later))

    def _relation(
        self, kind: str, source: Side, target: Side, option: str | None, leading: tuple[Leading, Leading]
    ) -> FoundRelation | None:
        to_user = self._is_user(target, option, built_in=option == "builtInEntity")
        if not self._can_hold(kind, source, target, to_user):
            return None
        found = FoundRelation(source.entity, None if to_user else target.entity, source.place)
        found.name, found.reverse, found.said["kind"] = source.name, target.name, KINDS[kind]
        found.said.update(
            {key: text for key, text in (("label", source.label), ("reverse_label", target.label)) if text}
        )
        self._required(source, target, found)
        self._displays(source, target, to_user)
        for one in leading:
            self._annotated(one, found)
        if option not in (None, "builtInEntity"):
            self._notices.say(source.place, f"'with {option}' says nothing that a specification can hold: left out.")
        return found

    def _can_hold(self, kind: str, source: Side, target: Side, to_user: bool) -> bool:
        for side in (source,) if to_user else (source, target):
            if side.entity in self._entities:
                continue
            if side.entity not in BUILT_IN:
                known = ", ".join(self._entities) or "none"
                raise refused(side.place, f"there is no entity {side.entity!r}; known: {known}.")
            both = f"{source.entity} to {target.entity}"
            why = "users cannot point to something" if side.entity == USERS else f"there is no {side.entity} here"
            self._notices.say(side.place, f"the {kind} relation {both} is left out: {why}.")
            return False
        return True

    def _is_user(self, side: Side, option: str | None, *, built_in: bool) -> bool:
        """`User` is the application's own, unless the file has one and does not say `with builtInEntity`."""
        return side.entity == USERS and (built_in or USERS not in self._entities)

    def _side(self, node: Node) -> Side:
        entity, *rest = tokens(node)
        side = Side(str(entity), place(entity, self._file))
        names = [str(token) for token in rest if token.type == "NAME"]
        side.required = any(token.type == "REQUIRED" for token in rest)
        side.name, side.display = [*names, None, None][:2]
        return side

    def _required(self, source: Side, target: Side, found: FoundRelation) -> None:
        itself = source.entity == found.target
        if source.required and itself:
            self._notices.say(source.place, "a required relation to its own entity could have no first row: optional.")
        elif source.required:
            found.said["required"] = True
        if target.required:
            self._notices.say(target.place, f"{target.entity!r} cannot require a {source.entity!r} that points to it: "
                              "left out.")  # fmt: skip

    def _displays(self, source: Side, target: Side, to_user: bool) -> None:
        shown = [(source, None if to_user else target.entity), (target, source.entity)]
        for side, other in shown:
            if side.display is None:
                continue
            if other is None:
                self._notices.say(side.place, f"a user is shown by name, not by {side.display!r}.")
            else:
                self._display(side, self._entities[other])

    def _display(self, side: Side, entity: FoundEntity) -> None:
        if side.display == "id":
            self._notices.say(side.place, f"{entity.name!r} is shown by a field of its own, not by 'id'.")
        elif side.display not in {field.name for field in entity.fields}:
            self._notices.say(side.place, f"{entity.name!r} has no field {side.display!r} to be shown by: left out.")
        elif entity.display not in (None, side.display):
            self._notices.say(side.place, f"{entity.name!r} is shown by {entity.display!r} everywhere, so not by "
                              f"{side.display!r} here.")  # fmt: skip
        else:
            entity.display = side.display

    def _annotated(self, leading: Leading, found: FoundRelation) -> None:
        identity(leading, found.said, fusionColumn="stored_as", fusionReverse="reverse_name")
        if (rule := leading.take("OnDelete")) is not None:
            self._on_delete(rule.upper().replace("_", " "), found)
        if (rule := leading.take("OnUpdate")) is not None:
            self._notices.say(found.place, f"@OnUpdate({rule}): ids never change, so that nothing has to be done.")
        if text := leading.text():
            found.said["help"] = text
        found.said.update(leading.more())
        leading.left(self._notices)

    def _on_delete(self, rule: str, found: FoundRelation) -> None:
        impossible = found.said.get("required") or found.said["kind"] is RelationKind.MANY_TO_MANY
        if rule not in ON_DELETE or (rule == "SET NULL" and impossible):
            self._notices.say(
                found.place, f"@OnDelete({rule}) cannot be kept here: what is pointed to cannot be deleted."
            )
        else:
            found.said["on_delete"] = ON_DELETE[rule]
