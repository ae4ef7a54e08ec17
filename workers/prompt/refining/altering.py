"""How a fact is: optional, unique, of another type, in other limits, with a default."""

from __future__ import annotations

import re
from typing import Any

from schemas.spec import FieldType
from schemas.wishes import Alter, Doubt, Refinement
from workers.prompt.refining.facts import NUMBER, number, type_named
from workers.prompt.refining.talk import Talk, ask, items, meant, plain, together, wish
from workers.prompt.refining.vocabulary import Kind, Named

_FLAGS: tuple[tuple[str, dict[str, Any]], ...] = (
    (r"(?:not|no longer)(?: be)? (?:required|mandatory|compulsory|obligatory|needed)|not necessary", {"required": False}),
    (r"(?:not|no longer)(?: be)? unique", {"unique": False}),
    (r"optional|voluntary|left (?:empty|blank|out)|empty|blank|missing", {"required": False}),
    (r"(?:always )?(?:required|mandatory|compulsory|obligatory|filled in|given|present|provided|set|entered|necessary|a must)", {"required": True}),
    (r"unique|one of a kind", {"unique": True}),
)  # fmt: skip
_FLAG = "|".join(pattern for pattern, _ in _FLAGS)
_FLAGGED = rf"(?P<flags>(?:{_FLAG})(?:(?:\s*,\s*|\s*,?\s+and\s+)(?:{_FLAG}))*)"
_BE = (
    r"(?P<be>is|are|must be|has to be|have to be|should be|shall be|needs to be|need to be|can be|may be|becomes?|"
    r"must always be|should always be|(?:is|are) always|will be|(?:is|are) now|ought to be)"
)
_NOT = (
    r"(?:isn't|aren't|is not|are not|doesn't have to be|don't have to be|does not have to be|do not have to be|"
    r"need not be|needn't be|doesn't need to be|don't need to be|does not need to be|do not need to be|"
    r"(?:is|are) no longer|should not be|shouldn't be|must not be|no longer (?:has|have|needs?) to be)"
)
_MAKE = re.compile(
    rf"(?:make|mark|set|declare|keep)\s+(?P<what>.+?)\s+(?:as\s+|to\s+(?:be\s+)?)?{_FLAGGED}", re.IGNORECASE
)
_IS = re.compile(rf"(?P<what>.+?)\s+{_BE}\s+{_FLAGGED}(?:\s+(?:for|on|in|of)\s+(?P<whose>.+))?", re.IGNORECASE)
_LEAVE = re.compile(
    r"(?P<whose>.+?)\s+(?:can|may|could)\s+(?:leave|omit|skip)\s+(?:their|its|his|her|the)\s+(?P<what>.+?)"
    r"(?:\s+(?:blank|empty|out)(?:\s+or\s+not)?)?", re.IGNORECASE,
)  # fmt: skip
_NOT_EVERY = re.compile(r"not (?:every|each|all)\s+(?P<whose>.+?)\s+(?:has|have|needs?)\s+(?P<what>.+)", re.IGNORECASE)
_SAME = re.compile(
    r"(?:no\s+)?(?:two|several|different)\s+(?P<whose>.+?)\s+(?:can't|cannot|must not|mustn't|may not|should not|shouldn't|may|can)\s+"
    r"(?:have|share|use)\s+(?:the same|one|an?)\s+(?P<what>.+)", re.IGNORECASE,
)  # fmt: skip
_NEITHER = re.compile(r"(?P<what>.+?)\s+(?:is|are)\s+not", re.IGNORECASE)
_NEGATIVE = re.compile(r"(?P<what>.+?)\s+(?P<may>may|can|could|might|must not|may not|cannot|can't|should not|must never)\s+be(?:come)?\s+negative|(?P<what2>.+?)\s+(?:must|should|has to)\s+be\s+positive", re.IGNORECASE)
_IS_NOT = re.compile(rf"(?P<what>.+?)\s+{_NOT}\s+{_FLAGGED}", re.IGNORECASE)
_REQUIRE = re.compile(r"(?P<no>(?:don't|do not)\s+)?(?P<verb>require|demand|insist on|ask for)\s+(?P<what>.+)", re.IGNORECASE)
_MAX = re.compile(
    rf"(?P<what>.+?)\s+(?:may|can|should|must|is|are)?\s*(?:now\s+)?(?:go(?:es)? up to|be (?:up to|at most|no more than|a maximum of)|"
    rf"(?:is |are )?(?:limited to|at most|up to|no more than)|not (?:be more than|be above|be over|exceed|go above|go over)|never exceeds?)\s+"
    rf"(?P<n>{NUMBER})(?P<unit>\s+\w+)*", re.IGNORECASE,
)  # fmt: skip
_MIN = re.compile(
    rf"(?P<what>.+?)\s+(?:may|can|should|must|is|are|has to|have to)?\s*(?:not be (?:less than|below|under)|be (?:at least|no less than|above)|at least|"
    rf"not go below|(?:starts?|start) (?:at|from)|never (?:be )?below)\s+(?P<n>{NUMBER})(?P<unit>\s+\w+)*", re.IGNORECASE,
)  # fmt: skip
_LIMIT = re.compile(
    rf"(?:set|limit|cap|raise|lower|increase|decrease|restrict|change)\s+(?:the\s+)?(?:(?P<which>maximum|minimum|limit|max|min|default)\s+"
    rf"(?:number\s+|value\s+)?(?:of|for)\s+)?(?P<what>.+?)\s+(?:to|at)\s+(?P<n>{NUMBER})(?P<unit>\s+\w+)*", re.IGNORECASE,
)  # fmt: skip
_THE_MAX = re.compile(
    rf"(?:the\s+)?(?P<which>maximum|minimum|max|min|highest|lowest)\s+(?P<what>.+?)\s+(?:is|should be|shall be|must be)\s+(?P<n>{NUMBER})(?P<unit>\s+\w+)*", re.IGNORECASE,
)  # fmt: skip
_RANGE = re.compile(
    rf"(?P<what>.+?)\s+(?:is|are|must be|should be|has to be|must lie|lies?|goes|ranges?|can be)\s+(?:between|from)\s+(?P<low>{NUMBER})\s+(?:and|to)\s+(?P<high>{NUMBER})(?P<unit>\s+\w+)*", re.IGNORECASE,
)  # fmt: skip
_HAS_MAX = re.compile(
    rf"(?P<whose>.+?)\s+(?:may|can|must|should|could)?\s*(?:have|has|hold|holds|log|book|be)\s+(?:a\s+)?"
    rf"(?P<which>up to|at most|no more than|not more than|a maximum of|maximum of|more than|at least|no less than|no fewer than|a minimum of)\s+(?P<n>{NUMBER})\s+(?P<what>.+)", re.IGNORECASE,
)  # fmt: skip
_POSSIBLE = re.compile(
    rf"(?P<which>up to|at most|no more than|not more than|at least|no fewer than|no less than)\s+(?P<n>{NUMBER})\s+(?P<what>.+?)"
    r"(?:\s+(?:is|are)\s+(?:possible|allowed|permitted|required|needed)|\s+(?:per|for each|for every|in each|on each)\s+(?P<whose>.+))",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"(?:nobody|no one|no-one|not|never)", re.IGNORECASE)
