"""Makes robert drop tables for tests."""

from typing import Any

from app.group.tests import factory as group_factory
from app.robert_drop_table.model import RobertDropTable
from app.robert_drop_table.serializer import RobertDropTableSerializer
from app.tests import samples


def payload(**given: Any) -> dict[str, Any]:
    """What the API takes for a new row: every field that can be set, and the relations that are required."""
    return {
        "select": samples.text(80),
        "where_am_i": samples.text(80),
        "type": "name",
        "order": samples.whole(0, 1000),
        "code": samples.one_of(
            [
                '"a',
                '""a',
                '"""a',
                '""""a',
                "%a",
                '%"a',
                '%""a',
                '%"""a',
                "'a",
                "'\"a",
                '\'""a',
                '\'"""a',
                "<a",
                '<"a',
                '<""a',
                '<"""a',
                "\\a",
                '\\"a',
                '\\""a',
                '\\"""a',
                "{a",
                '{"a',
                '{""a',
                '{"""a',
                "}a",
                '}"a',
                '}""a',
                '}"""a',
                '"aa',
                '"%a',
                '"%"a',
                '"%""a',
                "%aa",
                "%%a",
                '%%"a',
                '%%""a',
                "'aa",
                "'%a",
                "'%\"a",
                '\'%""a',
            ]
        ),
        "case": "name",
        **given,
    }


def links() -> dict[str, Any]:
    """What the API takes for the relations that are not required and can be changed later."""
    return {
        "property": group_factory.make().pk,
    }


def make(**given: Any) -> RobertDropTable:
    """A row as the API would make it."""
    serializer = RobertDropTableSerializer(data=payload(**given))
    serializer.is_valid(raise_exception=True)
    row: RobertDropTable = serializer.save()
    return row
