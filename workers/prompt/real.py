"""Words that mostly mean the software itself, where a text treats them as things: "an application has a deadline"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from workers.prompt.lexicon import Lexicon
from workers.prompt.lists import all_items
from workers.prompt.phrases import NOUNS

_ANY = frozenset({"a", "an", "each", "every"})
_SAME = frozenset({"the", "this", "our", "your", "my", "such"})


def meant(docs: Iterable[Doc], listed: Iterable[str], words: Lexicon) -> Lexicon:
    """The lexicon without the words that this text uses for things of its own. `listed` own written lists of facts."""
    real = frozenset(listed) | frozenset(lemma for doc in docs for token in doc if (lemma := _real(token, words)))
    return replace(words, system=words.system - real, generic=words.generic - real) if real else words


def _real(token: Token, words: Lexicon) -> str | None:
    lemma = token.lemma_.lower()
    if token.pos_ not in NOUNS or lemma not in words.system | words.records:
        return None
    return lemma if _has_facts(token, words) or _handled(token, words) else None


def _has_facts(noun: Token, words: Lexicon) -> bool:
    """Whether any one of its kind has facts: "each record has an artist and a title"."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lemma_ not in ("have", "need") or not _anyone(noun):
        return False
    return any(
        one.lemma_.lower() in words.facts - words.generic for part in _objects(verb) for one in all_items(part, words)
    )


def _handled(noun: Token, words: Lexicon) -> bool:
    """Whether somebody does something with several of them: "tenants send applications"."""
    doers = [child for child in noun.head.children if child.dep_ == "nsubj" and child.pos_ in NOUNS]
    known = words.system | words.generic
    several = noun.dep_ == "dobj" and noun.tag_ == "NNS" and noun.lemma_.lower() in words.system
    return several and any(doer.lemma_.lower() not in known for doer in doers)


def _anyone(noun: Token) -> bool:
    small = {child.lower_ for child in noun.children}
    return bool(small & _ANY) or (noun.tag_ == "NNS" and not small & _SAME)


def _objects(verb: Token) -> Iterator[Token]:
    return (child for child in verb.children if child.dep_ in ("dobj", "attr"))
