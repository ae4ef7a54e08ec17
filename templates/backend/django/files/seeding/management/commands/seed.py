"""`manage.py seed`: believable rows, to look at and to try things with."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from seeding.rows import Seeds


class Command(BaseCommand):
    help = "Makes believable rows of everything, by the rules that hold for the API."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--number", type=int, default=20, help="how many rows of each thing (20)")
        parser.add_argument("--once", action="store_true", help="leave alone what has rows already")
        parser.add_argument("--begin", type=int, default=1, help="another number makes other rows (1)")

    def handle(self, *args: Any, **options: Any) -> None:
        made = Seeds(options["number"], options["begin"]).sow(once=options["once"])
        for name, count in made.items():
            self.stdout.write(f"{count:6} {name}")
