"""All that was found in a text, by the names that its things go by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from workers.prompt.claims import Choice, Claim, Claims, Does, Has, IsA, Key, Tie
from workers.prompt.lexicon import Lexicon
from workers.prompt.mentions import Mention
from workers.prompt.merging import merged
from workers.prompt.scoring import Judgement, judge

T = TypeVar("T")

DECLARED = 1.5
"""The weight of a claim that stands in a written list; its owner is a thing even where no sentence names it."""


@dataclass(frozen=True)
class Found:
    """Phrases, what was claimed of them, and which of them are things."""

    mentions: Mapping[Key, Mention]
    judgements: Mapping[Key, Judgement]
    claims: Claims
    words: Lexicon

    @cached_property
    def things(self) -> dict[Key, str]:
        """The things with their labels, in the order of the text."""
        return {key: _singular(self.mentions[key]) for key, found in self.judgements.items() if found.thing}

    @cached_property
    def having(self) -> dict[Key, list[Has]]:
        """What is claimed of each owner."""
        return _grouped((has.owner, has) for has in self.claims.has)

    @cached_property
    def owners(self) -> dict[Key, set[Key]]:
        """Who is said to have each part."""
        return {
            part: {has.owner for has in all_} for part, all_ in _grouped((h.part, h) for h in self.claims.has).items()
        }

    @cached_property
    def choices(self) -> dict[Key, list[Choice]]:
        return _grouped((choice.part, choice) for choice in self.claims.choices)


def _grouped(pairs: Iterable[tuple[Key, T]]) -> dict[Key, list[T]]:
    found: dict[Key, list[T]] = {}
    for key, one in pairs:
        found.setdefault(key, []).append(one)
    return found


def gather(mentions: Mapping[Key, Mention], claims: Claims, words: Lexicon) -> Found:
    """Everything under the name that it is called by, and judged."""
    names = merged(mentions, claims, words)

    def name(key: Key) -> Key:
        return names.get(key, key)

    whole = _together(mentions, name)
    for has in claims.has:
        if has.weight >= DECLARED:
            whole.setdefault(name(has.owner), Mention(has.owner, " ".join(has.owner), len(whole), has.words)).count += 1
    called = Claims([_renamed(claim, name) for claim in claims.all])
    ordered = dict(sorted(whole.items(), key=lambda item: item[1].order))
    return Found(ordered, judge(ordered, called, words), called, words)


def _together(mentions: Mapping[Key, Mention], name: Callable[[Key], Key]) -> dict[Key, Mention]:
    whole: dict[Key, Mention] = {}
    for key, mention in mentions.items():
        first = whole.setdefault(
            name(key), replace(mentions[name(key)], count=0, places=[], roles=type(mention.roles)())
        )
        first.count += mention.count
        first.places += mention.places
        first.roles.update(mention.roles)
        first.order = min(first.order, mention.order)
    return whole


def _renamed(claim: Claim, call: Callable[[Key], Key]) -> Claim:
    match claim:
        case Has():
            return replace(claim, owner=call(claim.owner), part=call(claim.part))
        case Tie():
            return replace(claim, source=call(claim.source), target=call(claim.target))
        case IsA():
            return replace(claim, child=call(claim.child), parent=call(claim.parent))
        case Does():
            return replace(claim, actor=call(claim.actor), target=call(claim.target))
        case Choice():
            return replace(claim, owner=call(claim.owner) if claim.owner else None)


def _singular(mention: Mention) -> str:
    """The label with its last word in the singular, capital letters that mean something kept."""
    *head, last = mention.label.split(" ")
    return " ".join([*head, mention.key[-1] if last.lower() != mention.key[-1] else last])
