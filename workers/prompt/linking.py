"""Patterns of tying: a verb between two nouns, a preposition after one."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from schemas.reading import Many
from workers.prompt.claims import Key, Tie
from workers.prompt.lists import items
from workers.prompt.phrases import NOUNS
from workers.prompt.subjects import subject
from workers.prompt.view import MAY, View
from workers.prompt.wording import written

_OBJECTS = ("dobj", "dative", "attr", "oprd")
_BETWEEN = frozenset({"for", "from", "of", "by", "to", "in", "at", "on", "about", "with"})


_STRONG = frozenset({"of", "from", "by", "for"})


def tying(sentence: Span, view: View) -> Iterator[Tie]:
    for token in sentence:
        if token.pos_ in ("VERB", "AUX"):
            yield from _copula(token, view) if token.lemma_ == "be" else _verb(token, view)
        elif token.dep_ == "prep" and token.head.pos_ in NOUNS and token.lower_ in _BETWEEN:
            yield from _preposition(token, view)


def _verb(verb: Token, view: View) -> Iterator[Tie]:
    source = subject(verb)
    lemma = verb.lemma_.lower()
    done_by = any(child.dep_ == "agent" for child in verb.children)
    if source is None or (lemma in view.words.idle and not done_by):
        return
    sources = items(source) if source.dep_ in ("nsubj", "nsubjpass") else [source]
    targets = [(one, 1.0 if child.dep_ in _OBJECTS else 0.7) for child, near in _reached(verb) for one in items(near)]
    for one in sources:
        for other, weight in targets:
            yield from _tie(one, other, verb, view, weight)
    objects = [one for one, weight in targets if weight == 1.0]
    for one in objects:
        for other, weight in targets:
            if weight < 1.0:
                yield from _tie(one, other, verb, view, 0.5)


def _reached(verb: Token) -> Iterator[tuple[Token, Token]]:
    """The nouns that a verb acts on: objects, and those behind prepositions."""
    for child in verb.children:
        if child.dep_ in _OBJECTS:
            yield child, child
        elif child.dep_ in ("prep", "agent"):
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield child, inner


def _tie(source: Token, target: Token, verb: Token, view: View, weight: float) -> Iterator[Tie]:
    one, other = view.key(source) or _speaker(source, verb, view), view.key(target)
    if one is None or other is None or (one == other and source.i == target.i):
        return
    source_many, target_many = view.many(source), view.many(target)
    if source.lower_ == "i":
        source_many = Many.MANY
    each = {child.lower_ for child in view.noun(source).children} & {"each", "every"}
    if target_many is Many.ONE and source_many is Many.ONE and not view.required(target):
        source_many = Many.MANY
    required = target_many is Many.ONE and (view.required(verb, target) or bool(each and verb.lemma_ == "belong"))
    required = required and not {child.lower_ for child in verb.children} & MAY
    yield Tie(one, other, source_many, target_many, required, verb.lemma_.lower(), view.text(verb), weight)


def _speaker(source: Token, verb: Token, view: View) -> Key | None:
    """Who tells a story, where the verb ties and does not only handle: "whether I attend a rehearsal"."""
    said = view.actor is not None and source.lower_ == "i" and verb.lemma_.lower() not in view.words.actions
    return written(view.actor) if view.actor and said else None


def _preposition(preposition: Token, view: View) -> Iterator[Tie]:
    """ "orders from customers", "a work order for a machine"."""
    for child in preposition.children:
        if child.dep_ == "pobj":
            for other in items(child):
                source, target = view.key(preposition.head), view.key(other)
                if source and target and source != target:
                    yield Tie(
                        source, target, Many.MANY, view.many(other), words=view.text(preposition),
                        weight=0.5 if preposition.lower_ in _STRONG else 0.3,
                        verb=preposition.lower_,
                    )  # fmt: skip


def _copula(verb: Token, view: View) -> Iterator[Tie]:
    """ "An order is for a customer"."""
    source = subject(verb)
    for preposition in verb.children:
        for inner in preposition.children if preposition.dep_ == "prep" else ():
            if source is not None and inner.dep_ == "pobj":
                yield from _tie(source, inner, verb, view, 0.6)
