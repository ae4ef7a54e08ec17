"""The JSON Schema by which editors check and complete a specification."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, ValidationError

from schemas.jsonschema import spec_schema
from tests.schemas.test_references import shop
from workers.importing.lean import to_yaml


def test_a_specification_as_a_person_writes_it_fits_the_schema_for_editors() -> None:
    written = yaml.safe_load(to_yaml(shop()))

    Draft202012Validator(spec_schema()).validate(written)


@pytest.mark.parametrize("mistake", [
    {"entities": [{"name": "thing", "fields": [{"name": "size", "type": "strin"}]}]},
    {"entities": [{"name": "Big Thing"}]},
    {"entities": [{"name": "thing", "filds": []}]},
])  # fmt: skip
def test_the_schema_for_editors_knows_mistakes(mistake: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Draft202012Validator(spec_schema()).validate({"app": {"name": "shop"}, **mistake})
