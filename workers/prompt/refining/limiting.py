"""How small, how large, how long a fact may be."""

from __future__ import annotations

import re

from schemas.wishes import Alter, Refinement
from workers.prompt.refining.defaulting import defaulted
from workers.prompt.refining.facts import NUMBER, number
from workers.prompt.refining.setting import NUMERIC, is_number, set_one
from workers.prompt.refining.talk import Talk, ask, meant
from workers.prompt.refining.vocabulary import Kind, Named

_NEGATIVE = re.compile(
    r"(?P<what>.+?)\s+(?P<may>may|can|could|might|must not|may not|cannot|can't|should not|must never)\s+be(?"
    r":come)?\s+negative|(?P<what2>.+?)\s+(?:must|should|has to)\s+be\s+positive",
    re.IGNORECASE,
)
_MAX = re.compile(
    rf"(?P<what>.+?)\s+(?:may|can|should|must|is|are)?\s*(?:now\s+)?(?:go(?:es)? up to|be (?:up to|"
    rf"at most|no more than|a maximum of)|"
    rf"(?:is |are )?(?:limited to|at most|up to|no more than)|not (?:be more than|be above|be over|"
    rf"exceed|go above|go over)|never exceeds?)\s+"
    rf"(?P<n>{NUMBER})(?P<unit>\s+\w+)*",
    re.IGNORECASE,
)
_MIN = re.compile(
    rf"(?P<what>.+?)\s+(?:may|can|should|must|is|are|has to|have to)?\s*(?:not be (?:less than|below|"
    rf"under)|be (?:at least|no less than|above)|at least|"
    rf"not go below|(?:starts?|start) (?:at|from)|never (?:be )?below)\s+(?P<n>{NUMBER})(?P<unit>\s+\w+)*",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    rf"(?:set|limit|cap|raise|lower|increase|decrease|restrict|change)\s+(?:the\s+)?(?:(?P<which>maximum|"
    rf"minimum|limit|max|min|default)\s+"
    rf"(?:number\s+|value\s+)?(?:of|for)\s+)?(?P<what>.+?)\s+(?:to|at)\s+(?P<n>{NUMBER})(?P<unit>\s+\w+)*",
    re.IGNORECASE,
)
_THE_MAX = re.compile(
    rf"(?:the\s+)?(?P<which>maximum|minimum|max|min|highest|lowest)\s+(?P<what>.+?)\s+(?:is|should "
    rf"be|shall be|must be)\s+(?P<n>{NUMBER})(?P<unit>\s+\w+)*",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"(?P<what>.+?)\s+(?:is|are|must be|should be|has to be|must lie|lies?|goes|ranges?|can be)\s+(?:between"
    rf"|from)\s+(?P<low>{NUMBER})\s+(?:and|to)\s+(?P<high>{NUMBER})(?P<unit>\s+\w+)*",
    re.IGNORECASE,
)
_HAS_MAX = re.compile(
    rf"(?P<whose>.+?)\s+(?:may|can|must|should|could)?\s*(?:have|has|hold|holds|log|book|be)\s+(?:a\s+)?"
    rf"(?P<which>up to|at most|no more than|not more than|a maximum of|maximum of|more than|at least|"
    rf"no less than|no fewer than|a minimum of)\s+(?P<n>{NUMBER})\s+(?P<what>.+)",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(
    rf"(?P<which>up to|at most|no more than|not more than|at least|no fewer than|no less than)\s+(?P<n>{NUMBER}"
    rf")\s+(?P<what>.+?)"
    r"(?:\s+(?:is|are)\s+(?:possible|allowed|permitted|required|needed)|\s+(?:per|for each|for every|"
    r"in each|on each)\s+(?P<whose>.+))",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"(?:nobody|no one|no-one|not|never)", re.IGNORECASE)
_LONGER = re.compile(
    rf"(?P<what>.+?)\s+(?:can|may|should|must|is|are)\s+(?:be\s+)?(?:(?:longer|shorter|up to|at most)[,:]?\s*"
    rf"(?:say\s+|at most\s+|up to\s+)?)?"
    rf"(?:have\s+)?(?:up to\s+|at most\s+|no more than\s+)?(?P<n>{NUMBER})\s+(?:characters?|letters?|"
    rf"signs?|chars)(?:\s+long)?",
    re.IGNORECASE,
)
_LONG = re.compile(r"make\s+(?P<what>.+?)\s+(?P<how>longer|shorter|bigger|smaller|larger|higher|lower)", re.IGNORECASE)


def limiting(clause: str, talk: Talk) -> Refinement | None:
    """Smallest, largest, longest."""
    if found := _stated(clause, talk):
        return found
    if match := _LONG.fullmatch(clause):
        fields = talk.find(match["what"], Kind.FIELD)
        question = f"How much {match['how']} should {match['what'].strip()} be, and which one is meant?"
        return ask(question, fields, lambda one: _grown(one, match["how"], talk)) if fields else None
    return None


def _stated(clause: str, talk: Talk) -> Refinement | None:
    """A limit that is said in figures."""
    if match := _LONGER.fullmatch(clause):
        return set_one(match["what"], {"max_length": number(match["n"])}, talk)
    if match := _NEGATIVE.fullmatch(clause):
        low = None if match["may"] and re.fullmatch(r"may|can|could|might", match["may"], re.IGNORECASE) else 0
        return set_one(match["what"] or match["what2"], {"min": low}, talk, numeric=True)
    if match := _POSSIBLE.fullmatch(clause):
        return _possible(match, talk)
    if match := _RANGE.fullmatch(clause):
        return set_one(match["what"], {"min": number(match["low"]), "max": number(match["high"])}, talk, numeric=True)
    for pattern in (_THE_MAX, _LIMIT):
        if (match := pattern.fullmatch(clause)) and (found := _limited(match, talk)):
            return found
    if (match := _HAS_MAX.fullmatch(clause)) and (found := _has_limit(match, talk)):
        return found
    for pattern, key in ((_MAX, "max"), (_MIN, "min")):
        if (match := pattern.fullmatch(clause)) and (
            found := set_one(match["what"], {key: number(match["n"])}, talk, numeric=True)
        ):
            return found
    return None


def _limited(match: re.Match[str], talk: Talk) -> Refinement | None:
    which = (match["which"] or "").lower()
    if which == "default":
        return defaulted(match["what"], match["n"], talk)
    key = "min" if which in ("minimum", "min", "lowest") else "max"
    what = match["what"]
    if re.search(r"characters?|letters?", match.group(0)):
        return set_one(re.sub(r"\s*length\s*(?:of\s+)?", "", what), {"max_length": number(match["n"])}, talk)
    if re.match(r"length of ", what):
        return set_one(what[10:], {f"{key}_length": number(match["n"])}, talk)
    return set_one(what, {key: number(match["n"])}, talk, numeric=True)


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
        one
        for one in talk.words.find(match["what"], (Kind.FIELD,), owner.name if owner else None)
        if is_number(one, talk)
    )
    values = {key: number(match["n"])}
    return meant(found, match["what"], talk, lambda one: [Alter(path=one.path, set=values)]) if found else None


def _possible(match: re.Match[str], talk: Talk) -> Refinement | None:
    """ "Up to eight beds are possible", "no more than 12 hours per time entry"."""
    key = "min" if re.match(r"at least|no fewer|no less", match["which"], re.IGNORECASE) else "max"
    what = f"{match['what']} of {match['whose']}" if match["whose"] else match["what"]
    return set_one(what, {key: number(match["n"])}, talk, numeric=True)


def _grown(one: Named, how: str, talk: Talk) -> list[Alter]:
    field = talk.words.field(one.path)
    if field is None:
        return []
    if field.type in NUMERIC:
        return [Alter(path=one.path, set={"max": float(field.max or 0) * 2})] if field.max else []
    length = (field.max_length or 200) * 2 if how in ("longer", "bigger", "larger") else (field.max_length or 200) // 2
    return [Alter(path=one.path, set={"max_length": min(10_000, length)})]
