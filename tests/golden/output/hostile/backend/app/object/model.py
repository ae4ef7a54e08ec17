"""Objects: how they are kept."""

from auditlog.registry import auditlog
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from app import enums, validators


@auditlog.register(m2m_fields=["kwargs"])
class Object(models.Model):
    instance = models.BooleanField("Instance", blank=True, default=False, db_default=False, db_column="instance")
    data = models.JSONField("Data", null=True, blank=True, validators=[validators.validate_storable], db_column="data")
    errors = models.IntegerField("Errors", null=True, blank=True, db_column="errors")
    queryset = models.CharField("Queryset", max_length=255, blank=True, default="", db_default="", db_column="queryset")
    colour = models.CharField(
        "</style>", max_length=7, null=True, blank=True, validators=[validators.validate_colour], db_column="colour"
    )
    scan = models.OneToOneField(
        "uploads.Upload",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name='He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
        help_text='He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
        db_column="scan",
    )
    count = ArrayField(
        models.CharField(max_length=48, choices=enums.Mro.choices),
        default=list,
        db_default=[],
        blank=True,
        validators=[validators.validate_distinct],
        verbose_name='He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
        help_text='He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
        db_column="count",
    )
    kwargs = models.ManyToManyField(
        "app.RobertDropTable",
        through="app.ObjectKwargsLink",
        through_fields=("source", "target"),
        related_name="args",
        verbose_name="Kwargs",
        blank=True,
    )

    class Meta:
        db_table = "object"
        verbose_name = "Object"
        verbose_name_plural = "Objects"
        constraints = [
            models.CheckConstraint(condition=models.Q(colour__regex="^#[0-9a-f]{6}$"), name="object__colour__form"),
            models.CheckConstraint(
                condition=models.Q(count__contained_by=enums.Mro.values), name="object__count__members"
            ),
        ]
        indexes = [
            GinIndex(fields=["count"], name="object__count__gin"),
        ]

    def __str__(self) -> str:
        return self.queryset or f"{self._meta.verbose_name} {self.pk}"


class ObjectKwargsLink(models.Model):
    """Each row ties one object to one of its kwargs."""

    source = models.ForeignKey("app.Object", on_delete=models.CASCADE, related_name="+", db_column="source_id")
    target = models.ForeignKey("app.RobertDropTable", on_delete=models.CASCADE, related_name="+", db_column="target_id")

    class Meta:
        db_table = "object__kwargs"
        constraints = [models.UniqueConstraint(fields=["source", "target"], name="object__kwargs_uq")]

    def __str__(self) -> str:
        return f"{self.source} – {self.target}"
