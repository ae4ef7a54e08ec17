"""Objects: how they are kept."""

from django.db import models

from app.validators import validate_storable


class Object(models.Model):
    instance = models.BooleanField("Instance", blank=True, default=False, db_default=False, db_column="instance")
    data = models.JSONField("Data", null=True, blank=True, validators=[validate_storable], db_column="data")
    errors = models.IntegerField("Errors", null=True, blank=True, db_column="errors")
    queryset = models.CharField("Queryset", max_length=255, blank=True, default="", db_default="", db_column="queryset")

    class Meta:
        db_table = "object"
        verbose_name = "Object"
        verbose_name_plural = "Objects"

    def __str__(self) -> str:
        return self.queryset or f"{self._meta.verbose_name} {self.pk}"
