"""Different words for one thing: "spare parts" and later only "the part"."""

from __future__ import annotations

from collections.abc import Mapping

from workers.prompt.claims import Key
from workers.prompt.lexicon import Lexicon
from workers.prompt.mentions import Mention

Names = Mapping[Key, Key]
"""For each phrase the one that it is called by."""


def merged(found: Mapping[Key, Mention], words: Lexicon) -> dict[Key, Key]:
    """What each phrase is called by. Facts are left alone: a part number is not every number."""
    names = {key: key for key in found}
    for bare in (key for key in found if len(key) == 1 and key[0] not in words.facts):
        variants = [key for key in found if len(key) > 1 and key[-1] == bare[0]]
        for variant in variants:
            if not found[variant].compound:
                names[variant] = bare
        compounds = [key for key in variants if found[key].compound]
        if len(compounds) == 1 and found[compounds[0]].order < found[bare].order:
            names[bare] = compounds[0]
            for variant in variants:
                names[variant] = compounds[0]
    return names
