"""Reactions: how they are kept."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


class Reaction(models.Model):
    severity = models.IntegerField(
        "Severity", validators=[MinValueValidator(1), MaxValueValidator(5)], db_column="severity"
    )
    patient = models.ForeignKey(
        "app.Patient", on_delete=models.CASCADE, related_name="reactions", verbose_name="Patient", db_column="patient"
    )
    allergy = models.ForeignKey(
        "app.Allergy", on_delete=models.RESTRICT, related_name="reactions", verbose_name="Allergy", db_column="allergy"
    )

    class Meta:
        db_table = "reaction"
        verbose_name = "Reaction"
        verbose_name_plural = "Reactions"
        constraints = [
            models.CheckConstraint(condition=models.Q(severity__gte=1), name="reaction__severity__min"),
            models.CheckConstraint(condition=models.Q(severity__lte=5), name="reaction__severity__max"),
            models.UniqueConstraint(fields=["patient", "allergy"], name="reaction__patient__allergy__unique"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
