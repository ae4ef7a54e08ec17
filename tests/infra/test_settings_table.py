"""The settings table is true today."""

from __future__ import annotations

from infra.settings_table import FILE, table


def test_the_table_tells_what_the_settings_are() -> None:
    assert FILE.read_text() == table(), "Write it anew: python -m infra.settings_table"
