"""What the log says of the request that it speaks of, and what it leaves out."""

import logging
import re

from pythonjsonlogger.json import JsonFormatter

from web.requests import current

DETAIL = re.compile(r"^(DETAIL|CONTEXT|HINT):.*$", re.MULTILINE)
"""Where PostgreSQL repeats what people have written."""


class RequestFilter(logging.Filter):
    """Adds the id of the request, and of the user as far as somebody has asked who it is."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = current.get()
        record.request_id = request.META.get("REQUEST_ID") if request else None
        record.user_id = getattr(getattr(request, "_cached_user", None), "pk", None)
        return True


class Formatter(JsonFormatter):
    """One JSON object a line; no personal data in what went wrong."""

    def formatException(self, ei: object) -> str:  # noqa: N802
        return DETAIL.sub(r"\1: (left out)", super().formatException(ei))  # type: ignore[arg-type]
