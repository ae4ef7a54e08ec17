"""What a new row holds where nobody says otherwise."""

import datetime as dt

from django.utils import timezone
from django.utils.deconstruct import deconstructible


def current_datetime() -> dt.datetime:
    return timezone.now()


def current_date() -> dt.date:
    return timezone.localdate()


def current_time() -> dt.time:
    return timezone.localtime().time()


@deconstructible
class Chosen:
    """A list of its own for each row."""

    def __init__(self, values: list[str]) -> None:
        self.values = values

    def __call__(self) -> list[str]:
        return list(self.values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Chosen) and other.values == self.values

    def __hash__(self) -> int:
        return hash(tuple(self.values))
