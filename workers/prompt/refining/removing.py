"""What shall go: "remove the fax", "orders no longer need remarks", "appointments are not tied to a room any more"."""

from __future__ import annotations

import re

from schemas.wishes import Refinement, Remove
from workers.prompt.refining.talk import Talk, ask, items, meant, together
from workers.prompt.refining.vocabulary import Kind, Named

_VERB = (
    r"(?:remove|delete|drop|forget(?: about)?|there is no need for|there's no need for|no need for|"
    r"erase|scrap|lose|discard|eliminate|omit|cut|get rid of|take out|take away|throw out|"
    r"throw away|do away with|leave out|(?:i |we )?(?:do not|don't|no longer) (?:need|want|use|care about|track|keep|"
    r"record|store)|stop (?:tracking|keeping|recording|storing|using))"
)
_REMOVE = re.compile(rf"{_VERB}\s+(?P<what>.+)", re.IGNORECASE)
_NEEDLESS = re.compile(
    r"(?P<what>.+?)\s+(?:is|are)(?:n't| not| no longer)\s+(?:needed|wanted|used|necessary|of use|relevant|interesting)",
    re.IGNORECASE,
)
_MAY_GO = re.compile(
    r"(?P<what>.+?)\s+(?:goes|(?:can|may|should|must|has to|have to)\s+(?:go|be (?:removed|deleted|dropped|scrapped))|"
    r"(?:is|are)\s+(?:obsolete|superfluous|useless|outdated|unnecessary)|serves? no purpose)",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    r"(?P<whose>.+?)\s+(?:no longer (?:have|has|need|needs)|(?:do|does)(?:n't| not) (?:have|need)|"
    r"should(?:n't| not) have|have no|has no)\s+(?P<what>.+)",
    re.IGNORECASE,
)
_UNTIED = re.compile(
    r"(?P<whose>.+?)\s+(?:is|are)\s+(?:no longer|not)\s+(?:tied|linked|connected|related|attached|"
    r"assigned|bound)\s+to\s+(?P<what>.+)",
    re.IGNORECASE,
)
_TAKE_OUT = re.compile(
    r"(?:take|pull|leave|throw|kick)\s+(?P<what>.+?)\s+out\s+(?:of|from)\s+(?P<whose>.+)", re.IGNORECASE
)
_DETACH = re.compile(
    r"(?:unlink|disconnect|detach|(?:remove|drop|delete)\s+(?:the\s+)?(?:link|relation|connection)\s+(?:betwe"
    r"en|from|of))\s+"
    r"(?P<whose>.+?)\s+(?:from|and|to|with)\s+(?P<what>.+)",
    re.IGNORECASE,
)
_FROM = re.compile(r"\s+(?:from|of|on|in|for)\s+(?P<whose>(?:(?!\s+(?:from|of|on|in|for)\s+).)+)$", re.IGNORECASE)
_ALLOWANCE = re.compile(r"(?:permission|right|access|ability|privilege)s?\b", re.IGNORECASE)
_RULE = re.compile(r"(?:restriction|limit|requirement|default|maximum|minimum)\b", re.IGNORECASE)


def removing(clause: str, talk: Talk) -> Refinement | None:
    for pattern in (_DETACH, _UNTIED):
        if match := pattern.fullmatch(clause):
            return _untied(match["whose"], match["what"], talk)
    if match := _TAKE_OUT.fullmatch(clause):
        return _removed(match["what"], match["whose"], talk)
    if (match := _NEEDLESS.fullmatch(clause)) and not _REMOVE.match(clause) and not talk.find(match["what"]):
        return None
    match = _REMOVE.fullmatch(clause) or _NEEDLESS.fullmatch(clause) or _MAY_GO.fullmatch(clause)
    if match and not _ALLOWANCE.search(match["what"]) and not _RULE.search(match["what"]):
        return _removed(match["what"], "", talk)
    if (match := _WITHOUT.fullmatch(clause)) and talk.words.entity(match["whose"]):
        if re.match(r"(?:to|fewer|less|more)\s", match["what"]):
            return None
        return _removed(match["what"], match["whose"], talk)
    return None


def _removed(what: str, whose: str, talk: Talk) -> Refinement:
    """Each of a list; whose they are may stand behind the last of them."""
    if not whose and len(items(what)) > 1 and (match := _FROM.search(what)) and talk.words.entity(match["whose"]):
        what, whose = what[: match.start()], match["whose"]
    whole = _found(what, whose, talk)
    parts = [what] if whole else items(what)
    known = [part for part in parts if _found(part, whose, talk)]
    if known and len(known) < len(parts):  # it is not said plainly what else is meant
        some = [one for part in known for one in _found(part, whose, talk)]
        return ask(f"Which of them should go: {what.strip()!r}?", some, _go)
    return together(meant(_found(part, whose, talk), part, talk, _go) for part in parts)


def _found(what: str, whose: str, talk: Talk) -> tuple[Named, ...]:
    if not whose:
        return _plainest(what, talk.find(what))
    owner = talk.words.entity(whose)
    found = talk.words.find(what, (Kind.FIELD, Kind.RELATION, Kind.VALUE), owner.name if owner else None)
    return found or _linking(what, owner.name if owner else "", talk)


def _plainest(what: str, found: tuple[Named, ...]) -> tuple[Named, ...]:
    """A word for a thing means the thing, and not the relations that lead to it; "the guest role" the role."""
    if re.search(r"\broles?\b", what, re.IGNORECASE):
        return tuple(one for one in found if one.kind is Kind.ROLE) or found
    things = tuple(one for one in found if one.kind is Kind.ENTITY)
    return things or found


def _linking(what: str, owner: str, talk: Talk) -> tuple[Named, ...]:
    other = talk.words.entity(what)
    links = talk.words.between(owner, other.name) if other else ()
    paths = {f"{link.source}.{link.name}" for link in links}
    return tuple(one for one in talk.words.all(Kind.RELATION) if one.path in paths)


def _untied(whose: str, what: str, talk: Talk) -> Refinement | None:
    owner = talk.words.entity(whose)
    return meant(_linking(what, owner.name, talk), what, talk, _go) if owner else None


def _go(one: Named) -> list[Remove]:
    return [Remove(path=one.path)]
