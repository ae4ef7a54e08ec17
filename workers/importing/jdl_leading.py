"""What stands before a JDL element: its documentation and its annotations; and where each part of a body belongs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lark import Token, Tree

from workers.importing.found import Notices, Place
from workers.importing.jdl_parsing import Node, tokens


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
        """The documentation as plain text."""
        return "\n".join(filter(None, (plain(doc) for doc in self.docs)))


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
