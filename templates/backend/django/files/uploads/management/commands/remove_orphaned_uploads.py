"""Removes files that no row holds: to be run every day."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from uploads.models import Upload
from uploads.views import file_fields


class Command(BaseCommand):
    help = "Removes uploads that no row holds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--hours", type=int, default=24, help="spare uploads that are younger (default: 24)")

    def handle(self, *args: Any, **options: Any) -> None:
        before = timezone.now() - dt.timedelta(hours=options["hours"])
        orphans = Upload.objects.filter(uploaded_at__lt=before)
        for model, name in file_fields():
            orphans = orphans.exclude(pk__in=model._base_manager.exclude(**{name: None}).values(name))
        removed = 0
        for upload in orphans.iterator():
            upload.delete()
            removed += 1
        self.stdout.write(f"{removed} files removed.")
