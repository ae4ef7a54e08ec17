from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models

from app.validators import validate_finite, validate_phone, validate_storable


class Migration(migrations.Migration):
    initial = True

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Allergy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField("Name", max_length=255, db_column="name")),
            ],
            options={"db_table": "allergy", "verbose_name": "Allergy", "verbose_name_plural": "Allergys"},
        ),
        migrations.CreateModel(
            name="Bed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.IntegerField("Number", null=True, blank=True, db_column="number")),
            ],
            options={"db_table": "bed", "verbose_name": "Bed", "verbose_name_plural": "Beds"},
        ),
        migrations.CreateModel(
            name="Ward",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField("Name", max_length=80, unique=True, db_column="name")),
                (
                    "beds",
                    models.IntegerField(
                        "Beds",
                        null=True,
                        blank=True,
                        default=4,
                        db_default=4,
                        validators=[MinValueValidator(0), MaxValueValidator(500)],
                        help_text="Those that can be used",
                        db_column="beds",
                    ),
                ),
                (
                    "budget",
                    models.DecimalField(
                        "Budget",
                        max_digits=21,
                        decimal_places=3,
                        null=True,
                        blank=True,
                        default=Decimal("100"),
                        db_default=Decimal("100"),
                        validators=[MinValueValidator(Decimal("0.5"))],
                        db_column="budget",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        "app.Ward",
                        on_delete=models.SET_NULL,
                        related_name="wards_as_parent",
                        verbose_name="Parent",
                        null=True,
                        blank=True,
                        db_column="parent",
                    ),
                ),
            ],
            options={"db_table": "ward", "verbose_name": "Ward", "verbose_name_plural": "Wards"},
        ),
        migrations.CreateModel(
            name="Patient",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField("Name", max_length=255, db_column="name")),
                ("born", models.DateField("Born", db_column="born")),
                (
                    "email",
                    models.EmailField("Email", max_length=254, unique=True, null=True, blank=True, db_column="email"),
                ),
                (
                    "phone",
                    models.CharField(
                        "Phone",
                        max_length=40,
                        blank=True,
                        default="",
                        db_default="",
                        validators=[validate_phone],
                        db_column="phone",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        "Language", max_length=8, blank=True, default="en", db_default="en", db_column="language"
                    ),
                ),
                ("insured", models.BooleanField("Insured", db_column="insured")),
                (
                    "active",
                    models.BooleanField("Active", blank=True, default=True, db_default=True, db_column="active"),
                ),
                (
                    "weight",
                    models.FloatField(
                        "Weight",
                        null=True,
                        blank=True,
                        validators=[validate_finite, MinValueValidator(0.3), MaxValueValidator(400.0)],
                        db_column="weight",
                    ),
                ),
                ("notes", models.TextField("Notes", blank=True, default="", db_default="", db_column="notes")),
                (
                    "ward",
                    models.ForeignKey(
                        "app.Ward",
                        on_delete=models.RESTRICT,
                        related_name="patients",
                        verbose_name="Ward",
                        db_column="ward",
                    ),
                ),
            ],
            options={"db_table": "patient", "verbose_name": "Patient", "verbose_name_plural": "Patients"},
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField("At", db_column="at")),
                (
                    "state",
                    models.CharField(
                        "State",
                        max_length=48,
                        choices=[("planned", "planned"), ("no_show", "Did not come"), ("done", "done")],
                        default="planned",
                        db_default="planned",
                        db_column="state",
                    ),
                ),
                (
                    "urgency",
                    models.CharField(
                        "Urgency",
                        max_length=48,
                        choices=[("low", "low"), ("high", "high")],
                        null=True,
                        blank=True,
                        db_column="urgency",
                    ),
                ),
                ("length", models.DurationField("Length", null=True, blank=True, db_column="length")),
                ("begins", models.TimeField("Begins", null=True, blank=True, db_column="begins")),
                ("key", models.UUIDField("Key", unique=True, null=True, blank=True, db_column="key")),
                (
                    "site",
                    models.URLField("Site", max_length=2000, blank=True, default="", db_default="", db_column="site"),
                ),
                (
                    "findings",
                    models.JSONField(
                        "Findings", null=True, blank=True, validators=[validate_storable], db_column="findings"
                    ),
                ),
                ("number", models.BigIntegerField("Number", null=True, blank=True, db_column="number")),
                (
                    "patient",
                    models.ForeignKey(
                        "app.Patient",
                        on_delete=models.CASCADE,
                        related_name="visits",
                        verbose_name="Patient",
                        db_column="patient",
                    ),
                ),
                (
                    "doctor",
                    models.ForeignKey(
                        settings.AUTH_USER_MODEL,
                        on_delete=models.SET_NULL,
                        related_name="+",
                        verbose_name="Doctor",
                        null=True,
                        blank=True,
                        db_column="doctor",
                    ),
                ),
                (
                    "bed",
                    models.ForeignKey(
                        "app.Bed",
                        on_delete=models.RESTRICT,
                        related_name="visits",
                        verbose_name="Bed",
                        null=True,
                        blank=True,
                        db_column="bed",
                    ),
                ),
            ],
            options={"db_table": "visit", "verbose_name": "Visit", "verbose_name_plural": "Visits"},
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        "Outcome", max_length=48, choices=[("low", "low"), ("high", "high")], db_column="outcome"
                    ),
                ),
                (
                    "visit",
                    models.OneToOneField(
                        "app.Visit",
                        on_delete=models.RESTRICT,
                        related_name="inspection",
                        verbose_name="Visit",
                        db_column="visit",
                    ),
                ),
            ],
            options={"db_table": "inspection", "verbose_name": "Inspection", "verbose_name_plural": "Inspections"},
        ),
        migrations.CreateModel(
            name="PatientAllergiesLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.ForeignKey("app.Patient", on_delete=models.CASCADE, related_name="+", db_column="source_id"),
                ),
                (
                    "target",
                    models.ForeignKey("app.Allergy", on_delete=models.CASCADE, related_name="+", db_column="target_id"),
                ),
            ],
            options={
                "db_table": "patient__allergies",
                "constraints": [models.UniqueConstraint(fields=["source", "target"], name="patient__allergies_uq")],
            },
        ),
        migrations.AddField(
            model_name="Patient",
            name="allergies",
            field=models.ManyToManyField(
                "app.Allergy",
                through="app.PatientAllergiesLink",
                through_fields=("source", "target"),
                related_name="patients",
                verbose_name="Allergies",
                blank=True,
            ),
        ),
        migrations.CreateModel(
            name="PatientRelativesLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.ForeignKey("app.Patient", on_delete=models.CASCADE, related_name="+", db_column="source_id"),
                ),
                (
                    "target",
                    models.ForeignKey("app.Patient", on_delete=models.CASCADE, related_name="+", db_column="target_id"),
                ),
            ],
            options={
                "db_table": "patient__relatives",
                "constraints": [models.UniqueConstraint(fields=["source", "target"], name="patient__relatives_uq")],
            },
        ),
        migrations.AddField(
            model_name="Patient",
            name="relatives",
            field=models.ManyToManyField(
                "app.Patient",
                through="app.PatientRelativesLink",
                through_fields=("source", "target"),
                related_name="patients_as_relatives",
                verbose_name="Relatives",
                blank=True,
            ),
        ),
        migrations.CreateModel(
            name="PatientCarersLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.ForeignKey("app.Patient", on_delete=models.CASCADE, related_name="+", db_column="source_id"),
                ),
                (
                    "target",
                    models.ForeignKey(
                        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_column="target_id"
                    ),
                ),
            ],
            options={
                "db_table": "patient__carers",
                "constraints": [models.UniqueConstraint(fields=["source", "target"], name="patient__carers_uq")],
            },
        ),
        migrations.AddField(
            model_name="Patient",
            name="carers",
            field=models.ManyToManyField(
                settings.AUTH_USER_MODEL,
                through="app.PatientCarersLink",
                through_fields=("source", "target"),
                related_name="+",
                verbose_name="Carers",
            ),
        ),
        migrations.AddField(
            model_name="Ward",
            name="speaker",
            field=models.OneToOneField(
                "app.Patient",
                on_delete=models.RESTRICT,
                related_name="speaks_for",
                verbose_name="Speaker",
                null=True,
                blank=True,
                db_column="speaker",
            ),
        ),
    ]
