"""Reads a pattern: the part of RE2's syntax that Python, PostgreSQL and JavaScript understand in the same way."""

from __future__ import annotations

import re

from schemas.pattern_nodes import Chars, Choice, Node, Range, Repeat, Sequence, merged, others

MOST = 255
"""How often something may be said to repeat: PostgreSQL's limit."""

DEEPEST = 20
LARGEST = 1_000
"""How many characters a pattern may be about once its repetitions are written out: RE2's limit."""

CLASSES: dict[str, tuple[Range, ...]] = {
    "d": merged([(48, 57)]),
    "w": merged([(48, 57), (65, 90), (95, 95), (97, 122)]),
    "s": merged([(9, 10), (12, 13), (32, 32)]),
}
"""As RE2 has them: ASCII, whatever the language of the text."""

CONTROLS = {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13}

REFUSED_ESCAPES = {
    "b": "word boundaries mean a backspace to PostgreSQL", "B": "word boundaries are not PostgreSQL's",
    "A": "a pattern always is about the whole text", "Z": "a pattern always is about the whole text",
    "z": "a pattern always is about the whole text", "p": "Python has no classes of Unicode",
    "P": "Python has no classes of Unicode", "Q": "quoting of stretches is RE2's alone",
    "u": "RE2 does not know it; write the character itself",
    "k": "references back are not RE2's", "C": "single bytes are no characters",
}  # fmt: skip

REFUSED_GROUPS = (
    (r"\?[=!]", "looking ahead is not RE2's"),
    (r"\?<[=!]", "looking behind is not RE2's"),
    (r"\?P?<", "names of groups are not PostgreSQL's; write (?:…)"),
    (r"\?P=", "references back are not RE2's"),
    (r"\?>", "atomic groups are not RE2's"),
    (r"\?[a-zA-Z-]+[:)]", "flags are not JavaScript's; write both cases, as in [Aa]"),
    (r"\?\(", "conditions are not RE2's"),
    (r"\?#", "comments are not RE2's"),
    (r"\*", "verbs are not RE2's"),
)


class PatternError(ValueError):
    """`column` (from 1) is where the pattern went wrong."""

    def __init__(self, column: int, sentence: str) -> None:
        self.column = column
        super().__init__(f"column {column}: {sentence}")


def parse(pattern: str) -> Node:
    """The tree of a pattern. Raises PatternError with the column and the reason."""
    reader = _Reader(pattern.removeprefix("^"), pattern.startswith("^"))
    node = reader.choice(0)
    if reader.left:
        raise reader.error("')' closes nothing; write \\) for the character")
    if (size := _size(node)) > LARGEST:
        raise PatternError(1, f"it is about up to {size} characters once written out, at most {LARGEST} can be.")
    return node


