"""Settings: safe as they stand; what differs between installations comes from the environment (see README.md)."""

import os
from pathlib import Path

from config import application, environment, logs

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = environment.flag("DEBUG")
SECRET_KEY = environment.secret("SECRET_KEY", debug=DEBUG)
APP_ID = os.environ.get("APP_ID", "")
APP_URL = os.environ.get("APP_URL", "http://localhost:8000").rstrip("/")
SIGNIN_KEY = os.environ.get("SIGNIN_KEY", "")
ALLOWED_HOSTS = environment.listed("ALLOWED_HOSTS", default="localhost,127.0.0.1" if DEBUG else "")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "accounts",
    "auditlog",
    "numbering",
    "saved",
    "seeding",
    "uploads",
    "app",
]

MIDDLEWARE = [
    "web.health.HealthMiddleware",
    "web.requests.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "web.security.ContentSecurityPolicyMiddleware",
    "web.frontends.FrontendMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "auditlog.middleware.AuditlogMiddleware",
    "web.languages.UserLanguageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {"default": environment.database(os.environ.get("DATABASE_URL", "postgresql:///app"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# A user's own language goes before what the browser asks for.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

# Static files: those of the admin come straight from their packages, those of the front ends from `frontends/`.
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
FRONTEND_ROOT = BASE_DIR / "frontends"
FRONTENDS = [name for name in application.FRONTENDS if (FRONTEND_ROOT / name / "index.html").is_file()]

# Files that were sent lie here, and are handed out by the application alone.
MEDIA_ROOT = os.environ.get("MEDIA_ROOT", str(BASE_DIR / "media"))

# The history of rows keeps values as JSON knows them, of hidden rows too. Who changed what says enough.
AUDITLOG_STORE_JSON_CHANGES = True
AUDITLOG_USE_BASE_MANAGER = True
AUDITLOG_DISABLE_REMOTE_ADDR = True

# Accounts
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "/"
SIGNUP = environment.flag("SIGNUP")
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if SIGNUP else "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{application.TITLE}] "
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("TRUSTED_PROXY_COUNT", 0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = application.TITLE
# The front end has a page for each of these. Links in messages never follow the Host header.
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS = {
    "account_confirm_email": f"{APP_URL}/account/confirm/{{key}}",
    "account_reset_password": f"{APP_URL}/account/password",
    "account_reset_password_from_key": f"{APP_URL}/account/password/{{key}}",
    "account_signup": f"{APP_URL}/account/signup",
    "socialaccount_login_error": f"{APP_URL}/account/error",
}
# Whom the identity provider knows by a confirmed address that a user has, is that user.
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": environment.identity_providers()}}
PASSWORD_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{PASSWORD_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{PASSWORD_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{PASSWORD_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{PASSWORD_VALIDATION}.NumericPasswordValidator"},
]

# E-mail: shown on the console in development, and not sent at all where nothing says how.
EMAIL = environment.email(os.environ.get("EMAIL_URL", "console:" if DEBUG else ""))
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL
EMAIL_TIMEOUT = 10
CAN_SEND_EMAIL = not EMAIL_BACKEND.endswith(".dummy.EmailBackend")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("EMAIL_FROM", "noreply@localhost")

# Cookies have names of their own, for they do not tell ports apart.
COOKIE_PREFIX = os.environ.get("COOKIE_PREFIX", "")
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [APP_URL]
CSRF_FAILURE_VIEW = "web.problems.forged"

# Behind HTTPS everything is HTTPS; X-Forwarded-Proto is the proxy's word for it.
HTTPS = APP_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
X_FRAME_OPTIONS = "DENY"

# How much may be sent: with one request, and as a table of rows to import.
DATA_UPLOAD_MAX_MEMORY_SIZE = environment.number("MAX_REQUEST_SIZE", 2_500_000)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 10
IMPORT_MAX_SIZE = environment.number("IMPORT_MAX_SIZE", 10_000_000)
IMPORT_MAX_ROWS = environment.number("IMPORT_MAX_ROWS", 5_000)

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["api.permissions.RolePermission"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["api.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": [
        "django_filters.rest_framework.DjangoFilterBackend",
        "api.searching.SearchFilter",
        "api.ordering.OrderingFilter",
    ],
    "DEFAULT_PAGINATION_CLASS": "api.pagination.Pagination",
    "DEFAULT_SCHEMA_CLASS": "api.schema.AutoSchema",
    # Tables in and out are work; signing in is throttled by allauth.
    "DEFAULT_THROTTLE_RATES": {"transfer": os.environ.get("TRANSFER_RATE", "60/minute")},
    "EXCEPTION_HANDLER": "api.handler.handle",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "URL_FORMAT_OVERRIDE": None,
}

SPECTACULAR_SETTINGS = {
    "TITLE": application.TITLE,
    "DESCRIPTION": application.DESCRIPTION,
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "POSTPROCESSING_HOOKS": [],
    # What somebody may not read is not there.
    "COMPONENT_NO_READ_ONLY_REQUIRED": True,
    # What is taken differs from what is shown.
    "COMPONENT_SPLIT_REQUEST": True,
    "ENFORCE_NON_BLANK_FIELDS": True,
}

LOGGING = logs.configuration(os.environ.get("LOG_LEVEL", "INFO").upper(), plain=DEBUG)
