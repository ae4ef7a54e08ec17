"""A field that numbers rows: INV-0001, INV-0002, …"""

from typing import Any

from django.db import connections, models, router

NEXT = """
INSERT INTO numbering_counter (name, last) VALUES (%s, 1)
ON CONFLICT (name) DO UPDATE SET last = numbering_counter.last + 1
RETURNING last
"""


class AutoNumberField(models.CharField):
    """Filled when a row is first saved, and never changed. No number is left out: see `numbering.models.Counter`."""

    def __init__(self, *args: Any, prefix: str = "", digits: int = 4, **options: Any) -> None:
        self.prefix, self.digits = prefix, digits
        super().__init__(*args, **{"max_length": 40, "unique": True, "editable": False, "blank": True, **options})

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        options |= {"prefix": self.prefix, "digits": self.digits, "unique": self.unique}
        return name, path, args, options

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        number = super().pre_save(model_instance, add)
        if add and not number:
            number = self.written(self._next(type(model_instance)))
            setattr(model_instance, self.attname, number)
        return number

    def written(self, number: int) -> str:
        return f"{self.prefix}{number:0{self.digits}}"

    def _next(self, model: type[models.Model]) -> int:
        with connections[router.db_for_write(model)].cursor() as cursor:
            cursor.execute(NEXT, [f"{model._meta.db_table}.{self.column}"])
            number: int = cursor.fetchone()[0]
        return number
