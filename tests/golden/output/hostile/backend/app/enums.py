"""The closed vocabularies: what a field may hold, and how people read it."""

from django.db import models


class Mro(models.TextChoices):
    NAME = "name", 'He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #'
    NONE = "none", "№ – «ничего»"
