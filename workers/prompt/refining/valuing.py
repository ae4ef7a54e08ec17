"""The values of choices: "add Returned to the order status", "orders can also be cancelled"."""

from __future__ import annotations

import re

from schemas.wishes import AddValues, Refinement
from workers.prompt.refining.talk import Talk, items, meant, plain
from workers.prompt.refining.vocabulary import Kind, Named, comparable

_QUOTED = r"[\"“'](?P<quoted>[^\"”]+?)[\"”']"
_ADD_TO = re.compile(
    r"(?:add|include|introduce|allow)\s+(?P<values>.+?)\s+(?:to|in|as (?:an?|another|one more) (?:value|"
    r"option|choice|possibility)?\s*(?:of|for|to)|as|for)\s+"
    r"(?:the\s+)?(?:(?:possible\s+)?(?:list|set|values|options|choices)\s+(?:of|for)\s+)?(?P<what>.+)",
    re.IGNORECASE,
)
_THERE_IS = re.compile(
    r"(?:there (?:is|are|should be)|we (?:also )?(?:need|have)|add|introduce|include)\s+(?:also\s+)?(?:an?\s+"
    r"|the\s+)?(?:one more\s+|another\s+|new\s+|further\s+|additional\s+|two more\s+)*"
    r"(?P<what>[\w' -]+?)(?:\s*:\s*|,?\s+(?:called|named)\s+|\s+(?=[\"“']))(?P<values>.+)",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(
    r"(?P<values>.+?)\s+(?:is|are|should be|must be)\s+(?:also\s+)?(?:an?\s+|another\s+)?(?:possible|"
    r"valid|allowed|further|additional|new|another)?\s*"
    r"(?:value\s+(?:of|for)\s+)?(?P<what>.+)",
    re.IGNORECASE,
)
_CAN_BE = re.compile(
    r"(?P<what>.+?)\s+(?:can|may|could|should be able to)\s+(?P<also>also\s+|now\s+)?be\s+(?P<also2>also\s+)?"
    r"(?P<values>.+)",
    re.IGNORECASE,
)


def valuing(clause: str, talk: Talk) -> Refinement | None:
    for pattern in (_ADD_TO, _THERE_IS, _POSSIBLE):
        if match := pattern.fullmatch(clause):
            values, what = _tail(match["values"], match["what"])
            if found := _choices(what, talk):
                return _added(found, what, values, talk)
    return _states(clause, talk)


def _states(clause: str, talk: Talk) -> Refinement | None:
    """ "Orders can also be cancelled": of the one choice that a thing has, or of its status."""
    match = _CAN_BE.fullmatch(clause)
    owner = talk.words.entity(match["what"]) if match else None
    if match is None or owner is None or " by " in match["values"]:
        return (
            _added(found, match["what"], match["values"], talk)
            if match and (match["also"] or match["also2"]) and (found := _choices(match["what"], talk))
            else None
        )
    choices = _fields(talk, owner.name)
    known = [one for one in choices if re.search(r"stat(?:e|us)$|phase$", one.path)] or choices[:1] * (
        len(choices) == 1
    )
    if not known and (match["also"] or match["also2"]):
        known = choices
    return _added(tuple(known), match["what"], match["values"], talk) if known else None


def _choices(what: str, talk: Talk) -> tuple[Named, ...]:
    """The fields with values that the phrase names."""
    found = talk.find(re.sub(r"\s+(?:values|options|choices|list)$", "", what), Kind.FIELD)
    return tuple(one for one in found if (field := talk.words.field(one.path)) and field.enum)


def _fields(talk: Talk, owner: str) -> list[Named]:
    return [
        one
        for one in talk.words.all(Kind.FIELD)
        if one.owner == owner and (field := talk.words.field(one.path)) and field.enum
    ]


def _tail(values: str, what: str) -> tuple[str, str]:
    """A quoted value may stand behind its choice: 'the priority "Urgent"'."""
    return values, what


def _added(found: tuple[Named, ...], what: str, values: str, talk: Talk) -> Refinement | None:
    labels = [
        plain(
            re.sub(
                r"^(?:(?:an?|the)\s+)?(?:(?:value|option|status|state)\s+)?(?:either\s+)?",
                "",
                part,
                flags=re.IGNORECASE,
            )
        )
        for part in items(values)
    ]

    def new(one: Named) -> list[AddValues]:
        there = {
            named.path.partition("=")[2]
            for named in talk.words.all(Kind.VALUE)
            if named.path.startswith(f"{one.path}=")
        }
        fresh = tuple(
            label[0].upper() + label[1:]
            for label in labels
            if label and comparable(label).replace(" ", "_") not in there
        )
        return [AddValues(to=one.path, values=fresh)] if fresh else []

    return meant(found, what, talk, new) if any(labels) else None
