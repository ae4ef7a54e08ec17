"""Rows that are only hidden when they are deleted, so that they can be brought back."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import CASCADE, PROTECT, RESTRICT, RestrictedError
from django.utils import timezone

Deleted = tuple[int, dict[str, int]]
"""How many rows, in all and of each model."""


class LiveQuerySet(models.QuerySet[Any]):
    @transaction.atomic
    def delete(self) -> Deleted:
        counts: Counter[str] = Counter()
        for row in self:
            counts.update(row.delete()[1])
        return counts.total(), dict(counts)


class LiveManager(models.Manager.from_queryset(LiveQuerySet)):  # type: ignore[misc]
    """The rows that are not deleted."""

    def get_queryset(self) -> LiveQuerySet:
        live: LiveQuerySet = super().get_queryset().filter(deleted_at__isnull=True)
        return live


class SoftDeleted(models.Model):
    """`objects` are the live rows, `all_objects` all of them. What refers to a deleted row still finds it.

    What hangs on a row goes with it and comes back with it where it can be hidden as well; what cannot, stays.
    """

    deleted_at = models.DateTimeField("deleted at", null=True, blank=True, editable=False, db_index=True)

    objects = LiveManager()
    all_objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        abstract = True

    @transaction.atomic
    def delete(self, using: Any = None, keep_parents: bool = False) -> Deleted:
        """Hides the row, and what hangs on it. Raises RestrictedError where other live rows need it."""
        rows, moment = _hanging_on(self), timezone.now()
        for row in rows:
            row.deleted_at = moment
            row.save(update_fields=["deleted_at"])
        counts = Counter(row._meta.label for row in rows)
        return counts.total(), dict(counts)

    @transaction.atomic
    def restore(self) -> None:
        """Brings back the row, and what was hidden with it."""
        moment, self.deleted_at = self.deleted_at, None
        self.save(update_fields=["deleted_at"])
        for model, link in _below(type(self), CASCADE):
            if issubclass(model, SoftDeleted):
                for row in model.all_objects.filter(**{link: self}, deleted_at=moment):
                    row.restore()


def _hanging_on(row: SoftDeleted) -> list[SoftDeleted]:
    """The row and all that goes with it."""
    found, number = [row], 0
    while number < len(found):
        for model, link in _below(type(found[number]), CASCADE):
            if issubclass(model, SoftDeleted):
                children = model.objects.filter(**{link: found[number]})
                found += [child for child in children if child not in found]
        number += 1
    for one in found:
        _refuse_needed(one, found)
    return found


def _refuse_needed(row: SoftDeleted, going: list[SoftDeleted]) -> None:
    for model, link in _below(type(row), RESTRICT, PROTECT):
        needing = [
            other for other in model._default_manager.filter(**{link: row})[: len(going) + 1] if other not in going
        ]
        if needing:
            raise RestrictedError("Other rows still refer to this one.", set(needing))


def _below(model: type[models.Model], *rules: Any) -> list[tuple[type[models.Model], str]]:
    """The models whose rows refer to rows of the model by one of the rules for deletion, and by which field."""
    relations: Sequence[Any] = model._meta.related_objects
    return [(one.related_model, one.field.name) for one in relations if not one.many_to_many and one.on_delete in rules]
