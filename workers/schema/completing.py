"""What a person takes for granted is added to what was read: marked as suggested, never against the text."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.names import plural
from schemas.reading import Fact, Link, Many, Reading, Thing
from schemas.spec import FieldType
from workers.schema.knowledge import SUGGESTED, Domain, KnownThing, Library
from workers.schema.wording import comparable

SHORT = 25
"""Up to how many words a text is a mere hint, to be filled with the usual things of its domain."""

ENOUGH = 3
"""How many things a short text must name to be taken at its word."""

ENOUGH_OF_DOMAIN = 2
"""How many things of a domain a text must have to be called by it."""

NAME = Fact(label="name", type=FieldType.STRING, required=True, evidence=SUGGESTED)


def complete(reading: Reading, text: str, library: Library) -> Reading:
    """The Reading with usual things (where it only hints), usual facts (where it gives none) and usual links."""
    domain = library.domain_of(text)
    things = list(reading.things)
    if domain and _only_hints(reading, text):
        things = [thing for thing in things if not _is_domain(thing, domain)]
        things += _missing(things, domain)
    detailed = any(thing.facts for thing in things)
    links = (*reading.links, *_usual_links(tuple(things), reading.links, library, domain))
    chosen = {_bare(end) for link in links for end in _chosen(link)}
    tied = {_bare(end) for link in links for end in (link.source, link.target)}
    bare = tied - chosen if detailed else set()
    full = tuple(_with_facts(thing, library, domain, bare, detailed=detailed) for thing in things)
    return reading.model_copy(update={"things": full, "links": links, "title": _title(reading, domain, library)})


def _title(reading: Reading, domain: Domain | None, library: Library) -> str:
    """The domain's name, where the text has none of its own and half of its things are the domain's."""
    names = [plural(thing.label) for thing in reading.things[:2]]
    makeshift = bool(names) and reading.title.lower() == " and ".join(names).lower()
    if domain is None or not makeshift:
        return reading.title
    own = {name for known in domain.things for name in (known.label, *known.also)} - library.everyday
    mine = sum(" ".join(comparable(thing.label)) in own for thing in reading.things)
    return domain.title if mine >= ENOUGH_OF_DOMAIN and 2 * mine >= len(reading.things) else reading.title


def _chosen(link: Link) -> Iterator[str]:
    """The ends of a link that a form offers to choose from: these need something to be told apart by."""
    if link.target_many is Many.MANY and link.source_many is Many.ONE:
        yield link.source
    else:
        yield link.target
    if link.source_many is Many.MANY and link.target_many is Many.MANY:
        yield link.source


def _only_hints(reading: Reading, text: str) -> bool:
    """Whether a text names a field of work rather than what is to be kept: "a library system"."""
    few = len(text.split()) <= SHORT and len(reading.things) < ENOUGH
    return few and not reading.links and not any(thing.facts for thing in reading.things)


def _is_domain(thing: Thing, domain: Domain) -> bool:
    """Whether the thing is the domain itself: an application for a restaurant keeps no restaurants."""
    name = _bare(thing.label)
    return name in domain.words and not any(name in (known.label, *known.also) for known in domain.things)


def _missing(things: list[Thing], domain: Domain) -> Iterator[Thing]:
    """The domain's things that were not named."""
    named = {" ".join(comparable(thing.label)) for thing in things}
    for known in domain.things:
        if not named & {known.label, *known.also}:
            yield Thing(label=known.label, evidence=SUGGESTED)


def _with_facts(thing: Thing, library: Library, domain: Domain | None, bare: set[str], *, detailed: bool) -> Thing:
    """A thing that nobody gave facts gets its usual ones; no more than it needs where the text goes into detail.

    `bare` are those that need none: what they point to tells their rows apart.
    """
    if thing.facts:
        return thing
    known = library.thing(thing.label, domain)
    usual = known.facts if known else ()
    if detailed:
        usual = tuple(fact for fact in usual if fact.required)[:1] or usual[:1]
        if _bare(thing.label) in bare and not (usual and usual[0].label == NAME.label):
            return thing
    return thing.model_copy(update={"facts": usual or (NAME,)})


def _usual_links(
    things: tuple[Thing, ...], links: tuple[Link, ...], library: Library, domain: Domain | None
) -> Iterator[Link]:
    """The usual links between things that the text names or hints at, and does not link itself."""
    tied = {frozenset((_bare(link.source), _bare(link.target))) for link in links}
    called = {name: thing.label for thing in things for name in _names(library.thing(thing.label, domain), thing)}
    for thing in things:
        known = library.thing(thing.label, domain)
        for link in known.links if known else ():
            target = called.get(link.target)
            if target and target != thing.label and frozenset((_bare(thing.label), _bare(target))) not in tied:
                tied.add(frozenset((_bare(thing.label), _bare(target))))
                yield link.model_copy(update={"source": thing.label, "target": target})


def _names(known: KnownThing | None, thing: Thing) -> set[str]:
    return {_bare(thing.label), *((known.label, *known.also) if known else ())}


def _bare(label: str) -> str:
    return " ".join(comparable(label))
