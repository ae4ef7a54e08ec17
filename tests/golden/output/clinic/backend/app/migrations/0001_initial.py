import datetime as dt
from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinLengthValidator, MinValueValidator
from django.db import migrations, models
from django.db.models import functions, lookups

from app import defaults, expressions, validators
from app.keeping import (
    AddColumn,
    AddTable,
)
from numbering.fields import AutoNumberField


class Migration(migrations.Migration):
    initial = True

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("uploads", "0001_initial")]

    operations = [
        AddTable(
            name="Allergy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField("Name", max_length=255, db_column="name")),
            ],
            options={"db_table": "allergy", "verbose_name": "Allergy", "verbose_name_plural": "Allergys"},
        ),
        AddTable(
            name="Bed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.IntegerField("Number", null=True, blank=True, db_column="number")),
                (
                    "equipment",
                    ArrayField(
                        models.CharField(
                            max_length=48, choices=[("oxygen", "oxygen"), ("monitor", "monitor"), ("lift", "lift")]
                        ),
                        default=defaults.Chosen(["lift"]),
                        db_default=["lift"],
                        validators=[validators.validate_distinct],
                        verbose_name="Equipment",
                        db_column="equipment",
                    ),
                ),
            ],
            options={"db_table": "bed", "verbose_name": "Bed", "verbose_name_plural": "Beds"},
        ),
        AddTable(
            name="Ward",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField("Name", max_length=80, unique=True, db_column="name")),
                ("code", models.SlugField("Code", max_length=100, unique=True, db_column="code")),
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
                    "colour",
                    models.CharField(
                        "Colour",
                        max_length=7,
                        null=True,
                        blank=True,
                        default="#0f766e",
                        db_default="#0f766e",
                        validators=[validators.validate_colour],
                        db_column="colour",
                    ),
                ),
                (
                    "opened",
                    models.DateField(
                        "Opened",
                        null=True,
                        blank=True,
                        default=dt.date(2020, 1, 31),
                        db_default=dt.date(2020, 1, 31),
                        db_column="opened",
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
        AddTable(
            name="Patient",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField("Name", max_length=255, validators=[MinLengthValidator(2)], db_column="name"),
                ),
                ("number", AutoNumberField("Number", prefix="P-", digits=6, db_column="number")),
                ("born", models.DateField("Born", db_column="born")),
                ("email", models.EmailField("Email", max_length=254, null=True, blank=True, db_column="email")),
                (
                    "phone",
                    models.CharField(
                        "Phone",
                        max_length=40,
                        blank=True,
                        default="",
                        db_default="",
                        validators=[validators.validate_phone],
                        db_column="phone",
                    ),
                ),
                (
                    "insurance",
                    models.CharField(
                        "Insurance",
                        max_length=12,
                        blank=True,
                        default="",
                        db_default="",
                        validators=[validators.Pattern("^(?:[A-Z]{2}-[0-9]{4,8})\\Z")],
                        db_column="insurance",
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
                    "height",
                    models.IntegerField(
                        "Height",
                        null=True,
                        blank=True,
                        validators=[MinValueValidator(20), MaxValueValidator(280)],
                        db_column="height",
                    ),
                ),
                (
                    "weight",
                    models.FloatField(
                        "Weight",
                        null=True,
                        blank=True,
                        validators=[validators.validate_finite, MinValueValidator(0.3), MaxValueValidator(400.0)],
                        db_column="weight",
                    ),
                ),
                (
                    "bulk",
                    models.GeneratedField(
                        expression=functions.Round(
                            expressions.Numeric(
                                models.ExpressionWrapper(
                                    models.F("weight")
                                    / functions.NullIf(
                                        models.ExpressionWrapper(
                                            expressions.Numeric(models.F("height") * models.F("height"))
                                            / models.Value(10000),
                                            output_field=models.DecimalField(max_digits=34, decimal_places=4),
                                        ),
                                        models.Value(0),
                                    ),
                                    output_field=models.FloatField(),
                                )
                            ),
                            precision=1,
                        ),
                        output_field=models.DecimalField(max_digits=31, decimal_places=1),
                        db_persist=True,
                        verbose_name="Bulk",
                        db_column="bulk",
                    ),
                ),
                (
                    "photo",
                    models.OneToOneField(
                        "uploads.Upload",
                        on_delete=models.PROTECT,
                        related_name="+",
                        null=True,
                        blank=True,
                        verbose_name="Photo",
                        db_column="photo",
                    ),
                ),
                (
                    "notes",
                    models.TextField(
                        "Notes", max_length=5000, blank=True, default="", db_default="", db_column="notes"
                    ),
                ),
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
                (
                    "bed",
                    models.ForeignKey(
                        "app.Bed",
                        on_delete=models.SET_NULL,
                        related_name="patient",
                        verbose_name="Bed",
                        null=True,
                        blank=True,
                        db_column="bed",
                    ),
                ),
                (
                    "deleted_at",
                    models.DateTimeField("deleted at", null=True, blank=True, editable=False, db_index=True),
                ),
            ],
            options={"db_table": "patient", "verbose_name": "Patient", "verbose_name_plural": "Patients"},
        ),
        AddTable(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "at",
                    models.DateTimeField(
                        "At", default=defaults.current_datetime, db_default=functions.Now(), db_column="at"
                    ),
                ),
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
                (
                    "needs",
                    ArrayField(
                        models.CharField(
                            max_length=48, choices=[("oxygen", "oxygen"), ("monitor", "monitor"), ("lift", "lift")]
                        ),
                        default=list,
                        db_default=[],
                        blank=True,
                        validators=[validators.validate_distinct, MaxLengthValidator(2)],
                        verbose_name="Needs",
                        db_column="needs",
                    ),
                ),
                (
                    "fee",
                    models.DecimalField(
                        "Fee",
                        max_digits=20,
                        decimal_places=2,
                        default=Decimal("20"),
                        db_default=Decimal("20"),
                        validators=[MinValueValidator(Decimal("0"))],
                        help_text="In EUR",
                        db_column="fee",
                    ),
                ),
                (
                    "extra",
                    models.DecimalField(
                        "Extra",
                        max_digits=20,
                        decimal_places=2,
                        null=True,
                        blank=True,
                        validators=[MinValueValidator(Decimal("0"))],
                        help_text="In EUR",
                        db_column="extra",
                    ),
                ),
                (
                    "total",
                    models.GeneratedField(
                        expression=(
                            models.F("fee")
                            + functions.Coalesce(
                                models.F("extra"),
                                models.Value(0),
                                output_field=models.DecimalField(max_digits=32, decimal_places=2),
                            )
                        ),
                        output_field=models.DecimalField(max_digits=32, decimal_places=2),
                        db_persist=True,
                        verbose_name="Total",
                        db_column="total",
                    ),
                ),
                (
                    "urgent",
                    models.GeneratedField(
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
                ("length", models.DurationField("Length", null=True, blank=True, db_column="length")),
                ("begins", models.TimeField("Begins", null=True, blank=True, db_column="begins")),
                ("key", models.UUIDField("Key", unique=True, null=True, blank=True, db_column="key")),
                (
                    "site",
                    models.URLField("Site", max_length=2000, blank=True, default="", db_default="", db_column="site"),
                ),
                (
                    "letter",
                    models.OneToOneField(
                        "uploads.Upload",
                        on_delete=models.PROTECT,
                        related_name="+",
                        null=True,
                        blank=True,
                        verbose_name="Letter",
                        db_column="letter",
                    ),
                ),
                (
                    "findings",
                    models.JSONField(
                        "Findings",
                        null=True,
                        blank=True,
                        validators=[validators.validate_storable],
                        db_column="findings",
                    ),
                ),
                ("number", models.BigIntegerField("Number", null=True, blank=True, db_column="number")),
                (
                    "source",
                    models.CharField(
                        "Source", max_length=20, blank=True, default="desk", db_default="desk", db_column="source"
                    ),
                ),
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
                        help_text="Where the patient lies",
                        db_column="bed",
                    ),
                ),
            ],
            options={"db_table": "visit", "verbose_name": "Visit", "verbose_name_plural": "Visits"},
        ),
        AddTable(
            name="Prescription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("drug", models.CharField("Drug", max_length=255, db_column="drug")),
                (
                    "days",
                    models.IntegerField(
                        "Days",
                        default=7,
                        db_default=7,
                        validators=[MinValueValidator(1), MaxValueValidator(90)],
                        db_column="days",
                    ),
                ),
                (
                    "starts",
                    models.DateField(
                        "Starts",
                        default=defaults.current_date,
                        db_default=functions.Cast(functions.Now(), models.DateField()),
                        db_column="starts",
                    ),
                ),
                (
                    "ends",
                    models.GeneratedField(
                        expression=models.ExpressionWrapper(
                            models.F("starts") + functions.Cast(models.F("days"), models.IntegerField()),
                            output_field=models.DateField(),
                        ),
                        output_field=models.DateField(),
                        db_persist=True,
                        verbose_name="Ends",
                        db_column="ends",
                    ),
                ),
                (
                    "summary",
                    models.GeneratedField(
                        expression=functions.Concat(
                            models.F("drug"),
                            models.Value(", ", output_field=models.TextField()),
                            functions.Cast(models.F("days"), models.TextField()),
                            models.Value(" days", output_field=models.TextField()),
                            output_field=models.TextField(),
                        ),
                        output_field=models.TextField(),
                        db_persist=True,
                        verbose_name="Summary",
                        db_column="summary",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        "app.Visit",
                        on_delete=models.CASCADE,
                        related_name="prescriptions",
                        verbose_name="Visit",
                        db_column="visit",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        settings.AUTH_USER_MODEL,
                        on_delete=models.SET_NULL,
                        related_name="+",
                        verbose_name="Signed by",
                        null=True,
                        blank=True,
                        db_column="signed_by",
                    ),
                ),
            ],
            options={
                "db_table": "prescription",
                "verbose_name": "Prescription",
                "verbose_name_plural": "Prescriptions",
            },
        ),
        AddTable(
            name="Reaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "severity",
                    models.IntegerField(
                        "Severity", validators=[MinValueValidator(1), MaxValueValidator(5)], db_column="severity"
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        "app.Patient",
                        on_delete=models.CASCADE,
                        related_name="reactions",
                        verbose_name="Patient",
                        db_column="patient",
                    ),
                ),
                (
                    "allergy",
                    models.ForeignKey(
                        "app.Allergy",
                        on_delete=models.RESTRICT,
                        related_name="reactions",
                        verbose_name="Allergy",
                        db_column="allergy",
                    ),
                ),
            ],
            options={"db_table": "reaction", "verbose_name": "Reaction", "verbose_name_plural": "Reactions"},
        ),
        AddTable(
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
        AddTable(
            name="WardNursesLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.ForeignKey("app.Ward", on_delete=models.CASCADE, related_name="+", db_column="source_id"),
                ),
                (
                    "target",
                    models.ForeignKey(
                        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_column="target_id"
                    ),
                ),
            ],
            options={
                "db_table": "ward__nurses",
                "constraints": [models.UniqueConstraint(fields=["source", "target"], name="ward__nurses_uq")],
            },
        ),
        migrations.AddField(
            model_name="Ward",
            name="nurses",
            field=models.ManyToManyField(
                settings.AUTH_USER_MODEL,
                through="app.WardNursesLink",
                through_fields=("source", "target"),
                related_name="+",
                verbose_name="Nurses",
                blank=True,
            ),
        ),
        migrations.AddField(
            model_name="Patient",
            name="allergies",
            field=models.ManyToManyField(
                "app.Allergy",
                through="app.Reaction",
                through_fields=("patient", "allergy"),
                related_name="bearers",
                verbose_name="Allergies",
                blank=True,
            ),
        ),
        AddTable(
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
        AddTable(
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
        AddColumn(
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
        migrations.AddConstraint(
            model_name="Ward",
            constraint=models.CheckConstraint(
                condition=models.Q(code__regex="^[-a-zA-Z0-9_]+$"), name="ward__code__form"
            ),
        ),
        migrations.AddConstraint(
            model_name="Ward",
            constraint=models.CheckConstraint(condition=models.Q(beds__gte=0), name="ward__beds__min"),
        ),
        migrations.AddConstraint(
            model_name="Ward",
            constraint=models.CheckConstraint(condition=models.Q(beds__lte=500), name="ward__beds__max"),
        ),
        migrations.AddConstraint(
            model_name="Ward",
            constraint=models.CheckConstraint(condition=models.Q(budget__gte=Decimal("0.5")), name="ward__budget__min"),
        ),
        migrations.AddConstraint(
            model_name="Ward",
            constraint=models.CheckConstraint(
                condition=models.Q(colour__regex="^#[0-9a-f]{6}$"), name="ward__colour__form"
            ),
        ),
        migrations.AddConstraint(
            model_name="Patient",
            constraint=models.CheckConstraint(
                condition=models.Q(lookups.GreaterThanOrEqual(functions.Length("name"), 2)),
                name="patient__name__min_length",
            ),
        ),
        migrations.AddConstraint(
            model_name="Patient",
            constraint=models.UniqueConstraint(
                fields=["email"], condition=models.Q(deleted_at__isnull=True), name="patient__email__unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="Patient",
            constraint=models.CheckConstraint(
                condition=models.Q(phone="") | models.Q(phone__regex="^\\+?[0-9(][0-9 ()/.-]{2,}$"),
                name="patient__phone__form",
            ),
        ),
        migrations.AddConstraint(
            model_name="Patient",
            constraint=models.CheckConstraint(
                condition=models.Q(insurance="") | models.Q(insurance__regex="^(?:[A-Z]{2}-[0-9]{4,8})$"),
                name="patient__insurance__pattern",
            ),
        ),
        migrations.AddConstraint(
            model_name="Patient",
            constraint=models.CheckConstraint(condition=models.Q(height__gte=20), name="patient__height__min"),
        ),
        migrations.AddConstraint(
            model_name="Patient",
            constraint=models.CheckConstraint(condition=models.Q(height__lte=280), name="patient__height__max"),
        ),
        migrations.AddConstraint(
            model_name="Patient",
            constraint=models.CheckConstraint(
                condition=models.Q(weight__gt=float("-inf"), weight__lt=float("inf")), name="patient__weight__finite"
            ),
        ),
        migrations.AddConstraint(
            model_name="Patient",
            constraint=models.CheckConstraint(condition=models.Q(weight__gte=0.3), name="patient__weight__min"),
        ),
        migrations.AddConstraint(
            model_name="Patient",
            constraint=models.CheckConstraint(condition=models.Q(weight__lte=400.0), name="patient__weight__max"),
        ),
        migrations.AddConstraint(
            model_name="Patient",
            constraint=models.CheckConstraint(
                condition=models.Q(lookups.LessThanOrEqual(functions.Length("notes"), 5000)),
                name="patient__notes__max_length",
            ),
        ),
        migrations.AddConstraint(
            model_name="Patient",
            constraint=models.UniqueConstraint(
                fields=["bed"], condition=models.Q(deleted_at__isnull=True), name="patient__bed__unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="Patient",
            constraint=models.UniqueConstraint(
                fields=["name", "born"], condition=models.Q(deleted_at__isnull=True), name="patient__name__born__unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="Visit",
            constraint=models.CheckConstraint(
                condition=models.Q(state__in=["planned", "no_show", "done"]), name="visit__state__values"
            ),
        ),
        migrations.AddConstraint(
            model_name="Visit",
            constraint=models.CheckConstraint(
                condition=models.Q(urgency__in=["low", "high"]), name="visit__urgency__values"
            ),
        ),
        migrations.AddConstraint(
            model_name="Visit",
            constraint=models.CheckConstraint(
                condition=models.Q(needs__contained_by=["oxygen", "monitor", "lift"]), name="visit__needs__members"
            ),
        ),
        migrations.AddConstraint(
            model_name="Visit",
            constraint=models.CheckConstraint(condition=models.Q(needs__len__lte=2), name="visit__needs__most"),
        ),
        migrations.AddConstraint(
            model_name="Visit",
            constraint=models.CheckConstraint(condition=models.Q(fee__gte=Decimal("0")), name="visit__fee__min"),
        ),
        migrations.AddConstraint(
            model_name="Visit",
            constraint=models.CheckConstraint(condition=models.Q(extra__gte=Decimal("0")), name="visit__extra__min"),
        ),
        migrations.AddConstraint(
            model_name="Prescription",
            constraint=models.CheckConstraint(condition=models.Q(days__gte=1), name="prescription__days__min"),
        ),
        migrations.AddConstraint(
            model_name="Prescription",
            constraint=models.CheckConstraint(condition=models.Q(days__lte=90), name="prescription__days__max"),
        ),
        migrations.AddConstraint(
            model_name="Reaction",
            constraint=models.CheckConstraint(condition=models.Q(severity__gte=1), name="reaction__severity__min"),
        ),
        migrations.AddConstraint(
            model_name="Reaction",
            constraint=models.CheckConstraint(condition=models.Q(severity__lte=5), name="reaction__severity__max"),
        ),
        migrations.AddConstraint(
            model_name="Reaction",
            constraint=models.UniqueConstraint(
                fields=["patient", "allergy"], name="reaction__patient__allergy__unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="Inspection",
            constraint=models.CheckConstraint(
                condition=models.Q(outcome__in=["low", "high"]), name="inspection__outcome__values"
            ),
        ),
        migrations.AddConstraint(
            model_name="Bed",
            constraint=models.CheckConstraint(
                condition=models.Q(equipment__contained_by=["oxygen", "monitor", "lift"]),
                name="bed__equipment__members",
            ),
        ),
        migrations.AddConstraint(
            model_name="Bed",
            constraint=models.CheckConstraint(condition=models.Q(equipment__len__gte=1), name="bed__equipment__least"),
        ),
        migrations.AddIndex(model_name="Patient", index=models.Index(fields=["born"], name="patient__born__idx")),
        migrations.AddIndex(
            model_name="Patient", index=models.Index(fields=["ward", "name"], name="patient__ward__name__idx")
        ),
        migrations.AddIndex(model_name="Visit", index=GinIndex(fields=["needs"], name="visit__needs__gin")),
        migrations.AddIndex(model_name="Bed", index=GinIndex(fields=["equipment"], name="bed__equipment__gin")),
    ]
