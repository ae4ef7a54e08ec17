"""Which phrases are things: a weighted sum of where they stand in the text."""

from __future__ import annotations

import math
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from workers.prompt.claims import Claims, Key, Tie
from workers.prompt.lexicon import Lexicon
from workers.prompt.mentions import Mention
from workers.prompt.phrases import core, usual

SHORT = 20
"""Up to how many phrases a text is short: there a thing is often named only once, as what another is tied to."""

_ABSTRACT = ("ness", "ity", "ism", "ship", "ance", "ence", "ing", "age")


@dataclass(frozen=True, slots=True)
class Judgement:
    """How likely a phrase is a thing, 0 to 1."""

    likely: float

    @property
    def thing(self) -> bool:
        return self.likely >= 0.5


@cache
def weights() -> dict[str, float]:
    data = tomllib.loads(files(__package__).joinpath("weights.toml").read_text(encoding="utf-8"))
    return {name: float(value) for name, value in data.items()}


def judge(found: Mapping[Key, Mention], claims: Claims, words: Lexicon) -> dict[Key, Judgement]:
    """A judgement on every phrase."""
    grounds = _Grounds(found, claims, words)
    scale = weights()
    return {
        key: Judgement(_likelihood(sum(scale.get(name, 0.0) * value for name, value in grounds.of(mention).items())))
        for key, mention in found.items()
    }


def _likelihood(score: float) -> float:
    return 1 / (1 + math.exp(-score))


def _listed(claims: Claims, words: Lexicon) -> Counter[Key]:
    """How often each phrase stands in a list of what something has, beside usual facts."""
    lists: dict[tuple[Key, str], list[Key]] = defaultdict(list)
    for has in claims.has:
        lists[has.owner, has.words].append(has.part)
    return Counter(
        part
        for parts in lists.values()
        for part in set(parts)
        if any(core(other) in words.facts for other in parts if other != part)
    )


class _Grounds:
    """What speaks for and against a phrase being a thing, as numbers named like the weights."""

    def __init__(self, found: Mapping[Key, Mention], claims: Claims, words: Lexicon) -> None:
        self._words = words
        self._found = found
        self._size = len(found)
        self._most = max((mention.count for mention in found.values()), default=1)
        self._heads = Counter(key[-1] for key in found)
        self._inner = Counter(word for key in found for word in key[:-1])
        self._homes = {tie.target for tie in claims.ties if tie.verb in words.belonging}
        self._owns: dict[Key, int] = defaultdict(int)
        self._owned: dict[Key, int] = defaultdict(int)
        self._tied: dict[Key, float] = defaultdict(float)
        self._chosen = {choice.part for choice in claims.choices}
        self._parents = {kind.parent for kind in claims.kinds} | {kind.child for kind in claims.kinds}
        self._actors = {does.actor for does in claims.does}
        said = {(does.words, does.actor) for does in claims.does if not does.story}
        self._acting = Counter(actor for _, actor in said)
        self._wanted: dict[Key, int] = defaultdict(int)
        self._children = {kind.child for kind in claims.kinds}
        self._possessed = Counter(has.owner for has in claims.has if has.weight == 1.0)
        self._verbs: dict[Key, set[str]] = defaultdict(set)
        for tie in claims.ties:
            if tie.weight >= 0.7:
                self._verbs[tie.source].add(tie.verb)
                self._verbs[tie.target].add(tie.verb)
        self._strong = Counter(key for tie in claims.ties if tie.weight >= 1 for key in (tie.source, tie.target))
        self._firm = Counter(has.owner for has in claims.has if has.weight >= 0.6 and usual(has.part, words))
        for has in claims.has:
            self._owns[has.owner] += (has.weight >= 0.6) * (1 + (core(has.part) in words.facts))
            self._owned[has.part] += has.weight >= 0.6
        for tie in claims.ties:
            self._tied[tie.source] += tie.weight
            self._tied[tie.target] += tie.weight
        self._targets = {tie.target for tie in claims.ties if self._places(tie)}
        self._listed = _listed(claims, words)
        for does in claims.does:
            self._wanted[does.target] += 1

    def _places(self, tie: Tie) -> bool:
        """Whether the tie puts something known beside, into or under its target: "parked at a depot"."""
        source = self._found.get(tie.source)
        known = self._owns[tie.source] > 0 or (source is not None and source.roles["plural"] > 0)
        return known and tie.weight >= 0.7 and tie.verb not in ("be", "have")

    def _target(self, mention: Mention) -> float:
        several = mention.roles["counted"] or mention.roles["plural"]
        return min(1.0, SHORT / self._size) if several and mention.key in self._targets else 0.0

    def of(self, mention: Mention) -> dict[str, float]:
        key, roles = mention.key, mention.roles
        count = max(mention.count, 1)
        return {
            "base": 1.0,
            "mentions": math.log(count),
            "brief": float(self._size <= 6 and (self._size > 1 or roles["plural"] > 0)),
            "once": float(count == 1),
            "share": count / self._most,
            "early": 1 - mention.order / max(self._size, 1),
            "crowded": math.log(self._size),
            "variants": min(self._heads[key[-1]] - 1, 3),
            "inner": min(self._inner[key[-1]], 3),
            "home": float(key in self._homes),
            "beside": roles["beside"] / count,
            "subject": min(roles["subject"], 2),
            "object": min(roles["object"], 2),
            "plural": roles["plural"] / count,
            "counted": min(roles["counted"], 2),
            "kept": min(roles["kept"], 1),
            "wishing": float(roles["wishing"] > 0 and roles["plural"] == 0 and not roles["each"]),
            "screen": float(core(key) in self._words.screens),
            "unit": float(len(key) == 1 and core(key) in self._words.units and not roles["each"]),
            "each": min(roles["each"], 1),
            "proper": float(roles["proper"] == count),
            "owns": min(self._owns[key], 4),
            "owned": min(self._owned[key], 2),
            "tied": min(self._tied[key], 3),
            "target": self._target(mention),
            "listed": float(self._listed[key] >= count and not self._owns[key] and not roles["plural"]),
            "wanted": min(self._wanted[key], 3),
            "fact": float(usual(key, self._words)),
            "plainfact": float(len(key) == 1 and key[0] in self._words.facts),
            "generic": float(core(key) in self._words.generic) * (1.0 if len(key) == 1 else 0.3),
            "agent": float(roles["agent"] > 0 and core(key) in self._words.people),
            "person": float(core(key) in self._words.people),
            "role": float(self._acting[key] >= count and not self._owns[key]),
            "speaker": float(key in self._actors),
            "chosen": float(key in self._chosen),
            "kind": float(key in self._parents),
            "child": float(key in self._children),
            "possessed": min(self._possessed[key], 2),
            "spread": math.log(len(set(mention.places)) or 1),
            "acted": min(len(self._verbs[key]), 4),
            "strong": float(self._strong[key] > 0),
            "listing": float(self._firm[key] >= 2),
            "abstract": float(key[-1].endswith(_ABSTRACT)),
            "modified": float(len(key) > 1),
            "long": float(len(key) > 3),
        }
