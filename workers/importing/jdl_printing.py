"""A specification as JDL, its ids in annotations, so that an import finds every element again.

What JDL has no word for stands behind `@fusion` in the documentation, as JSON that an import reads: rules, lists,
state machines, roles, targets. A double quote in an annotation has a typographic one stand for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from schemas.rules import FILES, NUMBERS
from schemas.spec import USER, AppSpec, Entity, Enum, Field, FieldType, OnDelete, Part, Relation, RelationKind
from workers.importing.found import Notices, Place, Raw
from workers.importing.jdl_leading import MORE, plain
from workers.importing.jdl_naming import JdlNames
from workers.importing.lean import in_order

TYPES = {
    FieldType.TEXT: "TextBlob",
    FieldType.MARKDOWN: "TextBlob",
    FieldType.INTEGER: "Integer",
    FieldType.BIG_INTEGER: "Long",
    FieldType.DECIMAL: "BigDecimal",
    FieldType.MONEY: "BigDecimal",
    FieldType.FLOAT: "Double",
    FieldType.BOOLEAN: "Boolean",
    FieldType.DATE: "LocalDate",
    FieldType.DATETIME: "Instant",
    FieldType.TIME: "LocalTime",
    FieldType.DURATION: "Duration",
    FieldType.UUID: "UUID",
    FieldType.JSON: "TextBlob",
    FieldType.FILE: "AnyBlob",
    FieldType.IMAGE: "ImageBlob",
}
"""All others are a `String`."""

SAME = frozenset({*TYPES, FieldType.STRING, FieldType.ENUM}) - {FieldType.JSON, FieldType.MARKDOWN, FieldType.MONEY}
"""The types that are read from JDL's own as they were."""

KINDS = {
    RelationKind.MANY_TO_ONE: "ManyToOne",
    RelationKind.ONE_TO_ONE: "OneToOne",
    RelationKind.MANY_TO_MANY: "ManyToMany",
}


def print_jdl(spec: AppSpec, file: str, notices: Notices) -> str:
    """JDL text; what it cannot say is told."""
    if spec.roles:
        named = ", ".join(role.label for role in spec.roles)
        notices.say(Place(file), f"JDL knows no roles: {named} stand in a comment, which only Fusion reads.")
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
        app, spec = self._spec.app, self._spec
        more = in_order(spec.model_dump(mode="json", include={"roles", "targets", "forget"}, exclude_defaults=True))
        said = {"app": rest(app, "id", "name", "label", "description", texts=("label", "description"))}
        doc = [
            *app.description.split("\n"),
            f'@fusionId("{app.id}") @fusionLabel({_text(app.label)})',
            _more({**{key: value for key, value in said.items() if value}, "roles": [], **more}),
        ]
        return f"{_doc(doc, '')}\napplication {{\n  config {{\n    baseName {app.name}\n  }}\n  entities *\n}}"

    def _enum(self, enum: Enum) -> str:
        said = f'@fusionId("{enum.id}") @fusionName("{enum.name}") @fusionLabel({_text(enum.label)})'
        more = {} if _survives(enum.label) else {"label": enum.label}
        changed = {value.name.upper(): value.label for value in enum.values if not _survives(value.label)}
        doc = _documented(said, more | ({"values": changed} if changed else {}), "")
        values = ",\n".join(f"  {value.name.upper()} ({_text(value.label)})" for value in enum.values)
        return f"{doc[0]}\nenum {self._names.enums[enum.name]} {{\n{values}\n}}"

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
        keys = ("id", "name", "label", "plural", "plural_label", "description", "display", "stored_as", "fields")
        more = rest(entity, *keys, texts=("label", "plural_label", "description"))
        said = [*_documented(entity.description, more, ""), *said]
        fields = ",\n".join(self._field(entity, field) for field in entity.fields)
        body = f" {{\n{fields}\n}}" if fields else ""
        return "\n".join([*said, f"entity {name} ({entity.stored_as}){body}"])

    def _field(self, entity: Entity, field: Field) -> str:
        keys = ("id", "name", "label", "type", "enum", "stored_as", "help", "decimals", *_words(field))
        lines = _documented(field.help, rest(field, *keys, texts=("label", "help", "default")), "  ")
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
        if field.default is not None and "default" in _words(field):
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
        keys = ("id", "name", "label", "source", "target", "kind", "required", "on_delete", "reverse_name",
                "reverse_label", "stored_as", "help")  # fmt: skip
        more = rest(relation, *keys, texts=("label", "reverse_label", "help"))
        notes = "\n".join([*_documented(relation.help, more, "  "), *(f"  {note}" for note in said)])
        return f"relationship {KINDS[relation.kind]} {{\n{notes}\n  {source} to\n  {target}{built_in}\n}}"


def _words(field: Field) -> list[str]:
    """The rules that JDL has a word for, of those that the field has."""
    words = ["required", "unique", "min", "max"]
    if TYPES.get(field.type) is None and field.enum is None:
        words += ["min_length", "max_length"]
        words += ["pattern"] if field.pattern and not set(field.pattern) & set("/\n\r") else []
    if field.type in FILES:
        words.append("max_size")
    if isinstance(field.default, int | float) or (isinstance(field.default, str) and field.type not in NUMBERS):
        words.append("default")
    return [word for word in words if getattr(field, word) not in (None, False) or word == "default"]


def _rules(field: Field) -> Iterable[str]:
    for word in _words(field):
        value = getattr(field, word)
        match word:
            case "required" | "unique":
                yield word
            case "pattern":
                yield f"pattern(/{value}/)"
            case "min" | "max":
                yield f"{word}({value:f})"
            case "min_length" | "max_length" | "max_size":
                yield f"{word.replace('_size', '_bytes').replace('_', '')}({value})"


def _default(field: Field) -> str:
    if isinstance(field.default, bool):
        return str(field.default).lower()
    if field.type is FieldType.ENUM:
        return str(field.default).upper()
    return _text(field.default) if isinstance(field.default, str) else str(field.default)


def rest(part: Part, *said: str, texts: tuple[str, ...] = ()) -> Raw:
    """What a part of a spec says besides `said`; those of the `texts` too that JDL would not keep as they are."""
    data: Raw = part.model_dump(mode="json", exclude_defaults=True)
    changed = {key for key in texts if isinstance(data.get(key), str) and not _survives(data[key])}
    return {key: value for key, value in data.items() if key not in said or key in changed}


def _survives(text: str) -> bool:
    doc = _doc(text.split("\n"), "")
    return '"' not in text and "@fusion" not in text and (not text or plain(doc) == text)


def _documented(text: str, more: Raw, indent: str) -> list[str]:
    lines = [*text.split("\n")] if text else []
    if more:
        lines.append(_more(more))
    return [_doc(lines, indent)] if lines else []


def _more(said: Raw) -> str:
    return MORE + json.dumps(said, ensure_ascii=False).replace("*/", "*\\/")


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
