"""The steps of reading a description: things, then facts, then relations, then roles. Each is a few small questions."""

from __future__ import annotations

from collections.abc import Iterator

from workers.prompt.model.answers import Facts, Relations, Roles, Things, facts_of, relations_of, roles_with
from workers.prompt.model.asking import Asking, Unusable, delimited
from workers.prompt.model.described import Described, comparable, plain

AT_ONCE = 4
"""Of how many things facts are asked for in one question."""

NAMES = 40
"""How many names one question may list."""

THINGS = (
    "Which things (people, objects, events, documents) must the application keep records of? "
    "Not the application itself, not its screens, and nothing that is a mere detail of another thing. "
    "`title`: what the application is for, in one to three words. If the text describes nothing to keep, list nothing."
)
FACTS = (
    "Which facts does the text tell of each of these things: {names}? Type `choice` has `values`, which lists the "
    "possible ones; else `values` is empty. `required`: it must always be there. `unique`: no two have the same. "
    "A reference to another thing is no fact."
)
RELATIONS = (
    "How do these things belong together: {names}? `ones`: how many of `one` belong to a single `other` (one, many). "
    "`others`: how many of `other` belong to a single `one`. `unknown` where the text does not tell. `required`: a "
    "`one` cannot be without its `other`."
)
ROLES = (
    "Which kinds of users work with the application, and what may each of them do with these things: {names}? "
    "List only users that the text names."
)


async def things(asking: Asking, part: str, found: Described) -> None:
    answer = await asking.ask(f"{delimited(part)}\n\n{THINGS}", Things)
    found.title = found.title or answer.title
    for thing in answer.things:
        found.add_thing(thing)


async def facts(asking: Asking, part: str, found: Described) -> None:
    for names in _groups(_spoken_of(part, found), AT_ONCE):
        question = f"{delimited(part)}\n\n{FACTS.format(names=', '.join(names))}"
        answer = await asking.ask(question, facts_of(names), lambda one: _about(one, found))
        for fact in answer.facts:
            found.add_fact(fact)


async def relations(asking: Asking, part: str, found: Described) -> None:
    names = _spoken_of(part, found)[:NAMES]
    if len(names) < 2:
        return
    question = f"{delimited(part)}\n\n{RELATIONS.format(names=', '.join(names))}"
    answer: Relations = await asking.ask(question, relations_of(names))
    for relation in answer.relations:
        found.add_relation(relation)


async def roles(asking: Asking, part: str, found: Described) -> None:
    names = found.names[:NAMES]
    if not names:
        return
    answer: Roles = await asking.ask(f"{delimited(part)}\n\n{ROLES.format(names=', '.join(names))}", roles_with(names))
    for role in answer.roles:
        found.add_role(role)


def _spoken_of(part: str, found: Described) -> list[str]:
    """The things of which the part speaks: by their names, or by the words that they were found by."""
    heard = {comparable(word) for word in plain(part).split()}
    whole = f" {plain(part)} "
    return [
        thing.name for key, thing in found.things.items()
        if heard & set(key.split()) or (plain(thing.quote) and f" {plain(thing.quote)} " in whole)
    ]  # fmt: skip


def _groups(names: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(names), size):
        yield names[start : start + size]


def _about(answer: Facts, found: Described) -> None:
    """Refuse an answer that names what was not asked for: an endpoint may not hold it to the schema."""
    for fact in answer.facts:
        if comparable(fact.thing) not in found.things:
            raise Unusable(f"{fact.thing!r} is none of the things that were asked about.")
