"""Groups: how they are kept."""

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models


@auditlog.register()
class Group(models.Model):
    table = models.CharField("Table", max_length=255, db_column="table")
    meta = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="+",
        verbose_name="🙂",
        null=True,
        blank=True,
        db_column="meta",
    )

    class Meta:
        db_table = "group"
        verbose_name = "<img src=x onerror=alert(1)>"
        verbose_name_plural = "{{ config }}"

    def __str__(self) -> str:
        return self.table
