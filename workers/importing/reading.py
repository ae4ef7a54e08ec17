"""Which reader a file or folder is for."""

from __future__ import annotations

from pathlib import Path

from schemas.errors import Permanent
from schemas.spec import AppSpec
from schemas.validation import Reserved
from workers.importing.assembly import assemble
from workers.importing.csv_folder import read_folder
from workers.importing.found import Found, Notices
from workers.importing.jdl import read_jdl
from workers.importing.sql import read_sql
from workers.importing.texts import read_text


def read(path: Path, reserved: Reserved, notices: Notices) -> AppSpec:
    """The specification that a JDL or SQL file, or a folder of CSV files, describes. Raises Permanent."""
    return assemble(_found(path, notices), reserved, notices)


def _found(path: Path, notices: Notices) -> Found:
    if path.suffix.lower() in (".jdl", ".jh"):
        return read_jdl(read_text(path), path.name, notices)
    if path.suffix.lower() in (".sql", ".ddl"):
        return read_sql(read_text(path), path.name, notices)
    if path.is_dir():
        return read_folder(path, notices)
    if not path.exists():
        raise Permanent(f"There is no file {path}.")
    raise Permanent(f"{path} is nothing that can be imported; expected FILE.jdl, FILE.sql or a folder of .csv files.")
