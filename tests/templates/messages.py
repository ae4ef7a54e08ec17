"""What generated applications say, and its translations: `make messages` writes the catalogues anew."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from templates.engine import TargetLibrary

FILES = TargetLibrary.discover().get("backend", "django").root / "files"
KEYWORDS: dict[str, tuple[int, int] | None] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
}
HEADER = """# What the application says, in another language.
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plural}\\n"
"Content-Type: text/plain; charset=utf-8\\n"

"""

TRANSLATE = re.compile(r'{%\s*translate\s+"(.*?)"')
BLOCK = re.compile(r"{%\s*blocktranslate\b.*?%}(.*?)(?:{%\s*plural\s*%}(.*?))?{%\s*endblocktranslate\s*%}", re.DOTALL)
VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")

Message = str | tuple[str, str]


def said() -> dict[Message, list[str]]:
    """Every message of the templates, with the files that say it."""
    found: dict[Message, list[str]] = {}
    for path in sorted(path for path in FILES.rglob("*") if path.is_file()):
        name = path.relative_to(FILES).as_posix()
        for message in _messages(path, name):
            places = found.setdefault(message, [])
            if name not in places:
                places.append(name)
    return found


def _messages(path: Path, name: str) -> Iterator[Message]:
    if name.endswith((".py", ".py.jinja")) and "/tests/" not in name:
        for _line, message, _comments, _context in extract("python", io.BytesIO(path.read_bytes()), KEYWORDS):
            yield (message[0], message[1]) if isinstance(message, tuple) else message
    elif "/templates/" in name:
        text = path.read_text(encoding="utf-8")
        yield from TRANSLATE.findall(text)
        for one, many in BLOCK.findall(text):
            singular, plural = (VARIABLE.sub(r"%(\1)s", part) for part in (one, many))
            yield (singular, plural) if many else singular


def languages() -> list[Path]:
    """The catalogues, as people edit them."""
    return sorted((FILES / "locale").glob("*/LC_MESSAGES/django.po"))


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as applications read it (GNU's .mo format): the same bytes for the same translations."""
    pairs = {"": f"Content-Type: text/plain; charset=utf-8\nPlural-Forms: {catalog.plural_forms}\n"}
    for message in catalog:
        if message.id and message.string:
            pairs[_joined(message.id)] = _joined(message.string)
    texts = [(key.encode(), pairs[key].encode()) for key in sorted(pairs)]
    head, count = 28, len(texts)
    offset = head + 16 * count
    tables: list[bytes] = []
    for side in (0, 1):
        for pair in texts:
            tables.append(struct.pack("<II", len(pair[side]), offset))
            offset += len(pair[side]) + 1
    strings = b"".join(pair[side] + b"\0" for side in (0, 1) for pair in texts)
    return struct.pack("<7I", 0x950412DE, 0, count, head, head + 8 * count, 0, 0) + b"".join(tables) + strings


def _joined(text: str | tuple[str, ...] | list[str]) -> str:
    return text if isinstance(text, str) else "\0".join(text)


def main() -> None:
    """Add what is said and has no translation yet, leave out what is said no more, and compile."""
    for path in languages():
        before = read(path)
        after = Catalog(locale=before.locale, fuzzy=False)
        for message, places in said().items():
            key = message if isinstance(message, str) else message[0]
            known = before.get(key)
            after.add(message, known.string if known else "", [(place, 0) for place in places])
        with path.open("wb") as file:
            file.write(HEADER.format(language=before.locale, plural=before.plural_forms).encode())
            write_po(file, after, width=110, omit_header=True, sort_output=True, include_lineno=False)
        path.with_suffix(".mo").write_bytes(compiled(read(path)))


if __name__ == "__main__":
    main()
