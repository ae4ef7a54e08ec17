"""Notes: how they are kept."""

from auditlog.registry import auditlog
from django.db import models


@auditlog.register()
class Note(models.Model):
    text = models.TextField("Text", blank=True, default="", db_default="", db_column="text")

    class Meta:
        db_table = "note"
        verbose_name = "Note"
        verbose_name_plural = "Notes"

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