_LONGER = re.compile(
    rf"(?P<what>.+?)\s+(?:can|may|should|must|is|are)\s+(?:be\s+)?(?:(?:longer|shorter|up to|at most)[,:]?\s*(?:say\s+|at most\s+|up to\s+)?)?"
    rf"(?:have\s+)?(?:up to\s+|at most\s+|no more than\s+)?(?P<n>{NUMBER})\s+(?:characters?|letters?|signs?|chars)(?:\s+long)?", re.IGNORECASE,
)  # fmt: skip
_LONG = re.compile(r"make\s+(?P<what>.+?)\s+(?P<how>longer|shorter|bigger|smaller|larger|higher|lower)", re.IGNORECASE)
_DEFAULT = re.compile(
    r"(?P<what>.+?)\s+(?:(?:should|shall|must)?\s*defaults? to|(?:should|shall)?\s*(?:is|are|be)\s+by default|(?:should )?starts? (?:as|with|out as)|"
    r"(?:has|have|gets?|should have) (?:a |the )?default (?:value )?(?:of )?)\s+(?P<value>.+)", re.IGNORECASE,
)  # fmt: skip
_BY_DEFAULT = re.compile(
    r"(?P<what>.+?)\s+(?:is|are|should be|shall be)(?P<no>n't| not)?\s+(?P<value>\S+(?:\s\S+)?)\s+by default",
    re.IGNORECASE,
)
_THE_DEFAULT = re.compile(
    r"(?:the\s+)?default (?:value )?(?:of|for)\s+(?P<what>.+?)\s+(?:is|should be|shall be|becomes)\s+(?P<value>.+)"
    r"|(?:set|use)\s+(?P<value2>.+?)\s+as (?:the )?default (?:value )?(?:of|for)\s+(?P<what2>.+)", re.IGNORECASE,
)  # fmt: skip
_TYPE = re.compile(
    r"(?:(?:make|turn|convert)\s+(?P<made>.+?)\s+(?:into\s+)?(?P<type>an?\s+.+)"
    r"|(?P<what>.+?)\s+(?:is|are|should be|must be|shall be|has to be)\s+(?:really\s+|actually\s+)?(?:stored as\s+|of type\s+)?(?P<kind>.+))",
    re.IGNORECASE,
)
_DECIMALS = re.compile(
    rf"(?P<what>.+?)\s+(?:(?:is in \w+ )?and\s+)?(?:may|can|should|must|could)?\s*(?:have|has|need|needs|use|allow)\s+(?:up to\s+)?"
    rf"(?:(?P<n>{NUMBER})\s+)?(?:decimals?(?: places)?|decimal places|fractions)", re.IGNORECASE,
)  # fmt: skip
_NUMERIC = frozenset({
    FieldType.INTEGER, FieldType.BIG_INTEGER, FieldType.DECIMAL, FieldType.FLOAT, FieldType.MONEY
})  # fmt: skip


