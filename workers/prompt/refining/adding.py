"""What shall come: facts of a thing, things with their facts, and links to what is there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.names import singular
from schemas.reading import Evidence, Fact, Link, Thing
from schemas.spec import FieldType
from schemas.wishes import AddFact, AddLink, AddThing, Alter, AnyWish, Doubt, Option, Refinement
from workers.prompt.lexicon import lexicon
from workers.prompt.refining.facts import New, parse
from workers.prompt.refining.talk import Talk, ask, plain, together
from workers.prompt.refining.vocabulary import Kind, comparable

_ADD = (
    r"(?:add|include|introduce|put in|put|store|record|note|keep|track|save|show|insert|attach|append|"
    r"capture|register|define|create|know|remember|collect|document)"
)
_ADD_TO = re.compile(rf"{_ADD}\s+(?P<rest>.+)", re.IGNORECASE)
_WE_NEED = re.compile(
    r"(?:(?:(?:we|i|they)\s+)?(?:also\s+)?(?:need|want|miss|are missing|require)s?|there (?:should|must|has to) be)\s+"
    r"(?P<rest>.+)",
    re.IGNORECASE,
)
_WHERE = re.compile(r"\s+(?:to|for|on|in|into|of|with|at)\s+(?:each of\s+)?", re.IGNORECASE)
_GIVE = re.compile(r"(?:give|provide|equip)\s+(?P<rest>.+)", re.IGNORECASE)
_WHETHER = re.compile(
    rf"{_ADD}\s+(?:whether|if)\s+(?P<whose>(?:an?|the|each|every)\s+\w+)\s+(?:is\s+|has\s+)?(?P<state>[\w "
    rf"-]+)",
    re.IGNORECASE,
)
_COME_IN = re.compile(
    r"(?P<whose>[\w -]+?)\s+(?:come|comes|are offered|are available|exist)\s+in\s+(?P<what>[\w -]+?):\s+(?P<v"
    r"alues>.+)",
    re.IGNORECASE,
)
_THEIR = re.compile(rf"{_ADD}\s+(?:(?:their|its|his|her)\s+|(?=how many\b))(?P<parts>.+)", re.IGNORECASE)
_HAVE = re.compile(
    r"(?:let\s+|for\s+)?(?P<whose>[\w' -]+?)\s+(?P<modal>must|has to|have to|should|shall|can|may|"
    r"could|will|might)?\s*(?:also\s+|now\s+|always\s+|additionally\s+)?"
    r"(?P<verb>needs?|have|has|gets?|carr(?:y|ies)|require|requires|want|contains?|include|includes)\s+(?:als"
    r"o\s+|to have\s+)?(?P<parts>.+)",
    re.IGNORECASE,
)
_OWNED = re.compile(rf"{_ADD}\s+(?P<whose>[\w -]+?)(?:'s|(?<=s)')\s+(?P<parts>.+)", re.IGNORECASE)
_KEEP_OF = re.compile(
    r"(?:(?:add|introduce|include|create|keep|store|track|manage|record|have)(?:\s+track of)?(?:\s+an? "
    r"(?:new )?(?:entity|thing|table|list)(?: of| for| called| named)?)?)\s+"
    r"(?P<what>[\w -]+?)(?:\s*,?\s+(?:(?:each\s+)?with|having|which have|that have|who have|which "
    r"has|that has|(?:and\s+)?for each (?:of them\s+)?(?:the|its|an?))\s+(?P<parts>.+)|\s*[:(]\s*(?P<list>[^("
    r")]+)\)?)?",
    re.IGNORECASE,
)
_CAN_BE = re.compile(r"(?P<whose>[\w -]+?)\s+(?:can|may|could|might)\s+be\s+(?P<state>\w+)", re.IGNORECASE)
FLAG = re.compile(
    r"(?:add|introduce|have|include)\s+a\s+(?:flag|check ?box|yes/no field|field)(?:\s+for\s+(?:that|this|it))?",
    re.IGNORECASE,
)


def adding(clause: str, talk: Talk) -> Refinement | None:
    for pattern in (_ADD_TO, _WE_NEED):
        if (match := pattern.fullmatch(clause)) and (found := _to(match["rest"], clause, talk)):
            return found
    if found := _shown(clause, talk):
        return found
    for pattern in (_OWNED, _HAVE):
        if (match := pattern.fullmatch(clause)) and (found := _given(match, talk)):
            return found
    return None


def keeping(clause: str, talk: Talk) -> Refinement | None:
    """A new thing, with what is to be known of it."""
    if (match := _KEEP_OF.fullmatch(clause)) is None:
        return None
    label = _one(plain(match["what"]))
    if not label or talk.thing(label) or _is_fact(label, talk) or len(label.split()) > 4:
        return None
    parts = match["parts"] or match["list"] or ""
    new = _told(parts, talk) if match["list"] else tuple(parse(parts)) if parts else ()
    return Refinement(wishes=tuple(_thing(label, new, clause, talk)))


def _told(parts: str, talk: Talk) -> tuple[New, ...]:
    """Behind a colon: a list of facts, or a sentence that names things and facts ("a member reserves a book")."""
    if not re.match(r"(?:an?|each|the)\s+[\w ]+?\s+\w+s\s+(?:an?|the)\s", parts) or "," in parts:
        return tuple(parse(parts))
    named = re.findall(r"\b(?:an?|the|each)\s+([\w-]+)", parts)
    return tuple(new for one in named if talk.thing(one) or _is_fact(one, talk) for new in parse(one))


def flagged(sentence: list[str], talk: Talk) -> Refinement | None:
    """ "Tasks can be blocked; add a flag for that"."""
    if len(sentence) != 2 or not FLAG.fullmatch(sentence[1]):
        return None
    match = _CAN_BE.fullmatch(sentence[0])
    owner = talk.words.entity(match["whose"]) if match else None
    if match is None or owner is None:
        return None
    fact = parse(match["state"])[0].fact.model_copy(update={"type": FieldType.BOOLEAN})
    return Refinement(wishes=(AddFact(to=owner.name, fact=fact),))


def _shown(clause: str, talk: Talk) -> Refinement | None:
    """Whether something is so; in which kinds it comes; what is theirs; what it is given."""
    if (match := _WHETHER.fullmatch(clause)) and (owner := talk.thing(match["whose"])):
        fact = Fact(label=match["state"].capitalize(), type=FieldType.BOOLEAN)
        return Refinement(wishes=(AddFact(to=owner, fact=fact),))
    if (match := _COME_IN.fullmatch(clause)) and (owner := talk.thing(match["whose"])):
        parts = parse(f"{_one(match['what'])}: {match['values']}")
        return Refinement(wishes=tuple(AddFact(to=owner, fact=one.fact) for one in parts))
    if (match := _THEIR.fullmatch(clause)) and talk.topic:
        return together(_part(one, talk.topic, False, "", clause, talk) for one in parse(match["parts"]))
    if match := _GIVE.fullmatch(clause):
        words = match["rest"].split()
        for cut in range(len(words) - 1, 0, -1):
            if owner := talk.thing(" ".join(words[:cut])):
                rest = re.sub(r"^with\s+", "", " ".join(words[cut:]))
                return together(_part(one, owner, False, "", clause, talk) for one in parse(rest))
    return None


def _apart(place: str) -> tuple[str, str]:
    """ "Loans, an amount" as the place and what more is said of what comes there."""
    cut = re.search(r"[,:]", place)
    return (place[: cut.start()], place[cut.start() :]) if cut else (place, "")


def _to(rest: str, clause: str, talk: Talk) -> Refinement | None:
    """ "A fine to loans, an amount": the last place that names a thing parts what from where to."""
    for match in reversed(list(_WHERE.finditer(rest))):
        whose, more = _apart(rest[match.end() :])
        if owner := talk.thing(whose):
            parts = [_part(new, owner, False, "", clause, talk) for new in parse(rest[: match.start()] + more)]
            found = together(parts)
            return found if found.wishes or found.doubts else None
    return None


def _given(match: re.Match[str], talk: Talk) -> Refinement | None:
    groups = match.groupdict()
    whose, modal, verb = match["whose"], (groups.get("modal") or "").lower(), (groups.get("verb") or "").lower()
    owner = talk.thing(whose)
    if owner is None:
        return None
    must = modal in ("must", "has to", "have to") or verb in ("need", "needs", "require", "requires")
    must = must or bool(re.match(r"(?:each|every|all)\b", match.group(0), re.IGNORECASE) and verb == "has")
    parts = [_part(new, owner, must, modal, match.group(0), talk) for new in parse(match["parts"])]
    return together(parts) if parts and any(part.wishes or part.doubts for part in parts) else None


def _part(new: New, owner: str, must: bool, modal: str, words: str, talk: Talk) -> Refinement:
    label = new.fact.label
    there = talk.words.direct(label, (Kind.FIELD, Kind.RELATION), owner) if talk.words.entity(owner) else ()
    if new.fact.type is not None:
        there = tuple(one for one in there if one.kind is Kind.FIELD)  # a number of guests is no guest
    exact = [one for one in there if comparable(one.path.partition(".")[2].replace("_", " ")) == comparable(label)]
    if exact or (there and must):
        return _there((exact or list(there))[0].path, new, must, modal, label, talk)
    if other := talk.thing(label):
        link = Link(source=owner, target=other, required=False, evidence=Evidence(words=words[:300]))
        return Refinement(wishes=(AddLink(link=link),))
    if _is_person(label):
        thing = AddThing(thing=Thing(label=label))
        talk.things.append(label)
        return Refinement(wishes=(thing, AddLink(link=Link(source=owner, target=label))))
    return Refinement(wishes=(AddFact(to=owner, fact=new.fact, set=new.set),))


def _there(path: str, new: New, must: bool, modal: str, label: str, talk: Talk) -> Refinement:
    """What is there already may become required, optional or unique; said plainly, it is asked what is meant."""
    field = talk.words.field(path)
    required = field.required if field else talk.words.relation(path).required
    changed: dict[str, object] = dict(new.set)
    if must and not required:
        changed["required"] = True
    if new.fact.unique and field and not field.unique:
        changed["unique"] = True
    if modal in ("can", "may", "might", "could") and required:
        changed["required"] = False
    if changed:
        return Refinement(wishes=(Alter(path=path, set=changed),))
    options = (
        [Option(label="Make it required", wishes=(Alter(path=path, set={"required": True}),))] if not required else []
    )
    options.append(Option(label="Leave it as it is", wishes=()))
    if len(options) < 2:
        return Refinement()
    return Refinement(
        doubts=(Doubt(question=f"{label} is there already. What should change?", options=tuple(options)),)
    )


def _thing(label: str, new: tuple[New, ...], words: str, talk: Talk) -> Iterator[AnyWish]:
    facts = [one for one in new if talk.thing(one.fact.label) is None]
    talk.things.append(label)
    thing = Thing(
        label=label[0].upper() + label[1:], facts=tuple(one.fact for one in facts), evidence=Evidence(words=words[:300])
    )
    yield AddThing(thing=thing)
    for one in new:
        if target := talk.thing(one.fact.label) if one not in facts else None:
            yield AddLink(link=Link(source=label, target=target))


def _is_fact(label: str, talk: Talk) -> bool:
    return label.lower().split()[-1] in lexicon().facts or bool(talk.words.find(label, (Kind.FIELD,)))


def _is_person(label: str) -> bool:
    return label.lower().split()[-1] in lexicon().people


def _one(text: str) -> str:
    words = text.split()
    return " ".join([*words[:-1], singular(words[-1])]) if words else ""


def homeless(clause: str, talk: Talk) -> Refinement | None:
    """ "Add a date": to what?"""
    match = re.fullmatch(rf"{_ADD}\s+(?P<parts>(?:an?|another|the)\s+.+)", clause, re.IGNORECASE)
    new = parse(match["parts"]) if match else []
    if not new or not (talk.topic or all(_is_fact(one.fact.label, talk) for one in new)):
        return None
    if talk.topic:
        return together(_part(one, talk.topic, False, "", clause, talk) for one in new)
    owners = talk.words.all(Kind.ENTITY)
    named = " and ".join(one.fact.label.lower() for one in new)
    return ask(
        f"To which of them should {named} be added?",
        owners,
        lambda one: [AddFact(to=one.path, fact=part.fact, set=part.set) for part in new],
    )
