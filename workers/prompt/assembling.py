"""From claims to a Reading: things are decided, then each claim becomes a fact, a link or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from schemas.reading import Actor, Evidence, Fact, Link, Many, Permission, Reading, Thing
from schemas.spec import Action, FieldType
from workers.prompt.claims import Claim, Claims, Does, Has, IsA, Key, Tie
from workers.prompt.lexicon import Lexicon
from workers.prompt.mentions import Mention
from workers.prompt.merging import merged
from workers.prompt.phrases import core
from workers.prompt.scoring import Judgement, judge
from workers.prompt.title import title_of


@dataclass(frozen=True, slots=True)
class _Found:
    """All that was found, by the names that things go by."""

    mentions: Mapping[Key, Mention]
    judgements: Mapping[Key, Judgement]
    claims: Claims
    words: Lexicon

    @property
    def things(self) -> list[Key]:
        return [key for key, judgement in self.judgements.items() if judgement.thing]

    def label(self, key: Key) -> str:
        return " ".join(key) if key not in self.mentions else _singular(self.mentions[key])


def assemble(text: str, found: dict[Key, Mention], claims: Claims, words: Lexicon) -> Reading:
    """The Reading of a text."""
    names = merged(found, claims, words)
    called = _Found(*_called(found, claims, names, words), words)
    things = set(called.things)
    return Reading(
        title=title_of(text, [called.label(key) for key in called.things]),
        things=tuple(_thing(key, called, things) for key in called.things),
        links=tuple(_links(called, things)),
        actors=tuple(_actors(called, things)),
    )


def together(things: Iterable[Thing]) -> tuple[Thing, ...]:
    """Things of the same name as one, with the facts of all."""
    found: dict[str, Thing] = {}
    for thing in things:
        first = found.setdefault(thing.label.lower(), thing)
        if first is not thing:
            found[thing.label.lower()] = first.model_copy(update={"facts": (*first.facts, *thing.facts)})
    return tuple(found.values())


def _called(
    found: dict[Key, Mention], claims: Claims, names: Mapping[Key, Key], words: Lexicon
) -> tuple[dict[Key, Mention], dict[Key, Judgement], Claims]:
    """Everything by the names that things go by."""

    def name(key: Key) -> Key:
        return names.get(key, key)

    whole: dict[Key, Mention] = {}
    for key, mention in found.items():
        first = whole.setdefault(name(key), replace(found[name(key)], count=0, roles=type(mention.roles)()))
        first.count += mention.count
        first.roles.update(mention.roles)
        first.order = min(first.order, mention.order)
    for has in claims.has:
        for key in (has.owner,) if has.weight >= 1.5 else ():
            whole.setdefault(name(key), Mention(key, " ".join(key), len(whole), has.words)).count += 1
    changed = Claims([_renamed(claim, name) for claim in claims.all])
    ordered = dict(sorted(whole.items(), key=lambda item: item[1].order))
    return ordered, judge(ordered, changed, words), changed


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
    return claim


def _thing(key: Key, found: _Found, things: set[Key]) -> Thing:
    mention = found.mentions[key]
    facts: dict[Key, Fact] = {}
    for has in found.claims.has:
        if has.owner == key and has.part not in things and _is_fact(has, found):
            bare = tuple(word for word in has.part if word not in key) or has.part
            if bare[-1] not in _KEYS or (bare[:-1] and bare[:-1] not in things):
                facts[bare] = _merge(facts.get(bare), _fact(has, found))
    evidence = Evidence(words=mention.words, confidence=round(found.judgements[key].likely, 2))
    return Thing(label=found.label(key), facts=tuple(facts.values()), evidence=evidence)


_KEYS = frozenset({"id", "identifier", "key"})
"""Every row has an id of its own, and a link where another row's id would stand."""


def _is_fact(has: Has, found: _Found) -> bool:
    last = core(has.part)
    if last in found.words.generic and len(has.part) == 1 and last not in found.words.facts:
        return False
    return has.weight >= 0.8 or last in found.words.facts


def _fact(has: Has, found: _Found) -> Fact:
    values, unique, required = has.values, has.unique, has.required
    for choice in found.claims.choices:
        if choice.part == has.part:
            values = values or choice.values
            unique, required = unique or choice.unique, required or choice.required
    return Fact(
        label=has.label, type=FieldType.ENUM if values else has.type, required=required, unique=unique, values=values,
        evidence=Evidence(words=has.words, confidence=min(has.weight, 1.0)),
    )  # fmt: skip


def _merge(old: Fact | None, new: Fact) -> Fact:
    if old is None:
        return new
    return old.model_copy(update={
        "type": old.type or new.type, "required": old.required or new.required, "unique": old.unique or new.unique,
        "values": old.values or new.values,
    })  # fmt: skip


def _links(found: _Found, things: set[Key]) -> Iterable[Link]:
    pairs: dict[frozenset[Key], Tie] = {}
    for tie in _ties(found):
        if tie.source in things and tie.target in things and (tie.source != tie.target or tie.weight >= 1):
            pair = frozenset((tie.source, tie.target))
            pairs[pair] = _both(pairs[pair], tie) if pair in pairs else tie
    for tie in pairs.values():
        if tie.weight >= 0.5:
            yield Link(
                source=found.label(tie.source), target=found.label(tie.target), required=tie.required,
                source_many=tie.source_many, target_many=tie.target_many,
                evidence=Evidence(words=tie.words, confidence=min(1.0, tie.weight)),
            )  # fmt: skip


def _ties(found: _Found) -> Iterable[Tie]:
    yield from found.claims.ties
    for has in found.claims.has:
        if has.part[-1] in _KEYS and has.part[:-1]:
            has = replace(has, part=has.part[:-1], weight=1.0)
        if has.owner != has.part:
            one = Many.ONE if has.many is Many.MANY else Many.MANY
            yield Tie(has.owner, has.part, one, has.many, has.required, "have", has.words, has.weight)
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


def _actors(found: _Found, things: set[Key]) -> Iterable[Actor]:
    by_actor: dict[Key, list[Does]] = {}
    for does in found.claims.does:
        by_actor.setdefault(does.actor, []).append(does)
    for key, all_of_them in by_actor.items():
        may: dict[Key, frozenset[Action]] = {}
        for does in all_of_them:
            for target in [does.target] if does.target else found.things:
                if target in things:
                    may[target] = may.get(target, frozenset()) | does.actions
        permissions = tuple(Permission(thing=found.label(target), actions=actions) for target, actions in may.items())
        yield Actor(label=" ".join(key), may=permissions, evidence=Evidence(words=all_of_them[0].words))


def _singular(mention: Mention) -> str:
    """The label with its last word in the singular, capital letters that mean something kept."""
    *head, last = mention.label.split(" ")
    return " ".join([*head, mention.key[-1] if last.lower() != mention.key[-1] else last])
