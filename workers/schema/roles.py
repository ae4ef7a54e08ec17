"""What each actor may do in the application that was drafted."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.names import Name
from schemas.reading import Actor
from schemas.spec import Action
from workers.schema.drafting import Draft, Raw, words


def grants(actor: Actor, draft: Draft, relations: list[Raw]) -> Iterator[tuple[Name, frozenset[Action]]]:
    """Each entity with the actions that the actor may do.

    An actor of whom the text says nothing more may do everything: it was named as someone who works with the
    application, and a role that may do nothing would be a locked door. Whoever may write a thing may also read what
    it points to, or its form could offer nothing to choose from.
    """
    stated = {draft.entities[words(one.thing)]: one.actions for one in actor.may if words(one.thing) in draft.entities}
    for name in draft.entities.values():
        if not stated:
            yield name, frozenset(Action)
        elif name in stated:
            yield name, stated[name] | {Action.READ}
        elif any(raw["source"] in stated and raw["target"] == name for raw in relations):
            yield name, frozenset({Action.READ})
