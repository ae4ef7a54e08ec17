"""Who may do what: user stories, and sentences such as "only managers may delete invoices"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from schemas.spec import Action
from workers.prompt.claims import Does, Key
from workers.prompt.lists import items
from workers.prompt.phrases import NOUNS
from workers.prompt.subjects import subject
from workers.prompt.view import View
from workers.prompt.wording import written

_ALLOWING = frozenset({"may", "can", "could", "shall", "should", "must", "will"})
_ALL = frozenset({"everything", "all", "anything"})


READ = frozenset({Action.READ})
"""What somebody who tells a story at least may do to what it is about."""


def doing(sentence: Span, view: View) -> Iterator[Does]:
    for verb in sentence:
        actions = view.words.actions.get(verb.lemma_.lower(), READ if view.actor else None)
        if verb.pos_ != "VERB" or actions is None:
            continue
        for actor in _actors(verb, view):
            for target in _targets(verb, view):
                yield Does(actor, actions, target, view.actor is not None, view.text(sentence))


def _actors(verb: Token, view: View) -> Iterator[Key]:
    """Those who want to do it, or are allowed to."""
    if view.actor is not None:
        yield written(view.actor)
        return
    near = [child for one in (verb, _governing(verb)) for child in one.children]
    allowed = any(child.lower_ in _ALLOWING and child.idx not in view.added for child in near)
    who = subject(verb)
    if who is None or not allowed:
        return
    for one in items(who):
        found = view.phrase(one)
        if found is not None and found.core in view.words.people:
            yield found.key


def _governing(verb: Token) -> Token:
    """The verb that carries the modal: of "may see and edit" the first."""
    while verb.dep_ in ("conj", "xcomp") and verb.head.pos_ in ("VERB", "AUX", "ADJ"):
        verb = verb.head
    return verb


def _targets(verb: Token, view: View) -> Iterator[Key]:
    for child in verb.children:
        if child.dep_ == "dobj" and child.lower_ in _ALL:
            yield ()
        elif child.dep_ == "dobj" and (child.pos_ in NOUNS or child.i in view.standing):
            yield from (key for one in items(child) if (key := view.key(one)))
