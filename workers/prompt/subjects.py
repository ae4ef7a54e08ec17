"""Who does what a verb says."""

from __future__ import annotations

from spacy.tokens import Token

from workers.prompt.phrases import NOUNS

SUBJECTS = ("nsubj", "nsubjpass")


def subject(verb: Token) -> Token | None:
    """The subject of a verb; of "and can …" that of the verb before; of "ordered by" the noun before."""
    for _ in range(5):
        for child in verb.children:
            if child.dep_ in SUBJECTS:
                return child
        if verb.dep_ in ("relcl", "acl") and verb.head.pos_ in NOUNS:
            return verb.head
        if verb.dep_ not in ("conj", "xcomp", "ccomp", "advcl"):
            return None
        verb = verb.head
    return None


def is_passive(verb: Token) -> bool:
    return verb.tag_ == "VBN" and not any(child.lower_ in ("have", "has", "had") for child in verb.children)
