"""Believable values, by what a field takes and what it is called."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, cast

from django.core.validators import RegexValidator
from faker import Faker
from rest_framework import serializers

from seeding.patterns import matching

PERSONS = ("person", "patient", "customer", "client", "employee", "member", "nurse", "doctor", "student", "teacher")
"""Things whose name is a person's."""


class Values:
    """Makes values; the same ones for the same number to begin with."""

    def __init__(self, faker: Faker) -> None:
        self.faker = faker
        self.words: dict[str, Callable[[], str]] = {
            "first_name": faker.first_name, "last_name": faker.last_name, "surname": faker.last_name,
            "city": faker.city, "town": faker.city, "street": faker.street_address, "address": faker.street_address,
            "postcode": faker.postcode, "zip": faker.postcode, "country": faker.country, "company": faker.company,
            "title": lambda: faker.sentence(4).rstrip("."), "subject": lambda: faker.sentence(4).rstrip("."),
            "job": faker.job, "iban": faker.iban, "plate": faker.license_plate, "language": faker.language_code,
            "description": faker.paragraph, "notes": faker.paragraph, "phone": self._phone,
        }  # fmt: skip

    def of(self, field: serializers.Field[Any, Any, Any, Any], name: str, entity: str) -> Any:
        """A value for a field of an entity, as JSON holds it."""
        faker = self.faker
        match field:
            case serializers.BooleanField():
                return faker.boolean(chance_of_getting_true=70)
            case serializers.EmailField():
                return faker.unique.ascii_safe_email()
            case serializers.URLField():
                return f"https://example.org/{faker.slug()}"
            case serializers.SlugField():
                return faker.unique.slug()[: field.max_length or 50]
            case serializers.MultipleChoiceField() | serializers.ListField():
                choices = list(getattr(getattr(field, "child", field), "choices", {}))
                return sorted(faker.random_elements(choices, length=min(len(choices), 2), unique=True))
            case serializers.ChoiceField():
                return faker.random_element([choice for choice in field.choices if choice != ""])
            case serializers.CharField():
                return self._text(field, name, entity)
        return self._other(field)

    def _other(self, field: serializers.Field[Any, Any, Any, Any]) -> Any:
        faker = self.faker
        match field:
            case serializers.IntegerField() | serializers.FloatField() | serializers.DecimalField():
                return self._number(field)
            case serializers.DateTimeField():
                return self._moment().isoformat().replace("+00:00", "Z")
            case serializers.DateField():
                return self._moment().date().isoformat()
            case serializers.TimeField():
                return self._moment().time().isoformat()
            case serializers.DurationField():
                return str(timedelta(minutes=5 * faker.random_int(1, 48)))
            case serializers.UUIDField():
                return str(faker.uuid4())
            case serializers.JSONField():
                return {"note": faker.sentence()}
        return None

    def _moment(self) -> datetime:
        """On whole minutes of the last two years."""
        minutes = self.faker.random_int(0, 2 * 365 * 24 * 60)
        return datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(minutes=minutes)

    def _number(self, field: Any) -> Any:
        low = Decimal(str(field.min_value)) if field.min_value is not None else Decimal(0)
        high = Decimal(str(field.max_value)) if field.max_value is not None else max(low, Decimal(0)) + 1000
        if field.min_value is None:
            low = min(low, high)
        share = Decimal(self.faker.random_int(0, 1000)) / 1000
        value = low + (high - low) * share
        if isinstance(field, serializers.IntegerField):
            return min(int(high), int(value))
        if isinstance(field, serializers.DecimalField):
            return str(value.quantize(Decimal(1).scaleb(-(field.decimal_places or 0))))
        return float(round(value, 2))

    def _text(self, field: serializers.CharField, name: str, entity: str) -> str:
        forms = [cast(Any, rule.regex).pattern for rule in field.validators if isinstance(rule, RegexValidator)]
        if name in self.words:
            text = self.words[name]()
        elif name == "name":
            text = self.faker.name() if entity.endswith(PERSONS) else self.faker.catch_phrase()
        elif "base_template" in field.style:
            text = self.faker.paragraph()
        else:
            text = self.faker.catch_phrase()
        if not all(re.search(form, text) for form in forms):
            text = matching(forms[-1], self.faker.random)
        least = field.min_length or 0
        while len(text) < least:
            text = f"{text} {self.faker.word()}"
        return text[: field.max_length or 5_000].strip() or "-"

    def _phone(self) -> str:
        return f"+49 30 {self.faker.random_int(100_000, 9_999_999)}"
