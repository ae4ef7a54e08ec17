"""Inspections: how they are kept."""

from auditlog.registry import auditlog
from django.db import models

from app import enums


@auditlog.register()
class Inspection(models.Model):
    outcome = models.CharField("Outcome", max_length=48, choices=enums.Urgency.choices, db_column="outcome")
    visit = models.OneToOneField(
        "app.Visit", on_delete=models.RESTRICT, related_name="inspection", verbose_name="Visit", db_column="visit"
    )

    class Meta:
        db_table = "inspection"
        verbose_name = "Inspection"
        verbose_name_plural = "Inspections"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=enums.Urgency.values), name="inspection__outcome__values"
            ),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()
