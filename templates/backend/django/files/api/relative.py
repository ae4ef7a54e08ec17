"""Filters days by where they lie from today: `?due__relative=next_7_days`."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import filters

Span = tuple[dt.date, dt.date]
"""The first day, and the last one."""

DAY = dt.timedelta(days=1)

CHOICES = [
    ("today", _("today")),
    ("yesterday", _("yesterday")),
    ("tomorrow", _("tomorrow")),
    ("this_week", _("this week")),
    ("last_week", _("last week")),
    ("next_week", _("next week")),
    ("this_month", _("this month")),
    ("last_month", _("last month")),
    ("next_month", _("next month")),
    ("this_year", _("this year")),
    ("last_year", _("last year")),
    ("last_7_days", _("last 7 days")),
    ("last_30_days", _("last 30 days")),
    ("next_7_days", _("next 7 days")),
    ("overdue", _("overdue")),
]


def span(name: str, today: dt.date) -> Span:
    """The days that a name means. Weeks begin on Mondays; the last days include today, the next ones too."""
    monday, first, new_year = today - today.weekday() * DAY, today.replace(day=1), today.replace(month=1, day=1)
    next_month = (first + 31 * DAY).replace(day=1)
    last_month = (first - DAY).replace(day=1)
    spans = {
        "today": (today, today),
        "yesterday": (today - DAY, today - DAY),
        "tomorrow": (today + DAY, today + DAY),
        "this_week": (monday, monday + 6 * DAY),
        "last_week": (monday - 7 * DAY, monday - DAY),
        "next_week": (monday + 7 * DAY, monday + 13 * DAY),
        "this_month": (first, next_month - DAY),
        "last_month": (last_month, first - DAY),
        "next_month": (next_month, (next_month + 31 * DAY).replace(day=1) - DAY),
        "this_year": (new_year, today.replace(month=12, day=31)),
        "last_year": (new_year.replace(year=today.year - 1), new_year - DAY),
        "last_7_days": (today - 6 * DAY, today),
        "last_30_days": (today - 29 * DAY, today),
        "next_7_days": (today, today + 6 * DAY),
        "overdue": (dt.date.min, today - DAY),
    }
    return spans[name]


class RelativeDateFilter(filters.ChoiceFilter):
    """Takes today from the server's time zone, or from the one that `?tz=` names."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=CHOICES, **options)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        if not value:
            return qs
        zone = self._zone()
        first, last = span(value, timezone.localdate(timezone=zone))
        if not isinstance(qs.model._meta.get_field(self.field_name), models.DateTimeField):
            return qs.filter(**{f"{self.field_name}__gte": first, f"{self.field_name}__lte": last})
        begin = dt.datetime.min.replace(tzinfo=dt.UTC) if first == dt.date.min else _midnight(first, zone)
        end = _midnight(last + DAY, zone)
        return qs.filter(**{f"{self.field_name}__gte": begin, f"{self.field_name}__lt": end})

    def _zone(self) -> dt.tzinfo:
        name = self.parent.data.get("tz") if self.parent else None
        if not name:
            return timezone.get_current_timezone()
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            raise ValidationError({"tz": [_("There is no such time zone.")]}) from None


def _midnight(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, tzinfo=zone)
