"""A folder of CSV files, read: one entity a file, columns that name another file are relations."""

from __future__ import annotations

from pathlib import Path

from schemas.errors import Permanent
from schemas.names import Name, singular
from schemas.spec import FieldType
from workers.importing.csv_tables import CsvTable, read_table
from workers.importing.csv_types import infer
from workers.importing.found import (
    Found,
    FoundEntity,
    FoundEnum,
    FoundField,
    FoundRelation,
    FoundValue,
    Notices,
    Place,
)
from workers.importing.naming import plain_name

MOST_FILES = 500
KEYS = (FieldType.INTEGER, FieldType.BIG_INTEGER, FieldType.UUID)
"""Of these types a column `id` says nothing but which row it is."""


def read_folder(folder: Path, notices: Notices) -> Found:
    """What the CSV files of a folder say. Raises Permanent, with file and line, for what is no CSV."""
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in (".csv", ".tsv") and path.is_file())
    if not 0 < len(files) <= MOST_FILES:
        raise Permanent(f"{folder} has {len(files)} CSV files; expected 1 to {MOST_FILES}.")
    for other in sorted(set(folder.iterdir()) - set(files)):
        notices.say(Place(other.name), "this is no .csv file: left out.")
    found = Found(folder.resolve().name or "app")
    tables = [read_table(file, notices) for file in files]
    names = {_entity_name(table.name): table for table in tables}
    for table in tables:
        _entity(table, names, found, notices)
    return found


def _entity(table: CsvTable, names: dict[str, CsvTable], found: Found, notices: Notices) -> None:
    entity = FoundEntity(table.file, Place(table.file, 1), said={"name": _entity_name(table.name)})
    entity.said["label"] = Name(entity.said["name"]).label
    found.entities.append(entity)
    for number, header in enumerate(table.header):
        cells = [row[number] for row in table.rows]
        place = Place(table.file, 1, number + 1)
        other = _pointed_to(header, names)
        if plain_name(header) in ("id", "pk") and infer(cells).type in KEYS and len(set(cells)) == len(cells):
            notices.say(place, "columns that only number the rows are left out: every row has an id of its own.")
        elif other is not None:
            name = plain_name(header).removesuffix("_id")
            relation = FoundRelation(table.file, other.file, place, name=name)
            relation.said["required"] = bool(cells) and all(cells) and other.file != table.file
            found.relations.append(relation)
        else:
            entity.fields.append(_field(header, cells, place, entity, found, notices))


def _field(
    header: str, cells: list[str], place: Place, entity: FoundEntity, found: Found, notices: Notices
) -> FoundField:
    inferred = infer(cells)
    field = FoundField(header, place, {"type": inferred.type, "label": header})
    field.said |= {key: True for key in ("required", "unique") if getattr(inferred, key)}
    if inferred.decimals is not None:
        field.said["decimals"] = inferred.decimals
    if inferred.currency is not None:
        field.said["currency"] = inferred.currency
    if inferred.type is FieldType.ENUM:
        field.enum = f"{entity.said['name']} {header}"
        values = [FoundValue(value, value, place) for value in inferred.values]
        found.enums.append(FoundEnum(field.enum, place, values, {"label": header}))
    if not any(cells):
        notices.say(place, f"the column {header!r} is empty: a text.")
    return field


def _pointed_to(header: str, names: dict[str, CsvTable]) -> CsvTable | None:
    """`customer_id` and `customerId` point to `customers.csv`, and so does `main_customer_id`."""
    name = plain_name(header)
    if not name.endswith("_id"):
        return None
    words = name.removesuffix("_id").split("_")
    stems = ("_".join(words[start:]) for start in range(len(words)))
    return next((names[_entity_name(stem)] for stem in stems if _entity_name(stem) in names), None)


def _entity_name(name: str) -> str:
    *head, last = plain_name(name).split("_")
    return str(Name.from_label("_".join([*head, singular(last)])))