def flagging(clause: str, talk: Talk) -> Refinement | None:
    """Required, optional, unique."""
    if match := _IS_NOT.fullmatch(clause):
        turned = {key: not value for key, value in _flags(match["flags"]).items()}
        return _flagged(match["what"], turned, talk)
    if match := _MAKE.fullmatch(clause) or _IS.fullmatch(clause):
        whose = match.groupdict().get("whose")
        what = f"{match['what']} of {whose}" if whose else match["what"]
        return _flagged(what, _flags(match["flags"]), talk)
    if match := _LEAVE.fullmatch(clause) or _NOT_EVERY.fullmatch(clause):
        return _flagged(f"{match['what']} of {match['whose']}", {"required": False}, talk)
    if match := _SAME.fullmatch(clause):
        return _flagged(f"{match['what']} of {match['whose']}", {"unique": True}, talk)
    if (match := _NEITHER.fullmatch(clause)) and talk.flags:
        return _flagged(match["what"], {key: not value for key, value in talk.flags.items()}, talk)
    if match := _REQUIRE.fullmatch(clause):
        what = re.sub(r"\s+(?:for|on|with)\s+(?:each|every|all)\s+", " of ", match["what"])
        return _flagged(what, {"required": not match["no"]}, talk)
    return None


def limiting(clause: str, talk: Talk) -> Refinement | None:
    """Smallest, largest, longest."""
    if match := _LONGER.fullmatch(clause):
        return _set(match["what"], {"max_length": number(match["n"])}, talk)
    if match := _NEGATIVE.fullmatch(clause):
        low = None if match["may"] and re.fullmatch(r"may|can|could|might", match["may"], re.I) else 0
        return _set(match["what"] or match["what2"], {"min": low}, talk, numeric=True)
    if match := _POSSIBLE.fullmatch(clause):
        return _possible(match, talk)
    if match := _RANGE.fullmatch(clause):
        return _set(match["what"], {"min": number(match["low"]), "max": number(match["high"])}, talk, numeric=True)
    for pattern in (_THE_MAX, _LIMIT):
        if (match := pattern.fullmatch(clause)) and (found := _limited(match, talk)):
            return found
    if (match := _HAS_MAX.fullmatch(clause)) and (found := _has_limit(match, talk)):
        return found
    for pattern, key in ((_MAX, "max"), (_MIN, "min")):
        if (match := pattern.fullmatch(clause)) and (
            found := _set(match["what"], {key: number(match["n"])}, talk, numeric=True)
        ):
            return found
    if match := _LONG.fullmatch(clause):
        fields = talk.find(match["what"], Kind.FIELD)
        question = f"How much {match['how']} should {match['what'].strip()} be, and which one is meant?"
        return ask(question, fields, lambda one: _grown(one, match["how"], talk)) if fields else None
    return None


