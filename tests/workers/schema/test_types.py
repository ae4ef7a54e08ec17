"""The type of a fact is heard in its label."""

from __future__ import annotations

import pytest

from schemas.spec import FieldType
from workers.schema.types import type_of


@pytest.mark.parametrize(("label", "expected"), [
    ("name", FieldType.STRING),
    ("e-mail", FieldType.EMAIL),
    ("billing email address", FieldType.EMAIL),
    ("mobile phone number", FieldType.PHONE),
    ("website", FieldType.URL),
    ("date of birth", FieldType.DATE),
    ("due date", FieldType.DATE),
    ("departure date and time", FieldType.DATETIME),
    ("starting time", FieldType.TIME),
    ("price per night", FieldType.DECIMAL),
    ("fee in euros", FieldType.DECIMAL),
    ("weight in kg", FieldType.DECIMAL),
    ("number of guests", FieldType.INTEGER),
    ("stock quantity", FieldType.INTEGER),
    ("is active", FieldType.BOOLEAN),
    ("paid on", FieldType.DATE),
    ("description", FieldType.TEXT),
    ("serial number", FieldType.STRING),
    ("phone brand", FieldType.STRING),
    ("🙂", FieldType.STRING),
])  # fmt: skip
def test_the_type_follows_the_label(label: str, expected: FieldType) -> None:
    assert type_of(label) is expected
