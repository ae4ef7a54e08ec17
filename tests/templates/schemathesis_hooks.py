"""What schemathesis does beside its own checks: asks for rows that are there, and tells stated rules from others."""

from __future__ import annotations

import os
import re
from typing import Any

import schemathesis

KNOWN = int(os.environ.get("KNOWN_ROWS", "5"))
"""Each list begins with that many rows."""

UNSTATED = re.compile(
    r"may not be blank|does not exist|There is no|already|must be unique|make a unique set|This would stand twice"
    r"|This is not the cursor|more than the database can hold|cannot be stored|null characters|surrogate"
    r"|Enter a (valid|number|phone)|Select a valid choice|1e\+50|Ensure (this value is|that there are)"
    r"|This does not have the form|Send the id of a file|first state|changes by its steps|This cannot be changed"
    r"|Say by day|cannot be grouped|nothing to reckon|Choose count|Two columns|No heading|no heading|is not (CSV|UTF-8)"
    r"|neither CSV nor|The file is empty|submitted file is empty|This is no (JSON|Excel)|Send an object"
    r"|has wrong format|Must be a valid|A valid (integer|number) is required|There is no such row|Line \d+"
)
"""Rules that OpenAPI cannot state: what is there, what is unique, what PostgreSQL can keep, the form of an address."""


@schemathesis.hook
def map_path_parameters(context: Any, path_parameters: dict[str, Any]) -> dict[str, Any]:
    """Ids that the schema allows are mostly those of rows that are there."""
    key = (path_parameters or {}).get("id")
    if isinstance(key, str) and key.isdigit() and int(key) % 4:
        return {**path_parameters, "id": str(int(key) % KNOWN + 1)}
    if isinstance(key, int) and key % 4:
        return {**path_parameters, "id": key % KNOWN + 1}
    return path_parameters


@schemathesis.check
def refuses_only_by_rules_that_cannot_be_stated(ctx: Any, response: Any, case: Any) -> None:
    """What is valid by the schema may be refused, honestly: as a conflict, or naming such a rule for each field."""
    if case.meta is None or not case.meta.generation.mode.is_positive or response.status_code != 400:
        return
    problem = response.json()
    assert problem["type"] in {"/problems/validation", "/problems/malformed"}, problem
    for message in _messages(problem.get("errors", {})):
        assert UNSTATED.search(message), f"The schema does not say: {message}"


def _messages(errors: Any) -> list[str]:
    if isinstance(errors, dict):
        return [message for value in errors.values() for message in _messages(value)]
    if isinstance(errors, list):
        return [message for value in errors for message in _messages(value)]
    return [str(errors)]
