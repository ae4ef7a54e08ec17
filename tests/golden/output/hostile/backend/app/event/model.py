"""Events: how they are kept."""

import datetime as dt

from auditlog.registry import auditlog
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import functions

from app import defaults, enums, validators


@auditlog.register()
class Event(models.Model):
    date = models.DateField(
        "Date",
        null=True,
        blank=True,
        default=defaults.current_date,
        db_default=functions.Cast(functions.Now(), models.DateField()),
        db_column="date",
    )
    time = models.TimeField(
        "Time", null=True, blank=True, default=dt.time(8, 30), db_default=dt.time(8, 30), db_column="time"
    )
    timezone = models.DateTimeField(
        "Timezone",
        null=True,
        blank=True,
        default=dt.datetime(2026, 1, 31, 6, 0, tzinfo=dt.UTC),
        db_default=dt.datetime(2026, 1, 31, 6, 0, tzinfo=dt.UTC),
        db_column="timezone",
    )
    datetime = models.DurationField(
        "Datetime",
        null=True,
        blank=True,
        default=dt.timedelta(seconds=5400),
        db_default=dt.timedelta(seconds=5400),
        db_column="datetime",
    )
    list = ArrayField(
        models.CharField(max_length=48, choices=enums.Mro.choices),
        default=defaults.Chosen(["none"]),
        db_default=["none"],
        blank=True,
        validators=[validators.validate_distinct],
        verbose_name="List",
        db_column="list",
    )
    cast = models.FloatField(
        "Cast",
        null=True,
        blank=True,
        validators=[validators.validate_finite, MinValueValidator(-2.5)],
        db_column="cast",
    )
    upload = models.SlugField("Upload", max_length=100, blank=True, default="", db_default="", db_column="upload")
    change = models.TextField("Change", blank=True, default="", db_default="", db_column="change")

    class Meta:
        db_table = "event"
        verbose_name = "Event"
        verbose_name_plural = "Events"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(list__contained_by=enums.Mro.values), name="event__list__members"
            ),
            models.CheckConstraint(
                condition=models.Q(cast__gt=float("-inf"), cast__lt=float("inf")), name="event__cast__finite"
            ),
            models.CheckConstraint(condition=models.Q(cast__gte=-2.5), name="event__cast__min"),
            models.CheckConstraint(
                condition=models.Q(upload="") | models.Q(upload__regex="^[-a-zA-Z0-9_]+$"), name="event__upload__form"
            ),
        ]
        indexes = [
            GinIndex(fields=["list"], name="event__list__gin"),
        ]

    def __str__(self) -> str:
        return self.upload or f"{self._meta.verbose_name} {self.pk}"
