"""Robert drop tables: how they are kept."""

from auditlog.registry import auditlog
from django.db import models
from django.db.models import functions

from app import enums, state_machine, validators
from app.soft_delete import SoftDeleted
from numbering.fields import AutoNumberField


@auditlog.register(exclude_fields=["sum"])
class RobertDropTable(SoftDeleted):
    select = models.CharField(
        'He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
        max_length=255,
        blank=True,
        default='He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
        db_default='He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
        help_text='He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
        db_column="select",
    )
    where_am_i = models.TextField(
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx🧨",
        blank=True,
        default="",
        db_default="",
        help_text="\"\"\"\n'''\\",
        db_column="where_am_i",
    )
    type = models.CharField(
        "../../etc/passwd", max_length=48, choices=enums.Mro.choices, null=True, blank=True, db_column="type"
    )
    order = models.IntegerField("مرحبا", db_column="order")
    code = models.CharField(
        'He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
        max_length=40,
        blank=True,
        default="",
        db_default="",
        validators=[validators.Pattern("^(?:[\"%'<\\\\\\{\\}]+[0-9a-z]*)\\Z")],
        help_text="\\d",
        db_column="code",
    )
    case = models.CharField(
        'He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
        max_length=48,
        choices=enums.Mro.choices,
        null=True,
        blank=True,
        default=enums.Mro.NAME,
        db_default=enums.Mro.NAME,
        db_column="case",
    )
    sum = models.GeneratedField(
        expression=functions.Concat(
            models.F("select"),
            models.Value(" \"{{ x }}\" '%s' \\", output_field=models.TextField()),
            models.F("code"),
            output_field=models.TextField(),
        ),
        output_field=models.TextField(),
        db_persist=True,
        verbose_name='He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
        db_column="sum",
    )
    serial = AutoNumberField(
        'He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
        prefix="{%'\"\\",
        digits=4,
        db_column="serial",
    )
    property = models.ForeignKey(
        "app.Group",
        on_delete=models.RESTRICT,
        related_name="robert_drop_tables",
        verbose_name='He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
        null=True,
        blank=True,
        db_column="property",
    )

    transitions = [
        state_machine.Transition(
            "objects",
            'He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
            "case",
            ["name"],
            "none",
        ),
    ]

    class Meta:
        db_table = "robert_drop_table"
        verbose_name = "Robert'); DROP TABLE students;--"
        verbose_name_plural = "Robert'); DROP TABLE students;--"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(type__in=enums.Mro.values), name="robert_drop_table__type__values"
            ),
            models.CheckConstraint(
                condition=models.Q(code="") | models.Q(code__regex="^(?:[\"%'<\\\\\\{\\}]+[0-9a-z]*)$"),
                name="robert_drop_table__code__pattern",
            ),
            models.CheckConstraint(
                condition=models.Q(case__in=enums.Mro.values), name="robert_drop_table__case__values"
            ),
        ]

    def __str__(self) -> str:
        return self.select or f"{self._meta.verbose_name} {self.pk}"
