"""Log lines: JSON for machines, colours for people; each says whose build it is about, none what its owner wrote."""

from __future__ import annotations

import logging
import sys
import time
from contextlib import AbstractContextManager
from typing import Any, Literal

import structlog
from pydantic import ValidationError
from structlog.typing import EventDict, Processor

QUIET = 30.0
"""Seconds for which the same line of a library is not repeated."""

CHATTY = {
    "aiokafka": "WARNING",
    "infra.faststream": "ERROR",
    "botocore": "WARNING",
    "httpx": "WARNING",
    "uvicorn": "WARNING",
}
"""What is worth a line to the libraries' authors, and to nobody else, is left out."""


def configure(form: Literal["json", "console"], level: str = "INFO") -> None:
    """Send all log lines, those of the libraries too, to standard error in one form."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _failure,
    ]
    render: Processor = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
    ))  # fmt: skip
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty, least in CHATTY.items():
        logging.getLogger(chatty).setLevel(least)
    handler.addFilter(_Seldom())


def bound(**context: Any) -> AbstractContextManager[Any]:
    """Every line within says this too."""
    return structlog.contextvars.bound_contextvars(**context)


def _failure(logger: Any, method: str, line: EventDict) -> EventDict:
    """An exception as its type, its words and where it came from; pydantic's words would quote what a user wrote."""
    error = line.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        line["error"] = type(error).__name__
        line["words"] = "" if isinstance(error, ValidationError) else str(error)[:300]
        line["where"] = _frames(error)
    return line


def _frames(error: BaseException) -> list[str]:
    frames, step = [], error.__traceback__
    while step is not None:
        frames.append(f"{step.tb_frame.f_code.co_filename}:{step.tb_lineno} {step.tb_frame.f_code.co_name}")
        step = step.tb_next
    return frames[-12:]


class _Seldom(logging.Filter):
    """A broker that is away is worth a line, not a line a second."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.name.startswith("aiokafka"):
            return True
        now = time.monotonic()
        if now - self._last.get(str(record.msg), -QUIET) < QUIET:
            return False
        self._last[str(record.msg)] = now
        return True
