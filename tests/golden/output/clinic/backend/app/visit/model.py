"""Visits: how they are kept."""

from django.conf import settings
from django.db import models

from app import enums
from app.validators import validate_storable


class Visit(models.Model):
    at = models.DateTimeField("At", db_column="at")
    state = models.CharField(
        "State",
        max_length=48,
        choices=enums.State.choices,
        default=enums.State.PLANNED,
        db_default=enums.State.PLANNED,
        db_column="state",
    )
    urgency = models.CharField(
        "Urgency", max_length=48, choices=enums.Urgency.choices, null=True, blank=True, db_column="urgency"
    )
    length = models.DurationField("Length", null=True, blank=True, db_column="length")
    begins = models.TimeField("Begins", null=True, blank=True, db_column="begins")
    key = models.UUIDField("Key", unique=True, null=True, blank=True, db_column="key")
    site = models.URLField("Site", max_length=2000, blank=True, default="", db_default="", db_column="site")
    findings = models.JSONField("Findings", null=True, blank=True, validators=[validate_storable], db_column="findings")
    number = models.BigIntegerField("Number", null=True, blank=True, db_column="number")
    patient = models.ForeignKey(
        "app.Patient", on_delete=models.CASCADE, related_name="visits", verbose_name="Patient", db_column="patient"
    )
    doctor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="Doctor",
        null=True,
        blank=True,
        db_column="doctor",
    )
    bed = models.ForeignKey(
        "app.Bed",
        on_delete=models.RESTRICT,
        related_name="visits",
        verbose_name="Bed",
        null=True,
        blank=True,
        db_column="bed",
    )

    class Meta:
        db_table = "visit"
        verbose_name = "Visit"
        verbose_name_plural = "Visits"

    def __str__(self) -> str:
        return str(self.at)
