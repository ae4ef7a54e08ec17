"""New facts in a phrase: "a weight in kilograms, a unique barcode and a view: sea, garden or street"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from schemas.reading import Evidence, Fact
from schemas.spec import FieldType
from workers.prompt.refining.talk import items, plain

NUMBERS = {
    word: number
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
NUMBER = rf"-?\d[\d,_]*(?:\.\d+)?|{'|'.join(NUMBERS)}|a hundred|a thousand"

_TYPES = tuple(
    (re.compile(rf"(?:an?\s+|the\s+)?(?:{pattern})", re.IGNORECASE), kind)
    for pattern, kind in (
        (r"whole number|integer|count|round number", FieldType.INTEGER),
        (r"number with decimals|decimal(?: number)?|fraction", FieldType.DECIMAL),
        (r"amount(?: of money)?(?: with \w+ decimals)?|money|price|currency amount|sum of money", FieldType.DECIMAL),
        (r"number", FieldType.INTEGER),
        (r"(?:long|free|multi-?line|longer)[ -]?text|text(?: area| block)?|paragraph", FieldType.TEXT),
        (r"short text|single line|line of text|string", FieldType.STRING),
        (r"date and time|datetime|timestamp|moment", FieldType.DATETIME),
        (r"date|calendar date|day", FieldType.DATE),
        (r"time(?: of day)?", FieldType.TIME),
        (
            r"yes[/ -](?:or[ -])?no(?: field| question| value)?|flag|check ?box|boolean|switch|tick ?box",
            FieldType.BOOLEAN,
        ),
        (r"e-?mail(?: address)?", FieldType.EMAIL),
        (r"(?:web )?link|url|web ?(?:site|address|page)", FieldType.URL),
        (r"(?:tele)?phone(?: number)?", FieldType.PHONE),
    )
)
_BY_NAME = frozenset({FieldType.EMAIL, FieldType.URL, FieldType.PHONE})
"""Types whose names are also what people call such a fact."""

_VALUES = re.compile(
    r"(?:\s*:\s*|,?\s*\(\s*|,?\s+(?:which|that)\s+(?:is|are|can be|may be|must be)\s+(?:either\s+|one of\s+)?|"
    r"\s+of\s+(?=[^,]+(?:,[^,]+)*,?\s+or\s)|,?\s+(?:being\s+|namely\s+|with the values\s+)?either\s+|"
    r",?\s+with the (?:values|options|choices)\s+|,?\s+one of\s+)"
    r"(?P<values>[^()]+?)\)?$",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf",?\s+(?:from|between|of)\s+(?P<low>{NUMBER})\s+(?:to|and|through)\s+(?P<high>{NUMBER})\b", re.IGNORECASE
)
_DEFAULT = re.compile(
    rf",?\s+(?:(?:which|that) is\s+|with (?:a |the )?default (?:of |value )?|defaulting to\s+)(?P<value>{NUMBER}"
    rf"|true|false|yes|no)"
    r"(?:\s+by default)?",
    re.IGNORECASE,
)
_IS = re.compile(
    r",?\s+(?:(?:which|that)\s+(?:is|are|must be|has to be|should be)\s+|is\s+)?"
    r"(?P<flag>unique|required|mandatory|optional|compulsory)$",
    re.IGNORECASE,
)
_FLAG = re.compile(
    r"^(?:(?:an?|the|new|another|further|extra|additional|field|column|attribute|for)\s+)*"
    r"(?:(?P<flag>optional|required|mandatory|compulsory|unique)\s+)?",
    re.IGNORECASE,
)
_LEAST = re.compile(rf",?\s+(?P<which>at least|at most|up to)\s+(?P<n>{NUMBER})$", re.IGNORECASE)
_HOW_MANY = re.compile(r"how many\s+(?P<what>[\w -]+?)(?:\s+(?:there are|it has|they have|are there))?", re.IGNORECASE)
_AS = re.compile(r",?\s+(?:as|of type)\s+(?P<type>.+)$|,\s+(?P<apart>an?\s+.+)$", re.IGNORECASE)
_UNIT = re.compile(r"\s+(?:in|per|at|as)\s+[\w /%€$²³.-]+$", re.IGNORECASE)
_NAMED = re.compile(r"^(?:field|column|attribute|property|one)?\s*(?:called|named)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class New:
    """A field in the making, and what `Fact` has no word for."""

    fact: Fact
    set: dict[str, Any] = field(default_factory=dict)


def parse(text: str) -> list[New]:
    """The facts of a list, each with its type, values and limits as far as the words tell."""
    text = text.strip().rstrip(".")
    if (match := _VALUES.search(text)) and len(items(match["values"])) > 1 and not _of_flags(match["values"]):
        head = items(text[: match.start()])
        return [*parse(", ".join(head[:-1])), *_choice(head[-1], items(match["values"]))] if head else []
    return [new for part in _parts(text) if (new := _one(part))]


def type_named(text: str) -> FieldType | None:
    """The type that words name: "a whole number", "free text"."""
    bare = re.sub(r"\s+(?:field|value|column)$", "", text.strip().rstrip("."), flags=re.IGNORECASE)
    return next((kind for pattern, kind in _TYPES if pattern.fullmatch(bare)), None)


def number(text: str) -> int | float:
    """A number in digits or as a word."""
    said = text.strip().lower().replace(",", "").replace("_", "")
    if said in NUMBERS:
        return NUMBERS[said]
    if said.startswith("a "):
        return 100 if said == "a hundred" else 1000
    return float(said) if "." in said else int(said)


def _of_flags(values: str) -> bool:
    return all(
        re.fullmatch(r"(?:unique|required|mandatory|optional|filled in)", one, re.IGNORECASE) for one in items(values)
    )


def _choice(phrase: str, values: list[str]) -> list[New]:
    new = _one(phrase)
    if new is None:
        return []
    labels = tuple(dict.fromkeys(plain(value)[0].upper() + plain(value)[1:] for value in values if plain(value)))
    return [New(new.fact.model_copy(update={"type": FieldType.ENUM, "values": labels}), new.set)]


def _parts(text: str) -> Iterator[str]:
    """The items of a list; what tells more of one (", which is unique", ", an amount") stays with it."""
    held = ""
    for part in re.split(r"\s*,\s*(?:and\s+)?|\s+(?:and|as well as|plus)\s+", text):
        more = re.match(r"(?:which|that|unique|required|mandatory|optional|at least|at most|up to)\b", part) or _money(
            part, held
        )
        if held and more:
            held = f"{held}, {part}"
        else:
            if held:
                yield held
            held = part
    if held:
        yield held


def _money(part: str, held: str) -> bool:
    head = re.sub(r"\s+(?:that|which)\s.*", "", part)
    return (
        bool(held) and type_named(head) is not None and re.match(r"an? (?:amount|whole|number|yes)", part) is not None
    )


def _one(phrase: str) -> New | None:
    limits: dict[str, Any] = {}
    kind: FieldType | None = None
    text = phrase.strip()
    if match := _DEFAULT.search(text):
        limits["default"] = _value(match["value"])
        text = text[: match.start()] + text[match.end() :]
    if match := _RANGE.search(text):
        limits |= {"min": number(match["low"]), "max": number(match["high"])}
        kind, text = FieldType.INTEGER, text[: match.start()] + text[match.end() :]
    if match := _LEAST.search(text):
        key = "min" if match["which"].lower() == "at least" else "max"
        limits[key], kind, text = number(match["n"]), FieldType.INTEGER, text[: match.start()]
    if match := _HOW_MANY.fullmatch(text):
        kind, text = FieldType.INTEGER, match["what"]
    flags = []
    if match := _IS.search(text):
        flags, text = [match["flag"].lower()], text[: match.start()]
    if (match := _AS.search(text)) and (named := type_named(match["type"] or match["apart"])):
        kind, text = named, text[: match.start()]
    return _labelled(phrase, text, kind, flags, limits)


def _labelled(words: str, text: str, kind: FieldType | None, flags: list[str], limits: dict[str, Any]) -> New | None:
    if match := _FLAG.match(text):
        flags += [match["flag"].lower()] if match["flag"] else []
        text = text[match.end() :]
    text = _NAMED.sub("", text)
    if re.match(r"(?:number|count|amount) of\s", text, re.IGNORECASE) and kind is None:
        kind = FieldType.INTEGER
    bare = _UNIT.sub("", text)
    if bare != text and kind is None and not re.search(r"date|time", bare, re.IGNORECASE):
        kind = FieldType.DECIMAL
    if match := re.fullmatch(r"(?P<head>\w+) (?:to|for) (?:the )?(?P<of>[\w ]+)", bare):
        bare = f"{match['of']} {match['head']}"
    if kind is None and (named := type_named(plain(bare))) in _BY_NAME:
        kind = named
    label = plain(re.sub(r"\s+(?:field|column|attribute)$", "", plain(bare)))
    if flag := re.fullmatch(r"(?P<label>.+?)\s+(?:flag|check ?box)", label):
        kind, label = FieldType.BOOLEAN, flag["label"]
    if not label or len(label.split()) > 6:
        return None
    fact = Fact(
        label=label[0].upper() + label[1:],
        type=kind,
        unique="unique" in flags,
        required=bool({"required", "mandatory", "compulsory"} & set(flags)),
        evidence=Evidence(words=words.strip()[:300]),
    )
    return New(fact, limits)


def _value(text: str) -> bool | int | float:
    said = text.lower()
    if said in ("true", "yes", "false", "no"):
        return said in ("true", "yes")
    return number(text)
