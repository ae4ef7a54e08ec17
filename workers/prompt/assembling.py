"""From claims to a Reading: things are decided, then each claim becomes a fact, a link, a permission or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from schemas.reading import Reading, Thing
from workers.prompt.claims import Claims, Key
from workers.prompt.doubts import doubts
from workers.prompt.facts import thing_of
from workers.prompt.found import gather
from workers.prompt.lexicon import Lexicon
from workers.prompt.links import links
from workers.prompt.mentions import Mention
from workers.prompt.permissions import actors
from workers.prompt.title import title_of


def assemble(text: str, mentions: Mapping[Key, Mention], claims: Claims, words: Lexicon) -> Reading:
    """The Reading of a text."""
    found = gather(mentions, claims, words)
    tied = tuple(links(found))
    return Reading(
        title=title_of(text, list(found.things.values())),
        things=tuple(thing_of(key, found) for key in found.things),
        links=tied,
        actors=tuple(actors(found)),
        questions=tuple(doubts(text, found, tied)),
    )


def together(things: Iterable[Thing]) -> tuple[Thing, ...]:
    """Things of the same name as one, with the facts of all."""
    found: dict[str, Thing] = {}
    for thing in things:
        first = found.setdefault(thing.label.lower(), thing)
        if first is not thing:
            found[thing.label.lower()] = first.model_copy(update={"facts": (*first.facts, *thing.facts)})
    return tuple(found.values())
