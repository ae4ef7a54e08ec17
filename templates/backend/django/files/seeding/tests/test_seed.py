"""Believable rows keep to the rules."""

import re
from io import StringIO
from random import Random

import pytest
from django.core.management import call_command

from api.registry import views
from app.state_machine import transitions_of
from seeding.patterns import matching


def counts() -> dict[str, int]:
    return {prefix: view.queryset.model._base_manager.count() for prefix, view in views().items()}


@pytest.mark.django_db
class TestSeed:
    def test_makes_rows_of_everything(self) -> None:
        call_command("seed", number=5, stdout=StringIO())
        assert all(counts().values()), counts()

    def test_leaves_alone_what_is_there_if_told_so(self) -> None:
        call_command("seed", number=3, once=True, stdout=StringIO())
        before = counts()
        call_command("seed", number=3, once=True, begin=2, stdout=StringIO())
        assert counts() == before

    def test_makes_rows_that_their_own_rules_accept(self) -> None:
        call_command("seed", number=3, stdout=StringIO())
        for view in views().values():
            states = {step.field for step in transitions_of(view.queryset.model)}
            for row in view.queryset.model._base_manager.all():
                row.full_clean(exclude=states, validate_unique=False, validate_constraints=True)


@pytest.mark.parametrize(
    "pattern", [r"^[A-Z]{2}-\d{3,}$", r"^(a|bc)+x?$", r"^\w+@[a-z]+\.org$", r"[^0-9]{3}", r"^[A-Za-z ]+$"]
)
def test_a_pattern_is_matched(pattern: str) -> None:
    for number in range(20):
        assert re.search(pattern, matching(pattern, Random(number)))  # noqa: S311
