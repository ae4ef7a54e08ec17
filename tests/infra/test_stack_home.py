"""FUSION_HOME: secrets that only their owner reads, ports that stay; jars that are the locked ones."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

import pytest

from infra.connections import connected
from infra.settings import Settings
from infra.stack.home import Home
from infra.stack.jars import jars
from infra.stack.logs import bound
from schemas.errors import Permanent


def test_the_secret_is_made_once_and_only_its_owner_may_read_it(home: Path) -> None:
    secret = Home.at(home).secret
    assert Home.at(home).secret == secret
    assert stat.S_IMODE((home / "secret").stat().st_mode) == 0o600


def test_ports_are_kept_and_differ(home: Path) -> None:
    ports = [Home.at(home).port(name) for name in ("kafka", "postgres")]
    assert ports == [Home.at(home).port(name) for name in ("kafka", "postgres")]
    assert len(set(ports)) == 2


def test_what_is_set_is_not_replaced_by_what_is_embedded(home: Path) -> None:
    own = connected(Settings(home=home, kafka_bootstrap_servers="kafka:9092", secret="mine"))
    assert (own.kafka_bootstrap_servers, own.secret) == ("kafka:9092", "mine")
    assert own.database_url == connected(Settings(home=home)).database_url


def test_a_jar_that_is_not_the_locked_one_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    with pytest.raises(Permanent, match="sha256 differs"):
        jars(tmp_path, fetch=lambda path: b"something else")
    assert list(tmp_path.iterdir()) == []


def test_locked_jars_are_fetched_once(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text(f"{hashlib.sha256(b'jar').hexdigest()}  org/a/1/a-1.jar\n")
    fetched: list[str] = []

    def fetch(path: str) -> bytes:
        fetched.append(path)
        return b"jar"

    directory = jars(tmp_path / "cache", fetch, tmp_path / "lock")
    assert jars(tmp_path / "cache", fetch, tmp_path / "lock") == directory
    assert fetched == ["org/a/1/a-1.jar"]
    assert (directory / "a-1.jar").read_bytes() == b"jar"


def test_a_log_that_has_grown_begins_anew_under_the_open_file(tmp_path: Path) -> None:
    with (tmp_path / "part.log").open("a") as log:
        log.write("x" * 100)
        log.flush()
        bound(tmp_path, largest=50)
        log.write("after")
    assert (tmp_path / "part.log").read_text() == "after"
    assert (tmp_path / "part.log.1").read_text() == "x" * 100
