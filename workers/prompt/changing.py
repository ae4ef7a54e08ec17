"""Wishes to change an application: what to rename, to remove and to add to what; the rest is read as a description."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas.reading import Evidence, Fact, Removal, Rename, Thing
from schemas.spec import FieldType
from workers.prompt.asides import listed, set_aside
from workers.prompt.wording import written

_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+|,?\s+(?:and|then)\s+(?=(?:rename|remove|delete|drop|add)\b)", re.IGNORECASE)
_POLITE = re.compile(
    r"^(?:please|also|then|and|now|could you|can you|we want to|i want to|i'd like to|let's)[, ]+", re.IGNORECASE
)
_A = r"(?:the |a |an |our |all |any |each |every )?(?:field |column |attribute |entity |table )?"
_OF = rf"(?: (?:of|in|on|from|for) {_A}(?P<thing>[^,]+?))?"
_RENAMES = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (
    rf"rename {_A}(?P<old>.+?){_OF} (?:to|into|as) {_A}(?P<new>.+)",
    rf"change the (?:name|label) of {_A}(?P<old>.+?){_OF} (?:to|into) {_A}(?P<new>.+)",
    rf"call {_A}(?P<old>.+) (?P<new>\S+|\"[^\"]+\"|'[^']+') instead",
    rf"{_A}(?P<old>.+?) (?:should|shall|must) be (?:called|named|renamed to|renamed as|renamed) {_A}(?P<new>.+)",
))  # fmt: skip
_REMOVE = re.compile(
    rf"(?:remove|delete|drop|get rid of|take out|take away|we (?:do not|don't|no longer) need) {_A}(?P<old>.+?){_OF}",
    re.IGNORECASE,
)
_ADD = re.compile(
    r"(?:add|include|introduce|put) (?P<parts>.+?) (?:to|for|on|in|into) "
    rf"{_A}(?P<thing>[^,]+?)", re.IGNORECASE,
)  # fmt: skip
_NEED = re.compile(
    rf"(?:let )?{_A}(?P<thing>[\w -]+?) (?:(?:also )?needs?|have|must have|should (?:also )?have) (?P<parts>.+)",
    re.IGNORECASE,
)
_GIVE = re.compile(rf"give {_A}(?P<thing>[\w -]+?) (?P<parts>(?:an?|optional|unique) .+)", re.IGNORECASE)
_NEW = re.compile(r"(?:add|include|introduce|we (?:also )?need) (?P<parts>.+)", re.IGNORECASE)
_FLAG = re.compile(
    r"^(?:(?:an?|the|new|another|field|column|attribute)\s+)*(?:(?P<flag>optional|required|mandatory|unique)\s+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a text asks to change. `rest` is what is left to be read as a description."""

    renames: tuple[Rename, ...]
    removals: tuple[Removal, ...]
    additions: tuple[Thing, ...]
    rest: str


def wishes(text: str) -> Wishes:
    """Take the plain wishes out of a text."""
    renames: list[Rename] = []
    removals: list[Removal] = []
    additions: list[Thing] = []
    rest: list[str] = []
    for sentence in _SENTENCE.split(text):
        bare = _POLITE.sub("", sentence.strip().rstrip(".;!"))
        if rename := _rename(bare):
            renames.append(rename)
        elif match := _REMOVE.fullmatch(bare):
            removals += [Removal(old=_without_kind(old), thing=_thing(match)) for old in listed(match["old"])]
        elif addition := _addition(bare, sentence):
            additions.append(addition)
        elif match := _NEW.fullmatch(bare):
            rest.append(f"We keep {match['parts']}.")
        elif bare:
            rest.append(sentence)
    return Wishes(tuple(renames), tuple(removals), tuple(additions), "\n".join(rest))


def _rename(sentence: str) -> Rename | None:
    for pattern in _RENAMES:
        if match := pattern.fullmatch(sentence):
            thing = match.groupdict().get("thing")
            return Rename(old=_plain(match["old"]), new=_plain(match["new"]), thing=_plain(thing) if thing else None)
    return None


def _addition(sentence: str, words: str) -> Thing | None:
    match = _ADD.fullmatch(sentence) or _GIVE.fullmatch(sentence) or _need(sentence)
    facts = tuple(fact for part in _parts(match["parts"]) if (fact := _fact(part, words))) if match else ()
    return Thing(label=" ".join(written(match["thing"])), facts=facts) if match and facts else None


def _need(sentence: str) -> re.Match[str] | None:
    """ "Invoices need a currency"; not "we need invoices", nor what says how many there are."""
    match = _NEED.fullmatch(sentence)
    if match is None or match["thing"].lower() in ("we", "i", "you") or " " in match["thing"].strip():
        return None
    return None if re.search(r"\b(?:many|several|one or more|at (?:most|least)|each)\b", match["parts"]) else match


def _parts(text: str) -> tuple[str, ...]:
    """The items of a list; parentheses stay with theirs."""
    clean, asides = set_aside(text)
    if asides and asides[0].choice:
        return (text,)
    return listed(clean)


def _fact(text: str, words: str) -> Fact | None:
    clean, asides = set_aside(text)
    match = _FLAG.match(clean)
    label = _without_kind(clean[match.end() :] if match else clean)
    flag = (match["flag"] or "").lower() if match else ""
    if not label:
        return None
    values = asides[0].items if asides and asides[0].choice else ()
    return Fact(
        label=label, type=FieldType.ENUM if values else None, required=flag in ("required", "mandatory"),
        unique=flag == "unique", values=values, evidence=Evidence(words=words.strip()[:300]),
    )  # fmt: skip


def _thing(match: re.Match[str]) -> str | None:
    return _plain(match["thing"]) if match["thing"] else None


def _plain(text: str) -> str:
    return text.strip(" \"'.")


def _without_kind(text: str) -> str:
    """Of "fax field" the fax."""
    return re.sub(r"\s+(?:field|column|attribute)$", "", _plain(text))
