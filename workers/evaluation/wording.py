"""Names as comparable words, so that `CustomerOrder`, `customer_orders` and `orders of customers` are alike."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection

Words = tuple[str, ...]

_SHORT = {
    "no": "number", "nr": "number", "num": "number", "nbr": "number", "qty": "quantity", "amt": "amount",
    "desc": "description", "descr": "description", "addr": "address", "tel": "phone", "telephone": "phone",
    "mobile": "phone", "cellphone": "phone", "mail": "email", "dob": "birth date", "birthdate": "birth date",
    "birthday": "birth date", "firstname": "first name", "lastname": "last name", "surname": "last name",
    "username": "user name", "identifier": "id", "ident": "id", "img": "image", "pic": "picture",
    "org": "organization", "organisation": "organization", "dept": "department", "emp": "employee",
    "cust": "customer", "lat": "latitude", "lng": "longitude", "lon": "longitude", "pwd": "password",
    "licence": "license", "cancelled": "canceled", "theatre": "theater", "traveller": "traveler",
    "info": "information",
}  # fmt: skip
_SMALL = frozenset({"a", "an", "the", "of", "for", "in", "to", "and", "with", "by", "on", "is", "has", "s"})
FILLERS = frozenset({"table", "entity", "class", "record", "information", "detail", "data", "master"})
"""Words that add nothing to a name."""

_IRREGULAR = {
    "people": "person", "children": "child", "men": "man", "women": "woman", "feet": "foot", "teeth": "tooth",
    "mice": "mouse", "criteria": "criterion", "indices": "index", "indexes": "index", "statuses": "status",
    "addresses": "address", "buses": "bus", "busses": "bus", "gases": "gas", "media": "medium",
    "aircrafts": "aircraft", "leaves": "leaf", "lives": "life", "data": "data", "series": "series",
    "species": "species", "news": "news", "bonuses": "bonus", "viruses": "virus", "analyses": "analysis",
    "diagnoses": "diagnosis", "movies": "movie", "cookies": "cookie", "ties": "tie",
}  # fmt: skip
_BORDER = re.compile(
    r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])",
)


def words(name: str) -> Words:
    """The words in the singular, short forms spelt out, small ones left out unless nothing else is there."""
    spread = _BORDER.sub(" ", re.sub(r"([A-Z]{2,})s(?![a-z])", r"\1", re.sub(r"[’']s\b", "", name)))
    raw = re.findall(r"[^\W_]+", re.sub(r"\be[\s_-]+mails?\b", "email", spread.lower()))
    bare = [singular(word) for word in raw if word not in _SMALL]
    found = [part for word in bare for part in _SHORT.get(word, word).split()]
    return tuple(found or raw)


def singular(word: str) -> str:
    """Of a word in lower case the singular, by plain rules."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if plural else word


def without(name: Words, left_out: Collection[str]) -> Words:
    """The name without some words, never down to nothing."""
    return tuple(word for word in name if word not in left_out) or name


def overlap(one: Words, other: Words) -> float:
    """Of all words of both, the share that both have."""
    both = set(one) | set(other)
    return len(set(one) & set(other)) / len(both) if both else 0.0


def alike(one: Words, other: Words) -> bool:
    """The same words in any order."""
    return sorted(one) == sorted(other)


def slip(one: Words, other: Words) -> bool:
    """Whether the names are long and differ by a typing slip."""
    left, right = "".join(one), "".join(other)
    return min(len(left), len(right)) >= 5 and difflib.SequenceMatcher(None, left, right, False).ratio() >= 0.88
