"""Different words for one thing: "spare parts" and later only "the part"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from workers.prompt.claims import Claims, Key
from workers.prompt.lexicon import Lexicon
from workers.prompt.mentions import Mention
from workers.prompt.phrases import core

Names = Mapping[Key, Key]
"""For each phrase the one that it is called by."""


_CLASSES = frozenset(
    {"device", "company", "person", "object", "record", "organisation", "organization", "firm", "entity"}
)
"""What adds nothing to a name that stands without it elsewhere: "a tenant company", "a pump device"."""


def merged(found: Mapping[Key, Mention], claims: Claims, words: Lexicon) -> dict[Key, Key]:
    """What each phrase is called by. Facts are left alone: a part number is not every number."""
    names = {key: key for key in found}
    kinds = {kind.child for kind in claims.kinds}
    names |= dict(_explained(found, claims))
    names |= {key: key[:-1] for key in found if key[-1] in _CLASSES and key[:-1] in found and key not in kinds}
    for bare in (key for key in found if len(key) == 1 and key[0] not in words.facts):
        variants = [key for key in found if len(key) > 1 and key[-1] == bare[0] and core(key) == bare[0]]
        for variant in variants:
            if not found[variant].compound and variant not in kinds:
                names[variant] = bare
        compounds = [key for key in variants if found[key].compound]
        if len(compounds) == 1 and found[compounds[0]].order < found[bare].order:
            names[bare] = compounds[0]
            for variant in variants:
                names[variant] = compounds[0]
    return names


def _explained(found: Mapping[Key, Mention], claims: Claims) -> Iterator[tuple[Key, Key]]:
    """A word that only explains another is no thing of its own: "a client is a company with a name"."""
    parents = Counter(kind.parent for kind in claims.kinds)
    for kind in claims.kinds:
        known = kind.child in found and kind.parent in found
        if known and parents[kind.parent] == 1 and found[kind.parent].count == 1:
            yield kind.parent, kind.child
