"""Engines are opened by name; one that is away is told, and nobody stands in for it."""

from __future__ import annotations

import socket

import pytest

from infra.settings import Settings
from schemas.errors import Permanent, Temporary
from workers.evaluation.cases import Case
from workers.evaluation.engines import opened
from workers.evaluation.running import answers

CASE = Case("boats", "harbour", "A boat has a name and a length.", {"entities": [], "relations": []})


def test_the_offline_engine_answers() -> None:
    with opened("offline", Settings()) as engine:
        (answer,) = answers(engine, [CASE])

    assert [entity["name"] for entity in answer.model["entities"]] == ["Boat"]
    assert answer.seconds > 0


def test_a_text_that_is_refused_is_an_answer() -> None:
    with opened("offline", Settings()) as engine:
        (answer,) = answers(engine, [Case("empty", "harbour", "", {})])

    assert answer.model == {}
    assert "for example" in answer.refused


def test_a_model_that_is_away_ends_the_measuring() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings = Settings(ai_url=f"http://127.0.0.1:{free.getsockname()[1]}/v1", ai_fallback=True)
    with opened("model", settings) as engine, pytest.raises(Temporary):
        answers(engine, [CASE])


def test_an_unknown_engine_is_refused_beside_the_known_ones() -> None:
    with pytest.raises(Permanent, match="offline, model"), opened("oracle", Settings()):
        pass
