"""The settings for tests and tools: development, and passwords that cost nothing."""

import os

os.environ.setdefault("DEBUG", "1")

from config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tests speak plain HTTP, whatever the address that the environment names.
SECURE_SSL_REDIRECT = False
