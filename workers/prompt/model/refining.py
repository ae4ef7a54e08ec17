"""What someone wants changed, asked of the model: wishes about elements that are there, or questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from schemas.errors import Permanent
from schemas.reading import Evidence, Fact, Link, Many, Thing
from schemas.roles import Action
from schemas.spec import AppSpec, FieldType, RelationKind
from schemas.wishes import (
    ROLE,
    VALUE,
    AddFact,
    AddLink,
    AddRole,
    AddThing,
    AddValues,
    Alter,
    AnyWish,
    Doubt,
    Option,
    Permit,
    Refinement,
    Remove,
    Rename,
)
from workers.prompt.model.answers import Kind, Part, Short
from workers.prompt.model.asking import Asking, Unusable, delimited

MOST = 60
"""Things that one question can list."""

QUESTION = (
    "An application keeps this:\n{model}\n\nA user of it says:\n{text}\n\n"
    "List the changes that this asks for, and nothing else. `on` names what is there: a thing, thing.fact, "
    "thing.fact=value, or @role. Where it can be understood in more than one way, leave `changes` empty, write a "
    "`question` and give the ways as `choices`; else both stay empty."
)
NOTHING = (
    "The language model found no change in this text. For example: Add a phone to customers. Rename client to "
    "customer. Remove the fax. Each customer has many invoices. Only managers may delete invoices."
)


class Said(Part):
    """Any change; which of its parts count depends on `do`."""

    do: Literal[
        "add_thing", "add_fact", "add_relation", "add_role", "add_value", "rename", "remove", "set_required",
        "set_optional", "set_unique", "set_type", "set_one_to_many", "set_many_to_many", "set_one_to_one",
        "allow", "deny",
    ]  # fmt: skip
    on: str
    name: Short
    type: Kind
    other: str
    actions: Annotated[list[Action], Field(max_length=4)]


class Way(Part):
    label: Short
    changes: list[Said]


class Answer(Part):
    changes: list[Said]
    question: str
    choices: list[Way]


async def refine(text: str, base: AppSpec, asking: Asking) -> Refinement:
    """Raises Permanent where the model finds no change, GaveUp where it finds no usable words for one."""
    paths = _paths(base)
    question = QUESTION.format(model=outline(base), text=delimited(text))
    answer: Any = await asking.ask(question, _answer(paths), lambda one: _check(one, base))
    wishes = tuple(_wish(one, base, text) for one in answer.changes)
    options = tuple(
        Option(label=way.label, wishes=tuple(_wish(one, base, text) for one in way.changes)) for way in answer.choices
    )
    if answer.question and len(options) > 1:
        return Refinement(doubts=(Doubt(question=answer.question, options=options),))
    if not wishes:
        raise Permanent(NOTHING)
    return Refinement(wishes=wishes)


def outline(base: AppSpec) -> str:
    """The model in a few words a thing: facts with their types, then what it refers to."""
    lines = []
    for entity in base.entities[:MOST]:
        facts = [f"{field.name} ({field.type})" for field in entity.fields]
        facts += [f"{link.name} ({link.kind} {link.target})" for link in base.relations_from(entity.name)]
        lines.append(f"{entity.name}: {', '.join(facts)}")
    lines += [f"@{role.name}: a role" for role in base.roles]
    return "\n".join(lines)


def _paths(base: AppSpec) -> list[str]:
    found: list[str] = []
    for entity in base.entities[:MOST]:
        found.append(entity.name)
        for field in entity.fields:
            found.append(f"{entity.name}.{field.name}")
            values = base.enum(field.enum).values if field.enum else ()
            found += [f"{entity.name}.{field.name}{VALUE}{value.name}" for value in values]
        found += [f"{entity.name}.{link.name}" for link in base.relations_from(entity.name)]
    return [*found, *(f"{ROLE}{role.name}" for role in base.roles)]


def _answer(paths: Sequence[str]) -> type[Answer]:
    named: Any = Literal[("", *paths)]
    said: Any = create_model("Said", __base__=Said, on=(named, ...), other=(named, ...))
    way: Any = create_model("Way", __base__=Way, changes=(Annotated[list[said], Field(max_length=6)], ...))
    return create_model(
        "Answer", __base__=Answer, changes=(Annotated[list[said], Field(max_length=12)], ...),
        choices=(Annotated[list[way], Field(max_length=8)], ...),
    )  # fmt: skip


def _check(answer: Answer, base: AppSpec) -> None:
    if answer.changes and answer.choices:
        raise Unusable("it has changes and choices: give the one or the others.")
    for said in (*answer.changes, *(one for way in answer.choices for one in way.changes)):
        _wish(said, base, "")


def _wish(said: Said, base: AppSpec, text: str) -> AnyWish:
    """Raises Unusable where the parts that this change needs are missing."""
    words = Evidence(words=text.strip()[:300], confidence=0.7)
    match said.do:
        case "add_thing":
            return AddThing(thing=Thing(label=_named(said), evidence=words))
        case "add_role":
            return AddRole(label=_named(said), evidence=words)
        case "add_fact":
            kind = FieldType.STRING if said.type is Kind.CHOICE else FieldType(said.type.value)
            return AddFact(to=_thing(said.on, base), fact=Fact(label=_named(said), type=kind, evidence=words))
        case "add_value":
            return AddValues(to=_on(said), values=(_named(said),))
        case "add_relation":
            link = Link(source=_thing(said.on, base), target=_thing(said.other, base), source_many=Many.MANY,
                        target_many=Many.ONE, name=said.name or None, evidence=words)  # fmt: skip
            return AddLink(link=link)
        case "rename":
            return Rename(path=_on(said), label=_named(said))
        case "remove":
            return Remove(path=_on(said))
        case "allow" | "deny":
            return _permit(said, base)
        case _:
            return Alter(path=_member(said, base), set=_set(said))


def _set(said: Said) -> dict[str, Any]:
    kinds = {
        "set_one_to_many": RelationKind.MANY_TO_ONE, "set_many_to_many": RelationKind.MANY_TO_MANY,
        "set_one_to_one": RelationKind.ONE_TO_ONE,
    }  # fmt: skip
    if said.do in kinds:
        return {"kind": str(kinds[said.do])}
    if said.do == "set_type":
        if said.type is Kind.CHOICE:
            raise Unusable("a fact cannot become a choice: add a new fact instead.")
        return {"type": said.type.value}
    return {"set_required": {"required": True}, "set_optional": {"required": False}, "set_unique": {"unique": True}}[
        said.do
    ]


def _permit(said: Said, base: AppSpec) -> Permit:
    if not said.actions:
        raise Unusable(f"{said.do} needs `actions`.")
    role = said.on if said.on.startswith(ROLE) else said.name
    if not role:
        raise Unusable(f"{said.do} needs the role in `on`.")
    things = (_thing(said.other, base),) if said.other else ()
    return Permit(role=role, actions=frozenset(said.actions), things=things, allow=said.do == "allow")


def _named(said: Said) -> str:
    name = " ".join(said.name.replace("_", " ").split())
    if not name:
        raise Unusable(f"{said.do} needs a `name`.")
    return name[0].upper() + name[1:]


def _on(said: Said) -> str:
    if not said.on:
        raise Unusable(f"{said.do} needs to say `on` what.")
    return said.on


def _thing(path: str, base: AppSpec) -> str:
    if not any(entity.name == path for entity in base.entities):
        raise Unusable(f"{path!r} is no thing.")
    return path


def _member(said: Said, base: AppSpec) -> str:
    """A fact or a relation, whichever the change is about."""
    owner, _, name = said.on.partition(".")
    links = {link.name for link in base.relations_from(owner)}
    fields = {field.name for entity in base.entities if entity.name == owner for field in entity.fields}
    known = {"set_required": fields | links, "set_optional": fields | links, "set_unique": fields, "set_type": fields}
    if name not in known.get(said.do, links):
        raise Unusable(f"{said.do} is not for {said.on!r}.")
    return said.on
