"""JDL entities and their fields."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from decimal import Decimal

from lark import Token

from schemas.spec import FieldType
from schemas.validation import NUMBERS
from workers.importing.found import FoundEntity, FoundField, Notices, Place, refused
from workers.importing.jdl_identity import cut, identity
from workers.importing.jdl_leading import Leading, elements, place
from workers.importing.jdl_parsing import Node, tokens, trees

TYPES = {
    "String": FieldType.STRING,
    "Integer": FieldType.INTEGER,
    "Long": FieldType.BIG_INTEGER,
    "BigDecimal": FieldType.DECIMAL,
    "Float": FieldType.FLOAT,
    "Double": FieldType.FLOAT,
    "Boolean": FieldType.BOOLEAN,
    "LocalDate": FieldType.DATE,
    "Instant": FieldType.DATETIME,
    "ZonedDateTime": FieldType.DATETIME,
    "LocalTime": FieldType.TIME,
    "Duration": FieldType.DURATION,
    "UUID": FieldType.UUID,
    "TextBlob": FieldType.TEXT,
}
FILES = {"Blob": "a file", "AnyBlob": "a file", "ImageBlob": "an image", "ByteBuffer": "a file"}
LONGEST = 10_000
"""The longest `max_length` of a specification; a longer text is one without a limit."""

_NARROW = (FieldType.EMAIL, FieldType.URL, FieldType.PHONE)

Constants = Mapping[str, Decimal]


class FieldReader:
    """Reads bodies of entities. `enums` are the names of the file's enums."""

    def __init__(self, file: str, constants: Constants, enums: frozenset[str], notices: Notices) -> None:
        self._file, self._constants, self._enums, self._notices = file, constants, enums, notices

    def entity(self, node: Node, leading: Leading) -> FoundEntity:
        name, *table = tokens(node, "NAME")
        found = FoundEntity(str(name), place(name, self._file))
        if table:
            found.said["stored_as"] = str(table[0])
        identity(leading, found.said, EntityClassHumanized="label", EntityClassPluralHumanized="plural_label",
                 fusionPlural="plural")  # fmt: skip
        found.display = leading.take("fusionDisplay")
        if text := leading.text():
            self._notices.say(found.place, f"{found.name!r}: an entity has no description yet: {cut(text)!r} left out.")
        leading.left(self._notices)
        for part, before in elements(node, self._file, self._notices):
            field = self._field(part, before)
            if field is not None:
                found.fields.append(field)
        return found

    def _field(self, node: Node, leading: Leading) -> FoundField | None:
        name, type_ = tokens(node)
        where, kind = place(name, self._file), str(type_)
        if kind in FILES and kind not in self._enums:
            self._notices.say(where, f"{str(name)!r} is {FILES[kind]}, which a field cannot hold yet: left out.")
            return None
        if str(name).lower() == "id":
            self._notices.say(where, "every row has an id of its own anyway: the field 'id' is left out.")
            return None
        field = FoundField(str(name), where, {}, kind if kind in self._enums else None)
        field.said["type"] = self._type(type_, field, leading)
        for validation in trees(node):
            self._validation(validation, field)
        self._annotated(field, leading)
        return field

    def _type(self, token: Token, field: FoundField, leading: Leading) -> FieldType:
        narrowed = leading.take("fusionType")
        if narrowed in set(FieldType):
            return FieldType(narrowed)
        if field.enum is not None:
            return FieldType.ENUM
        if str(token) in TYPES:
            return TYPES[str(token)]
        near = difflib.get_close_matches(str(token), [*TYPES, *FILES, *self._enums], 1)
        hint = f" Do you mean {near[0]!r}?" if near else ""
        raise refused(place(token, self._file), f"{str(token)!r} is neither a type of JDL nor an enum of this file;"
                      f" expected one of {', '.join([*TYPES, *FILES])}.{hint}")  # fmt: skip

    def _validation(self, node: Node, field: FoundField) -> None:
        word, *values = tokens(node)
        where, said = place(word, self._file), field.said
        match str(word):
            case "required" | "unique":
                said[str(word)] = True
            case "min" | "max" if said["type"] in NUMBERS:
                said[str(word)] = self._number(values[0])
            case "maxlength" if said["type"] in (FieldType.STRING, FieldType.TEXT, *_NARROW):
                self._length(field, where, self._number(values[0]))
            case _:
                argument = "".join(values)
                self._notices.say(where, f"{field.name!r}: {word}({argument}) cannot be said yet: left out.")

    def _length(self, field: FoundField, where: Place, length: Decimal) -> None:
        if 1 <= length <= LONGEST:
            field.said["max_length"] = int(length)
        else:
            field.said["type"] = FieldType.TEXT
            self._notices.say(where, f"{field.name!r}: a length of {length} is none: a text without a limit.")

    def _number(self, token: Token) -> Decimal:
        if token.type == "NUMBER":
            return Decimal(token)
        if str(token) not in self._constants:
            known = ", ".join(self._constants) or "none"
            raise refused(place(token, self._file), f"there is no constant {str(token)!r}; known: {known}.")
        return self._constants[str(token)]

    def _annotated(self, field: FoundField, leading: Leading) -> None:
        identity(leading, field.said, FieldNameHumanized="label", fusionColumn="stored_as")
        if (default := leading.take("defaultValue")) is not None:
            field.said["default"] = default
        for key, name in (("decimals", "fusionDecimals"), ("max_length", "fusionMaxLength")):
            value = leading.take(name)
            if value is not None and value.isdecimal():
                field.said[key] = int(value)
        if leading.take("Id") is not None:
            field.said.update(required=True, unique=True)
            self._notices.say(field.place, f"{field.name!r}: rows have an id of their own: kept as a unique field.")
        if text := leading.text():
            field.said["help"] = text
        leading.left(self._notices)
