"""JDL entities and their fields."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from decimal import Decimal

from lark import Token

from schemas.patterns import PatternError
from schemas.patterns import parse as parse_pattern
from schemas.rules import ALLOWED, NUMBERS, TEXTS
from schemas.rules import FILES as FILE_TYPES
from schemas.spec import FieldType
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
FILES = {
    "Blob": FieldType.FILE, "AnyBlob": FieldType.FILE, "ImageBlob": FieldType.IMAGE, "ByteBuffer": FieldType.FILE,
}  # fmt: skip
NOW = ("now", "current_", "localtime")
"""How databases begin to say what time it is."""

LONGEST = 10_000
"""The longest `max_length` of a specification; a longer text is one without a limit."""

LARGEST = 1_000_000_000
"""The largest `max_size`, in bytes."""

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
            found.said["description"] = text
        found.said.update(leading.more())
        leading.left(self._notices)
        for part, before in elements(node, self._file, self._notices):
            field = self._field(part, before)
            if field is not None:
                found.fields.append(field)
        return found

    def _field(self, node: Node, leading: Leading) -> FoundField | None:
        name, type_ = tokens(node)
        where, kind = place(name, self._file), str(type_)
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
        if (known := (TYPES | FILES).get(str(token))) is not None:
            return known
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
            case "maxlength" if said["type"] in TEXTS:
                self._length(field, where, self._number(values[0]))
            case "minlength" if said["type"] in TEXTS and 0 <= (least := self._number(values[0])) <= LONGEST:
                said["min_length"] = int(least) or None
            case "maxbytes" if said["type"] in FILE_TYPES and 1 <= (most := self._number(values[0])) <= LARGEST:
                said["max_size"] = int(most)
            case "pattern" if said["type"] in TEXTS:
                self._pattern(field, where, str(values[0])[1:-1])
            case _:
                argument = "".join(values)
                self._notices.say(
                    where, f"{field.name!r}: {word}({argument}) says nothing of a {said['type']}: left out."
                )

    def _length(self, field: FoundField, where: Place, length: Decimal) -> None:
        if 1 <= length <= LONGEST:
            field.said["max_length"] = int(length)
        else:
            field.said["type"] = FieldType.TEXT
            self._notices.say(where, f"{field.name!r}: a length of {length} is none: a text without a limit.")

    def _pattern(self, field: FoundField, where: Place, pattern: str) -> None:
        try:
            parse_pattern(pattern)
        except PatternError as error:
            self._notices.say(where, f"{field.name!r}: the pattern /{cut(pattern)}/ is left out: {error}")
        else:
            field.said["pattern"] = pattern

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
        computed = leading.take("defaultValueComputed")
        if computed is not None and computed.lower().startswith(NOW) and field.said["type"] in ALLOWED["default_now"]:
            field.said["default_now"] = True
        elif computed is not None:
            self._notices.say(field.place, f"{field.name!r}: the default {computed!r} is no constant: left out.")
        if leading.take("Id") is not None:
            field.said.update(required=True, unique=True)
            self._notices.say(field.place, f"{field.name!r}: rows have an id of their own: kept as a unique field.")
        if text := leading.text():
            field.said["help"] = text
        field.said.update(leading.more())
        leading.left(self._notices)
