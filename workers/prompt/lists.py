"""Nouns that stand beside each other: "a name, a date and a place"."""

from __future__ import annotations

from spacy.tokens import Token

from workers.prompt.lexicon import Lexicon
from workers.prompt.phrases import NOUNS, absorbed, of_phrase, whole


def items(head: Token) -> list[Token]:
    """The noun and all that stand beside it: "a name, a date and a place"."""
    found, todo = [], [head]
    while todo:
        token = todo.pop(0)
        found.append(token)
        if _shares(token):
            continue
        inner = of_phrase(token)[1:] if token.pos_ in NOUNS and whole(token) else []
        beside = [child for one in (token, *inner) for child in one.children if child.dep_ in ("conj", "appos")]
        todo += [child for child in beside if child.i > token.i]
        todo += [child for child in token.children if _shares(child)]
    return sorted(found, key=lambda token: token.i)


def _shares(noun: Token) -> bool:
    """Whether the parser put the first of two nouns before the second: "name" in "their name and car registration"."""
    joined = {child.dep_ for child in noun.children}
    return noun.dep_ == "nmod" and noun.pos_ in NOUNS and {"cc", "conj"} <= joined and noun.nbor().lower_ == "and"


def series(noun: Token) -> list[Token]:
    """All nouns that a noun stands beside, those before it included."""
    while noun.dep_ in ("conj", "appos") or absorbed(noun):
        above = noun.head.head if absorbed(noun) else noun.head
        if above.pos_ not in NOUNS:
            break
        noun = above
    return items(noun)


def all_items(first: Token, words: Lexicon) -> list[Token]:
    """The list that a noun begins, as the parser sees it, and the usual facts that it missed."""
    found = {token.i: token for token in items(first)}
    written = listed_after(first)
    if any(token.lemma_.lower() in words.facts for token in written):
        found |= {token.i: token for token in written if token.tag_ not in ("NNS", "NNPS")}
    found |= {token.i: token for token in written if token.lemma_.lower() in words.facts}
    return [found[index] for index in sorted(found)]


def listed_after(first: Token) -> list[Token]:
    """The nouns of a written list, from its first one on, whatever the parser made of them.

    A parser often breaks long lists: here only the words count, up to the first that no list would hold.
    """
    at, end, found = first.left_edge.i, first.sent.end, []
    while at < end:
        head, at = _noun(first, at, end)
        if head is None:
            break
        found.append(head)
        at = _tail(first, at, end)
        if at < end and first.doc[at].pos_ in ("VERB", "AUX"):
            found.pop()
        joined = _joints(first, at, end)
        if joined == at:
            break
        at = joined
    return found if len(found) > 1 else []


_BEFORE = frozenset({"DET", "ADJ", "NUM", "ADV", "PRON"})
_JOINTS = frozenset({",", "and", "&", "plus", "also", "then"})


def _noun(first: Token, at: int, end: int) -> tuple[Token | None, int]:
    """The head of the noun phrase that begins here, and where it ends."""
    doc = first.doc
    while at < end and (doc[at].pos_ in _BEFORE or doc[at].tag_ in ("VBN", "VBG")) and doc[at].tag_ != "PRP":
        at += 1
    start = at
    while at < end and (doc[at].pos_ in NOUNS or doc[at].text == "-" or doc[at].tag_ == "POS"):
        at += 1
    return (doc[at - 1] if at > start else None), at


def _tail(first: Token, at: int, end: int) -> int:
    """Past what may follow a noun within a list: "of birth", "per page", "in euros", a participle before a comma."""
    doc = first.doc
    if at < end and doc[at].lower_ in ("of", "per", "in", "for"):
        head, after = _noun(first, at + 1, end)
        at = after if head is not None else at
    if at + 1 < end and doc[at].tag_ in ("VBN", "VBD") and doc[at + 1].text in (",", ".", "and"):
        at += 1
    return at


def _joints(first: Token, at: int, end: int) -> int:
    while at < end and first.doc[at].lower_ in _JOINTS:
        at += 1
    return at
