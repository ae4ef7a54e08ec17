"""The table of all settings, as docs/settings.md: `python -m infra.settings_table` writes it."""

from __future__ import annotations

from pathlib import Path

from infra.settings import Settings

FILE = Path(__file__).parent.parent / "docs" / "settings.md"

HEAD = """# Settings

Environment variables, read once when a process starts. All are optional: the defaults suit a local installation.
This table is written by `python -m infra.settings_table`.

| variable | default | what it says |
|---|---|---|
"""


def table() -> str:
    """The document, in Markdown."""
    prefix = Settings.model_config["env_prefix"]
    rows = [
        f"| `{prefix}{name.upper()}` | {_shown(field.default)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return HEAD + "\n".join(rows) + "\n"


def _shown(value: object) -> str:
    return "" if value in (None, "") else f"`{value}`"


if __name__ == "__main__":
    FILE.write_text(table())
