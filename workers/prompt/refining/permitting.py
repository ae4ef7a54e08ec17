"""Who may do what: "only managers may delete", "let guests see tasks", "workers may only change their own entries"."""

from __future__ import annotations

import re

from schemas.roles import Action
from schemas.spec import AppSpec
from schemas.wishes import AddRole, AnyWish, Doubt, Option, Permit, Refinement
from workers.prompt.refining.talk import Talk, items, plain, singular_of
from workers.prompt.refining.vocabulary import Kind

_VERBS: dict[str, frozenset[Action]] = {
    verb: frozenset(actions)
    for words, actions in (
        (
            "create add make enter record register insert book place write issue submit open log file post",
            [Action.CREATE],
        ),
        ("read see view look access browse list inspect consult", [Action.READ]),
        ("change edit update modify correct alter amend adjust touch", [Action.UPDATE]),
        ("delete remove erase destroy", [Action.DELETE]),
        ("manage administer control maintain", list(Action)),
    )
    for verb in words.split()
}
_ALL = re.compile(
    r"(?:do (?:everything|anything)(?: with)?|have full access to|full access to|fully manage)\b", re.IGNORECASE
)
_VERB = "|".join([*_VERBS, r"do (?:everything|anything)", "have (?:full )?access to", "fully manage", "look at"])
_ACTS = rf"(?:{_VERB})(?:(?:,\s*|\s*,?\s+(?:and|or)\s+)(?:{_VERB}))*"
_CAN = (
    r"(?:may|can|could|shall|should be able to|must be able to|will be able to|(?:is|are) able to|"
    r"(?:is|are) allowed to|should be allowed to|(?:is|are) permitted to|should be permitted to|get to|"
    r"have (?:the )?(?:right|permission) to|should)"
)
_CANNOT = (
    r"(?:may not|can't|cannot|can not|must not|mustn't|should not|shouldn't|(?:is|are)(?:n't| not) allowed to|"
    r"(?:should not|shouldn't|must not) be (?:allowed|able) to|may no longer|can no longer|"
    r"(?:is|are) no longer allowed to|should no longer(?: be able to)?|(?:is|are) not to|(?:is|are) forbidden to)"
)
_SAYS = tuple(
    (re.compile(pattern, re.IGNORECASE), allow, only)
    for pattern, allow, only in (
        (rf"only\s+(?P<who>.+?)\s+{_CAN}\s+(?P<acts>{_ACTS})(?:\s+(?P<what>.+))?", True, True),
        (rf"(?P<who>.+?)\s+only\s+{_CAN}\s+(?P<acts>{_ACTS})(?:\s+(?P<what>.+))?", True, True),
        (rf"only\s+(?P<who>.+?)\s+(?P<acts>{_ACTS})(?:\s+(?P<what>.+))?", True, True),
        (
            rf"(?:only\s+)?(?:let|allow|permit)\s+only\s+(?P<who>.+?)\s+(?:to\s+)?(?P<acts>{_ACTS})(?:\s+(?P<what"
            rf">.+))?",
            True,
            True,
        ),
        (rf"(?P<who>.+?)\s+{_CANNOT}\s+(?P<acts>{_ACTS})(?:\s+(?P<what>.+))?", False, False),
        (
            rf"(?P<who>nobody|no one|no-one|none)\s+(?:{_CAN}|is allowed to)\s+(?P<acts>{_ACTS})(?:\s+(?P<what>.+"
            rf"))?",
            False,
            False,
        ),
        (
            rf"(?:don't|do not)\s+(?:let|allow)\s+(?P<who>.+?)\s+(?:to\s+)?(?P<acts>{_ACTS})(?:\s+(?P<what>.+))?",
            False,
            False,
        ),
        (rf"(?:forbid|prohibit)\s+(?P<who>.+?)\s+to\s+(?P<acts>{_ACTS})(?:\s+(?P<what>.+))?", False, False),
        (
            rf"(?:take|remove|revoke|withdraw)\s+(?:away\s+)?the\s+(?:permission|right|ability)\s+to\s+(?P<acts>{_ACTS})\s+"
            r"(?P<what>.+?)\s+(?:away\s+)?from\s+(?P<who>.+)",
            False,
            False,
        ),
        (
            rf"(?:give|grant)\s+(?P<who>.+?)\s+(?:the\s+)?(?:permission|right|ability)\s+to\s+(?P<acts>{_ACTS})(?"
            rf":\s+(?P<what>.+))?",
            True,
            False,
        ),
        (
            rf"(?:let|allow|permit|enable)\s+(?P<who>.+?)\s+(?:to\s+)?(?:also\s+)?(?P<acts>{_ACTS})(?:\s+(?P<what"
            rf">.+))?",
            True,
            False,
        ),
        (
            rf"(?P<who>.+?)\s+(?:also\s+)?{_CAN}\s+(?:also\s+)?(?P<only>only\s+)?(?P<acts>{_ACTS})(?:\s+(?P<what>"
            rf".+))?",
            True,
            False,
        ),
        (r"(?P<who>.+?)\s+(?P<only>only\s+)?(?P<acts>have (?:full )?access to)\s+(?P<what>.+)", True, False),
    )
)
_PASSIVE = re.compile(
    r"(?P<what>.+?)\s+(?:may|can|must|should)\s+(?P<only>only\s+)?be\s+(?P<done>\w+)\s+(?P<only2>only\s+)?by\s"
    r"+(?P<only3>only\s+)?(?P<who>.+?)"
    r"(?:\s+only)?",
    re.IGNORECASE,
)
_DONE = {
    "created": Action.CREATE,
    "added": Action.CREATE,
    "made": Action.CREATE,
    "recorded": Action.CREATE,
    "read": Action.READ,
    "seen": Action.READ,
    "viewed": Action.READ,
    "changed": Action.UPDATE,
    "edited": Action.UPDATE,
    "updated": Action.UPDATE,
    "modified": Action.UPDATE,
    "deleted": Action.DELETE,
    "removed": Action.DELETE,
}
_NEW = re.compile(
    r"(?:add|create|introduce|include|define|there (?:should be|is|are)|(?:we )?(?:need|want|would "
    r"like))\s+(?:an?\s+|the\s+)?(?:new\s+)?"
    r"(?:(?:user\s+)?roles?\s+(?:for\s+|called\s+|named\s+)?(?:the\s+|an?\s+)?(?P<after>[^,;:]+?)|"
    r"(?P<named>[\w -]+?)\s+as\s+(?:an?\s+)?(?:new\s+)?(?:user\s+)?roles?|(?P<before>[\w -]+?)\s+roles?|"
    r"(?P<bare>[\w -]+?))"
    r"(?:(?:,|;|:|\s+and|\s+-)?\s*(?:who|that|which|they|it|he|she)\s+(?P<can>.+))?",
    re.IGNORECASE,
)
_SOMEONE = re.compile(
    r"(?:they|he|she|these|those|(?:some|certain|a few|other|the right|selected|authori[sz]ed)\s+(?:people|"
    r"users|roles|staff)|someone|somebody|people|users|staff)",
    re.IGNORECASE,
)
_EVERYONE = re.compile(r"(?:everyone|everybody|anyone|anybody|all (?:users|roles|people)|all)", re.IGNORECASE)
_NOBODY = re.compile(r"(?:nobody|no one|no-one|none)", re.IGNORECASE)
_EVERYTHING = re.compile(
    r"(?:everything|anything|all(?: of it| things| data| records)?|records|data|rows|entries|things)?", re.IGNORECASE
)
_OWN = re.compile(r"\b(?:their|his|her|his or her|its)\s+own\s+", re.IGNORECASE)


