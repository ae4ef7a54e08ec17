"""From claims to links: what ties two things, and how many of each there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemas.reading import Evidence, Link, Many
from workers.prompt.claims import Key, Tie
from workers.prompt.facts import KEYS
from workers.prompt.found import Found
from workers.prompt.quoting import quoted

ENOUGH = 0.5
"""How much all claims about a pair must weigh together to make a link."""


def links(found: Found) -> Iterator[Link]:
    """One link for each pair of things that is tied."""
    pairs: dict[frozenset[Key], Tie] = {}
    for tie in _ties(found):
        if tie.source in found.things and tie.target in found.things and (tie.source != tie.target or tie.weight >= 1):
            pair = frozenset((tie.source, tie.target))
            pairs[pair] = _both(pairs[pair], tie) if pair in pairs else tie
    kept = [tie for tie in pairs.values() if tie.weight >= ENOUGH]
    for tie in [*kept, *_bridges(kept, found)]:
        yield Link(
            source=found.things[tie.source], target=found.things[tie.target], required=tie.required,
            source_many=tie.source_many, target_many=tie.target_many,
            evidence=Evidence(words=quoted(tie.words, tie.source[-1], tie.target[-1]), confidence=min(1.0, tie.weight)),
        )  # fmt: skip


def _bridges(kept: list[Tie], found: Found) -> Iterator[Tie]:
    """A thing that nothing ties is tied to the one whose sentences it shares most, unless both are merely listed."""
    tied = {key for tie in kept for key in (tie.source, tie.target)}
    for key in found.things:
        mention = found.mentions[key]
        if key in tied or mention.roles["kept"] + mention.roles["beside"] >= mention.count:
            continue
        mine = set(mention.places)
        shared = {other: len(mine & set(found.mentions[other].places)) for other in found.things if other != key}
        best = max(shared, key=lambda other: shared[other], default=key)
        if shared.get(best):
            tied |= {key, best}
            yield Tie(key, best, Many.MANY, Many.ONE, words=mention.words, weight=0.3)


def _ties(found: Found) -> Iterator[Tie]:
    yield from found.claims.ties
    for has in found.claims.has:
        if has.part[-1] in KEYS and has.part[:-1]:
            has = replace(has, part=has.part[:-1], weight=1.0)
        if has.owner != has.part:
            one = Many.ONE if has.many is Many.MANY else Many.MANY
            yield Tie(has.owner, has.part, one, has.many, has.required, "have", has.words, has.weight)
    for key in found.things:
        if len(key) > 1 and key[1:] in found.judgements:
            yield Tie(key, key[1:], Many.ONE, Many.ONE, True, "be", found.mentions[key].words, 0.6)
    for kind in found.claims.kinds:
        yield Tie(kind.child, kind.parent, Many.ONE, Many.ONE, True, "be", kind.words, 1.0)


def _both(old: Tie, new: Tie) -> Tie:
    """Two sentences about the same pair: each tells how many there are of what it names second."""
    if new.source == old.source:
        more = new if new.weight > old.weight else old
        return replace(more, weight=old.weight + new.weight * 0.5, required=old.required or new.required)
    return replace(
        old,
        source_many=new.target_many if new.weight >= 0.7 else old.source_many,
        weight=old.weight + new.weight * 0.5,
    )
