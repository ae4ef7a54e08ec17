"""From claims to actors: who may do what to which things."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.reading import Actor, Evidence, Permission
from schemas.spec import Action
from workers.prompt.claims import Does, Key
from workers.prompt.found import Found
from workers.prompt.quoting import quoted


def actors(found: Found) -> Iterator[Actor]:
    """Everyone of whom the text says what they may do or want to do."""
    by_actor: dict[Key, list[Does]] = {}
    for does in found.claims.does:
        by_actor.setdefault(does.actor, []).append(does)
    for key, deeds in by_actor.items():
        allowed = _allowed(deeds, found)
        if not allowed and not any(does.story for does in deeds):
            continue
        may = tuple(Permission(thing=found.things[target], actions=actions) for target, actions in allowed.items())
        yield Actor(label=" ".join(key), may=may, evidence=Evidence(words=quoted(deeds[0].words, " ".join(key))))


def _allowed(deeds: list[Does], found: Found) -> dict[Key, frozenset[Action]]:
    may: dict[Key, frozenset[Action]] = {}
    for does in deeds:
        for target in [does.target] if does.target else found.things:
            if target in found.things:
                may[target] = may.get(target, frozenset()) | does.actions
    return may