def permitting(clause: str, talk: Talk) -> Refinement | None:
    if match := _PASSIVE.fullmatch(clause):
        action = _DONE.get(match["done"].lower())
        only = match["only"] or match["only2"] or match["only3"] or clause.lower().endswith(" only")
        if action:
            return _granted(match["who"], frozenset({action}), match["what"], talk, allow=True, only=bool(only))
    for pattern, allow, only in _SAYS:
        if match := pattern.fullmatch(clause):
            own_only = bool(match.groupdict().get("only"))
            found = _granted(
                match["who"],
                _actions(match["acts"]),
                match["what"] or "",
                talk,
                allow=allow,
                only=only,
                own_only=own_only,
            )
            if found:
                return found
    return None


def new_role(clause: str, talk: Talk) -> Refinement | None:
    """ "Add a role for accountants who can see invoices"; "add nurses; they can read patients"."""
    match = _NEW.fullmatch(clause)
    if match is None or (match["bare"] and not (match["can"] and _says(match["can"]))):
        return None
    label = singular_of(plain(match["after"] or match["before"] or match["named"] or match["bare"]))
    if talk.words.role(label):
        return None
    talk.roles.append(label)
    wishes: list[AnyWish] = [AddRole(label=label[0].upper() + label[1:])]
    if match["can"] and (found := permitting(f"{label} {match['can']}", talk)):
        wishes += found.wishes
        return Refinement(wishes=tuple(wishes), doubts=found.doubts)
    return Refinement(wishes=tuple(wishes))


def _says(text: str) -> bool:
    return any(re.match(rf"{start}\s+(?:{_VERB})", text, re.IGNORECASE) for start in (_CAN, _CANNOT))


