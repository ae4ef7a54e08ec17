"""The word lists of the offline engine, read once from `words.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from schemas.spec import Action


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lemmas by what they tell. See the comments in `words.toml`."""

    system: frozenset[str]
    screens: frozenset[str]
    generic: frozenset[str]
    facts: frozenset[str]
    choosable: frozenset[str]
    people: frozenset[str]
    having: frozenset[str]
    keeping: frozenset[str]
    composing: frozenset[str]
    belonging: frozenset[str]
    idle: frozenset[str]
    many: frozenset[str]
    one: frozenset[str]
    plain: frozenset[str]
    telling: frozenset[str]
    units: frozenset[str]
    vague: frozenset[str]
    english: frozenset[str]
    counting: frozenset[str]
    small: frozenset[str]
    untitled: frozenset[str]
    leading: frozenset[str]
    records: frozenset[str]
    compounded: frozenset[str]
    collective: frozenset[str]
    invariant: frozenset[str]
    foreign: dict[str, frozenset[str]]
    actions: dict[str, frozenset[Action]]
    names: frozenset[str] = frozenset()
    """What a text calls somebody or something by: the software, who wants it. See `proper.py`."""


@cache
def lexicon() -> Lexicon:
    data = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    lists = {name: frozenset(words.split()) for name, words in data.items() if isinstance(words, str)}
    foreign = {language: frozenset(words.split()) for language, words in data["foreign"].items()}
    return Lexicon(**lists, foreign=foreign, actions=_actions(data["actions"]))


def _actions(data: dict[str, str]) -> dict[str, frozenset[Action]]:
    """What each verb allows; whoever may change something may also see it."""
    found: dict[str, frozenset[Action]] = {}
    for name, verbs in data.items():
        actions = frozenset(Action) if name == "all" else frozenset({Action(name), Action.READ})
        for verb in verbs.split():
            found[verb] = found.get(verb, frozenset()) | actions
    return found
