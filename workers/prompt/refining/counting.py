"""How many of one belong to another: "an invoice can have many payments", "each book is in exactly one branch"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.reading import Evidence, Link, Many, Thing
from schemas.spec import Relation, RelationKind
from schemas.wishes import AddLink, AddThing, Alter, AnyWish, Doubt, Option, Refinement
from workers.prompt.refining.facts import parse
from workers.prompt.refining.talk import Talk, ask, plain, singular_of
from workers.prompt.refining.vocabulary import Kind, Named

_MANY = (
    r"many|several|multiple|more than one|any number of|one or more|a number of|various|lots of|a lot of|"
    r"zero or more|two or more|numerous|as many"
)
_ONE = r"exactly one|only one|at most one|one and only one|no more than one|just one|a single|one"
_WHO = r"(?:(?:each|every|an?|the|one|all|any)\s+)?(?P<who>[\w' -]+?)"
_MODAL = (
    r"(?P<modal>can|may|could|might|must|has to|have to|should|shall|need to|needs to|is able to|are able to|can only|"
    r"may only|must only|should only)?"
)
_VERB = (
    r"(?P<verb>(?:now\s+|also\s+|always\s+|only\s+)?(?:be\s+|is\s+|are\s+)?[a-z]+"
    r"(?:\s+(?:to|in|into|for|from|by|of|at|on|with|place in|place at|part of|up of|about))?)"
)
_COUNTED = re.compile(
    rf"{_WHO}\s+{_MODAL}\s*{_VERB}\s+(?:up\s+)?(?P<count>{_MANY}|{_ONE})\s+(?P<what>[\w' -]+?)(?P<rest>(?:,|"
    rf"\s+each|\s+with)\s*.*)?",
    re.IGNORECASE,
)
_TIED = re.compile(
    rf"{_WHO}\s+(?P<modal>must|has to|have to|should|can|may|might|could|need not|needn't|does not "
    rf"have to|doesn't have to|don't have to)?\s*"
    r"(?P<verb>(?:always\s+|optionally\s+)?(?:be\s+)?(?:(?:belongs?|is assigned|are assigned|assigned|"
    r"is tied|is linked|linked|tied|attached|is attached|related|is related|relates?|refers?|goes) "
    r"to|"
    r"(?:comes?|stems?) from|(?:takes?|take) place (?:in|at)|(?:is|are)?\s*(?:made|written|done|paid|"
    r"placed|issued|signed|owned|created|handled|led|managed|taught|given|held|supervised|approved|"
    r"kept|stored|located|prescribed)\s+(?:by|at|in|from|to|for)|"
    r"is about|are about|is for|are for|is part of|are part of|is of|is at|is in|are at|are in|have|"
    r"has|needs?|concerns?))\s+"
    r"(?:exactly\s+|always\s+)?(?P<one>an?|one|the|its|some)\s+(?P<what>[\w' -]+?)",
    re.IGNORECASE,
)
_PLURAL_TIED = re.compile(
    r"(?P<who>[\w' -]+?)\s+(?P<verb>are about|belong to|refer to|relate to|are tied to|are linked "
    r"to|concern)\s+(?P<what>[\w' -]+)",
    re.IGNORECASE,
)
_WHOSE = re.compile(
    r"(?P<who>[\w' -]+?)\s+(?:(?P<modal>can|may|must|should)\s+)?(?:also\s+)?(?:have|has|get|gets|"
    r"needs?)\s+(?:an?\s+|the\s+)?(?P<role>[\w' -]+?),?\s+"
    r"(?:who|which|that)\s+(?:is|are|must be|should be|has to be)\s+(?:also\s+)?(?:always\s+)?(?:an?\s+|"
    r"one of (?:the|our)\s+)?(?P<what>[\w' -]+)",
    re.IGNORECASE,
)


_HAVING = re.compile(r"\b(?:have|has|contain|contains|include|includes|hold|holds|get|gets|consists?)\b")
_OWNS = re.compile(
    r"(?:(?:each|every|an?|the|all)\s+)?(?P<who>[\w' -]+?)\s+(?:can|may|might|could)?\s*(?:have|has)\s+(?P<wh"
    r"at>[\w-]+s),?\s+"
    r"(?:which (?:each )?(?:have|has)|that (?:each )?(?:have|has)|each with|each having|each has|"
    r"with)\s+(?P<rest>.+)",
    re.IGNORECASE,
)
_STANDS = re.compile(
    r"(?:(?P<every>each|every|an?|the|all)\s+)?(?P<who>[\w' -]+?)\s+(?P<must>must|has to|have to|"
    r"always|must always)?\s*"
    r"(?:be\s+|is\s+|are\s+)?(?:be|takes? place|[a-z]+)\s+(?:in|at|on|to|under|within|inside|with)\s+(?:exact"
    r"ly\s+)?(?:an?|one|its|some|their)\s+(?P<what>[\w' -]+)",
    re.IGNORECASE,
)


def counting(clause: str, talk: Talk) -> Refinement | None:
    if (match := _WHOSE.fullmatch(clause)) and (found := _named(match, talk)):
        return found
    if match := _COUNTED.fullmatch(clause.rpartition(": ")[2] if ": " in clause else clause):
        many = re.fullmatch(_MANY, match["count"], re.IGNORECASE) is not None
        return _counted(match, many, talk)
    if match := _OWNS.fullmatch(clause):
        return _owned(match, talk)
    if (match := _STANDS.fullmatch(clause)) and (found := _stands(match, talk)):
        return found
    if match := _TIED.fullmatch(clause) or _PLURAL_TIED.fullmatch(clause):
        return _tied(match, talk)
    return None


def _named(match: re.Match[str], talk: Talk) -> Refinement | None:
    """ "Projects have a manager, who is an employee": a link with a name."""
    who, what = talk.thing(match["who"]), talk.thing(match["what"])
    if who is None or what is None:
        return None
    link = Link(
        source=who,
        target=what,
        name=plain(match["role"]),
        required=match["modal"] in ("must", "should"),
        evidence=Evidence(words=match.group(0)[:300]),
    )
    return Refinement(wishes=(AddLink(link=link),))


def _counted(match: re.Match[str], many: bool, talk: Talk) -> Refinement | None:
    who, what = talk.thing(match["who"]), match["what"]
    if who is None:
        return None
    must = (match["modal"] or "").lower() in ("must", "has to", "have to") or "exactly" in match["count"].lower()
    links = _links(who, what, talk)
    if (match["verb"] or "").endswith(" by") and not any(link.source == who for link in links):
        links = ()  # who leads a team is not who belongs to it
    if links:
        return _recounted(who, links, many, must, match, talk)
    if talk.words.find(what, (Kind.FIELD,), who):
        return None
    return _new(who, what, match, many, must, talk)


def _links(who: str, what: str, talk: Talk) -> tuple[Relation, ...]:
    """The relations that are meant: those between both things, or those that bear the name."""
    other = talk.words.entity(what)
    if other:
        return talk.words.between(who, other.name)
    named = talk.words.find(what, (Kind.RELATION,), who)
    return tuple(talk.words.relation(one.path) for one in named)


def _recounted(
    who: str, links: tuple[Relation, ...], many: bool, must: bool, match: re.Match[str], talk: Talk
) -> Refinement | None:
    if len(links) > 1:
        named = [_as_named(link, talk) for link in links]
        return ask(
            f"Which of them is meant: {match.group(0)!r}?",
            named,
            lambda one: list(_kinds(who, talk.words.relation(one.path), many, must)),
        )
    wishes = tuple(_kinds(who, links[0], many, must))
    talk.last = _as_named(links[0], talk)
    return Refinement(wishes=wishes)


def _kinds(who: str, link: Relation, many: bool, must: bool) -> Iterator[AnyWish]:
    """Seen from `who`: many or one at the other end."""
    forward = link.source == who
    kind = link.kind
    if many and forward:
        kind = RelationKind.MANY_TO_MANY
    elif (many and link.kind is RelationKind.ONE_TO_ONE) or (
        not many and forward and link.kind is RelationKind.MANY_TO_MANY
    ):
        kind = RelationKind.MANY_TO_ONE
    elif not many and not forward:
        kind = RelationKind.ONE_TO_ONE
    changed: dict[str, object] = {} if kind is link.kind else {"kind": kind}
    if must and forward and not many and not link.required:
        changed["required"] = True
    if kind is RelationKind.MANY_TO_MANY and link.required:
        changed["required"] = False
    if changed:
        yield Alter(path=f"{link.source}.{link.name}", set=changed)


def _new(who: str, what: str, match: re.Match[str], many: bool, must: bool, talk: Talk) -> Refinement | None:
    """A thing that nobody knew, or a link that was not there."""
    label = talk.thing(what)
    wishes: list[AnyWish] = []
    if label is None:
        if (match.groupdict().get("verb") or "").strip().lower() in ("have", "has") and not many:
            return None
        label = singular_of(plain(what))
        rest = re.sub(
            r"^[,\s]*(?:each\s+)?(?:of which\s+)?(?:with|has|have|having)\s+", "", match.groupdict().get("rest") or ""
        )
        facts = tuple(new.fact for new in parse(rest)) if rest else ()
        talk.things.append(label)
        talk.topic = label
        wishes.append(AddThing(thing=Thing(label=label[0].upper() + label[1:], facts=facts)))
    verb = (match.groupdict().get("verb") or "").lower()
    owned = many and (not verb or _HAVING.search(verb))
    words = Evidence(words=match.group(0)[:300])
    if owned or (many and not wishes and not owned and who != label and "belong" not in verb):
        link = Link(source=label, target=who, source_many=Many.MANY, target_many=Many.ONE, evidence=words)
        if not owned:
            link = link.model_copy(update={"source": who, "target": label, "target_many": Many.MANY})
    else:
        link = Link(
            source=who, target=label, target_many=Many.MANY if many else Many.ONE, required=must, evidence=words
        )
    if verb.endswith(" by") and not wishes:
        link = link.model_copy(update={"name": re.sub(r"^(?:is|are|be)\s+", "", verb)})
    wishes.append(AddLink(link=link))
    return Refinement(wishes=tuple(wishes))


def _owned(match: re.Match[str], talk: Talk) -> Refinement | None:
    """ "A patient may have allergies, which have a name and a severity"."""
    who = talk.thing(match["who"])
    return None if who is None or talk.thing(match["what"]) else _new(who, match["what"], match, True, False, talk)


def _stands(match: re.Match[str], talk: Talk) -> Refinement | None:
    """ "Every book stands in a branch": what may be is from now on always so."""
    who = talk.thing(match["who"])
    links = [link for link in _links(who, match["what"], talk) if link.source == who] if who else []
    must = match["must"] or re.fullmatch(r"each|every|all", match["every"] or "", re.IGNORECASE)
    if who is None and talk.thing(match["what"]) and match["who"][0].isupper():
        return _new_at(match, talk)
    if len(links) != 1 or not must or links[0].required:
        return None
    return Refinement(wishes=(Alter(path=f"{who}.{links[0].name}", set={"required": True}),))


def _new_at(match: re.Match[str], talk: Talk) -> Refinement:
    """ "Events happen at a branch": a thing that nobody knew, tied to one that is there."""
    label = singular_of(plain(match["who"]))
    target = talk.thing(match["what"]) or match["what"]
    talk.things.append(label)
    talk.topic = label
    link = Link(source=label, target=target, evidence=Evidence(words=match.group(0)[:300]))
    return Refinement(wishes=(AddThing(thing=Thing(label=label[0].upper() + label[1:])), AddLink(link=link)))


def _tied(match: re.Match[str], talk: Talk) -> Refinement | None:
    """One belongs to another: a new link, or one that is required (or no longer) from now on."""
    who = talk.thing(match["who"])
    groups = match.groupdict()
    modal, verb = (groups.get("modal") or "").lower(), match["verb"].lower()
    if who is None:
        return None
    every = re.match(r"(?:each|every|all)\b", match.group(0), re.IGNORECASE)
    must = modal in ("must", "has to", "have to", "should") or bool(every and verb in ("has", "needs", "have", "need"))
    must = must or verb in ("needs", "need")
    free = modal in (
        "can",
        "may",
        "might",
        "could",
        "need not",
        "needn't",
        "does not have to",
        "doesn't have to",
        "don't have to",
    )
    links = tuple(link for link in _links(who, match["what"], talk) if link.source == who)
    if len(links) == 1 and modal == "should" and not links[0].required:
        return _whether(_as_named(links[0], talk))
    if len(links) == 1 and (must or free):
        path = f"{who}.{links[0].name}"
        talk.last = _as_named(links[0], talk)
        return Refinement(wishes=(Alter(path=path, set={"required": must}),)) if links[0].required != must else None
    if links or talk.words.find(match["what"], (Kind.FIELD,), who):
        return None
    if verb in ("has", "have", "needs", "need") and talk.thing(match["what"]) is None:
        return None
    return _new(who, match["what"], match, False, must and not every, talk)


def _whether(link: Named) -> Refinement:
    """ "Patients should have a doctor", and can: is it that they must?"""
    options = (
        Option(label=f"Make {link.said} required", wishes=(Alter(path=link.path, set={"required": True}),)),
        Option(label="Leave it as it is: there can be one already", wishes=()),
    )
    question = f"{link.said[0].upper()}{link.said[1:]} is there already. What should change?"
    return Refinement(doubts=(Doubt(question=question, options=options),))


def _as_named(link: Relation, talk: Talk) -> Named:
    path = f"{link.source}.{link.name}"
    return next(one for one in talk.words.all(Kind.RELATION) if one.path == path)
