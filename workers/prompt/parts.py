"""From a noun, and all that stand beside it, to what an owner has."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from schemas.spec import FieldType
from workers.prompt.claims import Has
from workers.prompt.lists import all_items, items
from workers.prompt.phrases import NOUNS, counts, usual, whole
from workers.prompt.view import View

DOUBT = 0.75
"""What is left of a claim about words of which none is a usual fact: enough for a link, not for a fact."""


def telling(nouns: list[Token], view: View) -> bool:
    """Whether at least one of a list is a usual fact, so that the others may be taken for facts as well."""
    found = [view.phrase(noun) for noun in nouns if noun.pos_ in NOUNS]
    return any(one is not None and usual(one.key, view.words) for one in found)


def parts(owner: Token, first: Token, view: View, weight: float, *, unique: bool = False) -> Iterator[Has]:
    if _anothers(first, owner, view):
        return
    beside = [named for one in all_items(first, view.words) for named in _named(one, view)]
    if weight < 1.0 and not telling(beside, view):
        weight *= DOUBT
    for one in beside:
        if has_owner(one, owner):
            continue
        if one.pos_ in NOUNS and one.i not in view.standing:
            yield from claim(owner, one, view, weight, unique=unique)
        elif one.pos_ in ("VERB", "ADJ", "AUX"):
            yield from clause(owner, one, view)
        yield from whether(owner, one, view)


def _anothers(first: Token, owner: Token, view: View) -> bool:
    """Whether a list belongs to somebody else: "bring a card with their name and age"."""
    holders = [child for child in first.children if child.dep_ == "poss"]
    return any(view.key(holder) not in (None, view.key(owner)) for holder in holders)


def _named(noun: Token, view: View) -> list[Token]:
    """Of "details such as a name and a date" the name and the date."""
    if noun.lemma_.lower() in view.words.generic:
        for child in noun.children:
            for inner in child.children if child.lower_ in ("as", "like", "including") else ():
                if inner.dep_ == "pobj":
                    return items(inner)
    return [noun]


def whether(owner: Token, noun: Token, view: View) -> Iterator[Has]:
    for child in noun.children:
        if child.dep_ in ("conj", "ccomp", "acl", "relcl", "advcl") and child.pos_ in ("VERB", "ADJ", "AUX"):
            yield from clause(owner, child, view)


def clause(owner: Token, head: Token, view: View) -> Iterator[Has]:
    """ "Whether it is insured" is a yes or no, "when it was paid" a date, "how many doors it has" a number."""
    key, marks = view.key(owner), {child.lower_ for child in head.children if child.dep_ in ("mark", "advmod")}
    noun = next((child for child in head.children if child.dep_ in ("dobj", "attr")), None)
    found = view.phrase(noun) if noun is not None else None
    if noun is not None and "how many" in noun.doc[noun.left_edge.i : noun.i].text.lower():
        label, kind = f"number of {found.label if found else noun.text.lower()}", FieldType.INTEGER
    elif "whether" in marks:
        label, kind = found.label if found else _state(head), FieldType.BOOLEAN
    elif "when" in marks and head.pos_ == "VERB" and head.i > owner.i:
        label, kind = f"{head.text.lower()} on", FieldType.DATE
    else:
        return
    if key is not None and label:
        yield Has(key, tuple(label.split()), label, type=kind, words=view.text(head))


def _state(head: Token) -> str:
    """Of "is insured" and "is active" the last word."""
    if head.lemma_ != "be":
        return head.text.lower()
    return next((child.text.lower() for child in head.children if child.dep_ == "acomp"), "")


def has_owner(noun: Token, but: Token) -> bool:
    """Whether the text gives the noun to another one: "its" or "of the …"."""
    holder = noun.head if noun.dep_ == "nmod" else noun
    if any(child.dep_ == "poss" and child.i != but.i for one in (noun, holder) for child in one.children):
        return True
    owners = [inner for child in noun.children if child.lower_ == "of" for inner in child.children]
    return not whole(noun) and any(inner.i != but.i for inner in owners)


def claim(owner: Token, part: Token, view: View, weight: float, *, unique: bool = False) -> Iterator[Has]:
    mine, its = view.phrase(owner), view.phrase(part)
    if mine is None or its is None or mine.key == its.key:
        return
    near = {child.lower_ for child in part.children}
    yield Has(
        mine.key,
        its.key,
        its.label,
        view.many(part),
        required=view.required(part) or bool(near & {"mandatory", "required"}),
        unique=unique or "unique" in near,
        type=FieldType.INTEGER if counts(part) else None,
        words=view.text(part),
        weight=weight,
    )
