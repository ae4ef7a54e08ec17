"""Texts that a pattern takes, and one that it does not: for samples, seeds and tests of generated applications."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, islice, product

from schemas.pattern_nodes import Chars, Choice, Node, Repeat, Sequence, others
from schemas.pattern_parsing import parse
from schemas.patterns import for_python

FRIENDLY = [ord(sign) for sign in "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ -_.@/+"]
"""Which characters to take first where a pattern leaves the choice."""

WRONG = ("", "?", "0", "a", "A a", "§§", "-1-", "!" * 300)
"""At least one of these is refused by nearly every pattern that says something."""

TRIES = 500
ENDLESS = 3
"""How much longer than it must be a text without an end is made."""


def examples(pattern: str, count: int, shortest: int = 0, longest: int = 10_000) -> tuple[str, ...]:
    """Up to `count` different texts that match, of the allowed lengths; fewer where no more are found.

    The same for the same pattern. Raises PatternError.
    """
    node = parse(pattern)
    found: dict[str, None] = {}
    for longer, number in product((0, shortest), range(max(TRIES, 2 * count))):
        text, _ = _text(node, number, longer)
        if shortest <= len(text) <= longest:
            found[text] = None
        if len(found) == count:
            break
    return tuple(found)


def counterexample(pattern: str, shortest: int = 0, longest: int = 10_000) -> str | None:
    """A text of an allowed length that does not match, None where none was found. Raises PatternError."""
    taken = re.compile(for_python(pattern))
    tried = (text.ljust(shortest, text[-1:] or "?") for text in WRONG)
    return next((text for text in tried if len(text) <= longest and not taken.match(text)), None)


def _text(node: Node, number: int, longer: int) -> tuple[str, int]:
    """The text that `number` chooses, and what is left of the number for further choices."""
    match node:
        case Chars():
            return _character(node, number)
        case Choice(branches=branches):
            number, which = divmod(number, len(branches))
            return _text(branches[which], number, longer)
        case Repeat(part=part, low=low, high=high):
            least = max(low, 1 if high != 0 else 0, min(longer, longer if high is None else high))
            most = least + ENDLESS if high is None else min(high, least + ENDLESS)
            number, more = divmod(number, most - least + 1)
            return _several((part,) * (least + more), number, longer)
        case Sequence(parts=parts):
            return _several(parts, number, longer)


def _several(parts: tuple[Node, ...], number: int, longer: int) -> tuple[str, int]:
    texts = []
    for part in parts:
        text, number = _text(part, number, longer)
        texts.append(text)
    return "".join(texts), number


def _character(chars: Chars, number: int) -> tuple[str, int]:
    points = _points(chars)
    number, which = divmod(number, len(points))
    return chr(points[which]), number


@lru_cache(1_000)
def _points(chars: Chars) -> list[int]:
    """The friendly characters of a set, or the first twenty where it has none."""
    ranges = others(chars.ranges) if chars.negated else chars.ranges
    some = islice(chain.from_iterable(range(low, high + 1) for low, high in ranges), 20)
    return [point for point in FRIENDLY if point in chars] or list(some)
