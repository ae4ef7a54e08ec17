"""Noun phrases: the words of a noun and what its small words say about number, need and uniqueness."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from schemas.names import MAX_LABEL, singular
from workers.prompt.lexicon import Lexicon

NOUNS = frozenset({"NOUN", "PROPN"})
_WORD = re.compile(r"[^\W_][\w'’/&+-]*")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun with its modifiers. `key` compares (singular, lower case); `label` is as written."""

    head: Token
    key: tuple[str, ...]
    label: str

    @property
    def core(self) -> str:
        return core(self.key)


def core(key: tuple[str, ...]) -> str:
    """The word that says what it is: of "date of birth" the date, of "spare part" the part."""
    inner = next((at for at, word in enumerate(key) if word in ("of", "per", "in") and at), len(key))
    return key[inner - 1]


def usual(key: tuple[str, ...], words: Lexicon) -> bool:
    """Whether it is a usual fact: a name, a delivery window (but no window)."""
    last = core(key)
    return last in words.facts or (len(key) > 1 and last in words.compounded)


def phrase(head: Token, words: Lexicon) -> Phrase | None:
    """The phrase of a noun, without determiners, numbers and plain adjectives; None where no noun is left."""
    if head.pos_ not in NOUNS or not _WORD.fullmatch(head.text):
        return None
    parts = [*_modifiers(head, words), head]
    if whole(head):
        parts += of_phrase(head)
    elif per := _per(head):
        parts += per
    elif len(parts) > 1 and head.lemma_.lower() in _HOLDERS:
        parts.pop()
    return Phrase(head, tuple(_key(part) for part in parts if part.text != "-"), _label(parts, head))


_MODIFYING = NOUNS | {"ADJ", "VERB"}
_COUNTING = frozenset({"number", "amount"})
_WHOLE = _COUNTING | {"date", "place", "time", "country", "year", "proof", "point"}
_BARE = frozenset(
    {"location", "method", "reason", "level", "rate", "mode", "degree", "means", "unit", "cause", "amount"}
)
"""Of these, what follows "of" without an article belongs to the name: "method of payment"."""

_HOLDERS = frozenset({"table", "entity", "class", "record", "module"})


def whole(head: Token) -> bool:
    """Whether the noun and what follows its "of" are one name: "date of birth", "number of pages"."""
    lemma, after = head.lemma_.lower(), of_phrase(head)
    return bool(after) and (lemma in _WHOLE or (lemma in _BARE and after[-1].tag_ == "NN"))


def counts(head: Token) -> bool:
    """Whether the noun counts another one: "the number of pages"."""
    return head.lemma_.lower() in _COUNTING and bool(of_phrase(head))


def quantity(head: Token, words: Lexicon) -> bool:
    """Whether the noun only says how many of another: "a list of books", "any number of books"."""
    return head.lemma_.lower() in words.counting and bool(of_phrase(head)) and not _definite(head)


def _definite(head: Token) -> bool:
    if head.lemma_ != "number":
        return False
    small = {child.lower_ for child in head.children}
    listed = head.dep_ in ("conj", "appos") or bool(small & {","})
    return listed or bool(small & {"the", "its", "their", "maximum", "minimum", "total", "average"})


def absorbed(noun: Token) -> bool:
    """Whether the noun is part of another's name, as "birth" is in "date of birth"."""
    counter = noun.head.head
    return noun.dep_ == "pobj" and noun.head.lower_ == "of" and counter.pos_ in NOUNS and whole(counter)


def is_many(head: Token, words: Lexicon) -> bool:
    """Whether more than one is meant: a plural, unless "one" or "each" says otherwise, or a word like "several"."""
    small = {token.lower_ for token in head.doc[head.left_edge.i : head.i]}
    if small & {"each", "every", "one", "exactly"} and "more" not in small:
        return False
    return head.tag_ in ("NNS", "NNPS") or bool(small & words.many)


def _modifiers(head: Token, words: Lexicon) -> Iterator[Token]:
    """What stands before the noun and names its kind, in the order of the text."""
    start = head.i
    while start > head.sent.start and _belongs(head.doc[start - 1], head, words):
        start -= 1
    while start < head.i and head.doc[start].text == "-":
        start += 1
    yield from head.doc[start : head.i]


def _belongs(token: Token, head: Token, words: Lexicon) -> bool:
    if token.text == "-":
        return token.i > 0 and not token.doc[token.i - 1].is_punct
    telling = token.lower_ in words.telling and head.lemma_.lower() in words.facts
    if not _WORD.fullmatch(token.text) or (token.is_stop and token.pos_ not in _MODIFYING and not telling):
        return False
    inside = token.i < token.head.i <= head.i
    if token.dep_ == "conj" and token.pos_ in NOUNS and token.head.dep_ == "nmod" and token.head.head.i == head.i:
        return True
    if token.dep_ == "poss" or not inside or _genitive(token):
        return False
    if token.dep_ in ("compound", "nmod") and token.pos_ != "NUM":
        return token.lower_ not in words.names
    if token.dep_ != "amod":
        return False
    return telling or (token.lower_ not in words.plain and token.lemma_.lower() not in words.plain)


def _genitive(token: Token) -> bool:
    return any(child.tag_ == "POS" for child in token.children)


def of_phrase(head: Token) -> list[Token]:
    """The `of` and the noun after it: "number" of "pages". Parsers often tie that noun to one further on."""
    at = head.i + 1
    if at >= head.sent.end or head.doc[at].lower_ != "of":
        return []
    end = at + 1
    while end < head.sent.end and head.doc[end].pos_ == "ADJ":
        end += 1
    start = end
    while end < head.sent.end and head.doc[end].pos_ in NOUNS:
        end += 1
    return [head.doc[at], head.doc[end - 1]] if end > start and not _possessive(head.doc, end) else []


def _possessive(doc: Doc, at: int) -> bool:
    return at < len(doc) and doc[at].tag_ == "POS"


def _per(head: Token) -> list[Token]:
    """The `per` and the noun after it: "price per page"."""
    for child in head.children:
        if child.lower_ == "per" and child.i == head.i + 1:
            return [child, *(inner for inner in child.children if inner.dep_ == "pobj")]
    return []


def _key(token: Token) -> str:
    text = token.lower_.replace("’", "'")
    if text in ("e-mail", "e-mails"):
        return "email"
    return singular(text) if token.tag_ in ("NNS", "NNPS") or (token.pos_ in NOUNS and text.endswith("s")) else text


def _label(parts: list[Token], head: Token) -> str:
    text = "".join(part.text + ("" if "-" in (part.text, _after(part)) else " ") for part in parts).strip()
    return (text if _shouts(text) else text[0].lower() + text[1:])[:MAX_LABEL]


def _after(token: Token) -> str:
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return "-" if following is not None and following.text == "-" and not token.whitespace_ else ""


def _shouts(text: str) -> bool:
    """Whether the capital letters mean something: `VAT number`, `iPhone`."""
    first = text.split(" ", 1)[0]
    return sum(letter.isupper() for letter in first) > 1
