"""What pronouns stand for, in the simple cases: the nearest subject that agrees, else the nearest noun."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from workers.prompt.lexicon import Lexicon
from workers.prompt.phrases import NOUNS

_SINGULAR = frozenset({"it", "its", "itself", "he", "his", "him", "she", "her", "hers", "this"})
_PLURAL = frozenset({"they", "their", "them", "theirs", "themselves", "these", "those"})
_THING = frozenset({"it", "its", "itself"})
_PERSON = frozenset({"he", "his", "him", "she", "her", "hers"})
_SHARING = frozenset({"each", "both", "all", "one", "some", "most", "others"})
_RELATIVE = frozenset({"which", "that", "who", "whom", "whose"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def antecedents(doc: Doc, words: Lexicon) -> dict[int, Token]:
    """For the index of each pronoun that could be resolved: the noun it stands for."""
    found: dict[int, Token] = {}
    for token in doc:
        if token.lower_ in _RELATIVE and token.dep_ != "mark":
            noun = _relative(token)
        elif token.lower_ in _SHARING and token.pos_ in ("PRON", "DET") and (whom := _of_whom(token)) is not None:
            noun = _relative(whom)
        elif token.lower_ in _SHARING and token.pos_ == "PRON":
            noun = next(_before(token, words), None)
        elif token.lower_ in _SINGULAR | _PLURAL and token.pos_ == "PRON":
            noun = _agreeing(token, words, found)
        else:
            continue
        if noun is not None:
            found[token.i] = noun
    return found


def _of_whom(token: Token) -> Token | None:
    """The relative pronoun of "each of whom"."""
    inner = [one for child in token.children if child.lower_ == "of" for one in child.children]
    return next((one for one in inner if one.lower_ in ("whom", "which")), None)


def _relative(token: Token) -> Token | None:
    """The noun that a relative clause hangs on."""
    clause = token
    while clause.dep_ not in ("relcl", "acl", "ROOT"):
        clause = clause.head
    noun = clause.head
    return noun if clause.dep_ != "ROOT" and noun.pos_ in NOUNS else None


def _agreeing(token: Token, words: Lexicon, known: dict[int, Token]) -> Token | None:
    choices = [noun for noun in _before(token, words) if _agrees(token, noun, words)]
    subjects = [noun for noun in choices if noun.dep_ in _SUBJECTS or _topic(noun)]
    here = [noun for noun in choices if noun.sent == token.sent]
    for group in (
        [noun for noun in subjects if noun.sent == token.sent],
        _same(token, known),
        [noun for noun in here if noun.dep_ == "poss"],
        subjects[:1],
        here,
        choices,
    ):
        if group:
            return group[0]
    return None


def _same(token: Token, known: dict[int, Token]) -> list[Token]:
    """What the same pronoun stood for just before."""
    start = token.sent.start
    alike = _ALIKE[token.lower_]
    return [noun for index, noun in reversed(known.items()) if index >= start and token.doc[index].lower_ in alike]


_ALIKE = {
    word: group
    for group in (
        frozenset({"it", "its", "itself", "this"}),
        frozenset({"they", "their", "them", "theirs", "themselves", "these", "those"}),
        frozenset({"he", "his", "him"}),
        frozenset({"she", "her", "hers"}),
    )
    for word in group
}


def _before(token: Token, words: Lexicon) -> Iterator[Token]:
    """Nouns before a token, nearest first, of this sentence and the one before it."""
    start = token.sent.start
    first = token.doc[start - 1].sent.start if start else 0
    for index in range(token.i - 1, first - 1, -1):
        noun = token.doc[index]
        lemma = noun.lemma_.lower()
        if noun.pos_ in NOUNS and noun.dep_ != "compound" and lemma not in words.system | words.generic | words.facts:
            yield noun


def _agrees(token: Token, noun: Token, words: Lexicon) -> bool:
    many = noun.tag_ in ("NNS", "NNPS")
    person = noun.lemma_.lower() in words.people
    if token.lower_ in _PERSON:
        return person
    if token.lower_ in _PLURAL:
        return many or person
    return not many and not (person and token.lower_ in _THING)


def _topic(noun: Token) -> bool:
    """Whether a sentence opens with "for each …" of this noun."""
    return noun.dep_ == "pobj" and noun.head.lower_ in ("for", "of", "about") and noun.head.i == noun.sent.start