class _Reader:
    def __init__(self, text: str, begun: bool) -> None:
        self._text, self._begun, self._at = text, begun, 0

    @property
    def left(self) -> bool:
        return self._at < len(self._text)

    def error(self, sentence: str) -> PatternError:
        return PatternError(self._at + 1 + self._begun, f"{sentence}.")

    def choice(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise self.error(f"groups are nested more than {DEEPEST} deep")
        branches = [self._sequence(depth)]
        while self._take("|"):
            branches.append(self._sequence(depth))
        return branches[0] if len(branches) == 1 else Choice(tuple(branches))

    def _sequence(self, depth: int) -> Node:
        parts: list[Node] = []
        while self.left and self._text[self._at] not in "|)":
            if self._text[self._at :] == "$":
                self._at += 1
                break
            parts.append(self._repeated(self._atom(depth)))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _atom(self, depth: int) -> Node:
        character = self._text[self._at]
        if character in "*+?{":
            raise self.error(f"{character!r} repeats nothing here; write \\{character} for the character")
        if character in "^$":
            raise self.error(f"{character!r} stands inside; a pattern always is about the whole text, leave it out")
        if character == "(":
            return self._group(depth)
        if character == "[":
            return self._class()
        if character == "\\":
            return self._escape()
        self._at += 1
        return Chars(((10, 10),), negated=True) if character == "." else self._literal(character)

    def _group(self, depth: int) -> Node:
        for shape, reason in REFUSED_GROUPS:
            if re.compile(shape).match(self._text, self._at + 1):
                raise self.error(reason)
        start = self._at
        self._at += 3 if self._text.startswith("(?:", start) else 1
        node = self.choice(depth + 1)
        if not self._take(")"):
            self._at = start
            raise self.error("'(' is not closed; write \\( for the character")
        return node

    def _repeated(self, part: Node) -> Node:
        if not self.left:
            return part
        low, high = self._bounds()
        if (low, high) == (1, 1):
            return part
        self._take("?")
        if self.left and self._text[self._at] in "*+?{":
            raise self.error("what repeats cannot be repeated again without a group (…)")
        return Repeat(part, low, high)

    def _bounds(self) -> tuple[int, int | None]:
        for sign, bounds in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self._take(sign):
                return bounds
        if self._text[self._at] != "{":
            return 1, 1
        counted = re.compile(r"\{([0-9]+)(,?)([0-9]*)\}").match(self._text, self._at)
        if counted is None:
            raise self.error("'{' begins no number of times, as in {2} or {2,5}; write \\{ for the character")
        low = int(counted[1])
        high = int(counted[3]) if counted[3] else None if counted[2] else low
        if low > MOST or (high or 0) > MOST or (high is not None and high < low):
            raise self.error(f"{counted[0]} is no range from small to large, of at most {MOST}")
        self._at = counted.end()
        return low, high

    def _class(self) -> Chars:
        start = self._at
        self._at += 1
        negated = self._take("^")
        if self._text.startswith("]", self._at):
            raise self.error("']' begins an empty set; write \\] for the character")
        ranges: list[Range] = []
        while not self._take("]"):
            if not self.left:
                self._at = start
                raise self.error("'[' is not closed; write \\[ for the character")
            ranges += self._member()
        return Chars(merged(ranges), negated)

    def _member(self) -> tuple[Range, ...]:
        if self._text.startswith("[:", self._at):
            raise self.error("[:names:] of classes are not Python's; write for example [a-z]")
        found = self._one()
        following = self._text[self._at + 1 : self._at + 2]
        if not self._text.startswith("-", self._at) or following in ("]", ""):
            return found
        self._at += 1
        end = self._one()
        (low, single), (high, last) = found[0], end[0]
        if len(found) > 1 or len(end) > 1 or low != single or high != last or high < low:
            raise self.error("the range before here does not lead from a character to a later one; write \\- for '-'")
        return ((low, high),)

    def _one(self) -> tuple[Range, ...]:
        if self._text[self._at] == "\\":
            escaped = self._escape()
            return others(escaped.ranges) if escaped.negated else escaped.ranges
        character = self._text[self._at]
        self._at += 1
        return self._literal(character).ranges

    def _escape(self) -> Chars:
        name = self._text[self._at + 1 : self._at + 2]
        if reason := REFUSED_ESCAPES.get(name, "references back are not RE2's" if name.isdigit() else ""):
            raise self.error(f"\\{name}: {reason}")
        if hexadecimal := re.compile(r"\\x([0-9A-Fa-f]{2})").match(self._text, self._at):
            self._at = hexadecimal.end()
            return self._literal(chr(int(hexadecimal[1], 16)))
        if name.lower() in CLASSES and name:
            self._at += 2
            return Chars(CLASSES[name.lower()], negated=name.isupper())
        control = CONTROLS.get(name)
        if control is None and (not name or name.isalnum() or not name.isascii()):
            raise self.error(f"\\{name} is not known to all; known are \\d \\w \\s \\t \\n and signs such as \\.")
        self._at += 2
        return self._literal(name if control is None else chr(control))

    def _literal(self, character: str) -> Chars:
        code = ord(character)
        if code == 0 or 0xD800 <= code <= 0xDFFF:
            raise self.error("it holds a character that no text can have")
        return Chars(((code, code),))

    def _take(self, sign: str) -> bool:
        if self._text.startswith(sign, self._at):
            self._at += len(sign)
            return True
        return False


def _size(node: Node) -> int:
    match node:
        case Sequence(parts=parts) | Choice(branches=parts):
            return sum(_size(part) for part in parts)
        case Repeat(part=part, low=low, high=high):
            return _size(part) * max(low, high or 1, 1)
    return 1
