"""Patterns of having: "an order has a date", "the name of the dog", "for each boat we record …", "with a title"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from workers.prompt.claims import Has
from workers.prompt.lists import all_items, items, series
from workers.prompt.parts import DOUBT, claim, clause, has_owner, parts, telling, whether
from workers.prompt.phrases import NOUNS, usual, whole
from workers.prompt.view import View

SUBJECTS = ("nsubj", "nsubjpass")


def having(sentence: Span, view: View) -> Iterator[Has]:
    for token in sentence:
        if token.pos_ in ("VERB", "AUX"):
            yield from _verb(token, view)
        elif token.dep_ == "poss":
            yield from _owned(token, token.head, view, 1.0)
        elif token.lower_ == "with" and token.dep_ == "prep":
            yield from _with(token, view)
        elif token.dep_ == "prep" and token.lower_ in _DATED:
            yield from _dated(token, view)
        elif token.lower_ == "of" and token.head.pos_ in NOUNS and not whole(token.head):
            yield from _of(token, view)


_DATED = frozenset({"until", "till", "on", "for", "before", "after", "at", "since", "from"})


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


def _verb(verb: Token, view: View) -> Iterator[Has]:
    lemma, passive = verb.lemma_.lower(), is_passive(verb)
    if not passive and (lemma in view.words.having or (lemma in _RECORDING and _tells_itself(verb, view))):
        yield from _has(verb, view)
    if (lemma in view.words.composing and passive) or lemma in ("consist", "comprise"):
        yield from _composed(verb, view)
    if lemma in view.words.keeping:
        yield from _kept(verb, view, passive)


_RECORDING = frozenset(
    {"record", "store", "log", "note", "specify", "indicate", "list", "state", "register", "capture"}
)


def _tells_itself(verb: Token, view: View) -> bool:
    """Whether what is recorded are facts of the subject: "a gauge records its level and its pressure"."""
    who = subject(verb)
    found = view.phrase(who) if who is not None and who.pos_ in NOUNS else None
    told = [one for child in verb.children if child.dep_ == "dobj" for one in all_items(child, view.words)]
    return found is not None and found.core not in view.words.people and len(told) > 1 and telling(told, view)


def is_passive(verb: Token) -> bool:
    return verb.tag_ == "VBN" and not any(child.lower_ in ("have", "has", "had") for child in verb.children)


def _has(verb: Token, view: View) -> Iterator[Has]:
    """ "An order has a date", "shows when it was paid"."""
    owner = subject(verb)
    found = view.phrase(owner) if owner is not None else None
    if owner is None or found is None or (verb.lemma_ != "have" and found.core in view.words.people):
        return
    for child in verb.children:
        late = child.dep_ == "npadvmod" and child.i > verb.i
        if child.dep_ in ("dobj", "attr") or late:
            yield from parts(owner, child, view, 1.0)
        elif child.dep_ in ("ccomp", "advcl", "conj"):
            yield from clause(owner, child, view)


def _composed(verb: Token, view: View) -> Iterator[Has]:
    """ "A team consists of players", "a book is identified by its number"."""
    owner = subject(verb)
    prepositions = [child for child in verb.children if child.lower_ in ("of", "by", "from", "through")]
    for inner in (noun for preposition in prepositions for noun in preposition.children):
        if owner is not None and inner.pos_ in NOUNS:
            yield from parts(owner, inner, view, 0.9, unique=verb.lemma_.lower() == "identify")


def _kept(verb: Token, view: View, passive: bool) -> Iterator[Has]:
    """ "For each boat we record its length", "the length of the boat is stored"."""
    owner = _topic(verb) or (_stored(verb, view) if passive else _handled_before(verb, view))
    for child in verb.children:
        if owner is not None and child.dep_ == ("nsubjpass" if passive else "dobj") and child.pos_ in NOUNS:
            yield from parts(owner, child, view, 1.0)
        elif child.dep_ in ("ccomp", "advcl", "conj") and child.i > verb.i:
            whose = subject(child)
            known = whose is not None and view.key(whose) is not None
            if whose is not None and known:
                yield from clause(whose, child, view)
            elif owner is not None:
                yield from clause(owner, child, view)


def _handled_before(verb: Token, view: View) -> Token | None:
    """What the verb before acts on: "we roast batches and log the date and the temperature"."""
    before = verb.head
    told = [one for child in verb.children if child.dep_ == "dobj" for one in all_items(child, view.words)]
    if verb.dep_ != "conj" or before.pos_ != "VERB" or len(told) < 2 or not telling(told, view):
        return None
    objects = [child for child in before.children if child.dep_ == "dobj" and child.i < verb.i]
    found = view.phrase(objects[-1]) if objects else None
    return objects[-1] if found is not None and found.core not in view.words.facts else None


def _stored(verb: Token, view: View) -> Token | None:
    """Whose facts are "stored in a job sheet" or "also recorded"; things that are stored somewhere are no facts."""
    whole_list = [one for child in verb.children if child.dep_ == "nsubjpass" for one in all_items(child, view.words)]
    return _place(verb, view) or _before(verb, view) if telling(whole_list, view) else None


def _place(verb: Token, view: View) -> Token | None:
    """Where it is kept: "the price is recorded in a job sheet"."""
    for child in verb.children:
        for inner in child.children if child.dep_ == "prep" and child.lower_ in ("in", "on") else ():
            found = view.phrase(inner)
            if found is not None and found.core not in view.words.facts | view.words.generic:
                return inner
    return None


def _before(verb: Token, view: View) -> Token | None:
    """What the sentence before was about: "A boat has a name. Its owner and the length are also stored"."""
    start = verb.sent.start
    for token in verb.doc[start - 1].sent if start else ():
        if token.dep_ in SUBJECTS or (token.dep_ == "pobj" and token.head.i == token.sent.start):
            found = view.phrase(token)
            known = found is not None and (len(found.key) > 1 or found.core not in view.words.facts)
            if found is not None and known and found.core not in view.words.generic:
                return token
    return None


def _topic(verb: Token) -> Token | None:
    """The noun after "for" or "about" beside the verb or the verbs it hangs on."""
    while True:
        for child in verb.children:
            if child.dep_ == "prep" and child.lower_ in ("for", "about", "of", "per"):
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        return inner
        if verb.dep_ not in ("xcomp", "ccomp", "conj") or verb.head == verb:
            return _every(verb)
        verb = verb.head


def _every(verb: Token) -> Token | None:
    """The noun after "for every", wherever the parser put it."""
    for token in verb.sent:
        for inner in token.children if token.lower_ == "for" and token.dep_ == "prep" else ():
            if inner.dep_ == "pobj" and any(child.lower_ in ("each", "every") for child in inner.children):
                return inner
    return None


def _with(preposition: Token, view: View) -> Iterator[Has]:
    """ "a person with a name": not "to work with a person"."""
    owner = preposition.head
    if owner.pos_ == "VERB":
        objects = [child for child in owner.children if child.dep_ == "dobj" and child.i < preposition.i]
        near = bool(objects) and items(objects[-1])[-1].i == preposition.i - 1
        if objects and (_handles(owner, view) or (near and _tells(preposition, view))):
            owner = items(objects[-1])[-1]
        elif not objects and not is_passive(owner) and _tells(preposition, view):
            owner = subject(owner) or owner
    if owner.pos_ in NOUNS or owner.i in view.standing:
        for child in preposition.children:
            if child.dep_ == "pobj":
                yield from parts(owner, child, view, 0.9)


def _tells(preposition: Token, view: View) -> bool:
    """Whether a list of facts follows, at least two: "issues a certificate with a date and a mark"."""
    listed = [one for child in preposition.children if child.dep_ == "pobj" for one in all_items(child, view.words)]
    return len(listed) > 1 and telling(listed, view)


def _handles(verb: Token, view: View) -> bool:
    """Whether what follows "with" is said of the object: "keep boats with a name"; of a wish, "add" will do."""
    return verb.lemma_ in view.words.keeping or (view.actor is not None and verb.lemma_ in view.words.actions)


def _dated(preposition: Token, view: View) -> Iterator[Has]:
    """ "is lent until a return date", "rented for a price"."""
    verb = preposition.head
    while verb.pos_ in NOUNS and verb.dep_ in ("pobj", "prep", "dobj") and verb.head.pos_ in ("ADP", "VERB", *NOUNS):
        verb = verb.head.head if verb.head.pos_ == "ADP" else verb.head
    owner = subject(verb) if verb.pos_ == "VERB" else None
    for child in preposition.children:
        fact = child.lemma_.lower() in view.words.facts - view.words.generic
        if owner is not None and child.dep_ == "pobj" and fact and any(small.dep_ == "det" for small in child.children):
            yield from parts(owner, child, view, 0.8)


def _of(preposition: Token, view: View) -> Iterator[Has]:
    for owner in preposition.children:
        if owner.dep_ == "pobj" and (owner.pos_ in NOUNS or owner.i in view.standing):
            named = view.phrase(preposition.head)
            fact = named is not None and usual(named.key, view.words)
            for one in items(owner):
                yield from _owned(one, preposition.head, view, 0.9 if fact else 0.5)


def _owned(owner: Token, part: Token, view: View, weight: float) -> Iterator[Has]:
    """What a genitive or "of" ties: the noun, and those beside it that belong to nobody else."""
    if part.pos_ not in NOUNS:
        return
    beside = _before_of(part, view) if weight == 0.9 else _genitive(owner, part, view) if weight == 1.0 else items(part)
    weight = weight if telling(beside, view) else weight * DOUBT
    for one in beside:
        if one.i == owner.i or (one.i != part.i and has_owner(one, owner)):
            continue
        yield from claim(owner, one, view, weight)
        yield from whether(owner, one, view)


def _genitive(owner: Token, part: Token, view: View) -> list[Token]:
    """Of "for each ride the driver's name and age, the address" name and age: "the" begins what is the ride's."""
    beside = all_items(part, view.words)
    if owner.pos_ not in NOUNS or not _topical(part):
        return beside
    end = next((at for at, one in enumerate(beside) if one.i > part.i and _has_article(one)), len(beside))
    return beside[:end]


def _topical(part: Token) -> bool:
    """Whether the sentence is about each of something else."""
    first = part.sent[0]
    return first.lower_ == "for" or any(token.lower_ in ("each", "every") for token in part.sent if token.i < part.i)


def _before_of(part: Token, view: View) -> list[Token]:
    """The list whose last noun has an "of". In "for each ride we keep the time and the name of the rider" only the
    name is the rider's: where the sentence has a topic, what has its own "the" stands for itself."""
    beside = [one for one in series(part) if one.i <= part.i] + items(part)[1:]
    if not _topical(part):
        return beside
    start = next((at for at, one in reversed(list(enumerate(beside))) if one.i <= part.i and _has_article(one)), 0)
    return beside[start:]


def _has_article(noun: Token) -> bool:
    return any(child.dep_ == "det" for child in noun.children)
