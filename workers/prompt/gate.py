"""What cannot be read is refused with a sentence that says what to write instead."""

from __future__ import annotations

import re
import unicodedata

from spacy.tokens import Doc

from schemas.errors import Permanent
from workers.prompt.lexicon import Lexicon
from workers.prompt.phrases import NOUNS
from workers.prompt.purpose import CODE, EXAMPLE, LONGEST, code
from workers.prompt.title import named

HINT = 200
"""How many characters of a text are looked through for a hint."""

NOTHING = f"No things to keep were found in this text. Name them and what is known of each, {EXAMPLE}"


def check(text: str, words: Lexicon) -> None:
    """Raise Permanent where the text is empty, not a text, or not English."""
    if not text.strip():
        raise Permanent(f"The text is empty. Describe in plain English what the application should keep, {EXAMPLE}")
    if _odd(text) > len(text) / 50 or "\0" in text:
        raise Permanent(f"This is not a text but binary data. Describe in plain English what to keep, {EXAMPLE}")
    size = len(text.split())
    if size > LONGEST:
        raise Permanent(
            f"This text has {size:,} words; up to {LONGEST:,} are read. Leave out what the application does not keep."
        )
    if code(text):
        raise Permanent(CODE)
    letters = [character for character in text if character.isalpha()]
    if not letters:
        raise Permanent(f"The text has no words. Describe in plain English what the application should keep, {EXAMPLE}")
    if sum(character.isascii() for character in letters) < len(letters) * 0.6:
        raise Permanent(f"This text does not seem to be English, and only English is read. Translate it, {EXAMPLE}")
    _language(text, words)


def hint(text: str, doc: Doc, words: Lexicon) -> str | None:
    """The field of work that a text names which names no thing: "a CRM", "something for our gym"."""
    nouns = [token for token in doc if token.pos_ in NOUNS and token.is_alpha]
    known = [token.text for token in nouns if token.lemma_.lower() not in words.generic]
    return named(text) or (known[-1][0].upper() + known[-1][1:] if known else None)


def _odd(text: str) -> int:
    """How many characters are none that a person writes."""
    return sum(unicodedata.category(letter) in ("Cc", "Co", "Cn", "Cs") and not letter.isspace() for letter in text)


def _language(text: str, words: Lexicon) -> None:
    found = re.findall(r"[^\W\d_]+", text.lower())
    english = sum(word in words.english for word in found)
    for language, small in words.foreign.items():
        foreign = sum(word in small for word in found)
        if (foreign >= 3 and foreign > english * 1.5) or foreign == len(found):
            raise Permanent(f"This text seems to be {language}; only English is read. Write it in English, {EXAMPLE}")
    if not english and len(found) > 5 and re.search(r"[.!?](?:\s|$)", text) and not _telling(found, words):
        raise Permanent(f"This text does not seem to be English, and only English is read. Translate it, {EXAMPLE}")


def _telling(found: list[str], words: Lexicon) -> bool:
    """Whether there are usual facts among the words: "boats: name, length, price"."""
    return any(word in words.facts for word in found)
