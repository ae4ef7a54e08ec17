"""Takes JSON that can be stored and answered: not too large, not too deep, and real Unicode."""

import json
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework import parsers
from rest_framework.exceptions import ParseError

from api.exceptions import TooLarge


class JSONParser(parsers.BaseParser):
    media_type = "application/json"

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """The data. Raises ParseError or TooLarge."""
        most: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        content = stream.read(most + 1)
        if len(content) > most:
            raise TooLarge
        try:
            data = json.loads(content, parse_constant=_refuse)
            json.dumps(data, ensure_ascii=False).encode()  # half a surrogate pair is no character
        except (ValueError, RecursionError) as error:
            raise ParseError(_("This is no JSON: %(reason)s") % {"reason": str(error)[:200]}) from None
        return data


def _refuse(constant: str) -> None:
    """`NaN` and `Infinity` are Python's own."""
    raise ValueError(f"{constant} is no number")
