"""Cases: how they are kept."""

from auditlog.registry import auditlog
from django.db import models


@auditlog.register()
class Case(models.Model):
    context = models.ForeignKey(
        "app.Object",
        on_delete=models.RESTRICT,
        related_name="cases",
        verbose_name="Context",
        null=True,
        blank=True,
        db_column="context",
    )

    class Meta:
        db_table = "case"
        verbose_name = "Case"
        verbose_name_plural = "Cases"

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
