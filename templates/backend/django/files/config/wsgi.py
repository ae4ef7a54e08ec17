"""The entry point for web servers."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# What cannot be imported shows now, and not to the first visitor.
get_resolver().url_patterns  # noqa: B018
