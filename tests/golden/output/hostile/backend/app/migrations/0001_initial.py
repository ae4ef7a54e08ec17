from django.conf import settings
from django.db import migrations, models

from app.validators import validate_storable


class Migration(migrations.Migration):
    initial = True

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
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
        migrations.CreateModel(
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
            ],
            options={
                "db_table": "robert_drop_table",
                "verbose_name": "Robert'); DROP TABLE students;--",
                "verbose_name_plural": "Robert'); DROP TABLE students;--",
            },
        ),
        migrations.CreateModel(
            name="Object",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "instance",
                    models.BooleanField("Instance", blank=True, default=False, db_default=False, db_column="instance"),
                ),
                (
                    "data",
                    models.JSONField("Data", null=True, blank=True, validators=[validate_storable], db_column="data"),
                ),
                ("errors", models.IntegerField("Errors", null=True, blank=True, db_column="errors")),
                (
                    "queryset",
                    models.CharField(
                        "Queryset", max_length=255, blank=True, default="", db_default="", db_column="queryset"
                    ),
                ),
            ],
            options={"db_table": "object", "verbose_name": "Object", "verbose_name_plural": "Objects"},
        ),
        migrations.CreateModel(
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
    ]
