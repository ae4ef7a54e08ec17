from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ApplicationConfig(AppConfig):
    name = "app"

    def ready(self) -> None:
        from app.access.groups import apply_roles

        post_migrate.connect(apply_roles, sender=self)
