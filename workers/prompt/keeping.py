"""Patterns of keeping: "for each boat we record its length", "the length of the boat is stored"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from workers.prompt.claims import Has
from workers.prompt.lists import all_items
from workers.prompt.parts import clause, parts, telling
from workers.prompt.phrases import NOUNS
from workers.prompt.subjects import SUBJECTS, subject
from workers.prompt.view import View


def keeping(verb: Token, view: View, passive: bool) -> Iterator[Has]:
    """ "For each boat we record its length", "the length of the boat is stored"."""
    owner = _topic(verb) or (_stored(verb, view) if passive else _handled_before(verb, view))
    for child in verb.children:
        if owner is not None and child.dep_ == ("nsubjpass" if passive else "dobj") and child.pos_ in NOUNS:
            yield from parts(owner, child, view, 1.0)
        elif child.dep_ in ("ccomp", "advcl", "conj") and child.i > verb.i:
            whose = subject(child)
            known = whose is not None and view.key(whose) is not None
            if whose is not None and known:
                yield from clause(whose, child, view)
            elif owner is not None:
                yield from clause(owner, child, view)


def _handled_before(verb: Token, view: View) -> Token | None:
    """What the verb before acts on: "we roast batches and log the date and the temperature"."""
    before = verb.head
    told = [one for child in verb.children if child.dep_ == "dobj" for one in all_items(child, view.words)]
    if verb.dep_ != "conj" or before.pos_ != "VERB" or len(told) < 2 or not telling(told, view):
        return None
    objects = [child for child in before.children if child.dep_ == "dobj" and child.i < verb.i]
    found = view.phrase(objects[-1]) if objects else None
    return objects[-1] if found is not None and found.core not in view.words.facts else None


def _stored(verb: Token, view: View) -> Token | None:
    """Whose facts are "stored in a job sheet" or "also recorded"; things that are stored somewhere are no facts."""
    whole_list = [one for child in verb.children if child.dep_ == "nsubjpass" for one in all_items(child, view.words)]
    return _place(verb, view) or _before(verb, view) if telling(whole_list, view) else None


def _place(verb: Token, view: View) -> Token | None:
    """Where it is kept: "the price is recorded in a job sheet"."""
    for child in verb.children:
        for inner in child.children if child.dep_ == "prep" and child.lower_ in ("in", "on") else ():
            found = view.phrase(inner)
            if found is not None and found.core not in view.words.facts | view.words.generic:
                return inner
    return None


def _before(verb: Token, view: View) -> Token | None:
    """What the sentence before was about: "A boat has a name. Its owner and the length are also stored"."""
    start = verb.sent.start
    for token in verb.doc[start - 1].sent if start else ():
        if token.dep_ in SUBJECTS or (token.dep_ == "pobj" and token.head.i == token.sent.start):
            found = view.phrase(token)
            known = found is not None and (len(found.key) > 1 or found.core not in view.words.facts)
            if found is not None and known and found.core not in view.words.generic:
                return token
    return None


def _topic(verb: Token) -> Token | None:
    """The noun after "for" or "about" beside the verb or the verbs it hangs on."""
    while True:
        for child in verb.children:
            if child.dep_ == "prep" and child.lower_ in ("for", "about", "of", "per"):
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        return inner
        if verb.dep_ not in ("xcomp", "ccomp", "conj") or verb.head == verb:
            return _every(verb)
        verb = verb.head


def _every(verb: Token) -> Token | None:
    """The noun after "for every", wherever the parser put it."""
    for token in verb.sent:
        for inner in token.children if token.lower_ == "for" and token.dep_ == "prep" else ():
            if inner.dep_ == "pobj" and any(child.lower_ in ("each", "every") for child in inner.children):
                return inner
    return None
