"""The knowledge library: what people of a domain take for granted, one file a domain in `knowledge/`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path

from schemas.reading import Evidence as Grounds
from schemas.reading import Fact, Link, Many
from schemas.spec import FieldType
from workers.schema.wording import comparable

SUGGESTED = Grounds(suggested=True, confidence=0.5)
COMMON = "common"


@dataclass(frozen=True, slots=True)
class KnownThing:
    """A thing of a domain: its other names, usual facts, and how many of which others each one points to."""

    label: str
    also: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Domain:
    """A field of work: the words that tell it, and its things."""

    name: str
    words: tuple[str, ...]
    things: tuple[KnownThing, ...]
    title: str = ""


@dataclass(frozen=True)
class Library:
    """All domains. `common` holds what is the same in many."""

    domains: tuple[Domain, ...] = ()
    common: Domain = field(default_factory=lambda: Domain(COMMON, (), ()))

    @cached_property
    def everyday(self) -> frozenset[str]:
        """The names of things that stand for no domain in particular."""
        return frozenset(name for thing in self.common.things for name in (thing.label, *thing.also))

    def domain_of(self, text: str) -> Domain | None:
        """The domain whose words stand in the text most often; the first by name where several do."""
        heard = f" {' '.join(comparable(text))} "
        scored = [(sum(heard.count(f" {word} ") for word in domain.words), domain) for domain in self.domains]
        best = max(scored, key=lambda pair: pair[0], default=None)
        return best[1] if best and best[0] else None

    def thing(self, label: str, domain: Domain | None) -> KnownThing | None:
        """What is known of a thing of that name, in its domain first; of "group lesson" what is known of lessons."""
        words = comparable(label)
        for start in range(len(words)):
            name = " ".join(words[start:])
            for place in (domain, self.common):
                for thing in place.things if place else ():
                    if name in thing.also or name == thing.label:
                        return thing
        return None


def load(folder: Path | None = None) -> Library:
    """Read every file of the folder."""
    root = folder or Path(str(files(__package__))) / "knowledge"
    domains = [_domain(path) for path in sorted(root.glob("*.toml"))]
    common = next((domain for domain in domains if domain.name == COMMON), Domain(COMMON, (), ()))
    return Library(tuple(domain for domain in domains if domain is not common), common)


def _domain(path: Path) -> Domain:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    things = tuple(_thing(label, table) for label, table in data.get("things", {}).items())
    words = tuple(" ".join(comparable(word)) for word in data.get("words", ()))
    return Domain(path.stem, words, things, str(data.get("title", path.stem.capitalize())))


def _thing(label: str, table: dict[str, object]) -> KnownThing:
    facts = table.get("facts", {})
    links = table.get("links", {})
    also = table.get("also", ())
    if not (isinstance(facts, dict) and isinstance(links, dict) and isinstance(also, Iterable)):
        raise TypeError(f"{label}: facts and links are tables, also is a list")
    return KnownThing(
        label,
        tuple(str(name) for name in also),
        tuple(_fact(str(name), str(kind)) for name, kind in facts.items()),
        tuple(_link(label, str(target), str(number)) for target, number in links.items()),
    )


def _fact(label: str, said: str) -> Fact:
    """A fact from its short form: "required string", "unique string", "one of open, done"."""
    said, _, values = said.partition("one of ")
    flags = said.split()
    kinds = [word for word in flags if word not in ("required", "unique")]
    return Fact(
        label=label, type=FieldType(kinds[0]) if kinds else None, required="required" in flags,
        unique="unique" in flags, values=tuple(value.strip() for value in values.split(",") if value.strip()),
        evidence=SUGGESTED,
    )  # fmt: skip


def _link(source: str, target: str, said: str) -> Link:
    """A link from its short form: "one", "many", "required one"."""
    number = Many.MANY if "many" in said else Many.ONE
    return Link(source=source, target=target, target_many=number, required="required" in said, evidence=SUGGESTED)
