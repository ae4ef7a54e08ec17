"""How the patterns look at a parsed passage: nouns with pronouns resolved, number and need of each."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from schemas.reading import Many
from workers.prompt.claims import Key
from workers.prompt.lexicon import Lexicon
from workers.prompt.phrases import NOUNS, Phrase, is_many, of_phrase, phrase, quantity
from workers.prompt.references import antecedents

_MUST = frozenset({"must", "mandatory", "required", "always", "exactly", "shall"})
MAY = frozenset({"may", "can", "might", "could", "optionally", "optional", "possibly", "zero", "sometimes", "any"})


@dataclass(slots=True)
class View:
    """A parsed passage and what its pronouns stand for.

    `actor` is who speaks in a user story, `added` are the offsets of words that were put in to read it better.
    """

    doc: Doc
    words: Lexicon
    actor: str | None = None
    added: frozenset[int] = frozenset()
    standing: dict[int, Token] = field(init=False)
    _phrases: dict[int, Phrase | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.standing = antecedents(self.doc, self.words)

    def noun(self, token: Token) -> Token:
        """The noun meant: of a pronoun what it stands for, of "a list of books" the books."""
        for _ in range(4):
            if token.i in self.standing:
                token = self.standing[token.i]
            elif token.pos_ in NOUNS and quantity(token, self.words):
                token = of_phrase(token)[1]
            else:
                break
        return token

    def phrase(self, token: Token) -> Phrase | None:
        """The phrase meant, None where it is no noun or names the application or nothing in particular."""
        if token.i not in self._phrases:
            self._phrases[token.i] = self._phrase(token)
        return self._phrases[token.i]

    def _phrase(self, token: Token) -> Phrase | None:
        found = phrase(self.noun(token), self.words)
        if found is None or found.core in self.words.system or found.head.lower_ in self.words.names:
            return None
        empty = len(found.key) == 1 and found.core in self.words.generic - self.words.facts
        return None if empty else found

    def key(self, token: Token) -> Key | None:
        found = self.phrase(token)
        return found.key if found else None

    def many(self, token: Token) -> Many:
        counted = token.pos_ in NOUNS and quantity(token, self.words)
        return Many.MANY if counted or is_many(self.noun(token), self.words) else Many.ONE

    def required(self, *tokens: Token) -> bool:
        """Whether one of the words around says that there must be one, and none that there may be."""
        near = {child.lower_ for token in tokens for child in token.subtree if abs(child.i - token.i) < 6}
        near |= {child.lower_ for token in tokens for child in token.children}
        return bool(near & _MUST) and not near & MAY

    def text(self, span: Span | Token) -> str:
        """The words of the sentence, as they were written."""
        sentence = span if isinstance(span, Span) else span.sent
        return "".join(token.text_with_ws for token in sentence if token.idx not in self.added).strip()[:300]
