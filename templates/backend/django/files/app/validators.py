"""Rules that Django has no validator for."""

import math
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

validate_phone = RegexValidator(
    r"^\+?[0-9(][0-9 ()/.\-]{2,}\Z", message="Enter a phone number, for example +49 30 123456.", code="invalid_phone"
)

validate_colour = RegexValidator(
    r"^#[0-9a-f]{6}\Z", message="Enter a colour, for example #1f77b4.", code="invalid_colour"
)


class Pattern(RegexValidator):
    """The whole text has to look so."""

    message = "This does not have the form that is asked for."
    code = "pattern"


def validate_finite(value: float) -> None:
    """Neither infinite nor "not a number": JSON knows neither."""
    if not math.isfinite(value):
        raise ValidationError("Enter a number.", code="not_finite")


def validate_distinct(values: list[Any]) -> None:
    """Nothing is chosen twice."""
    if len(set(values)) < len(values):
        raise ValidationError("Choose each value once.", code="not_distinct")


def validate_storable(value: Any) -> None:
    """PostgreSQL keeps no NUL character in JSON, nor half a surrogate pair."""
    match value:
        case str():
            if any(character == "\0" or "\ud800" <= character <= "\udfff" for character in value):
                raise ValidationError("This text holds characters that cannot be stored.", code="not_storable")
        case float():
            validate_finite(value)
        case dict():
            for key, item in value.items():
                validate_storable(key)
                validate_storable(item)
        case list():
            for item in value:
                validate_storable(item)
