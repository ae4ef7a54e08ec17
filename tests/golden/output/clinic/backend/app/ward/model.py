"""Wards: how they are kept."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


class Ward(models.Model):
    name = models.CharField("Name", max_length=80, unique=True, db_column="name")
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

    class Meta:
        db_table = "ward"
        verbose_name = "Ward"
        verbose_name_plural = "Wards"

    def __str__(self) -> str:
        return self.name
