"""Robert drop tables: how they are kept."""

from django.db import models

from app import enums


class RobertDropTable(models.Model):
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
    property = models.ForeignKey(
        "app.Group",
        on_delete=models.RESTRICT,
        related_name="robert_drop_tables",
        verbose_name='He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
        null=True,
        blank=True,
        db_column="property",
    )

    class Meta:
        db_table = "robert_drop_table"
        verbose_name = "Robert'); DROP TABLE students;--"
        verbose_name_plural = "Robert'); DROP TABLE students;--"

    def __str__(self) -> str:
        return self.select or f"{self._meta.verbose_name} {self.pk}"
