"""Whether an engine changed what it should have, or asked where it had to (see README.md)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.errors import FusionError
from schemas.spec import AppSpec
from schemas.validation import parse
from schemas.wishes import AddThing, Permit, Refinement
from tests.ai.refinement.notation import wishes
from workers.schema.change import redesign
from workers.schema.design import Design
from workers.schema.knowledge import Library

HERE = Path(__file__).parent
KEPT_OUT = ("label", "plural", "plural_label", "reverse_name", "reverse_label", "help", "stored_as", "display",
            "on_delete", "currency", "decimals", "columns", "search", "order")  # fmt: skip
ALIKE = {"money": "decimal", "float": "decimal", "big_integer": "integer", "markdown": "text"}


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence about one of the specs, and what it must lead to."""

    spec: str
    text: str
    expect: tuple[str, ...] = ()
    ask: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    case: Case
    right: bool
    why: str = ""


def cases(folder: str) -> Iterator[Case]:
    for file in sorted((HERE / folder).glob("*.toml")):
        for raw in tomllib.loads(file.read_text(encoding="utf-8")).get("case", ()):
            yield Case(
                raw["spec"], raw["text"], tuple(raw.get("expect", ())), bool(raw.get("ask")),
                tuple(raw.get("choices", ())),
            )  # fmt: skip


def spec_of(name: str) -> AppSpec:
    return parse(tomllib.loads((HERE / "specs" / f"{name}.toml").read_text(encoding="utf-8")))


def judge(case: Case, answer: Refinement | FusionError) -> Verdict:
    """`answer` is what the engine understood, or the error with which it refused."""
    base = spec_of(case.spec)
    if isinstance(answer, FusionError):
        return Verdict(case, False, f"refused: {answer}")
    try:
        made = _redesign(answer, base)
    except FusionError as error:
        nothing = not case.ask and "already has all of this" in str(error)
        return Verdict(case, nothing and _changes_nothing(case, base), f"refused: {error}")
    return _asked(case, made, base) if case.ask else _changed(case, made, base)


def _redesign(refinement: Refinement, base: AppSpec) -> Design:
    return redesign(refinement, base, reserved=lambda kind, name: False, library=Library())


def _changes_nothing(case: Case, base: AppSpec) -> bool:
    """Whether what the case expects is so already; to be told so is then the right answer."""
    try:
        return _redesign(Refinement(wishes=tuple(wishes(list(case.expect), base))), base).spec == base
    except FusionError as error:
        return "already has all of this" in str(error)


def _asked(case: Case, made: Design, base: AppSpec) -> Verdict:
    if made.operations:
        return Verdict(case, False, f"changed something: {_shown(made.spec, base)}")
    if not made.questions or max(len(one.choices) for one in made.questions) < 2:
        return Verdict(case, False, "asked nothing that has choices")
    said = " ".join(choice.label for one in made.questions for choice in one.choices).lower()
    missing = [one for one in case.choices if not _offered(one, said, base)]
    return Verdict(case, not missing, f"did not offer {', '.join(missing)}: {said}" if missing else "")


def _offered(path: str, said: str, base: AppSpec) -> bool:
    """Whether a question's words speak of the element."""
    owner, _, name = path.partition(".")
    if not name:
        return any(word in said for one in (*base.entities, *base.roles) if one.name == owner
                   for word in {one.label.lower(), getattr(one, "plural_label", one.label).lower()})  # fmt: skip
    entity = base.entity(owner)
    parts = (*entity.fields, *base.relations_from(owner))
    label = next((one.label for one in parts if one.name == name), name).lower()
    long = rf"{re.escape(label)}[\w ]* (?:of|on|in) (?:the )?{re.escape(entity.plural_label.lower())}"
    return bool(re.search(long, said)) or f"{entity.label.lower()} {label}" in said


def _changed(case: Case, made: Design, base: AppSpec) -> Verdict:
    expected = wishes(list(case.expect), base)
    wanted = base if _changes_nothing(case, base) else _redesign(Refinement(wishes=tuple(expected)), base).spec
    if made.questions:
        return Verdict(case, False, f"asked: {made.questions[0].text}")
    fresh = {one.name for one in wanted.entities} - {one.name for one in base.entities}
    stated = {one.thing.label for one in expected if isinstance(one, AddThing)}
    want, got = set(_facts(wanted, base, expected)), set(_facts(made.spec, base, expected))
    extra, missing = _paired(got - want, want - got)
    extra = {one for one in extra if not (stated and _suggested(one, fresh))}
    missing = {one for one in missing if not (stated and _suggested(one, fresh) and not _named(one, case))}
    return Verdict(case, not extra and not missing, f"missing {sorted(missing)}, too much {sorted(extra)}")


