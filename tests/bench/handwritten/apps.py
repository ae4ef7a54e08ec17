"""The hand-written application, in a schema of its own beside the generated one."""

from django.apps import AppConfig


class HandwrittenConfig(AppConfig):
    name = "handwritten"
