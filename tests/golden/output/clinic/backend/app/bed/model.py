"""Beds: how they are kept."""

from django.db import models


class Bed(models.Model):
    number = models.IntegerField("Number", null=True, blank=True, db_column="number")

    class Meta:
        db_table = "bed"
        verbose_name = "Bed"
        verbose_name_plural = "Beds"

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
