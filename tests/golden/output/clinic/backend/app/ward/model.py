"""Wards: how they are kept."""

import datetime as dt
from decimal import Decimal

from auditlog.registry import auditlog
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from app import validators


@auditlog.register(m2m_fields=["nurses"])
class Ward(models.Model):
    name = models.CharField("Name", max_length=80, unique=True, db_column="name")
    code = models.SlugField("Code", max_length=100, unique=True, db_column="code")
    beds = models.IntegerField(
        "Beds",
        null=True,
        blank=True,
        default=4,
        db_default=4,
        validators=[MinValueValidator(0), MaxValueValidator(500)],
        help_text="Those that can be used",
        db_column="beds",
    )
    budget = models.DecimalField(
        "Budget",
        max_digits=21,
        decimal_places=3,
        null=True,
        blank=True,
        default=Decimal("100"),
        db_default=Decimal("100"),
        validators=[MinValueValidator(Decimal("0.5"))],
        db_column="budget",
    )
    colour = models.CharField(
        "Colour",
        max_length=7,
        null=True,
        blank=True,
        default="#0f766e",
        db_default="#0f766e",
        validators=[validators.validate_colour],
        db_column="colour",
    )
    opened = models.DateField(
        "Opened",
        null=True,
        blank=True,
        default=dt.date(2020, 1, 31),
        db_default=dt.date(2020, 1, 31),
        db_column="opened",
    )
    parent = models.ForeignKey(
        "app.Ward",
        on_delete=models.SET_NULL,
        related_name="wards_as_parent",
        verbose_name="Parent",
        null=True,
        blank=True,
        db_column="parent",
    )
    speaker = models.OneToOneField(
        "app.Patient",
        on_delete=models.RESTRICT,
        related_name="speaks_for",
        verbose_name="Speaker",
        null=True,
        blank=True,
        db_column="speaker",
    )
    nurses = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        through="app.WardNursesLink",
        through_fields=("source", "target"),
        related_name="+",
        verbose_name="Nurses",
        blank=True,
    )

    class Meta:
        db_table = "ward"
        verbose_name = "Ward"
        verbose_name_plural = "Wards"
        constraints = [
            models.CheckConstraint(condition=models.Q(code__regex="^[-a-zA-Z0-9_]+$"), name="ward__code__form"),
            models.CheckConstraint(condition=models.Q(beds__gte=0), name="ward__beds__min"),
            models.CheckConstraint(condition=models.Q(beds__lte=500), name="ward__beds__max"),
            models.CheckConstraint(condition=models.Q(budget__gte=Decimal("0.5")), name="ward__budget__min"),
            models.CheckConstraint(condition=models.Q(colour__regex="^#[0-9a-f]{6}$"), name="ward__colour__form"),
        ]

    def __str__(self) -> str:
        return self.name


class WardNursesLink(models.Model):
    """Each row ties one ward to one of its nurses."""

    source = models.ForeignKey("app.Ward", on_delete=models.CASCADE, related_name="+", db_column="source_id")
    target = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_column="target_id"
    )

    class Meta:
        db_table = "ward__nurses"
        constraints = [models.UniqueConstraint(fields=["source", "target"], name="ward__nurses_uq")]

    def __str__(self) -> str:
        return f"{self.source} – {self.target}"
