"""From raw text to passages that a parser reads well: bullets and headings apart, spellings evened out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workers.prompt.evening import even

_BULLET = re.compile(r"^\s*(?:[-*•–·‣▪]+|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]|(?:REQ|FR|R|US)[-_]?\d+[:.)]?)\s+")
_HEADING = re.compile(r"^\s*#{1,6}\s+")
_STORY = re.compile(r"^\s*as\s+(?:an?|the)\s+(?P<actor>.{2,60}?),?\s+(?:i|we)\s+(?=\w)", re.IGNORECASE)
_BENEFIT = re.compile(r",?\s+(?:so that|in order to|so i can|so we can|because)\b.*", re.IGNORECASE | re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")
_ENDLESS = (re.compile(r"(\w{80})\w+"), re.compile(r"([^\w\s]{20})[^\w\s]+"), re.compile(r"(\S{200})\S+"))
"""What no person writes is cut before it takes a parser's time."""

_COMMA = re.compile(r",(?=[^\W\d_])")
LONG = 2500
"""How many characters of a paragraph are parsed at once."""

_NEXT_STORY = re.compile(r"(?<=[.!;])\s+(?=as\s+an?\s+[^.\n]{2,60}?\s+(?:i|we)\s)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, bullet or heading. `actor` is who speaks where it is a user story."""

    text: str
    heading: bool = False
    actor: str | None = None


def passages(text: str) -> tuple[Passage, ...]:
    """The passages in their order. A line that ends within a sentence goes on with the next one."""
    calm = _COMMA.sub(", ", _CONTROL.sub(" ", text))
    for endless in _ENDLESS:
        calm = endless.sub(r"\1", calm)
    lines = list(_lines(_NEXT_STORY.sub("\n", calm)))
    return tuple(_passage(part, alone=len(lines) == 1) for line in lines for part in _split(line))


def _split(line: str) -> Iterator[str]:
    """A long paragraph in parts, each of whole sentences: what a parser needs grows faster than the text."""
    while len(line) > LONG:
        end = line.rfind(". ", 1, LONG) + 1 or line.rfind(" ", 1, LONG) + 1 or LONG
        yield line[:end].strip()
        line = line[end:].strip()
    yield line


def _lines(text: str) -> Iterator[str]:
    block: list[str] = []
    for line in text.splitlines():
        starts = bool(_BULLET.match(line) or _HEADING.match(line) or _STORY.match(_BULLET.sub("", line)))
        if block and (not line.strip() or starts or not _goes_on(block[-1], line)):
            yield " ".join(block)
            block = []
        if line.strip():
            block.append(line.strip())
    if block:
        yield " ".join(block)


def _goes_on(line: str, following: str) -> bool:
    """Whether a line break was only for the eye: no end of sentence before it, and a wide line or a small letter."""
    if line.rstrip().endswith((".", "!", "?", ":", ";")):
        return len(line) > 60 and not line.rstrip().endswith(":")
    return len(line) > 60 or following.lstrip()[:1].islower()


_NAMES = re.compile(r"[^\W\d_][\w'-]*(?: [\w'-]+){0,2}(?:(?:,? and|,) [^\W\d_][\w'-]*(?: [\w'-]+){0,2})+\.?")
_SMALL = frozenset(
    {"a", "an", "the", "with", "for", "of", "our", "we", "i", "my", "is", "are", "has", "have", "to", "in"}
)


def _named_only(line: str) -> bool:
    """Whether a text is nothing but names of things: "sailors, harbours and boats"."""
    words = re.findall(r"[\w'-]+", line.lower())
    listed = bool(_NAMES.fullmatch(line)) and not set(words) & _SMALL
    return listed and sum(part.strip(" .").endswith("s") for part in re.split(r",|\band\b", line)) > 1


def _passage(line: str, *, alone: bool) -> Passage:
    bare = _BULLET.sub("", line)
    heading = not alone and (bool(_HEADING.match(line)) or _looks_like_heading(line, bare))
    if alone and _named_only(bare):
        bare = f"We keep {bare[0].lower()}{bare[1:].rstrip('.')}."
    text = even(_HEADING.sub("", bare).strip())
    story = _STORY.match(text)
    if story:
        wish = _BENEFIT.sub("", text[story.end() :])
        return Passage(f"I {wish}".rstrip(".") + ".", actor=story["actor"])
    return Passage(text, heading)


def _looks_like_heading(line: str, bare: str) -> bool:
    return bare == line and len(line.split()) <= 6 and not re.search(r"[.!?,;:]", line) and line[:1].isupper()
