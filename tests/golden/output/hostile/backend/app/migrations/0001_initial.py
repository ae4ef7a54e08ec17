import datetime as dt

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models
from django.db.models import functions

from app import defaults, validators
from app.keeping import (
    AddTable,
)
from numbering.fields import AutoNumberField


class Migration(migrations.Migration):
    initial = True

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("uploads", "0001_initial")]

    operations = [
        AddTable(
            name="Group",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table", models.CharField("Table", max_length=255, db_column="table")),
                (
                    "meta",
                    models.ForeignKey(
                        settings.AUTH_USER_MODEL,
                        on_delete=models.RESTRICT,
                        related_name="+",
                        verbose_name="🙂",
                        null=True,
                        blank=True,
                        db_column="meta",
                    ),
                ),
            ],
            options={
                "db_table": "group",
                "verbose_name": "<img src=x onerror=alert(1)>",
                "verbose_name_plural": "{{ config }}",
            },
        ),
        AddTable(
            name="RobertDropTable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "select",
                    models.CharField(
                        'He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
                        max_length=255,
                        blank=True,
                        default='He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
                        db_default='He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
                        help_text='He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
                        db_column="select",
                    ),
                ),
                (
                    "where_am_i",
                    models.TextField(
                        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx🧨",
                        blank=True,
                        default="",
                        db_default="",
                        help_text="\"\"\"\n'''\\",
                        db_column="where_am_i",
                    ),
                ),
                (
                    "type",
                    models.CharField(
                        "../../etc/passwd",
                        max_length=48,
                        choices=[
                            (
                                "name",
                                'He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
                            ),
                            ("none", "№ – «ничего»"),
                        ],
                        null=True,
                        blank=True,
                        db_column="type",
                    ),
                ),
                ("order", models.IntegerField("مرحبا", db_column="order")),
                (
                    "code",
                    models.CharField(
                        'He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
                        max_length=40,
                        blank=True,
                        default="",
                        db_default="",
                        validators=[validators.Pattern("^(?:[\"%'<\\\\\\{\\}]+[0-9a-z]*)\\Z")],
                        help_text="\\d",
                        db_column="code",
                    ),
                ),
                (
                    "case",
                    models.CharField(
                        'He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
                        max_length=48,
                        choices=[
                            (
                                "name",
                                'He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
                            ),
                            ("none", "№ – «ничего»"),
                        ],
                        null=True,
                        blank=True,
                        default="name",
                        db_default="name",
                        db_column="case",
                    ),
                ),
                (
                    "sum",
                    models.GeneratedField(
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
                    ),
                ),
                (
                    "serial",
                    AutoNumberField(
                        'He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
                        prefix="{%'\"\\",
                        digits=4,
                        db_column="serial",
                    ),
                ),
                (
                    "property",
                    models.ForeignKey(
                        "app.Group",
                        on_delete=models.RESTRICT,
                        related_name="robert_drop_tables",
                        verbose_name='He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
                        null=True,
                        blank=True,
                        db_column="property",
                    ),
                ),
                (
                    "deleted_at",
                    models.DateTimeField("deleted at", null=True, blank=True, editable=False, db_index=True),
                ),
            ],
            options={
                "db_table": "robert_drop_table",
                "verbose_name": "Robert'); DROP TABLE students;--",
                "verbose_name_plural": "Robert'); DROP TABLE students;--",
            },
        ),
        AddTable(
            name="Object",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "instance",
                    models.BooleanField("Instance", blank=True, default=False, db_default=False, db_column="instance"),
                ),
                (
                    "data",
                    models.JSONField(
                        "Data", null=True, blank=True, validators=[validators.validate_storable], db_column="data"
                    ),
                ),
                ("errors", models.IntegerField("Errors", null=True, blank=True, db_column="errors")),
                (
                    "queryset",
                    models.CharField(
                        "Queryset", max_length=255, blank=True, default="", db_default="", db_column="queryset"
                    ),
                ),
                (
                    "colour",
                    models.CharField(
                        "</style>",
                        max_length=7,
                        null=True,
                        blank=True,
                        validators=[validators.validate_colour],
                        db_column="colour",
                    ),
                ),
                (
                    "scan",
                    models.OneToOneField(
                        "uploads.Upload",
                        on_delete=models.PROTECT,
                        related_name="+",
                        null=True,
                        blank=True,
                        verbose_name='He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
                        help_text='He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
                        db_column="scan",
                    ),
                ),
                (
                    "count",
                    ArrayField(
                        models.CharField(
                            max_length=48,
                            choices=[
                                (
                                    "name",
                                    'He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
                                ),
                                ("none", "№ – «ничего»"),
                            ],
                        ),
                        default=list,
                        db_default=[],
                        blank=True,
                        validators=[validators.validate_distinct],
                        verbose_name='He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
                        help_text='He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
                        db_column="count",
                    ),
                ),
            ],
            options={"db_table": "object", "verbose_name": "Object", "verbose_name_plural": "Objects"},
        ),
        AddTable(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "context",
                    models.ForeignKey(
                        "app.Object",
                        on_delete=models.RESTRICT,
                        related_name="cases",
                        verbose_name="Context",
                        null=True,
                        blank=True,
                        db_column="context",
                    ),
                ),
            ],
            options={"db_table": "case", "verbose_name": "Case", "verbose_name_plural": "Cases"},
        ),
        AddTable(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "date",
                    models.DateField(
                        "Date",
                        null=True,
                        blank=True,
                        default=defaults.current_date,
                        db_default=functions.Cast(functions.Now(), models.DateField()),
                        db_column="date",
                    ),
                ),
                (
                    "time",
                    models.TimeField(
                        "Time",
                        null=True,
                        blank=True,
                        default=dt.time(8, 30),
                        db_default=dt.time(8, 30),
                        db_column="time",
                    ),
                ),
                (
                    "timezone",
                    models.DateTimeField(
                        "Timezone",
                        null=True,
                        blank=True,
                        default=dt.datetime(2026, 1, 31, 6, 0, tzinfo=dt.UTC),
                        db_default=dt.datetime(2026, 1, 31, 6, 0, tzinfo=dt.UTC),
                        db_column="timezone",
                    ),
                ),
                (
                    "datetime",
                    models.DurationField(
                        "Datetime",
                        null=True,
                        blank=True,
                        default=dt.timedelta(seconds=5400),
                        db_default=dt.timedelta(seconds=5400),
                        db_column="datetime",
                    ),
                ),
                (
                    "list",
                    ArrayField(
                        models.CharField(
                            max_length=48,
                            choices=[
                                (
                                    "name",
                                    'He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
                                ),
                                ("none", "№ – «ничего»"),
                            ],
                        ),
                        default=defaults.Chosen(["none"]),
                        db_default=["none"],
                        blank=True,
                        validators=[validators.validate_distinct],
                        verbose_name="List",
                        db_column="list",
                    ),
                ),
                (
                    "cast",
                    models.FloatField(
                        "Cast",
                        null=True,
                        blank=True,
                        validators=[validators.validate_finite, MinValueValidator(-2.5)],
                        db_column="cast",
                    ),
                ),
                (
                    "upload",
                    models.SlugField(
                        "Upload", max_length=100, blank=True, default="", db_default="", db_column="upload"
                    ),
                ),
                ("change", models.TextField("Change", blank=True, default="", db_default="", db_column="change")),
            ],
            options={"db_table": "event", "verbose_name": "Event", "verbose_name_plural": "Events"},
        ),
        AddTable(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "days",
                    models.IntegerField(
                        "Days",
                        null=True,
                        blank=True,
                        validators=[MinValueValidator(-5), MaxValueValidator(-1)],
                        db_column="days",
                    ),
                ),
                (
                    "now",
                    models.GeneratedField(
                        expression=(models.F("days") * models.Value(2)),
                        output_field=models.BigIntegerField(),
                        db_persist=True,
                        verbose_name="Now",
                        db_column="now",
                    ),
                ),
                (
                    "upper",
                    models.ForeignKey(
                        "app.Event",
                        on_delete=models.CASCADE,
                        related_name="rounds",
                        verbose_name="Upper",
                        db_column="upper",
                    ),
                ),
            ],
            options={"db_table": "round", "verbose_name": "Round", "verbose_name_plural": "Rounds"},
        ),
        AddTable(
            name="ObjectKwargsLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.ForeignKey("app.Object", on_delete=models.CASCADE, related_name="+", db_column="source_id"),
                ),
                (
                    "target",
                    models.ForeignKey(
                        "app.RobertDropTable", on_delete=models.CASCADE, related_name="+", db_column="target_id"
                    ),
                ),
            ],
            options={
                "db_table": "object__kwargs",
                "constraints": [models.UniqueConstraint(fields=["source", "target"], name="object__kwargs_uq")],
            },
        ),
        migrations.AddField(
            model_name="Object",
            name="kwargs",
            field=models.ManyToManyField(
                "app.RobertDropTable",
                through="app.ObjectKwargsLink",
                through_fields=("source", "target"),
                related_name="args",
                verbose_name="Kwargs",
                blank=True,
            ),
        ),
        migrations.AddConstraint(
            model_name="RobertDropTable",
            constraint=models.CheckConstraint(
                condition=models.Q(type__in=["name", "none"]), name="robert_drop_table__type__values"
            ),
        ),
        migrations.AddConstraint(
            model_name="RobertDropTable",
            constraint=models.CheckConstraint(
                condition=models.Q(code="") | models.Q(code__regex="^(?:[\"%'<\\\\\\{\\}]+[0-9a-z]*)$"),
                name="robert_drop_table__code__pattern",
            ),
        ),
        migrations.AddConstraint(
            model_name="RobertDropTable",
            constraint=models.CheckConstraint(
                condition=models.Q(case__in=["name", "none"]), name="robert_drop_table__case__values"
            ),
        ),
        migrations.AddConstraint(
            model_name="Object",
            constraint=models.CheckConstraint(
                condition=models.Q(colour__regex="^#[0-9a-f]{6}$"), name="object__colour__form"
            ),
        ),
        migrations.AddConstraint(
            model_name="Object",
            constraint=models.CheckConstraint(
                condition=models.Q(count__contained_by=["name", "none"]), name="object__count__members"
            ),
        ),
        migrations.AddConstraint(
            model_name="Event",
            constraint=models.CheckConstraint(
                condition=models.Q(list__contained_by=["name", "none"]), name="event__list__members"
            ),
        ),
        migrations.AddConstraint(
            model_name="Event",
            constraint=models.CheckConstraint(
                condition=models.Q(cast__gt=float("-inf"), cast__lt=float("inf")), name="event__cast__finite"
            ),
        ),
        migrations.AddConstraint(
            model_name="Event",
            constraint=models.CheckConstraint(condition=models.Q(cast__gte=-2.5), name="event__cast__min"),
        ),
        migrations.AddConstraint(
            model_name="Event",
            constraint=models.CheckConstraint(
                condition=models.Q(upload="") | models.Q(upload__regex="^[-a-zA-Z0-9_]+$"), name="event__upload__form"
            ),
        ),
        migrations.AddConstraint(
            model_name="Round",
            constraint=models.CheckConstraint(condition=models.Q(days__gte=-5), name="round__days__min"),
        ),
        migrations.AddConstraint(
            model_name="Round",
            constraint=models.CheckConstraint(condition=models.Q(days__lte=-1), name="round__days__max"),
        ),
        migrations.AddIndex(model_name="Object", index=GinIndex(fields=["count"], name="object__count__gin")),
        migrations.AddIndex(model_name="Event", index=GinIndex(fields=["list"], name="event__list__gin")),
    ]
