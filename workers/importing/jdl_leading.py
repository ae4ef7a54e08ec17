"""What stands before a JDL element: its documentation and its annotations; and where each part of a body belongs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from lark import Token, Tree

from schemas.errors import Permanent
from workers.importing.found import Notices, Place
from workers.importing.jdl_parsing import Node, tokens

MORE = "@fusion "
"""Begins a line of documentation that holds, as JSON, what JDL has no word for."""


class Annotation(NamedTuple):
    name: str
    value: str
    place: Place


class Leading:
    """Documentation and annotations of one element. What nobody takes is told at the end."""

    def __init__(self) -> None:
        self.docs: list[Token] = []
        self._annotations: dict[str, Annotation] = {}

    def note(self, annotation: Annotation) -> None:
        self._annotations[annotation.name.lower()] = annotation

    def take(self, name: str) -> str | None:
        """The value of an annotation, '' where it has none, or None where there is no such annotation."""
        found = self._annotations.pop(name.lower(), None)
        return None if found is None else found.value

    def empty(self) -> bool:
        return not self.docs and not self._annotations

    def left(self, notices: Notices) -> None:
        """Tell of the annotations that mean nothing here."""
        for annotation in self._annotations.values():
            notices.say(annotation.place, f"@{annotation.name} says nothing that a specification can hold: left out.")

    def text(self) -> str:
        """The documentation as plain text, without what it holds for Fusion alone."""
        lines = "\n".join(filter(None, (plain(doc) for doc in self.docs))).split("\n")
        return "\n".join(line for line in lines if not line.startswith(MORE)).strip()

    def more(self) -> dict[str, Any]:
        """What an exported file says in the documentation because JDL cannot: JSON behind `@fusion`."""
        found: dict[str, Any] = {}
        for line in (line for doc in self.docs for line in plain(doc).split("\n") if line.startswith(MORE)):
            try:
                said = json.loads(line.removeprefix(MORE))
            except ValueError as error:
                raise Permanent(f"line {self.docs[0].line}: what follows {MORE}is no JSON: {error}.") from None
            found.update(said if isinstance(said, dict) else {})
        return found


def plain(doc: str) -> str:
    """The text of a documentation comment, without its stars."""
    lines = (line.strip().lstrip("*").strip() for line in doc.removeprefix("/**").removesuffix("*/").split("\n"))
    return "\n".join(lines).strip()


def place(part: Token | Node, file: str) -> Place:
    if isinstance(part, Token):
        return Place(file, part.line or 0, part.column or 0)
    return Place(file, part.meta.line, part.meta.column)


def annotation(node: Node, file: str) -> Annotation:
    """Quotes of either kind go; words such as `NO ACTION` stay together."""
    name, *values = (str(token) for token in tokens(node) if token.type != "COMMA")
    value = " ".join(one[1:-1] if one.startswith('"') else one for one in values)
    if values and values[0].startswith("'"):
        value = value.strip("'")
    return Annotation(name, value, place(node, file))


def elements(node: Node, file: str, notices: Notices) -> Iterator[tuple[Node, Leading]]:
    """The elements of a body, each with what stands before it, or behind it on its last line."""
    waiting, last, last_line = Leading(), Leading(), 0
    pairs: list[tuple[Node, Leading]] = []
    for part in node.children:
        if isinstance(part, Tree) and part.data == "annotation":
            waiting.note(annotation(part, file))
        elif isinstance(part, Tree):
            last, last_line, waiting = waiting, part.meta.end_line, Leading()
            pairs.append((part, last))
        elif part.type == "JAVADOC":
            (last if part.line == last_line and waiting.empty() else waiting).docs.append(part)
    if not waiting.empty():
        _dangling(waiting, file, notices)
    yield from pairs


def _dangling(waiting: Leading, file: str, notices: Notices) -> None:
    waiting.left(notices)
    for doc in waiting.docs:
        notices.say(place(doc, file), "this documentation belongs to nothing: left out.")
