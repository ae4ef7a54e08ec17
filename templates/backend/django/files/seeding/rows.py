"""Makes rows through the API's own serializers, so that every rule holds for them."""

from collections.abc import Iterator
from typing import Any, cast

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Model
from faker import Faker
from rest_framework import serializers
from rest_framework.relations import ManyRelatedField, PrimaryKeyRelatedField

from accounts.models import User
from api.exceptions import refusal
from api.registry import views
from app.access.fields import names
from app.state_machine import transitions_of
from seeding.values import Values
from uploads.fields import UploadField
from uploads.models import Upload

TRIES = 20
"""How often a row is tried anew whose values break a rule, such as that they are unique."""

PEOPLE = 3
"""Users that are made, who cannot sign in until someone gives them a password."""

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8ffff3f0005fe02fe"
    "a7352c810000000049454e44ae426082"
)


class Seeds:
    """Rows of every entity, those first that others must point to."""

    def __init__(self, number: int, beginning: int) -> None:
        self.number = number
        self.faker = Faker()
        self.faker.seed_instance(beginning)
        self.values = Values(self.faker)

    def sow(self, *, once: bool) -> dict[str, int]:
        """How many rows of each entity were made; with `once`, none of those that have rows already."""
        made: dict[str, int] = {}
        self._people()
        for view in _ordered(list(views().values())):
            model = view.queryset.model
            if once and model._base_manager.exists():
                continue
            made[model._meta.verbose_name_plural] = sum(self._row(view) is not None for _ in range(self.number))
        return made

    def _people(self) -> None:
        for _ in range(max(0, PEOPLE - User.objects.filter(is_active=True).count())):
            User.objects.create_user(self.faker.unique.ascii_safe_email(), name=self.faker.name())

    def _row(self, view: Any) -> Model | None:
        for _ in range(TRIES):
            serializer = view.serializer_class(data=self._values(view))
            try:
                with transaction.atomic():
                    serializer.is_valid(raise_exception=True)
                    row: Model = serializer.save()
            except Exception as error:
                if refusal(error) is None:
                    raise
                continue
            return self._led_on(row)
        return None

    def _values(self, view: Any) -> dict[str, Any]:
        model = view.queryset.model
        states = {step.field for step in transitions_of(model)}
        values: dict[str, Any] = {}
        for name, field in view.serializer_class().fields.items():
            if field.read_only or name not in names(model) or name in states:
                continue
            if not field.required and self.faker.random_int(1, 10) == 1:
                continue  # people leave out what they may
            value = self._value(field, name, str(model._meta.model_name))
            if value is not None:
                values[name] = value
        return values

    def _value(self, field: Any, name: str, entity: str) -> Any:
        match field:
            case ManyRelatedField():
                keys = self._keys(field.child_relation)
                few = min(len(keys), self.faker.random_int(1, 3))
                return list(self.faker.random_elements(keys, length=few, unique=True)) if keys else []
            case PrimaryKeyRelatedField():
                keys = self._keys(field)
                return self.faker.random_element(keys) if keys else None
            case UploadField():
                return self._upload(field) if field.required else None
        return self.values.of(field, name, entity)

    def _keys(self, field: Any) -> list[Any]:
        return list(field.get_queryset().order_by("-pk").values_list("pk", flat=True)[:200])

    def _upload(self, field: UploadField) -> str:
        picture = not field.kinds or any(kind in {"image/*", "image/png"} for kind in field.kinds)
        content, kind, name = (
            (PIXEL, "image/png", "picture.png") if picture else (b"%PDF-1.4\n", field.kinds[0], "file")
        )
        upload = Upload(name=name, size=len(content), type=kind)
        upload.file.save(name, ContentFile(content), save=False)
        upload.save()
        return str(upload.pk)

    def _led_on(self, row: Model) -> Model:
        """The row some steps further on: not everything is new."""
        for _ in range(self.faker.random_int(0, 3)):
            steps = [step for step in transitions_of(type(row)) if step.starts_from(row)]
            if steps:
                step = self.faker.random_element(steps)
                setattr(row, step.field, step.target)
                row.save(update_fields=[step.field])
        return row


def _ordered(found: list[Any]) -> Iterator[Any]:
    """Each view after those whose rows its own must point to."""
    done: set[type[Model]] = set()
    while found:
        ready = [view for view in found if not _needs(view) - done] or found[:1]
        for view in ready:
            found.remove(view)
            done.add(view.queryset.model)
            yield view


def _needs(view: Any) -> set[type[Model]]:
    model = view.queryset.model
    fields: dict[str, serializers.Field[Any, Any, Any, Any]] = view.serializer_class().fields
    asked = [field for name, field in fields.items() if field.required and name in names(model)]
    links = [getattr(field, "child_relation", field) for field in asked]
    targets = {cast(Any, link).get_queryset().model for link in links if isinstance(link, PrimaryKeyRelatedField)}
    return targets - {User, model}
