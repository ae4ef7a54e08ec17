"""What five owners expected of their sentences, looked for in the API of the live applications."""

from __future__ import annotations

import asyncio

import pytest

from tests.expectations import Expectation, compare, expectations, model_of_api
from tests.whole.applications import Application
from tests.whole.platform import Platform


@pytest.mark.proof
@pytest.mark.short
async def test_four_fifths_of_what_was_expected_is_there(platform: Platform) -> None:
    found = {each.title: compare(each, await asyncio.to_thread(_model, platform, each)) for each in expectations()}
    for title, result in found.items():
        print(f"{title}: {result.share:.0%} of {result.expected}; missing {list(result.missing)}")  # noqa: T201
    expected = sum(result.expected for result in found.values())
    missing = sum(len(result.missing) for result in found.values())
    assert 1 - missing / expected >= 0.8


def _model(platform: Platform, expectation: Expectation) -> dict[str, frozenset[str]]:
    build = platform.live(expectation.text)
    with Application(platform, build["app_id"]) as application:
        return dict(model_of_api(application.openapi()))
