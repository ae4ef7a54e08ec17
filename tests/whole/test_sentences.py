"""What owners expected of their sentences, looked for in the API of the live applications."""

from __future__ import annotations

import asyncio

import pytest

from tests.expectations import UNSEEN, Expectation, compare, expectations, model_of_api
from tests.whole.applications import Application
from tests.whole.platform import Platform


@pytest.mark.proof
@pytest.mark.short
async def test_four_fifths_of_what_was_expected_is_there(platform: Platform) -> None:
    assert await _share(platform, expectations()) >= 0.8


@pytest.mark.proof
async def test_every_unseen_sentence_ends_in_an_application_and_its_share_is_told(platform: Platform) -> None:
    """The share is a measurement to be published, not a bar: it falls short of four fifths."""
    assert await _share(platform, expectations(UNSEEN)) > 0


async def _share(platform: Platform, expected: tuple[Expectation, ...]) -> float:
    """Of everything that was expected, the share that the live applications offer; each description's is printed."""
    found = {each.title: compare(each, await asyncio.to_thread(_model, platform, each)) for each in expected}
    for title, result in found.items():
        print(f"{title}: {result.share:.0%} of {result.expected}; missing {list(result.missing)}")  # noqa: T201
    share = 1 - sum(len(one.missing) for one in found.values()) / sum(one.expected for one in found.values())
    print(f"all: {share:.0%}")  # noqa: T201
    return share


def _model(platform: Platform, expectation: Expectation) -> dict[str, frozenset[str]]:
    build = platform.live(expectation.text)
    with Application(platform, build["app_id"]) as application:
        return dict(model_of_api(application.openapi()))
