"""What the expressions of computed fields need beside Django's own."""

from django.db import models


class Days(models.Func):
    """The days from the second date to the first."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    arity = 2
    output_field = models.IntegerField()


class Numeric(models.Func):
    """A number with as many decimals as it has."""

    template = "(%(expressions)s)::numeric"
    arity = 1
    output_field = models.DecimalField()
