"""Whatever makes sense as a spec prints as Python, and as Python that its formatter leaves alone."""

from __future__ import annotations

import ast

from hypothesis import HealthCheck, given, settings

from schemas.spec import AppSpec
from tests.templates.project import DJANGO
from tests.templates.specs import specs
from workers.generation import generate


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(specs())
def test_every_spec_prints_as_python(spec: AppSpec) -> None:
    tree = generate(DJANGO, spec)
    for path, content in tree.items():
        if path.endswith(".py"):
            ast.parse(content, path)
    assert generate(DJANGO, spec) == tree
