"""A file's text, or a refusal that says in which line it is not what it claims to be."""

from __future__ import annotations

from pathlib import Path

from schemas.errors import Permanent
from workers.importing.found import Place, refused

LONGEST_FILE = 20 * 2**20
LONGEST_LINE = 2**20
"""In bytes. What is longer was not written for people to read."""


def read_text(file: Path) -> str:
    """The text of a UTF-8 file. Raises Permanent with file and line where it is none."""
    return decoded(read_bytes(file), file.name)


def read_bytes(file: Path) -> bytes:
    """The bytes of a file that may be text: of bearable size, without NUL bytes and without endless lines."""
    try:
        size = file.stat().st_size
        content = file.read_bytes() if size <= LONGEST_FILE else b""
    except (FileNotFoundError, NotADirectoryError):
        raise Permanent(f"There is no file {file}.") from None
    except (IsADirectoryError, PermissionError) as error:
        raise Permanent(f"{file} cannot be read: {error.strerror}.") from None
    if size > LONGEST_FILE:
        raise refused(Place(file.name), f"{size // 2**20} MB are too much; expected at most {LONGEST_FILE // 2**20}.")
    for number, line in enumerate(content.split(b"\n"), 1):
        if len(line) > LONGEST_LINE:
            raise refused(Place(file.name, number), f"a line of {len(line) // 2**20 or 1} MB; expected text in lines.")
        if b"\0" in line:
            column = line.index(b"\0") + 1
            raise refused(Place(file.name, number, column), "a NUL byte stands here; expected text in UTF-8.")
    return content


def decoded(content: bytes, file: str) -> str:
    """UTF-8 text without its byte order mark, lines ending in a line feed."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused(wrong_byte(error, content, file), _no_utf8(content[error.start])) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def wrong_byte(error: UnicodeDecodeError, content: bytes, file: str) -> Place:
    """Where the byte stands that a decoder stumbled over."""
    start = content.rfind(b"\n", 0, error.start) + 1
    return Place(file, content.count(b"\n", 0, error.start) + 1, error.start - start + 1)


def _no_utf8(byte: int) -> str:
    return f"the byte {byte:#04x} is no UTF-8: save the file in one encoding, as UTF-8."