def defaulting(clause: str, talk: Talk) -> Refinement | None:
    if match := _THE_DEFAULT.fullmatch(clause):
        return _defaulted(match["what"] or match["what2"], match["value"] or match["value2"], talk)
    if match := _BY_DEFAULT.fullmatch(clause):
        return _stands(match["what"], match["value"], bool(match["no"]), talk)
    if match := _DEFAULT.fullmatch(clause):
        return _defaulted(match["what"], match["value"], talk)
    return None


def typing(clause: str, talk: Talk) -> Refinement | None:
    if match := _DECIMALS.fullmatch(clause):
        values: dict[str, Any] = {"type": FieldType.DECIMAL}
        what = re.sub(r"\s+(?:is|are) in .*$", "", match["what"])
        if match["n"]:
            values["decimals"] = number(match["n"])
        return _set(what, values, talk)
    if found := _made(clause, talk):
        return found
    if (match := _TYPE.fullmatch(clause)) and (kind := type_named(match["type"] or match["kind"])):
        return _set(match["made"] or match["what"], {"type": kind}, talk)
    return None


def _made(clause: str, talk: Talk) -> Refinement | None:
    """ "Make estimates decimal numbers": where the first words name a fact and the others a type."""
    if not (match := re.match(r"(?:make|turn|convert)\s+", clause, re.IGNORECASE)):
        return None
    words = clause[match.end() :].split()
    for cut in range(1, len(words)):
        kind = type_named(re.sub(r"s$", "", re.sub(r"^(?:in)?to\s+", "", " ".join(words[cut:]))))
        if kind and (found := _set(" ".join(words[:cut]), {"type": kind}, talk)):
            return found
    return None


