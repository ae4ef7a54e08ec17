"""Patterns of having: "an order has a date", "the name of the dog", "for each boat we record …", "with a title"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from workers.prompt.claims import Has
from workers.prompt.keeping import keeping
from workers.prompt.lists import all_items, items, series
from workers.prompt.parts import DOUBT, claim, clause, has_owner, parts, telling, whether
from workers.prompt.phrases import NOUNS, usual, whole
from workers.prompt.subjects import is_passive, subject
from workers.prompt.view import View


def having(sentence: Span, view: View) -> Iterator[Has]:
    for token in sentence:
        if token.pos_ in ("VERB", "AUX"):
            yield from _verb(token, view)
        elif token.dep_ == "poss":
            yield from _owned(token, token.head, view, 1.0)
        elif token.lower_ == "with" and token.dep_ == "prep":
            yield from _with(token, view)
        elif token.dep_ == "prep" and token.lower_ in _DATED:
            yield from _dated(token, view)
        elif token.lower_ == "of" and token.head.pos_ in NOUNS and not whole(token.head):
            yield from _of(token, view)


_DATED = frozenset({"until", "till", "on", "for", "before", "after", "at", "since", "from"})


def _verb(verb: Token, view: View) -> Iterator[Has]:
    lemma, passive = verb.lemma_.lower(), is_passive(verb)
    if not passive and (lemma in view.words.having or (lemma in _RECORDING and _tells_itself(verb, view))):
        yield from _has(verb, view)
    if (lemma in view.words.composing and passive) or lemma in ("consist", "comprise"):
        yield from _composed(verb, view)
    if lemma in view.words.keeping:
        yield from keeping(verb, view, passive)


_RECORDING = frozenset(
    {"record", "store", "log", "note", "specify", "indicate", "list", "state", "register", "capture"}
)


def _tells_itself(verb: Token, view: View) -> bool:
    """Whether what is recorded are facts of the subject: "a gauge records its level and its pressure"."""
    who = subject(verb)
    found = view.phrase(who) if who is not None and who.pos_ in NOUNS else None
    told = [one for child in verb.children if child.dep_ == "dobj" for one in all_items(child, view.words)]
    return found is not None and found.core not in view.words.people and len(told) > 1 and telling(told, view)


def _has(verb: Token, view: View) -> Iterator[Has]:
    """ "An order has a date", "shows when it was paid"."""
    owner = subject(verb)
    found = view.phrase(owner) if owner is not None else None
    if owner is None or found is None or (verb.lemma_ != "have" and found.core in view.words.people):
        return
    for child in verb.children:
        late = child.dep_ == "npadvmod" and child.i > verb.i
        if child.dep_ in ("dobj", "attr") or late:
            yield from parts(owner, child, view, 1.0)
        elif child.dep_ in ("ccomp", "advcl", "conj"):
            yield from clause(owner, child, view)


def _composed(verb: Token, view: View) -> Iterator[Has]:
    """ "A team consists of players", "a book is identified by its number"."""
    owner = subject(verb)
    prepositions = [child for child in verb.children if child.lower_ in ("of", "by", "from", "through")]
    for inner in (noun for preposition in prepositions for noun in preposition.children):
        if owner is not None and inner.pos_ in NOUNS:
            yield from parts(owner, inner, view, 0.9, unique=verb.lemma_.lower() == "identify")


def _with(preposition: Token, view: View) -> Iterator[Has]:
    """ "a person with a name": not "to work with a person"."""
    owner = preposition.head
    if owner.pos_ == "VERB":
        objects = [child for child in owner.children if child.dep_ == "dobj" and child.i < preposition.i]
        near = bool(objects) and items(objects[-1])[-1].i == preposition.i - 1
        if objects and (_handles(owner, view) or (near and _tells(preposition, view))):
            owner = items(objects[-1])[-1]
        elif not objects and not is_passive(owner) and _tells(preposition, view):
            owner = subject(owner) or owner
    if owner.pos_ in NOUNS or owner.i in view.standing:
        for child in preposition.children:
            if child.dep_ == "pobj":
                yield from parts(owner, child, view, 0.9)


def _tells(preposition: Token, view: View) -> bool:
    """Whether a list of facts follows, at least two: "issues a certificate with a date and a mark"."""
    listed = [one for child in preposition.children if child.dep_ == "pobj" for one in all_items(child, view.words)]
    return len(listed) > 1 and telling(listed, view)


def _handles(verb: Token, view: View) -> bool:
    """Whether what follows "with" is said of the object: "keep boats with a name"; of a wish, "add" will do."""
    return verb.lemma_ in view.words.keeping or (view.actor is not None and verb.lemma_ in view.words.actions)


def _dated(preposition: Token, view: View) -> Iterator[Has]:
    """ "is lent until a return date", "rented for a price"."""
    verb = preposition.head
    while verb.pos_ in NOUNS and verb.dep_ in ("pobj", "prep", "dobj") and verb.head.pos_ in ("ADP", "VERB", *NOUNS):
        verb = verb.head.head if verb.head.pos_ == "ADP" else verb.head
    owner = subject(verb) if verb.pos_ == "VERB" else None
    for child in preposition.children:
        fact = child.lemma_.lower() in view.words.facts - view.words.generic
        if owner is not None and child.dep_ == "pobj" and fact and any(small.dep_ == "det" for small in child.children):
            yield from parts(owner, child, view, 0.8)


def _of(preposition: Token, view: View) -> Iterator[Has]:
    for owner in preposition.children:
        if owner.dep_ == "pobj" and (owner.pos_ in NOUNS or owner.i in view.standing):
            named = view.phrase(preposition.head)
            fact = named is not None and usual(named.key, view.words)
            for one in items(owner):
                yield from _owned(one, preposition.head, view, 0.9 if fact else 0.5)


def _owned(owner: Token, part: Token, view: View, weight: float) -> Iterator[Has]:
    """What a genitive or "of" ties: the noun, and those beside it that belong to nobody else."""
    if part.pos_ not in NOUNS:
        return
    beside = _before_of(part, view) if weight == 0.9 else _genitive(owner, part, view) if weight == 1.0 else items(part)
    weight = weight if telling(beside, view) else weight * DOUBT
    for one in beside:
        if one.i == owner.i or (one.i != part.i and has_owner(one, owner)):
            continue
        yield from claim(owner, one, view, weight)
        yield from whether(owner, one, view)


def _genitive(owner: Token, part: Token, view: View) -> list[Token]:
    """Of "for each ride the driver's name and age, the address" name and age: "the" begins what is the ride's."""
    beside = all_items(part, view.words)
    if owner.pos_ not in NOUNS or not _topical(part):
        return beside
    end = next((at for at, one in enumerate(beside) if one.i > part.i and _has_article(one)), len(beside))
    return beside[:end]


def _topical(part: Token) -> bool:
    """Whether the sentence is about each of something else."""
    first = part.sent[0]
    return first.lower_ == "for" or any(token.lower_ in ("each", "every") for token in part.sent if token.i < part.i)


def _before_of(part: Token, view: View) -> list[Token]:
    """The list whose last noun has an "of". In "for each ride we keep the time and the name of the rider" only the
    name is the rider's: where the sentence has a topic, what has its own "the" stands for itself."""
    beside = [one for one in series(part) if one.i <= part.i] + items(part)[1:]
    if not _topical(part):
        return beside
    start = next((at for at, one in reversed(list(enumerate(beside))) if one.i <= part.i and _has_article(one)), 0)
    return beside[start:]


def _has_article(noun: Token) -> bool:
    return any(child.dep_ == "det" for child in noun.children)
