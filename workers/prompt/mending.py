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
        for at, word in sorted([*_missed(sentence, words), *_shared(sentence, words)], reverse=True):
            text = f"{text[:at]}{word} {text[at:]}"
            offsets = [at, *(offset + len(word) + 1 for offset in offsets)]
    return (text, frozenset(offsets[:-1])) if len(offsets) > 1 else None


def _missed(sentence: Span, words: Lexicon) -> list[tuple[int, str]]:
    """What to put in where, in a sentence that has no verb."""
    run = _opening(sentence)
    if _one_does(sentence, run):
        return [(run[-1].idx, "also")]
    if _several_do(run, words):
        return [(run[-1].idx, "can")]
    if len(run) < 3 or sentence.text.rstrip()[-1:] != "." or not _verbless(sentence, run):
        return []
    for subject, verb, following in zip(run, run[1:], run[2:], strict=False):
        several = subject.tag_ in _PLURALS or subject.lower_ in words.collective
        if several and subject.lower_ not in words.invariant and verb.tag_ not in _PLURALS:
            return [(verb.idx, "can"), (following.idx, "the")]
        if not several and verb.tag_ == "NNS" and following.tag_ in _PLURALS and following.i == run[-1].i:
            return [(verb.idx, "also"), (following.idx, "the")]
    return []


def _one_does(sentence: Span, run: list[Token]) -> bool:
    """Whether a plural after "a" is a verb: "a volunteer registers with a name"."""
    if len(run) < 2 or run[-1].tag_ != "NNS" or run[0].i == sentence.start:
        return False
    one = run[0].nbor(-1).lower_ in ("a", "an", "each", "every", "this", "that") and run[-2].tag_ == "NN"
    return one and run[-1].i + 1 < sentence.end and run[-1].nbor().pos_ in ("ADP", "DET", "PRON", "SCONJ")


def _several_do(run: list[Token], words: Lexicon) -> bool:
    """Whether a noun between a plural and an article is a verb: "guests book a cottage and pay a deposit"."""
    if len(run) != 2 or run[0].tag_ not in _PLURALS or run[1].tag_ in _PLURALS or run[0].lower_ in words.invariant:
        return False
    following = run[1].nbor() if run[1].i + 1 < len(run[1].doc) else None
    return following is not None and (following.pos_ == "DET" or following.tag_ == "PRP$")


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


def _shared(sentence: Span, words: Lexicon) -> list[tuple[int, str]]:
    """The noun that two words share, after the first of them too: "garden (parties) or office parties"."""
    found = []
    doc = sentence.doc
    for joint in sentence:
        if joint.lower_ not in ("or", "and") or joint.i - 1 < sentence.start or joint.i + 2 >= sentence.end:
            continue
        before, at = doc[joint.i - 1], joint.i + 1
        at += doc[at].pos_ == "DET"
        if at + 1 >= sentence.end:
            continue
        other, head = doc[at], doc[at + 1]
        kinds = head.pos_ in NOUNS and other.pos_ in ("ADJ", "NOUN") and other.tag_ not in _PLURALS
        ends = at + 2 >= sentence.end or doc[at + 2].pos_ not in NOUNS
        apart = doc[joint.i + 1].pos_ == "DET" and before.pos_ != "ADJ"
        known = other.lower_ not in words.plain - words.telling
        if kinds and ends and known and not apart and _lacks_noun(before, head, words):
            found.append((before.idx + len(before) + 1, head.text))
    return found


def _lacks_noun(word: Token, head: Token, words: Lexicon) -> bool:
    """Whether a word before "and" only tells a kind: "a plain or a salted crust", not "a name and a phone number"."""
    if word.lower_ in words.facts | words.people or word.i == word.sent.start:
        return False
    opening = word.nbor(-1)
    if word.pos_ == "ADJ" and word.tag_ == "JJ":
        known = word.lower_ not in words.plain - words.telling
        return known and opening.pos_ not in ("AUX", "VERB", "ADV", "CCONJ") and opening.text != ","
    fact = head.lemma_.lower() in words.facts
    single = word.tag_ == "NN" and (head.tag_ in _PLURALS or fact)
    return single and opening.pos_ != "ADJ" and (opening.pos_ != "DET" or fact) and opening.pos_ not in NOUNS
