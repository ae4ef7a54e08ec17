"""Names of a file made names of a specification: the fix that validation would offer is applied, and said."""

from __future__ import annotations

from schemas.names import Name
from schemas.spec import USER
from schemas.validation import Reserved
from workers.importing.found import Notices, Place, Raw

SUFFIX = {"entity": "record", "plural": "list", "field": "value", "link": "link", "reverse": "link"}
"""What `schemas.validation` adds to a reserved word of each kind."""

SAID = {"link": "relation", "reverse": "way back"}
"""What a notice calls each kind, where it is called otherwise here."""

SHADOWS = ("id", "label", "labels")
"""What a relation's name is used with beside it: `owner` takes `owner_id` too."""


class Naming:
    """Chooses names within sets of those that are `taken`."""

    def __init__(self, reserved: Reserved, notices: Notices) -> None:
        self._reserved, self._notices = reserved, notices

    def choose(self, kind: str, wanted: str, place: Place, taken: set[str], said: Raw) -> str:
        """The name for what a file calls `wanted`. Where it had to differ, its label stays as it was."""
        exact = exact_name(said.get("name"))
        plain = exact or plain_name(wanted)
        name = self.unique(kind, plain, place, taken, wanted, given=exact is not None)
        if name != plain:
            said.setdefault("label", Name(plain).label)
        return name

    def unique(
        self, kind: str, plain: str, place: Place, taken: set[str], wanted: str = "", *, given: bool = False
    ) -> str:
        """The name itself, or the one offered instead of a reserved word or of one that is taken.

        A `given` name comes from a specification, and only has to differ from the others.
        """
        name, shown, manner = plain, wanted or plain, "given" if given else kind
        said = SAID.get(kind, kind)
        if self._is_reserved(kind, plain):
            name = _free(f"{plain}_{SUFFIX[kind]}", manner, taken)
            self._notices.say(place, f"{shown!r} is a reserved word: the {said} is called {name!r}.")
        elif _stands(plain, manner, taken):
            name = _free(plain if plain in taken else f"{plain}_{SUFFIX[kind]}", manner, taken)
            self._notices.say(place, f"{shown!r} cannot be told from what is there: the {said} is called {name!r}.")
        taken.add(name)
        return name

    def _is_reserved(self, kind: str, name: str) -> bool:
        if kind == "entity" and name == USER:
            return True
        return kind in SUFFIX and self._reserved("field" if kind in ("link", "reverse") else kind, name)


def _free(stem: str, manner: str, taken: set[str]) -> str:
    avoided = set(taken)
    while _stands(name := str(Name.from_label(stem, avoided)), manner, taken):
        avoided.add(name)
    return name


def _stands(name: str, manner: str, taken: set[str]) -> bool:
    """Whether the name could not be told from one that is taken."""
    stem, _, ending = name.rpartition("_")
    match manner:
        case "entity":
            return name.replace("_", "") in {other.replace("_", "") for other in taken}
        case "link" if any(f"{name}_{suffix}" in taken for suffix in SHADOWS):
            return True
        case "link" | "reverse" if ending in SHADOWS and stem in taken:
            return True
    return name in taken


def exact_name(wanted: object) -> str | None:
    """A name that can stay as it is."""
    try:
        return str(Name(str(wanted))) if wanted else None
    except ValueError:
        return None


def plain_name(wanted: str, fallback: str = "item") -> str:
    """The name for a word of a file, whatever its manner of writing: `IN_STOCK`, `inStock`, `In stock`."""
    lower = exact_name(wanted.lower()) if wanted.isupper() else None
    return exact_name(wanted) or lower or str(Name.from_label(wanted, fallback=fallback))
