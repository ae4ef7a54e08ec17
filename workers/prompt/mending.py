"""Sentences whose verb was taken for a noun: "members book boats" is read again as "members can book the boats"."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from workers.prompt.lexicon import Lexicon
from workers.prompt.phrases import NOUNS

_BEFORE = frozenset({"DET", "PRON", "ADJ", "NUM"})
_PLURALS = ("NNS", "NNPS")


def mended(doc: Doc, words: Lexicon) -> tuple[str, frozenset[int]] | None:
    """The text with "can" and "the" put in where they are missed, and the offsets of these; None where all is well."""
    text, offsets = doc.text, [0]
    for sentence in reversed(list(doc.sents)):
        for at, word in reversed(_missed(sentence, words)):
            text = f"{text[:at]}{word} {text[at:]}"
            offsets = [at, *(offset + len(word) + 1 for offset in offsets)]
    return (text, frozenset(offsets[:-1])) if len(offsets) > 1 else None


def _missed(sentence: Span, words: Lexicon) -> list[tuple[int, str]]:
    """What to put in where, in a sentence that has no verb."""
    run = _opening(sentence)
    if len(run) < 3 or sentence.text.rstrip()[-1:] != "." or not _verbless(sentence, run):
        return []
    for subject, verb, following in zip(run, run[1:], run[2:], strict=False):
        several = subject.tag_ in _PLURALS or subject.lower_ in words.collective
        if several and subject.lower_ not in words.invariant and verb.tag_ not in _PLURALS:
            return [(verb.idx, "can"), (following.idx, "the")]
        if not several and verb.tag_ == "NNS" and following.tag_ in _PLURALS and following.i == run[-1].i:
            return [(verb.idx, "also"), (following.idx, "the")]
    return []


def _opening(sentence: Span) -> list[Token]:
    """The nouns, or what may be nouns, that a sentence opens with."""
    start = next((token.i for token in sentence if token.pos_ not in _BEFORE), sentence.end)
    run: list[Token] = []
    for token in sentence.doc[start : sentence.end]:
        if token.pos_ not in NOUNS and not (token.pos_ == "VERB" and token.tag_ in ("VBZ", "VBP", "VB")):
            break
        run.append(token)
    return run


def _verbless(sentence: Span, run: list[Token]) -> bool:
    """Whether the root is a noun, or a verb where none can be: the first word, or the last of the opening nouns."""
    root = sentence.root
    if root.pos_ in NOUNS:
        return not any(
            token.pos_ in ("VERB", "AUX") and token.dep_ not in ("relcl", "acl", "amod") for token in sentence
        )
    return root.tag_ == "VBZ" and (root.i == sentence.start or (root.i == run[-1].i and root.i > run[0].i + 1))
