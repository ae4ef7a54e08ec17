"""Visits: how they are kept."""

from decimal import Decimal

from auditlog.registry import auditlog
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxLengthValidator, MinValueValidator
from django.db import models
from django.db.models import functions, lookups

from app import defaults, enums, state_machine, validators


@auditlog.register(exclude_fields=["total", "urgent"])
class Visit(models.Model):
    at = models.DateTimeField("At", default=defaults.current_datetime, db_default=functions.Now(), db_column="at")
    state = models.CharField(
        "State",
        max_length=48,
        choices=enums.State.choices,
        default=enums.State.PLANNED,
        db_default=enums.State.PLANNED,
        db_column="state",
    )
    urgency = models.CharField(
        "Urgency", max_length=48, choices=enums.Urgency.choices, null=True, blank=True, db_column="urgency"
    )
    needs = ArrayField(
        models.CharField(max_length=48, choices=enums.Equipment.choices),
        default=list,
        db_default=[],
        blank=True,
        validators=[validators.validate_distinct, MaxLengthValidator(2)],
        verbose_name="Needs",
        db_column="needs",
    )
    fee = models.DecimalField(
        "Fee",
        max_digits=20,
        decimal_places=2,
        default=Decimal("20"),
        db_default=Decimal("20"),
        validators=[MinValueValidator(Decimal("0"))],
        help_text="In EUR",
        db_column="fee",
    )
    extra = models.DecimalField(
        "Extra",
        max_digits=20,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0"))],
        help_text="In EUR",
        db_column="extra",
    )
    total = models.GeneratedField(
        expression=(
            models.F("fee")
            + functions.Coalesce(
                models.F("extra"), models.Value(0), output_field=models.DecimalField(max_digits=32, decimal_places=2)
            )
        ),
        output_field=models.DecimalField(max_digits=32, decimal_places=2),
        db_persist=True,
        verbose_name="Total",
        db_column="total",
    )
    urgent = models.GeneratedField(
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
    )
    length = models.DurationField("Length", null=True, blank=True, db_column="length")
    begins = models.TimeField("Begins", null=True, blank=True, db_column="begins")
    key = models.UUIDField("Key", unique=True, null=True, blank=True, db_column="key")
    site = models.URLField("Site", max_length=2000, blank=True, default="", db_default="", db_column="site")
    letter = models.OneToOneField(
        "uploads.Upload",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="Letter",
        db_column="letter",
    )
    findings = models.JSONField(
        "Findings", null=True, blank=True, validators=[validators.validate_storable], db_column="findings"
    )
    number = models.BigIntegerField("Number", null=True, blank=True, db_column="number")
    source = models.CharField(
        "Source", max_length=20, blank=True, default="desk", db_default="desk", db_column="source"
    )
    patient = models.ForeignKey(
        "app.Patient", on_delete=models.CASCADE, related_name="visits", verbose_name="Patient", db_column="patient"
    )
    doctor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="Doctor",
        null=True,
        blank=True,
        db_column="doctor",
    )
    bed = models.ForeignKey(
        "app.Bed",
        on_delete=models.RESTRICT,
        related_name="visits",
        verbose_name="Bed",
        null=True,
        blank=True,
        help_text="Where the patient lies",
        db_column="bed",
    )

    transitions = [
        state_machine.Transition("finish", "Finish", "state", ["planned"], "done"),
        state_machine.Transition("miss", "Miss", "state", ["planned"], "no_show"),
        state_machine.Transition("plan_again", "Plan again", "state", ["no_show"], "planned"),
    ]

    class Meta:
        db_table = "visit"
        verbose_name = "Visit"
        verbose_name_plural = "Visits"
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=enums.State.values), name="visit__state__values"),
            models.CheckConstraint(condition=models.Q(urgency__in=enums.Urgency.values), name="visit__urgency__values"),
            models.CheckConstraint(
                condition=models.Q(needs__contained_by=enums.Equipment.values), name="visit__needs__members"
            ),
            models.CheckConstraint(condition=models.Q(needs__len__lte=2), name="visit__needs__most"),
            models.CheckConstraint(condition=models.Q(fee__gte=Decimal("0")), name="visit__fee__min"),
            models.CheckConstraint(condition=models.Q(extra__gte=Decimal("0")), name="visit__extra__min"),
        ]
        indexes = [
            GinIndex(fields=["needs"], name="visit__needs__gin"),
        ]

    def __str__(self) -> str:
        return str(self.at)
