"""What a file is, told by what it holds. What it is called and what its sender says of it are not believed."""

import mimetypes
from typing import IO
from zipfile import BadZipFile

import puremagic
from PIL import Image, UnidentifiedImageError

UNKNOWN = "application/octet-stream"

LOOKED_AT = 64_000
"""Bytes at the beginning that tell a text from other files."""

BROKEN = (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, EOFError)
"""What Pillow raises for files that are no images, or that mean harm."""


def kind_of(file: IO[bytes], name: str) -> str:
    """The media type. The name only tells texts apart, which are all alike: a table from a page, for example."""
    kind = _image(file) or _text(file, name) or _other(file)
    file.seek(0)
    return kind


def fits(kind: str, wanted: list[str]) -> bool:
    """Whether a media type is among those that are wanted (`image/png`, `image/*`); where none are, any is."""
    return not wanted or any(kind == one or (one.endswith("/*") and kind.startswith(one[:-1])) for one in wanted)


def _image(file: IO[bytes]) -> str | None:
    file.seek(0)
    try:
        with Image.open(file) as image:
            image.verify()
            return image.get_format_mimetype()
    except BROKEN:
        return None


def _text(file: IO[bytes], name: str) -> str | None:
    file.seek(0)
    beginning = file.read(LOOKED_AT)
    if b"\0" in beginning or beginning.startswith((b"%PDF", b"{\\rtf")):
        return None
    try:
        beginning.decode()
    except UnicodeDecodeError as error:
        if error.start < len(beginning) - 4:  # else a character was cut in two
            return None
    guessed = mimetypes.guess_type(name)[0] or ""
    is_text = guessed.startswith("text/") or guessed in {"application/json", "application/xml"}
    return guessed if is_text else "text/plain"


def _other(file: IO[bytes]) -> str:
    file.seek(0)
    try:
        found = puremagic.magic_stream(file)
    except (puremagic.PureError, ValueError, BadZipFile, OSError):
        return UNKNOWN
    return next((str(match.mime_type) for match in found if match.mime_type), UNKNOWN)
