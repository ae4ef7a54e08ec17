"""Sentences whose verb was taken for a noun: "members book boats" is read again as "members can book boats"."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from workers.prompt.phrases import NOUNS


def mended(doc: Doc) -> tuple[str, frozenset[int]] | None:
    """The text with "can" put in where it is missed, and the offsets of these; None where all is well."""
    text = doc.text
    offsets: list[int] = []
    for sentence in reversed(list(doc.sents)):
        if (at := _missed(sentence)) is not None:
            text = f"{text[:at]}can {text[at:]}"
            offsets = [at, *(offset + len("can ") for offset in offsets)]
    return (text, frozenset(offsets)) if offsets else None


def _missed(sentence: Span) -> int | None:
    """Where the verb begins, in a sentence that has none: plurals do not stand before nouns to tell their kind."""
    if len(sentence) < 3 or sentence.root.pos_ not in NOUNS or sentence.text.rstrip()[-1:] != ".":
        return None
    first, second = sentence[0], sentence[1]
    if first.tag_ == "NNS" and first.dep_ == "compound" and second.pos_ in NOUNS and second.dep_ == "compound":
        return int(second.idx)
    return None
