"""What generated applications say is said in every language that they speak, wholly."""

from __future__ import annotations

import re
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages import Catalog

from tests.templates.messages import compiled, languages, read, said

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|{\w*}")
each_language = pytest.mark.parametrize("path", languages(), ids=lambda path: path.parent.parent.name)


def test_there_is_another_language() -> None:
    assert [path.parent.parent.name for path in languages()] == ["de"]


@each_language
class TestLanguage:
    def test_has_every_message_and_no_other(self, path: Path) -> None:
        catalog = read(path)
        translated = {
            message.id if isinstance(message.id, str) else tuple(message.id) for message in catalog if message.id
        }
        assert translated == set(said()), "Run `make messages`, then translate what is new."

    def test_leaves_nothing_untranslated(self, path: Path) -> None:
        catalog = read(path)
        assert not [
            message.id for message in catalog if message.id and (message.fuzzy or not all(_strings(message.string)))
        ]

    def test_keeps_the_placeholders(self, path: Path) -> None:
        for message in read(path):
            for string in _strings(message.string) if message.id else []:
                source = message.id if isinstance(message.id, str) else message.id[-1]
                assert sorted(PLACEHOLDER.findall(string)) == sorted(PLACEHOLDER.findall(source)), message.id

    def test_is_compiled_as_it_stands(self, path: Path) -> None:
        assert path.with_suffix(".mo").read_bytes() == compiled(read(path)), "Run `make messages`."


def test_python_reads_what_is_compiled() -> None:
    catalog = Catalog(locale="de")
    catalog.add("yes", "ja")
    catalog.add(("%(days)s day", "%(days)s days"), ("%(days)s Tag", "%(days)s Tage"))
    translations = GNUTranslations(BytesIO(compiled(catalog)))
    assert translations.gettext("yes") == "ja"
    assert translations.ngettext("%(days)s day", "%(days)s days", 2) == "%(days)s Tage"


def _strings(string: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [string or ""] if isinstance(string, str | None) else list(string)