def _granted(
    who: str, actions: frozenset[Action], what: str, talk: Talk, *, allow: bool, only: bool, own_only: bool = False
) -> Refinement | None:
    own = bool(_OWN.search(what))
    things = _things(_OWN.sub("", what), talk)
    if things is None:
        return None
    if _SOMEONE.fullmatch(who.strip()):
        return _who(who, actions, things, talk, allow=allow, only=only)
    roles = _roles(who, talk)
    if roles is None:
        return _asked(who, actions, things, talk, allow=allow, only=only) if _is_thing(who, talk) else None
    if things == ("?",):
        return _which_thing(what, roles, actions, talk, allow=allow)
    wishes = [Permit(role=role, actions=actions, things=things, allow=allow, own=own) for role in roles]
    if only:
        others = [role for role in _all(talk.words.spec) if role not in roles]
        wishes = [*(Permit(role=role, actions=actions, things=things, allow=False) for role in others), *wishes]
    if own_only and own:
        wishes = [*(one.model_copy(update={"allow": False, "own": False}) for one in wishes), *wishes]
    return Refinement(wishes=tuple(wishes))


def _roles(who: str, talk: Talk) -> list[str] | None:
    if _EVERYONE.fullmatch(who.strip()) or _NOBODY.fullmatch(who.strip()):
        return _all(talk.words.spec)
    found = [
        talk.role(re.sub(r"^(?:also|the role|users with the role)\s+", "", part, flags=re.IGNORECASE))
        for part in items(who)
    ]
    return [role for role in found if role] if found and all(found) else None


def _all(spec: AppSpec) -> list[str]:
    return [f"@{role.name}" for role in spec.roles]


def _things(what: str, talk: Talk) -> tuple[str, ...] | None:
    """The things that are meant: none for all of them, `?` where "it" says nothing; None for what is no thing."""
    bare = re.sub(r"^(?:at|on|with|to|of|any|all|the)\s+", "", what.strip(), flags=re.IGNORECASE)
    if re.fullmatch(r"(?:it|this|that|them|those|these)", bare, re.IGNORECASE):
        last = talk.last
        return (last.path,) if last and last.kind is Kind.ENTITY else ("?",)
    if _EVERYTHING.fullmatch(bare):
        return ()
    found = [talk.thing(part) for part in items(bare)]
    return tuple(one for one in found if one) if all(found) else None


def _is_thing(who: str, talk: Talk) -> bool:
    return all(talk.thing(part) for part in items(who))


def _asked(
    who: str, actions: frozenset[Action], things: tuple[str, ...], talk: Talk, *, allow: bool, only: bool
) -> Refinement:
    """A thing is said to do something: which of the roles are these people, or are they a new one?"""
    label = singular_of(plain(who))
    new = f"{label[0].upper()}{label[1:]}"

    def permit(role: str) -> tuple[AnyWish, ...]:
        return (Permit(role=role, actions=actions, things=things, allow=allow),)

    options = [Option(label=f"The role {role.label}", wishes=permit(f"@{role.name}")) for role in talk.words.spec.roles]
    options.append(Option(label=f"A new role {new}", wishes=(AddRole(label=new), *permit(new))))
    question = f"{new} is a thing that is kept, and no role of users. Who is meant?"
    return Refinement(doubts=(Doubt(question=question, options=tuple(options)),))


def _who(
    who: str, actions: frozenset[Action], things: tuple[str, ...], talk: Talk, *, allow: bool, only: bool
) -> Refinement:
    """Nobody was named: each role is a way to understand it."""
    everything = () if things == ("?",) else things

    def permit(role: str) -> tuple[AnyWish, ...]:
        others = [one for one in _all(talk.words.spec) if only and one != role]
        denied = tuple(Permit(role=one, actions=actions, things=everything, allow=False) for one in others)
        return (*denied, Permit(role=role, actions=actions, things=everything, allow=allow))

    options = tuple(
        Option(label=f"The role {role.label}", wishes=permit(f"@{role.name}")) for role in talk.words.spec.roles
    )
    return Refinement(doubts=(Doubt(question=f"Who is meant by {who.strip()!r}?", options=options),))


def _which_thing(what: str, roles: list[str], actions: frozenset[Action], talk: Talk, *, allow: bool) -> Refinement:
    def permit(things: tuple[str, ...]) -> tuple[Permit, ...]:
        return tuple(Permit(role=role, actions=actions, things=things, allow=allow) for role in roles)

    options = [
        Option(label=f"The {entity.plural_label.lower()}", wishes=permit((entity.name,)))
        for entity in talk.words.spec.entities
    ]
    options.append(Option(label="All of them", wishes=permit(())))
    return Refinement(doubts=(Doubt(question=f"What is meant by {what.strip()!r}?", options=tuple(options)),))


def _actions(text: str) -> frozenset[Action]:
    if _ALL.match(text) or re.search(r"access to|everything|anything|fully", text, re.IGNORECASE):
        return frozenset(Action) if "full" in text.lower() or "thing" in text.lower() else frozenset({Action.READ})
    found = [_VERBS.get(word.lower(), frozenset()) for word in re.findall(r"[a-z]+", text, re.IGNORECASE)]
    return frozenset().union(*found)
