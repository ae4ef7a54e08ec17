"""Texts that match a pattern."""

from random import Random
from re import _parser  # type: ignore[attr-defined]
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Any

LETTERS = ascii_lowercase + digits + ascii_uppercase + " -_.,"
CLASSES = {"CATEGORY_DIGIT": digits, "CATEGORY_WORD": ascii_lowercase + digits, "CATEGORY_SPACE": " "}
MOST = 6
"""How often at most a part is repeated that may be repeated without end."""


def matching(pattern: str, random: Random) -> str:
    """A text that the pattern describes, as far as it is made of letters, sets, groups, choices and repetitions."""
    return _text(_parser.parse(pattern), random)


def _text(parts: Any, random: Random) -> str:
    return "".join(_part(str(kind), given, random) for kind, given in parts)


def _part(kind: str, given: Any, random: Random) -> str:
    match kind:
        case "LITERAL":
            return chr(given)
        case "ANY":
            return random.choice(ascii_lowercase)
        case "IN" | "NOT_LITERAL":
            return random.choice(_letters(given if kind == "IN" else [("NEGATE", None), ("LITERAL", given)]))
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, inner = given
            count = random.randint(int(least), min(int(most), max(int(least), MOST)))
            return "".join(_text(inner, random) for _ in range(count))
        case "SUBPATTERN":
            return _text(given[-1], random)
        case "BRANCH":
            return _text(random.choice(given[1]), random)
    return ""  # anchors and other places without a width


def _letters(kinds: Any) -> str:
    """The letters of a set."""
    found, negated = "", False
    for kind, given in kinds:
        match str(kind):
            case "NEGATE":
                negated = True
            case "LITERAL":
                found += chr(given)
            case "RANGE":
                found += "".join(chr(code) for code in range(given[0], min(given[1], given[0] + 200) + 1))
            case "CATEGORY":
                found += CLASSES.get(str(given), "a")
    return "".join(letter for letter in LETTERS if letter not in found) if negated else found
