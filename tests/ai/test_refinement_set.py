"""How well the offline engine understands what people want changed: the whole set, with the bar that it must keep."""

from __future__ import annotations

import pytest

from schemas.wishes import Refinement, Remove
from tests.ai.refinement.__main__ import score
from tests.ai.refinement.engines import Engine, engine
from tests.ai.refinement.scoring import Verdict, cases, judge, spec_of

pytestmark = [pytest.mark.proof, pytest.mark.short]

BAR = 0.9
"""The share of both halves that must be right."""


@pytest.fixture(scope="module")
def offline() -> Engine:
    return engine("offline")


@pytest.mark.parametrize("folder", ["first", "unseen"])
def test_nine_of_ten_changes_are_understood_and_nine_of_ten_doubts_are_asked_about(
    offline: Engine, folder: str
) -> None:
    verdicts = score(offline, folder)
    for ask in (False, True):
        of = [one for one in verdicts if one.case.ask is ask]
        assert of
        wrong = [f"{one.case.text}: {one.why}" for one in of if not one.right]
        assert len(of) - len(wrong) >= len(of) * BAR, "\n".join(wrong)


@pytest.mark.parametrize("folder", ["first", "unseen"])
def test_a_wrong_answer_is_counted_as_wrong(folder: str) -> None:
    """The scorer itself: what changes nothing, or something else, is right for none of the changes."""
    wrong: list[Verdict] = []
    for case in cases(folder):
        if not case.ask and not any(line.startswith("remove entity") for line in case.expect):
            last = spec_of(case.spec).entities[-1]
            wrong.append(judge(case, Refinement(wishes=(Remove(path=last.name),))))
    assert not any(one.right for one in wrong)
