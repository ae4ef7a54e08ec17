"""Allergies: how they are kept."""

from auditlog.registry import auditlog
from django.db import models


@auditlog.register()
class Allergy(models.Model):
    name = models.CharField("Name", max_length=255, db_column="name")

    class Meta:
        db_table = "allergy"
        verbose_name = "Allergy"
        verbose_name_plural = "Allergys"

    def __str__(self) -> str:
        return self.name
