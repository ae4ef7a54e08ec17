"""What a local installation keeps in FUSION_HOME, filled into the settings of whoever runs there."""

from __future__ import annotations

from infra.settings import Installation, Settings
from infra.stack.home import Home
from infra.stack.kafka import bootstrap_servers
from infra.stack.postgres import database_url


def connected(settings: Settings) -> Installation:
    """The settings with home (absolute), secret, broker and database; what was set explicitly stays as it is."""
    home = Home.at(settings.home)
    filled = {
        "home": home.root,
        "secret": settings.secret or home.secret,
        "kafka_bootstrap_servers": settings.kafka_bootstrap_servers or bootstrap_servers(home),
        "database_url": settings.database_url or database_url(home),
        "token": settings.token or home.read("token"),
    }
    return Installation(**{**settings.model_dump(), **filled})
