"""States that a thing can be in: "an invoice can be open, paid or overdue", "in one of two states: on and off"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from workers.prompt.asides import listed
from workers.prompt.claims import Choice, Has
from workers.prompt.lists import items
from workers.prompt.phrases import NOUNS, of_phrase
from workers.prompt.subjects import subject
from workers.prompt.view import View

_ONE_OF = re.compile(
    r"\b(?:one of|any of|has|have|the following)\s+(?:(?:the|following|these|possible|\w+)\s+){0,3}?"
    r"(?P<noun>state|status|statuse|stage|phase|mode|level|type|kind|categorie|value)s"
    r"\s*(?::|\(|,? namely|,? i\.e\.,?)\s*"
    r"(?P<values>[^.;:()]{3,200})",
    re.IGNORECASE,
)
_MODAL = frozenset({"can", "may", "must", "should", "shall", "will", "could", "might"})
_SINGULAR = {"statuse": "status", "categorie": "category", "value": "status"}


def states(sentence: Span, view: View) -> Iterator[Has | Choice]:
    """The values of a status that the sentence gives its subject."""
    for token in sentence:
        if token.lemma_ == "be" or token.tag_ == "VBN":
            yield from _either(token, view)
        elif token.lemma_.lower() in ("type", "category"):
            yield from _sort(token, view)
    match = _ONE_OF.search(sentence.text)
    if match and (owner := _owner(sentence, sentence.start_char + match.start(), view)) is not None:
        values = tuple(value for value in listed(match["values"]) if len(value.split()) <= 3)
        noun = match["noun"].lower()
        noun = _SINGULAR.get(noun, noun)
        if len(values) > 1:
            yield Has(owner, (noun,), noun, values=values, words=view.text(sentence))


def _sort(noun: Token, view: View) -> Iterator[Has]:
    """ "Depending on the type of licence": a licence has a type. Not of "two types of licences", nor "is a type of"."""
    small = {child.lower_ for child in noun.children if child.dep_ in ("det", "nummod", "amod")}
    after = of_phrase(noun)
    told = small & {"the", "which", "what", "certain", "their", "its"} and not small & {"special", "specific"}
    if not after or noun.dep_ == "attr" or not told or any(child.dep_ == "nummod" for child in noun.children):
        return
    if (key := view.key(after[-1])) is not None:
        label = noun.lemma_.lower()
        yield Has(key, (label,), label, words=view.text(noun), weight=0.8)


def _either(verb: Token, view: View) -> Iterator[Has | Choice]:
    """ "Open, paid or overdue" after "be". What can be done to a thing ("changed or cancelled") is no state."""
    first = verb if verb.tag_ == "VBN" else next((child for child in verb.children if child.dep_ == "acomp"), None)
    if first is None or not any(child.lower_ == "or" for one in _together(first) for child in one.children):
        return
    words = _together(first)
    plain = all(not _has_more(word) for word in words)
    leading = verb.head if verb.dep_ == "conj" else verb
    modal = any(child.lower_ in _MODAL for one in (verb, leading) for child in one.children)
    adjective = any(word.tag_ == "JJ" and not word.text.endswith("ed") for word in words)
    known = all(word.tag_ in ("JJ", "VBN", "VBD") for word in words)
    owner = subject(verb)
    if len(words) < 2 or not (plain and known) or (modal and not adjective) or owner is None or _acted(verb):
        return
    found = view.phrase(owner)
    if found is None or (owner.pos_ not in NOUNS and owner.i not in view.standing):
        return
    values = tuple(word.text for word in words)
    if found.core in view.words.facts:
        yield Choice(found.key, values, view.text(verb))
    else:
        yield Has(found.key, ("status",), "status", values=values, words=view.text(verb))


def _together(first: Token) -> list[Token]:
    return [one for one in items(first) if one.pos_ in ("ADJ", "VERB")]


def _has_more(word: Token) -> bool:
    """Whether something hangs on the word: "paid by the customer" is no state."""
    return any(child.dep_ in ("agent", "prep", "dobj", "xcomp", "ccomp", "advcl", "mark") for child in word.children)


def _acted(verb: Token) -> bool:
    """Whether the clause only tells when something else holds: "if it is cancelled or expired"."""
    return verb.dep_ == "advcl" or any(
        child.dep_ in ("mark", "advmod") for child in verb.children if child.i < verb.i - 2
    )


def _owner(sentence: Span, offset: int, view: View) -> tuple[str, ...] | None:
    """The subject before the list."""
    for token in sentence:
        if token.idx < offset and token.dep_ in ("nsubj", "nsubjpass") and (key := view.key(token)):
            return key
    return None
