"""Compatible: the code of the version before runs beside it. There is a way back."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import migrations, models
from django.db.models import functions, lookups

from app.keeping import (
    AddColumn,
    AddRule,
    AddTable,
    Count,
    Preflight,
    set_aside,
)


class Migration(migrations.Migration):
    dependencies = [("app", "0001_initial"), ("uploads", "0001_initial")]

    operations = [
        Preflight(
            refuse=[
                Count(
                    "{} rows of 'Visit' hold less than 1 as 'Number'. Mend or delete them first.",
                    'SELECT count(*) FROM "visit" WHERE "number" < 1',
                ),
            ],
            report=[],
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveConstraint(model_name="Patient", name="patient__name__born__unique")]
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveConstraint(model_name="Patient", name="patient__name__min_length")]
        ),
        migrations.RemoveConstraint(model_name="Visit", name="visit__state__values"),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveIndex(model_name="Patient", name="patient__ward__name__idx")]
        ),
        # What it was worth can be computed again.
        migrations.RemoveField(model_name="Visit", name="urgent"),
        # The links stay, but no longer hold up the deletion of what they tie together.
        migrations.AlterField(
            model_name="PatientCarersLink",
            name="source",
            field=models.ForeignKey(
                "app.Patient", on_delete=models.CASCADE, related_name="+", db_column="source_id", db_constraint=False
            ),
        ),
        migrations.AlterField(
            model_name="PatientCarersLink",
            name="target",
            field=models.ForeignKey(
                settings.AUTH_USER_MODEL,
                on_delete=models.CASCADE,
                related_name="+",
                db_column="target_id",
                db_constraint=False,
            ),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField(model_name="Patient", name="carers"),
                migrations.DeleteModel(name="PatientCarersLink"),
            ]
        ),
        # The column stays, with what it holds, but no longer holds up the deletion of what it points to.
        migrations.AlterField(
            model_name="Inspection",
            name="visit",
            field=models.ForeignKey(
                "app.Visit",
                on_delete=models.RESTRICT,
                related_name="inspection",
                verbose_name="Visit",
                null=True,
                blank=True,
                db_constraint=False,
                db_index=False,
                db_column="visit",
            ),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField(model_name="Inspection", name="visit")]
        ),
        # The column stays, with what it holds; new rows leave it empty.
        migrations.AlterField(
            model_name="Visit",
            name="site",
            field=models.URLField("Site", max_length=2000, null=True, blank=True, db_column="site"),
        ),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField(model_name="Visit", name="site")]),
        # The table stays, with its rows.
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name="Inspection")]),
        migrations.RenameModel(old_name="Patient", new_name="Person"),
        migrations.RenameField(model_name="Person", old_name="name", new_name="full_name"),
        migrations.RenameField(model_name="Person", old_name="allergies", new_name="sensitivities"),
        migrations.RenameModel(old_name="PatientRelativesLink", new_name="PersonRelativesLink"),
        migrations.AlterField(
            model_name="Ward",
            name="name",
            field=models.CharField("Name", max_length=100, unique=True, db_column="name"),
        ),
        migrations.AlterModelOptions(
            name="Person", options={"verbose_name": "Person", "verbose_name_plural": "People"}
        ),
        migrations.AlterField(
            model_name="Visit",
            name="state",
            field=models.CharField(
                "State",
                max_length=48,
                choices=[("planned", "planned"), ("no_show", "no_show"), ("done", "done"), ("moved", "moved")],
                default="planned",
                db_default="planned",
                db_column="state",
            ),
        ),
        migrations.AlterField(
            model_name="Visit",
            name="number",
            field=models.BigIntegerField("Number", default=1, validators=[MinValueValidator(1)], db_column="number"),
            preserve_default=False,
        ),
        # What was removed earlier makes room, and stays.
        set_aside("visit.site", "visit.site__0002"),
        AddColumn(
            model_name="Visit",
            name="site",
            field=models.CharField("Site", max_length=255, default="", db_column="site"),
            preserve_default=False,
        ),
        AddColumn(
            model_name="Bed",
            name="broken",
            field=models.BooleanField("Broken", blank=True, default=False, db_default=False, db_column="broken"),
        ),
        migrations.AlterField(
            model_name="Person",
            name="relatives",
            field=models.ManyToManyField(
                "app.Person",
                through="app.PersonRelativesLink",
                through_fields=("source", "target"),
                related_name="patients_as_relatives",
                verbose_name="Family",
                blank=True,
            ),
        ),
        migrations.AlterField(
            model_name="Visit",
            name="bed",
            field=models.ForeignKey(
                "app.Bed",
                on_delete=models.CASCADE,
                related_name="visits",
                verbose_name="Bed",
                null=True,
                blank=True,
                help_text="Where the patient lies",
                db_column="bed",
            ),
        ),
        # What was removed earlier makes room, and stays.
        set_aside("inspection", "inspection__0002"),
        AddTable(
            name="Inspection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "passed",
                    models.BooleanField("Passed", blank=True, default=False, db_default=False, db_column="passed"),
                ),
                (
                    "bed",
                    models.ForeignKey(
                        "app.Bed",
                        on_delete=models.RESTRICT,
                        related_name="inspections",
                        verbose_name="Bed",
                        db_column="bed",
                    ),
                ),
            ],
            options={"db_table": "inspection", "verbose_name": "Inspection", "verbose_name_plural": "Inspections"},
        ),
        AddTable(
            name="BedAvoidsLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.ForeignKey("app.Bed", on_delete=models.CASCADE, related_name="+", db_column="source_id"),
                ),
                (
                    "target",
                    models.ForeignKey("app.Allergy", on_delete=models.CASCADE, related_name="+", db_column="target_id"),
                ),
            ],
            options={
                "db_table": "bed__avoids",
                "constraints": [models.UniqueConstraint(fields=["source", "target"], name="bed__avoids_uq")],
            },
        ),
        migrations.AddField(
            model_name="Bed",
            name="avoids",
            field=models.ManyToManyField(
                "app.Allergy",
                through="app.BedAvoidsLink",
                through_fields=("source", "target"),
                related_name="beds",
                verbose_name="Avoids",
                blank=True,
            ),
        ),
        migrations.AddField(
            model_name="Visit",
            name="urgent",
            field=models.GeneratedField(
                expression=models.ExpressionWrapper(
                    (
                        models.Q(lookups.Exact(models.F("urgency"), models.Value("high")))
                        & ~models.Q(lookups.Exact(models.F("state"), models.Value("done")))
                    ),
                    output_field=models.BooleanField(),
                ),
                output_field=models.BooleanField(),
                db_persist=True,
                verbose_name="Urgent",
                db_column="urgent",
            ),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddConstraint(
                    model_name="Person",
                    constraint=models.UniqueConstraint(
                        fields=["full_name", "born"],
                        condition=models.Q(deleted_at__isnull=True),
                        name="patient__name__born__unique",
                    ),
                )
            ]
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddConstraint(
                    model_name="Person",
                    constraint=models.CheckConstraint(
                        condition=models.Q(lookups.GreaterThanOrEqual(functions.Length("full_name"), 2)),
                        name="patient__name__min_length",
                    ),
                )
            ]
        ),
        AddRule(
            model_name="Visit",
            constraint=models.CheckConstraint(
                condition=models.Q(state__in=["planned", "no_show", "done", "moved"]), name="visit__state__values"
            ),
        ),
        AddRule(
            model_name="Visit",
            constraint=models.CheckConstraint(condition=models.Q(number__gte=1), name="visit__number__min"),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddIndex(
                    model_name="Person",
                    index=models.Index(fields=["ward", "full_name"], name="patient__ward__name__idx"),
                )
            ]
        ),
        Preflight(
            refuse_back=[
                Count(
                    "{} rows of 'Ward' hold more than 80 characters as 'Name'. Mend or delete them first.",
                    'SELECT count(*) FROM "ward" WHERE length("name") > 80',
                ),
                Count(
                    "{} rows of 'Visit' hold a value that 'State' is to lose. Mend or delete them first.",
                    "SELECT count(*) FROM \"visit\" WHERE \"state\" <> '' AND \"state\" NOT IN ('planned', 'no_show', 'done')",
                ),
            ]
        ),
    ]
