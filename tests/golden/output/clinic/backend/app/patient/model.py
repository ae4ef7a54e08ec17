"""Patients: how they are kept."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from app.validators import validate_finite, validate_phone


class Patient(models.Model):
    name = models.CharField("Name", max_length=255, db_column="name")
    born = models.DateField("Born", db_column="born")
    email = models.EmailField("Email", max_length=254, unique=True, null=True, blank=True, db_column="email")
    phone = models.CharField(
        "Phone", max_length=40, blank=True, default="", db_default="", validators=[validate_phone], db_column="phone"
    )
    language = models.CharField(
        "Language", max_length=8, blank=True, default="en", db_default="en", db_column="language"
    )
    insured = models.BooleanField("Insured", db_column="insured")
    active = models.BooleanField("Active", blank=True, default=True, db_default=True, db_column="active")
    weight = models.FloatField(
        "Weight",
        null=True,
        blank=True,
        validators=[validate_finite, MinValueValidator(0.3), MaxValueValidator(400.0)],
        db_column="weight",
    )
    notes = models.TextField("Notes", blank=True, default="", db_default="", db_column="notes")
    ward = models.ForeignKey(
        "app.Ward", on_delete=models.RESTRICT, related_name="patients", verbose_name="Ward", db_column="ward"
    )
    allergies = models.ManyToManyField(
        "app.Allergy",
        through="app.PatientAllergiesLink",
        through_fields=("source", "target"),
        related_name="patients",
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

    class Meta:
        db_table = "patient"
        verbose_name = "Patient"
        verbose_name_plural = "Patients"

    def __str__(self) -> str:
        return self.name


class PatientAllergiesLink(models.Model):
    """Each row ties one patient to one of its allergies."""

    source = models.ForeignKey("app.Patient", on_delete=models.CASCADE, related_name="+", db_column="source_id")
    target = models.ForeignKey("app.Allergy", on_delete=models.CASCADE, related_name="+", db_column="target_id")

    class Meta:
        db_table = "patient__allergies"
        constraints = [models.UniqueConstraint(fields=["source", "target"], name="patient__allergies_uq")]

    def __str__(self) -> str:
        return f"{self.source} – {self.target}"


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
