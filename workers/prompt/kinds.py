"""Patterns of "is a": "a trainer is a person", "two types of boats: sailing boats and motor boats"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from workers.prompt.claims import IsA
from workers.prompt.lists import items
from workers.prompt.phrases import NOUNS
from workers.prompt.subjects import subject
from workers.prompt.view import View

_SORTS = frozenset(
    {"type", "kind", "sort", "variant", "form", "category", "subtype", "specialization", "specialisation"}
)


def being(sentence: Span, view: View) -> Iterator[IsA]:
    for token in sentence:
        if token.lemma_ == "be":
            yield from _copula(token, view)
        elif token.lemma_.lower() in _SORTS:
            yield from _sorts(token, view)


def _copula(verb: Token, view: View) -> Iterator[IsA]:
    """ "A ferry is a boat"; of "a boat is a ferry or a yacht" the other way round."""
    one = subject(verb)
    for attribute in verb.children:
        if one is None or attribute.dep_ != "attr" or one.dep_ != "nsubj":
            continue
        several = [item for item in items(attribute) if item.pos_ in NOUNS]
        child, parent = view.key(one), view.key(attribute)
        if child and parent and (len(several) > 1 or (child != parent and parent[-1] == child[-1] and len(child) == 1)):
            yield from _are(several, child, view, verb)
        elif parent:
            yield from _are(
                [item for item in items(one) if item.pos_ in NOUNS or item.i in view.standing], parent, view, verb
            )


def _sorts(noun: Token, view: View) -> Iterator[IsA]:
    """ "There are two types of boats: …", "a special type of boat is the ferry", "the ferry is a type of boat"."""
    parents = [inner for of in noun.children if of.lower_ == "of" for inner in of.children if inner.dep_ == "pobj"]
    parent = view.key(parents[0]) if parents else None
    if parent is None:
        return
    named = [item for item in items(parents[0])[1:] + items(noun)[1:] if item.pos_ in NOUNS]
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        named += [item for child in noun.head.children if child.dep_ == "attr" for item in items(child)]
    if noun.dep_ == "attr" and (one := subject(noun.head)) is not None and one.pos_ in NOUNS:
        named.append(one)
    yield from _are(named, parent, view, noun)


def _are(children: list[Token], parent: tuple[str, ...], view: View, near: Token) -> Iterator[IsA]:
    for item in children:
        child = view.key(item)
        if child and child != parent:
            yield IsA(child, parent, view.text(near))
