"""Prescriptions: how they are kept."""

from auditlog.registry import auditlog
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import functions

from app import defaults


@auditlog.register(exclude_fields=["ends", "summary"])
class Prescription(models.Model):
    drug = models.CharField("Drug", max_length=255, db_column="drug")
    days = models.IntegerField(
        "Days", default=7, db_default=7, validators=[MinValueValidator(1), MaxValueValidator(90)], db_column="days"
    )
    starts = models.DateField(
        "Starts",
        default=defaults.current_date,
        db_default=functions.Cast(functions.Now(), models.DateField()),
        db_column="starts",
    )
    ends = models.GeneratedField(
        expression=models.ExpressionWrapper(
            models.F("starts") + functions.Cast(models.F("days"), models.IntegerField()),
            output_field=models.DateField(),
        ),
        output_field=models.DateField(),
        db_persist=True,
        verbose_name="Ends",
        db_column="ends",
    )
    summary = models.GeneratedField(
        expression=functions.Concat(
            models.F("drug"),
            models.Value(", ", output_field=models.TextField()),
            functions.Cast(models.F("days"), models.TextField()),
            models.Value(" days", output_field=models.TextField()),
            output_field=models.TextField(),
        ),
        output_field=models.TextField(),
        db_persist=True,
        verbose_name="Summary",
        db_column="summary",
    )
    visit = models.ForeignKey(
        "app.Visit", on_delete=models.CASCADE, related_name="prescriptions", verbose_name="Visit", db_column="visit"
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="Signed by",
        null=True,
        blank=True,
        db_column="signed_by",
    )

    class Meta:
        db_table = "prescription"
        verbose_name = "Prescription"
        verbose_name_plural = "Prescriptions"
        constraints = [
            models.CheckConstraint(condition=models.Q(days__gte=1), name="prescription__days__min"),
            models.CheckConstraint(condition=models.Q(days__lte=90), name="prescription__days__max"),
        ]

    def __str__(self) -> str:
        return self.drug
