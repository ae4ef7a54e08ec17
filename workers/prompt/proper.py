"""Proper names in a text: who wants the software, and what it shall be called, are nothing to keep."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from spacy.tokens import Doc, Token

from schemas.names import singular
from workers.prompt.lexicon import Lexicon

_PLURALS = ("NNS", "NNPS")


def proper_names(docs: Iterable[Doc], words: Lexicon) -> frozenset[str]:
    """The words, in lower case, that stand for one thing only wherever the text has them.

    They always have a capital letter, never an article and never a plural. Where a text writes its things with capital
    letters too, one article is enough to tell them from names. Short forms in capital letters are names with an
    article as well.
    """
    places: dict[str, list[Token]] = defaultdict(list)
    for doc in docs:
        for token in doc:
            if token.is_alpha and len(token) > 2:
                places[token.lower_].append(token)
    known = words.facts | words.people | words.screens | words.generic
    return frozenset(
        word
        for word, tokens in places.items()
        if word not in known and f"{word}s" not in places and singular(word) not in known and _is_name(tokens)
    )


def _is_name(tokens: list[Token]) -> bool:
    if all(token.is_upper for token in tokens):
        return not any(token.tag_ in _PLURALS or _counted(token) for token in tokens)
    capital = all(token.text[0].isupper() for token in tokens)
    inside = [token for token in tokens if not _opens(token)]
    named = any(token.pos_ == "PROPN" for token in inside) and not any(token.tag_ in _PLURALS for token in tokens)
    return capital and named and all(_bare(token) for token in tokens)


def _opens(token: Token) -> bool:
    """Whether the word has its capital letter from its place."""
    if token.is_sent_start or token.i == 0:
        return True
    return not token.nbor(-1).is_alpha and token.nbor(-1).text not in (",", "'s")


def _bare(token: Token) -> bool:
    """Whether it stands without an article, or within a name: "the Acme group"."""
    return not any(child.dep_ == "det" for child in token.children)


def _counted(token: Token) -> bool:
    return any(child.lower_ in ("a", "an", "each", "every", "one") for child in token.children)
