"""How the application and its web server log: one JSON object a line, or plain lines while developing."""

from typing import Any


def configuration(level: str, *, plain: bool) -> dict[str, Any]:
    """Python's logging configuration."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request": {"()": "web.logs.RequestFilter"}},
        "formatters": {
            "plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
            "json": {
                "()": "web.logs.Formatter",
                "fmt": "%(levelname)s %(name)s %(message)s %(request_id)s %(user_id)s",
                "rename_fields": {"levelname": "level", "name": "logger"},
                "timestamp": "at",
            },
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "plain" if plain else "json",
                "filters": ["request"],
            }
        },
        "loggers": {
            # What a client did wrong is told to the client.
            "django.request": {"level": "ERROR"},
            "gunicorn.error": {"level": level, "handlers": [], "propagate": True},
        },
        "root": {"handlers": ["console"], "level": level},
    }
