"""Beds: how they are kept."""

from auditlog.registry import auditlog
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from app import defaults, enums, validators


@auditlog.register()
class Bed(models.Model):
    number = models.IntegerField("Number", null=True, blank=True, db_column="number")
    equipment = ArrayField(
        models.CharField(max_length=48, choices=enums.Equipment.choices),
        default=defaults.Chosen(["lift"]),
        db_default=["lift"],
        validators=[validators.validate_distinct],
        verbose_name="Equipment",
        db_column="equipment",
    )

    class Meta:
        db_table = "bed"
        verbose_name = "Bed"
        verbose_name_plural = "Beds"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(equipment__contained_by=enums.Equipment.values), name="bed__equipment__members"
            ),
            models.CheckConstraint(condition=models.Q(equipment__len__gte=1), name="bed__equipment__least"),
        ]
        indexes = [
            GinIndex(fields=["equipment"], name="bed__equipment__gin"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
