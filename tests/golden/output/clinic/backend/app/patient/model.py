"""Patients: how they are kept."""

from auditlog.registry import auditlog
from django.conf import settings
from django.core.validators import MaxValueValidator, MinLengthValidator, MinValueValidator
from django.db import models
from django.db.models import functions, lookups

from app import expressions, validators
from app.soft_delete import SoftDeleted
from numbering.fields import AutoNumberField


@auditlog.register(exclude_fields=["bulk"], m2m_fields=["relatives", "carers"])
class Patient(SoftDeleted):
    name = models.CharField("Name", max_length=255, validators=[MinLengthValidator(2)], db_column="name")
    number = AutoNumberField("Number", prefix="P-", digits=6, db_column="number")
    born = models.DateField("Born", db_column="born")
    email = models.EmailField("Email", max_length=254, null=True, blank=True, db_column="email")
    phone = models.CharField(
        "Phone",
        max_length=40,
        blank=True,
        default="",
        db_default="",
        validators=[validators.validate_phone],
        db_column="phone",
    )
    insurance = models.CharField(
        "Insurance",
        max_length=12,
        blank=True,
        default="",
        db_default="",
        validators=[validators.Pattern("^(?:[A-Z]{2}-[0-9]{4,8})\\Z")],
        db_column="insurance",
    )
    language = models.CharField(
        "Language", max_length=8, blank=True, default="en", db_default="en", db_column="language"
    )
    insured = models.BooleanField("Insured", db_column="insured")
    active = models.BooleanField("Active", blank=True, default=True, db_default=True, db_column="active")
    height = models.IntegerField(
        "Height", null=True, blank=True, validators=[MinValueValidator(20), MaxValueValidator(280)], db_column="height"
    )
    weight = models.FloatField(
        "Weight",
        null=True,
        blank=True,
        validators=[validators.validate_finite, MinValueValidator(0.3), MaxValueValidator(400.0)],
        db_column="weight",
    )
    bulk = models.GeneratedField(
        expression=functions.Round(
            expressions.Numeric(
                models.ExpressionWrapper(
                    models.F("weight")
                    / functions.NullIf(
                        models.ExpressionWrapper(
                            expressions.Numeric(models.F("height") * models.F("height")) / models.Value(10000),
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
    )
    photo = models.OneToOneField(
        "uploads.Upload",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="Photo",
        db_column="photo",
    )
    notes = models.TextField("Notes", max_length=5000, blank=True, default="", db_default="", db_column="notes")
    ward = models.ForeignKey(
        "app.Ward", on_delete=models.RESTRICT, related_name="patients", verbose_name="Ward", db_column="ward"
    )
    bed = models.ForeignKey(
        "app.Bed",
        on_delete=models.SET_NULL,
        related_name="patient",
        verbose_name="Bed",
        null=True,
        blank=True,
        db_column="bed",
    )
    allergies = models.ManyToManyField(
        "app.Allergy",
        through="app.Reaction",
        through_fields=("patient", "allergy"),
        related_name="bearers",
        verbose_name="Allergies",
        blank=True,
    )
    relatives = models.ManyToManyField(
        "app.Patient",
        through="app.PatientRelativesLink",
        through_fields=("source", "target"),
        related_name="patients_as_relatives",
        verbose_name="Relatives",
        blank=True,
    )
    carers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        through="app.PatientCarersLink",
        through_fields=("source", "target"),
        related_name="+",
        verbose_name="Carers",
    )

    # What identifies a person: kept out of logs, marked in the API's description.
    personal = ["name", "born", "email", "phone"]

    class Meta:
        db_table = "patient"
        verbose_name = "Patient"
        verbose_name_plural = "Patients"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lookups.GreaterThanOrEqual(functions.Length("name"), 2)),
                name="patient__name__min_length",
            ),
            models.UniqueConstraint(
                fields=["email"], condition=models.Q(deleted_at__isnull=True), name="patient__email__unique"
            ),
            models.CheckConstraint(
                condition=models.Q(phone="") | models.Q(phone__regex="^\\+?[0-9(][0-9 ()/.-]{2,}$"),
                name="patient__phone__form",
            ),
            models.CheckConstraint(
                condition=models.Q(insurance="") | models.Q(insurance__regex="^(?:[A-Z]{2}-[0-9]{4,8})$"),
                name="patient__insurance__pattern",
            ),
            models.CheckConstraint(condition=models.Q(height__gte=20), name="patient__height__min"),
            models.CheckConstraint(condition=models.Q(height__lte=280), name="patient__height__max"),
            models.CheckConstraint(
                condition=models.Q(weight__gt=float("-inf"), weight__lt=float("inf")), name="patient__weight__finite"
            ),
            models.CheckConstraint(condition=models.Q(weight__gte=0.3), name="patient__weight__min"),
            models.CheckConstraint(condition=models.Q(weight__lte=400.0), name="patient__weight__max"),
            models.CheckConstraint(
                condition=models.Q(lookups.LessThanOrEqual(functions.Length("notes"), 5000)),
                name="patient__notes__max_length",
            ),
            models.UniqueConstraint(
                fields=["bed"], condition=models.Q(deleted_at__isnull=True), name="patient__bed__unique"
            ),
            models.UniqueConstraint(
                fields=["name", "born"], condition=models.Q(deleted_at__isnull=True), name="patient__name__born__unique"
            ),
        ]
        indexes = [
            models.Index(fields=["born"], name="patient__born__idx"),
            models.Index(fields=["ward", "name"], name="patient__ward__name__idx"),
        ]

    def __str__(self) -> str:
        return self.name


class PatientRelativesLink(models.Model):
    """Each row ties one patient to one of its relatives."""

    source = models.ForeignKey("app.Patient", on_delete=models.CASCADE, related_name="+", db_column="source_id")
    target = models.ForeignKey("app.Patient", on_delete=models.CASCADE, related_name="+", db_column="target_id")

    class Meta:
        db_table = "patient__relatives"
        constraints = [models.UniqueConstraint(fields=["source", "target"], name="patient__relatives_uq")]

    def __str__(self) -> str:
        return f"{self.source} – {self.target}"


class PatientCarersLink(models.Model):
    """Each row ties one patient to one of its carers."""

    source = models.ForeignKey("app.Patient", on_delete=models.CASCADE, related_name="+", db_column="source_id")
    target = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_column="target_id"
    )

    class Meta:
        db_table = "patient__carers"
        constraints = [models.UniqueConstraint(fields=["source", "target"], name="patient__carers_uq")]

    def __str__(self) -> str:
        return f"{self.source} – {self.target}"
