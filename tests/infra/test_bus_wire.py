"""Events on the wire, traces, and log lines that tell nothing of what people wrote."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from infra.bus.tracing import next_hop, trace_id
from infra.bus.wire import NotAnEvent, decode, encode
from schemas.events import AppRequested
from tests.infra.bus_bench import SECRET, requested


def test_what_was_encoded_is_decoded_and_admitted() -> None:
    event = requested("A shop.")
    record = encode(event, source="fusion/gateway", secret=SECRET, deferrals=2)
    received = decode(record.headers, record.value).admitted(secret=SECRET, open_workspace=None)
    assert AppRequested.model_validate(received.data) == event
    assert (received.source, received.deferrals) == ("fusion/gateway", 2)


def test_one_byte_changed_on_the_way_is_noticed() -> None:
    record = encode(requested("A shop."), source="fusion/gateway", secret=SECRET)
    received = decode(record.headers, (record.value or b"").replace(b"A shop.", b"A shed."))
    with pytest.raises(Exception, match="signature"):
        received.admitted(secret=SECRET, open_workspace=None)


def test_an_event_cannot_pass_as_one_of_another_type() -> None:
    record = encode(requested("A shop."), source="fusion/gateway", secret=SECRET)
    headers = tuple((name, b"ChangeRequested" if name == "ce_type" else text) for name, text in record.headers)
    with pytest.raises(Exception, match="signature"):
        decode(headers, record.value).admitted(secret=SECRET, open_workspace=None)


@pytest.mark.parametrize("name", ["", "Stranger", "apprequested"])
def test_a_type_that_is_unknown_is_no_event(name: str) -> None:
    with pytest.raises(NotAnEvent):
        decode([("ce_type", name.encode())], b"{}")


def test_a_trace_goes_on_with_a_new_span_and_begins_where_there_is_none() -> None:
    first = next_hop(None)
    second = next_hop(first)
    assert trace_id(first) == trace_id(second)
    assert first != second
    for odd in ("", "no trace", "00-" + "0" * 32 + "-" + "1" * 16 + "-01", first.upper()):
        assert trace_id(odd) is None
        assert trace_id(next_hop(odd)) is not None


def logged(program: str) -> list[dict[str, Any]]:
    """The log lines of a program of its own: pytest has its hands on this one's."""
    start = "import logging, structlog; from infra import logs; logs.configure('json'); log = structlog.get_logger()\n"
    done = subprocess.run([sys.executable, "-c", start + program], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stderr.splitlines()]


def test_a_line_says_whose_build_it_is_about_and_nothing_that_its_owner_wrote() -> None:
    [line] = logged(
        "from schemas.events import AppRequested\n"
        "with logs.bound(build_id='a build'):\n"
        "    try: AppRequested.model_validate({'text': ['my secret idea']})\n"
        "    except ValueError: log.exception('unexpected')\n"
    )
    assert (line["build_id"], line["error"], line["level"]) == ("a build", "ValidationError", "error")
    assert line["where"]
    assert "my secret idea" not in json.dumps(line)


def test_a_broker_that_is_away_is_worth_one_line() -> None:
    [line] = logged("for number in range(50): logging.getLogger('aiokafka.conn').error('Unable connect to %s', number)")
    assert line["event"] == "Unable connect to 0"
