"""Names as types: an identifier cannot be built unsanitised, a label is shown as it was written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Self

from anyascii import anyascii
from pydantic import AfterValidator, GetCoreSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, core_schema

if TYPE_CHECKING:
    import inflect

MAX_NAME = 48
"""Longest identifier: leaves room for prefixes within PostgreSQL's 63 bytes and DNS's 63 characters."""

MAX_LABEL = 300
"""Longest label, in characters."""

_PATTERN = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")


class Name(str):
    """An identifier in snake_case: `[a-z][a-z0-9]*(_[a-z0-9]+)*`, at most 48 characters.

    Safe as it stands in Python, SQL, TypeScript, DNS (as `kebab`) and file paths, save for a language's reserved
    words, which its target lists. Raises ValueError on anything else.
    """

    __slots__ = ()

    def __new__(cls, value: str) -> Self:
        if len(value) > MAX_NAME or not _PATTERN.fullmatch(value):
            offer = cls.from_label(value)
            raise ValueError(
                f"{value[:80]!r} is not a name: write lower-case words joined by single underscores, "
                f"at most {MAX_NAME} characters, for example {str(offer)!r}"
            )
        return super().__new__(cls, value)

    @classmethod
    def from_label(cls, label: str, taken: Collection[str] = (), fallback: str = "item") -> Self:
        """Make a name from what a person wrote, in any script; a number is added while it stands in `taken`."""
        words = [word.lower() for word in _WORD.findall(anyascii(label))]
        if words and words[0][0].isdigit():
            words.insert(0, fallback)
        stem = ""
        for word in words or [fallback]:
            longer = f"{stem}_{word}" if stem else word[: MAX_NAME - 4]
            if len(longer) > MAX_NAME - 4:
                break
            stem = longer
        candidate, number = stem, 2
        while candidate in taken:
            candidate, number = f"{stem}_{number}", number + 1
        return super().__new__(cls, candidate)

    @property
    def words(self) -> list[str]:
        return self.split("_")

    @property
    def snake(self) -> str:
        return str(self)

    @property
    def kebab(self) -> str:
        return "-".join(self.words)

    @property
    def pascal(self) -> str:
        return "".join(word.capitalize() for word in self.words)

    @property
    def camel(self) -> str:
        head, *tail = self.words
        return head + "".join(word.capitalize() for word in tail)

    @property
    def constant(self) -> str:
        return self.upper()

    @property
    def plural(self) -> Name:
        *head, last = self.words
        return Name.from_label("_".join([*head, plural(last)]))

    @property
    def label(self) -> str:
        """The name as a label, for what nobody has written one for: `due_date` becomes `Due date`."""
        return " ".join(self.words).capitalize()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            cls,
            core_schema.str_schema(pattern=f"^{_PATTERN.pattern}$", max_length=MAX_NAME),
            serialization=core_schema.plain_serializer_function_ser_schema(str, return_schema=core_schema.str_schema()),
        )


def _printable(text: str) -> str:
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
        raise ValueError("holds control characters: write it without them")
    return unicodedata.normalize("NFC", text)


Label = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_LABEL), AfterValidator(_printable)
]
"""What a person wrote and wants to see again, in any script; 1 to 300 characters, none of them a control character."""


_ONE = re.compile(r"(?:ss|us|is|gas|lens|canvas|atlas|alias|bias|chaos)$", re.IGNORECASE)
_MANY = re.compile(r"(?:menus|gurus|emus|taxis|skis|kiwis|emojis|alibis|bikinis|rabbis)$", re.IGNORECASE)
"""What ends like a plural and is one thing (a bus, an analysis), and what ends like these and is a plural after all."""


def plural(noun: str) -> str:
    """The English plural of a noun, as it stands where it already is one."""
    inflector = _inflector()
    if not _is_one(noun) and inflector.singular_noun(noun):
        return noun
    return str(inflector.plural_noun(noun))


def singular(noun: str) -> str:
    """The English singular of a noun, as it stands where it already is one."""
    return noun if _is_one(noun) else str(_inflector().singular_noun(noun) or noun)


def _is_one(noun: str) -> bool:
    return _ONE.search(noun) is not None and _MANY.search(noun) is None


@cache
def _inflector() -> inflect.engine:
    """Loaded when first needed, and without the run-time type checks that make its import take three seconds."""
    import typeguard

    checked, typeguard.typechecked = typeguard.typechecked, lambda target: target  # type: ignore[assignment]
    try:
        import inflect
    finally:
        typeguard.typechecked = checked
    return inflect.engine()
