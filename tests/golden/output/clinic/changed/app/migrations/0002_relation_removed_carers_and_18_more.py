from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import migrations, models

from app.keeping import set_aside


class Migration(migrations.Migration):
    dependencies = [("app", "0001_initial")]

    operations = [
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
        migrations.RenameModel(old_name="PatientAllergiesLink", new_name="PersonSensitivitiesLink"),
        migrations.RenameModel(old_name="PatientRelativesLink", new_name="PersonRelativesLink"),
        migrations.AlterField(
            model_name="Ward",
            name="name",
            field=models.CharField("Name", max_length=100, unique=True, db_column="name"),
        ),
        migrations.AlterModelOptions(
            name="Person",
            options={"verbose_name": "Person", "verbose_name_plural": "People"},
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
        migrations.AddField(
            model_name="Visit",
            name="site",
            field=models.CharField("Site", max_length=255, default="", db_column="site"),
            preserve_default=False,
        ),
        migrations.AddField(
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
                db_column="bed",
            ),
        ),
        # What was removed earlier makes room, and stays.
        set_aside("inspection", "inspection__0002"),
        migrations.CreateModel(
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
        migrations.CreateModel(
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
    ]
