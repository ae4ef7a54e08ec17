"""How far each line of numbers has come."""

from django.db import models


class Counter(models.Model):
    """One row for each numbered column. Taking a number locks it, so that a number that is not used is given again."""

    name = models.CharField(max_length=130, primary_key=True)
    last = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"
