"""The closed vocabularies: what a field may hold, and how people read it."""

from django.db import models


class State(models.TextChoices):
    PLANNED = "planned", "planned"
    NO_SHOW = "no_show", "Did not come"
    DONE = "done", "done"


class Urgency(models.TextChoices):
    LOW = "low", "low"
    HIGH = "high", "high"


class Equipment(models.TextChoices):
    OXYGEN = "oxygen", "oxygen"
    MONITOR = "monitor", "monitor"
    LIFT = "lift", "lift"
