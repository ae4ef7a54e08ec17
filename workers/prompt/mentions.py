"""Where each noun phrase of a text stands: the grounds on which it is held for a thing, a fact or neither."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from spacy.tokens import Token

from workers.prompt.claims import Key
from workers.prompt.phrases import NOUNS, absorbed, quantity
from workers.prompt.view import View

_DETERMINERS = frozenset({"a", "an", "each", "every", "one", "more", "several", "many", "multiple", "zero", "any"})


@dataclass(slots=True)
class Mention:
    """All mentions of one phrase: `order` of the first, `places` their sentences, `roles` their grammar, counted."""

    key: Key
    label: str
    order: int
    words: str
    count: int = 0
    compound: bool = False
    places: list[int] = field(default_factory=list)
    roles: Counter[str] = field(default_factory=Counter)


_WISHING = frozenset({"want", "wish", "plan", "need", "like", "intend", "decide", "keep", "manage", "run", "operate"})


def mentions(views: list[View]) -> dict[Key, Mention]:
    """Every phrase of the text by its key, in the order of first mention."""
    found: dict[Key, Mention] = {}
    sentences = 0
    for view in views:
        for token in view.doc:
            if token.dep_ == "compound" or token.pos_ not in NOUNS or quantity(token, view.words) or absorbed(token):
                continue
            phrase = view.phrase(token)
            if phrase is None:
                continue
            mention = found.setdefault(phrase.key, Mention(phrase.key, phrase.label, len(found), view.text(token)))
            mention.count += 1
            mention.places.append(sentences + token.sent.start)
            mention.compound |= any(part.pos_ in NOUNS and part.dep_ == "compound" for part in token.children)
            mention.roles[_role(token.dep_)] += 1
            mention.roles["agent"] += token.head.dep_ == "agent"
            mention.roles["plural"] += token.tag_ in ("NNS", "NNPS")
            mention.roles["proper"] += token.pos_ == "PROPN" and token.i > token.sent.start
            mention.roles["counted"] += any(child.lower_ in _DETERMINERS for child in token.children)
            mention.roles["wishing"] += _wishes(token)
            mention.roles["kept"] += _kept(token, view)
            mention.roles["each"] += any(child.lower_ in ("each", "every") for child in token.children)
        sentences += len(view.doc) + 1
    return found


def _wishes(token: Token) -> bool:
    """Whether it is who wants the application, or whose business it is about: "a museum wants to manage …"."""
    return token.dep_ == "nsubj" and token.head.lemma_.lower() in _WISHING


def _kept(token: Token, view: View) -> bool:
    """Whether the text says to keep it: "we track orders", "manage orders and customers"."""
    while token.dep_ == "conj" and token.head.pos_ in NOUNS:
        token = token.head
    verb = token.head.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token.head
    if view.actor is not None or token.dep_ not in ("dobj", "pobj") or verb.lemma_.lower() not in view.words.keeping:
        return False
    who = [child.lower_ for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
    return all(word in ("we", "i", "it", "they", "that", "which") for word in who)


def _role(dependency: str) -> str:
    return {"nsubj": "subject", "nsubjpass": "subject", "dobj": "object", "conj": "beside"}.get(dependency, "other")
