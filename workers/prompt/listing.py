"""Lists within sentences: "dog (name, age)", "status is draft, sent or paid"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from workers.prompt.asides import Aside, listed
from workers.prompt.claims import Choice, Has, Key
from workers.prompt.phrases import NOUNS, core
from workers.prompt.view import View
from workers.prompt.wording import written

_CHOICE = re.compile(
    r"(?P<noun>[\w-]+)\s*(?:,?\s*(?:which|that))?"
    r"(?:\s(?:is|are|can be|may be|must be|should be|being|of)\s*(?:either|one of|any of)?"
    r"(?:\s*the (?:following|values?))*\s*:?|\s*:)\s+(?:either\s+|one of\s+)?"
    r"(?P<values>(?!an?\b|the\b|every\b|to\b)[\w'\" /-]+(?:,\s*[\w'\" /-]+)*,?\s+or\s+[\w'\" -]+?)"
    r"(?=[.;,)]|$|\s+and\s+(?:an?|the|its|their|can|may|has|must|is)\b)",
    re.IGNORECASE,
)
_CAN = re.compile(r"\s(?:can|may|must|should) be\s+(?!either\b)", re.IGNORECASE)
_FLAGS = frozenset({"unique", "optional", "required", "mandatory"})


def aside(one: Aside, doc: Doc, view: View) -> Iterator[Has | Choice]:
    """What a parenthesis tells about the noun before it."""
    before = [token for token in doc if token.idx < one.offset and token.pos_ in NOUNS]
    found = view.phrase(before[-1]) if before and before[-1].idx + len(before[-1]) >= one.offset - 1 else None
    if found is None:
        return
    if one.items and set(one.items) <= _FLAGS:
        required = bool({"required", "mandatory"} & set(one.items))
        yield Choice(found.key, (), before[-1].sent.text.strip()[:300], unique="unique" in one.items, required=required)
    elif found.core in view.words.choosable or (one.choice and found.core in view.words.facts):
        yield Choice(found.key, one.items, before[-1].sent.text.strip()[:300])
    elif len(one.items) > 1 and not one.example and any(core(written(item)) in view.words.facts for item in one.items):
        for item in one.items:
            yield Has(found.key, written(item), item, words=view.text(doc[:]), weight=0.8)


def choices(doc: Doc, view: View) -> Iterator[Has | Choice]:
    """ "its status is new, open or done": values of a fact; of a thing, they are those of its status."""
    for sentence in doc.sents:
        for match in _CHOICE.finditer(sentence.text):
            values = tuple(value.strip() for value in listed(match["values"]))
            noun = _noun_at(doc, sentence.start_char + match.end("noun"))
            found = view.phrase(noun) if noun is not None else None
            if found is None or len(values) < 2 or any(set(v.lower().split()) & view.words.small for v in values):
                continue
            if found.core in view.words.facts:
                yield Choice(found.key, values, view.text(sentence), owner=_owner(noun, view))
            elif _are_states(doc, sentence.start_char, match):
                yield Has(found.key, ("status",), "status", values=values, words=sentence.text[:300])


def _owner(noun: Token | None, view: View) -> Key | None:
    """Whose it is, where "its" or "of the …" tells."""
    for child in noun.children if noun is not None else ():
        if child.dep_ == "poss":
            return view.key(child)
        if child.lower_ == "of":
            return next((key for inner in child.children if (key := view.key(inner))), None)
    return None


def _noun_at(doc: Doc, end: int) -> Token | None:
    return next((token for token in doc if token.idx + len(token) == end and token.pos_ in NOUNS), None)


def _are_states(doc: Doc, offset: int, match: re.Match[str]) -> bool:
    """Whether the values describe (open, shipped) rather than name things (a dog) or what can be done to it."""
    start, end = match.span("values")
    span = doc.char_span(offset + start, offset + end, alignment_mode="contract")
    told = [token for token in span or () if token.pos_ not in ("PUNCT", "CCONJ")]
    done = _CAN.search(match[0]) is not None and all(token.tag_ == "VBN" for token in told)
    return not done and any(token.pos_ in ("ADJ", "VERB") for token in told)
