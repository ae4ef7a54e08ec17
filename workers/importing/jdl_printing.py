"""A specification as JDL, its ids in annotations, so that an import finds every element again.

What JDL cannot say, and is lost on the way: roles and what they may do; front ends and back end; a double quote in a
label, an enum value or a default (a typographic one stands for it); white space at the ends of the lines of a help text
or description, `@fusion` in one, and `*/` in what stands in a comment; a default of a number that is written as text.
"""

from __future__ import annotations

from collections.abc import Iterable

from schemas.spec import USER, AppSpec, Entity, Enum, Field, FieldType, OnDelete, Relation, RelationKind, Targets
from workers.importing.found import Notices, Place
from workers.importing.jdl_naming import JdlNames

TYPES = {
    FieldType.TEXT: "TextBlob",
    FieldType.INTEGER: "Integer",
    FieldType.BIG_INTEGER: "Long",
    FieldType.DECIMAL: "BigDecimal",
    FieldType.FLOAT: "Double",
    FieldType.BOOLEAN: "Boolean",
    FieldType.DATE: "LocalDate",
    FieldType.DATETIME: "Instant",
    FieldType.TIME: "LocalTime",
    FieldType.DURATION: "Duration",
    FieldType.UUID: "UUID",
    FieldType.JSON: "TextBlob",
}
"""All others are a `String`."""

SAME = frozenset({*TYPES, FieldType.STRING, FieldType.ENUM}) - {FieldType.JSON}
"""The types that are read from JDL's own as they were."""

KINDS = {
    RelationKind.MANY_TO_ONE: "ManyToOne",
    RelationKind.ONE_TO_ONE: "OneToOne",
    RelationKind.MANY_TO_MANY: "ManyToMany",
}


def print_jdl(spec: AppSpec, file: str, notices: Notices) -> str:
    """JDL text; what it cannot say is told."""
    if spec.roles:
        notices.say(Place(file), f"JDL knows no roles: {', '.join(role.label for role in spec.roles)} left out.")
    if spec.targets != Targets():
        notices.say(Place(file), "JDL does not say what Fusion prints: the targets are left out.")
    text = _Printer(spec).text()
    if '"' in "".join(_quoted(spec)):
        notices.say(Place(file), 'JDL texts hold no "double quotes": typographic ones stand for them.')
    return text


class _Printer:
    def __init__(self, spec: AppSpec) -> None:
        self._spec, self._names = spec, JdlNames(spec)

    def text(self) -> str:
        parts = [
            self._app(),
            *(self._enum(enum) for enum in self._spec.enums),
            *(self._entity(entity) for entity in self._spec.entities),
            *(self._relation(relation) for relation in self._spec.relations),
        ]
        return "\n\n".join(parts) + "\n"

    def _app(self) -> str:
        app = self._spec.app
        doc = [*app.description.split("\n"), f'@fusionId("{app.id}") @fusionLabel({_text(app.label)})']
        return f"{_doc(doc, '')}\napplication {{\n  config {{\n    baseName {app.name}\n  }}\n  entities *\n}}"

    def _enum(self, enum: Enum) -> str:
        said = f'@fusionId("{enum.id}") @fusionName("{enum.name}") @fusionLabel({_text(enum.label)})'
        values = ",\n".join(f"  {value.name.upper()} ({_text(value.label)})" for value in enum.values)
        return f"/** {said.replace('*/', '* /')} */\nenum {self._names.enums[enum.name]} {{\n{values}\n}}"

    def _entity(self, entity: Entity) -> str:
        name = self._names.types[entity.name]
        said = [
            _note("fusionId", str(entity.id)),
            _note("fusionName", entity.name),
            _note("EntityClassHumanized", entity.label),
            _note("fusionPlural", entity.plural),
            _note("EntityClassPluralHumanized", entity.plural_label),
        ]
        if entity.display is not None:
            said.append(_note("fusionDisplay", self._names.members[entity.name, entity.display]))
        fields = ",\n".join(self._field(entity, field) for field in entity.fields)
        body = f" {{\n{fields}\n}}" if fields else ""
        return "\n".join([*said, f"entity {name} ({entity.stored_as}){body}"])

    def _field(self, entity: Entity, field: Field) -> str:
        lines = [_doc(field.help.split("\n"), "  ")] if field.help else []
        lines.append("  " + " ".join(self._annotations(field)))
        kind = self._names.enums[field.enum] if field.enum else TYPES.get(field.type, "String")
        lines.append(f"  {' '.join([self._names.members[entity.name, field.name], kind, *_rules(field)])}")
        return "\n".join(lines)

    def _annotations(self, field: Field) -> Iterable[str]:
        yield _note("fusionId", str(field.id))
        yield _note("fusionName", field.name)
        yield _note("FieldNameHumanized", field.label)
        yield _note("fusionColumn", field.stored_as)
        if field.type not in SAME:
            yield _note("fusionType", field.type)
        if field.decimals is not None:
            yield f"@fusionDecimals({field.decimals})"
        if field.max_length is not None and field.type is FieldType.TEXT:
            yield f"@fusionMaxLength({field.max_length})"
        if field.default is not None:
            yield f"@defaultValue({_default(field)})"

    def _relation(self, relation: Relation) -> str:
        there = "User" if relation.target == USER else self._names.types[relation.target]
        said = [
            _note("fusionId", str(relation.id)),
            _note("fusionName", relation.name),
            _note("fusionReverse", relation.reverse_name),
            _note("fusionColumn", relation.stored_as),
            _note("RelationshipNameHumanized", relation.label),
        ]
        if relation.on_delete is not OnDelete.RESTRICT:
            said.append(_note("OnDelete", relation.on_delete.replace("_", " ").upper()))
        name = self._names.members[relation.source, relation.name]
        source = f"{self._names.types[relation.source]}{{{name}{' required' * relation.required}}}"
        back = self._names.reverses[relation.id]
        target = f"{_note('RelationshipNameHumanized', relation.reverse_label)} {there}{{{back}}}"
        built_in = " with builtInEntity" if relation.target == USER else ""
        notes = "\n".join(f"  {note}" for note in said)
        return f"relationship {KINDS[relation.kind]} {{\n{notes}\n  {source} to\n  {target}{built_in}\n}}"


def _rules(field: Field) -> Iterable[str]:
    if field.required:
        yield "required"
    if field.unique:
        yield "unique"
    if field.max_length is not None and field.type is not FieldType.TEXT:
        yield f"maxlength({field.max_length})"
    for word, number in (("min", field.min), ("max", field.max)):
        if number is not None:
            yield f"{word}({number:f})"


def _default(field: Field) -> str:
    if isinstance(field.default, bool):
        return str(field.default).lower()
    if field.type is FieldType.ENUM:
        return str(field.default).upper()
    return _text(field.default) if isinstance(field.default, str) else str(field.default)


def _note(name: str, value: str) -> str:
    return f"@{name}({_text(value)})"


def _text(value: str) -> str:
    return '"' + value.replace('"', "”") + '"'


def _doc(lines: list[str], indent: str) -> str:
    shown = "\n".join(f"{indent} * {line}".rstrip().replace("*/", "* /") for line in lines)
    return f"{indent}/**\n{shown}\n{indent} */"


def _quoted(spec: AppSpec) -> Iterable[str]:
    yield spec.app.label
    for element in spec.elements():
        yield element.label
        if isinstance(element, Enum):
            yield from (value.label for value in element.values)
        if isinstance(element, Field) and isinstance(element.default, str):
            yield element.default