def _suggested(fact: str, fresh: Iterable[str]) -> bool:
    return any(fact.startswith(f"field {one}.") for one in fresh)


def _named(fact: str, case: Case) -> bool:
    path = fact.split()[1]
    return any(f"field {path}" in line for line in case.expect)


def _facts(spec: AppSpec, base: AppSpec, expected: list[Any]) -> Iterator[str]:
    """A model as lines, without what the comparison leaves out."""
    known = {one.id for one in base.elements()}
    owned = {thing for one in expected if isinstance(one, Permit) and one.own for thing in one.things}
    for entity in spec.entities:
        yield f"entity {entity.name} {entity.id if entity.id in known else 'new'}"
        for field in entity.fields:
            yield f"field {entity.name}.{field.name} {_rest(field, spec, known)}"
    for link in spec.relations:
        if link.target == "user" and link.source in owned:
            continue
        name = link.name if link.id in known else ""
        yield f"relation {link.source} -> {link.target} {name} {link.kind} {link.required and link.id in known}"
    for role in spec.roles:
        yield f"role {role.name} {role.id if role.id in known else 'new'}"
        yield from _grants(role, base, expected)


def _rest(field: Any, spec: AppSpec, known: set[Any]) -> str:
    raw = field.model_dump(mode="json", exclude_defaults=True, exclude=set(KEPT_OUT) | {"id", "name"})
    raw["type"] = ALIKE.get(raw["type"], raw["type"])
    if field.enum:
        raw["enum"] = sorted(value.label.lower() for value in spec.enum(field.enum).values)
    for key in ("min", "max"):
        if raw.get(key) is not None:
            raw[key] = float(raw[key])
    raw["was"] = str(field.id) if field.id in known else "new"
    return str(sorted(raw.items()))


def _grants(role: Any, base: AppSpec, expected: list[Any]) -> Iterator[str]:
    """What a role may do with what was there, or with what the case speaks of; seeing what one changes is implied."""
    old = {one.name for one in base.entities}
    stated = {thing for one in expected if isinstance(one, Permit) for thing in one.things}
    touched = {thing for one in expected if isinstance(one, Permit) for thing in one.things or old if one.allow}
    for grant in role.grants:
        if grant.entity in old | stated:
            for action in grant.actions:
                if action == "read" and grant.entity in touched and len(grant.actions) > 1:
                    continue
                yield f"grant {role.name} {action} {grant.entity} {grant.rows}"


def _paired(extra: set[str], missing: set[str]) -> tuple[set[str], set[str]]:
    """Two spellings of a new name are the same where one has all words of the other."""
    extra, missing = set(extra), set(missing)
    for wanted in sorted(missing):
        for got in sorted(extra):
            if _same(wanted, got):
                extra.discard(got)
                missing.discard(wanted)
                break
    return extra, missing


def _same(wanted: str, got: str) -> bool:
    kind, one, *rest = wanted.split(" ", 2)
    other_kind, other, *other_rest = got.split(" ", 2)
    if kind != other_kind or kind not in ("field", "entity", "role") or rest != other_rest:
        return False
    if "'was', 'new'" not in (rest or [""])[0] and "new" not in rest:
        return _words(one) <= _words(other) or _words(other) <= _words(one)
    owner, _, name = one.rpartition(".")
    other_owner, _, other_name = other.rpartition(".")
    if owner != other_owner:
        return False
    first, second = _words(name), _words(other_name)
    return all(any(_alike(one, two) for two in second) for one in first) or all(
        any(_alike(one, two) for one in first) for two in second
    )


def _alike(one: str, other: str) -> bool:
    """Words of one stem: starts and start, telephone and phone, smoker and smokes."""
    short, long = sorted((one, other), key=len)
    return one == other or (
        len(short) > 3 and (short in long or short[: max(4, len(short) - 1)] == long[: max(4, len(short) - 1)])
    )


def _words(name: str) -> set[str]:
    return set(re.split(r"[._]", name.replace("e_mail", "email"))) - {"of", "the", "in"}


def _shown(spec: AppSpec, base: AppSpec) -> str:
    return ", ".join(sorted(set(_facts(spec, base, [])) ^ set(_facts(base, base, []))))[:300]
