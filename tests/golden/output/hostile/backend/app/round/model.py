"""Rounds: how they are kept."""

from auditlog.registry import auditlog
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


@auditlog.register(exclude_fields=["now"])
class Round(models.Model):
    days = models.IntegerField(
        "Days", null=True, blank=True, validators=[MinValueValidator(-5), MaxValueValidator(-1)], db_column="days"
    )
    now = models.GeneratedField(
        expression=(models.F("days") * models.Value(2)),
        output_field=models.BigIntegerField(),
        db_persist=True,
        verbose_name="Now",
        db_column="now",
    )
    upper = models.ForeignKey(
        "app.Event", on_delete=models.CASCADE, related_name="rounds", verbose_name="Upper", db_column="upper"
    )

    class Meta:
        db_table = "round"
        verbose_name = "Round"
        verbose_name_plural = "Rounds"
        constraints = [
            models.CheckConstraint(condition=models.Q(days__gte=-5), name="round__days__min"),
            models.CheckConstraint(condition=models.Q(days__lte=-1), name="round__days__max"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