def _flags(text: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in items(text):
        found |= next((values for pattern, values in _FLAGS if re.fullmatch(pattern, part.strip(), re.IGNORECASE)), {})
    return found


def _flagged(what: str, values: dict[str, Any], talk: Talk) -> Refinement | None:
    kinds = (Kind.FIELD, Kind.RELATION)
    talk.flags = dict(values)
    found = _of_kind(talk.find(what, *kinds))
    if not found and re.fullmatch(r"(?:it|this|that|them|these|those)", what.strip(), re.IGNORECASE):
        return _which(what, values, talk)
    parts = [what] if found else items(what)
    if len(parts) > 1 and not all(talk.find(part, *kinds) for part in parts):
        return None
    if not found and len(parts) == 1:
        return None  # no such fact: the sentence is about something else
    return together(
        meant(_of_kind(talk.find(part, *kinds)), part, talk, lambda one: [Alter(path=one.path, set=values)])
        for part in parts
    )


def _of_kind(found: tuple[Named, ...]) -> tuple[Named, ...]:
    """A fact before a relation of the same name."""
    return tuple(one for one in found if one.kind is Kind.FIELD) or found


def _which(what: str, values: dict[str, Any], talk: Talk) -> Refinement:
    """ "Make it optional": all that is not so yet."""
    open_ = [
        one for one in talk.words.all(Kind.FIELD)
        if (field := talk.words.field(one.path)) and any(getattr(field, key) != value for key, value in values.items())
    ]  # fmt: skip
    return ask(f"Which one is meant by {what.strip()!r}?", open_, lambda one: [Alter(path=one.path, set=values)])


def _set(what: str, values: dict[str, Any], talk: Talk, *, numeric: bool = False) -> Refinement | None:
    found = talk.find(what, Kind.FIELD)
    if numeric:
        found = tuple(one for one in found if _is_number(one, talk))
    if not found:
        return None
    return meant(found, what, talk, lambda one: [Alter(path=one.path, set=values)])


def _is_number(one: Named, talk: Talk) -> bool:
    field = talk.words.field(one.path)
    return field is not None and field.type in _NUMERIC


def _limited(match: re.Match[str], talk: Talk) -> Refinement | None:
    which = (match["which"] or "").lower()
    if which == "default":
        return _defaulted(match["what"], match["n"], talk)
    key = "min" if which in ("minimum", "min", "lowest") else "max"
    what = match["what"]
    if re.search(r"characters?|letters?", match.group(0)):
        return _set(re.sub(r"\s*length\s*(?:of\s+)?", "", what), {"max_length": number(match["n"])}, talk)
    if re.match(r"length of ", what):
        return _set(what[10:], {f"{key}_length": number(match["n"])}, talk)
    return _set(what, {key: number(match["n"])}, talk, numeric=True)


def _has_limit(match: re.Match[str], talk: Talk) -> Refinement | None:
    """ "A room can have up to 8 beds", "nobody may log more than 16 hours"."""
    nobody = _NOBODY.fullmatch(match["whose"].strip())
    which = match["which"].lower()
    if which == "more than" and not nobody:
        return None
    key = "min" if which in ("at least", "no less than", "no fewer than", "a minimum of") else "max"
    owner = None if nobody else talk.words.entity(match["whose"])
    if owner is None and not nobody:
        return None
    if re.fullmatch(r"characters?|letters?", match["what"]):
        return None
    found = tuple(
        one for one in talk.words.find(match["what"], (Kind.FIELD,), owner.name if owner else None)
        if _is_number(one, talk)
    )  # fmt: skip
    values = {key: number(match["n"])}
    return meant(found, match["what"], talk, lambda one: [Alter(path=one.path, set=values)]) if found else None


def _possible(match: re.Match[str], talk: Talk) -> Refinement | None:
    """ "Up to eight beds are possible", "no more than 12 hours per time entry"."""
    key = "min" if re.match(r"at least|no fewer|no less", match["which"], re.IGNORECASE) else "max"
    what = f"{match['what']} of {match['whose']}" if match["whose"] else match["what"]
    return _set(what, {key: number(match["n"])}, talk, numeric=True)


def _grown(one: Named, how: str, talk: Talk) -> list[Alter]:
    field = talk.words.field(one.path)
    if field is None:
        return []
    if field.type in _NUMERIC:
        return [Alter(path=one.path, set={"max": float(field.max or 0) * 2})] if field.max else []
    length = (field.max_length or 200) * 2 if how in ("longer", "bigger", "larger") else (field.max_length or 200) // 2
    return [Alter(path=one.path, set={"max_length": min(10_000, length)})]


def _defaulted(what: str, value: str, talk: Talk) -> Refinement | None:
    found = talk.find(what, Kind.FIELD)
    if not found:
        return None
    return meant(found, what, talk, lambda one: [Alter(path=one.path, set={"default": _value(one, value, talk)})])


def _value(one: Named, said: str, talk: Talk) -> Any:
    field = talk.words.field(one.path)
    bare = plain(said)
    if field and field.type is FieldType.BOOLEAN:
        return bare.lower() in ("true", "yes", "on", "checked", "ticked", field.name)
    if field and field.type in _NUMERIC and re.fullmatch(NUMBER, bare, re.IGNORECASE):
        return number(bare)
    if field and field.enum:
        values = talk.words.spec.enum(field.enum).values
        return next((value.name for value in values if value.label.lower() == bare.lower()), bare)
    return bare


def _stands(what: str, value: str, no: bool, talk: Talk) -> Refinement | None:
    """ "New members aren't active by default" speaks of the flag, "quantity is 1 by default" of the number."""
    bare = re.sub(r"^not\s+", "", value)
    no = no or bare != value
    owner = talk.words.entity(re.sub(r"^new\s+", "", what.strip(), flags=re.IGNORECASE))
    if owner is None:
        return _defaulted(what, value, talk)
    if flag := next((field for field in owner.fields if field.name == bare.lower().replace(" ", "_")), None):
        return wish(Alter(path=f"{owner.name}.{flag.name}", set={"default": not no}))
    for flag in owner.fields:
        if flag.type is FieldType.BOOLEAN and bare.lower() in (f"in{flag.name}", f"un{flag.name}", f"non-{flag.name}"):
            return wish(Alter(path=f"{owner.name}.{flag.name}", set={"default": no}))
    values = talk.words.find(bare, (Kind.VALUE,), owner.name)
    if len(values) == 1:
        path, _, name = values[0].path.partition("=")
        return wish(Alter(path=path, set={"default": name}))
    return Refinement(doubts=(Doubt(question=f"What of {what.strip()} is {bare!r} by default?"),)) if values else None
