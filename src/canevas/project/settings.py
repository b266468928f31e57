"""Every setting in one place, safe for production as it stands.

What differs between machines comes from the environment (``docs/guide/reglages.md`` lists every variable):
CANEVAS_HOME, CANEVAS_SECRET_KEY, CANEVAS_JOURNAL_KEY, CANEVAS_HOSTS, CANEVAS_HTTP, CANEVAS_DEBUG, CANEVAS_DEMO,
CANEVAS_MAX_UPLOAD_MB, CANEVAS_VOCABULARY, DATABASE_URL.
"""
from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from canevas.project.home import data_home, secret_key

PACKAGE = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules


def switch(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in ("1", "true", "yes", "oui")


# Where the data of this installation lies: never inside the checkout. The tests have their own, thrown away.
if TESTING and "CANEVAS_HOME" not in os.environ:
    _tests_home = tempfile.TemporaryDirectory(prefix="canevas-tests-", ignore_cleanup_errors=True)
    os.environ["CANEVAS_HOME"] = _tests_home.name
CANEVAS_HOME = data_home()
# What the rows of the journal are chained with: 64 hexadecimal digits, or the file that holds them (made by `prepare`).
CANEVAS_JOURNAL_KEY = os.environ.get("CANEVAS_JOURNAL_KEY", "")
CANEVAS_JOURNAL_KEY_FILE = CANEVAS_HOME / "journal.key"
CANEVAS_DEMO = switch("CANEVAS_DEMO")
CANEVAS_VOCABULARY = os.environ.get("CANEVAS_VOCABULARY", "niger")
CANEVAS_MAX_UPLOAD_BYTES = int(os.environ.get("CANEVAS_MAX_UPLOAD_MB", "50")) * 1024 * 1024

DEBUG = switch("CANEVAS_DEBUG")
SECRET_KEY = secret_key(CANEVAS_HOME)
ALLOWED_HOSTS = os.environ.get("CANEVAS_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if not host.startswith((".", "*"))]

# Behind HTTPS unless told otherwise; `canevas demo` and `canevas serve` on the loopback address say CANEVAS_HTTP=1.
HTTPS = not (switch("CANEVAS_HTTP") or TESTING)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if switch("CANEVAS_BEHIND_PROXY") else None
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "canevas.commons.access",
    "canevas.commons.audit",
    "canevas.commons.files",
    "canevas.commons.jobs",
    "canevas.commons.directory",
    "canevas.commons.design",
    "canevas.commons.search",
    "canevas.governance.policy",
    "canevas.governance.recommendations",
    "canevas.governance.concertation",
    "canevas.doors.desk",
    "canevas.doors.cli",
    "canevas.project",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "canevas.commons.design.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "canevas.project.urls"
WSGI_APPLICATION = "canevas.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "canevas.commons.design.context.layout",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{(CANEVAS_HOME / 'canevas.sqlite3').as_posix()}", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL: readers never wait for the writer. IMMEDIATE: two writers queue instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 30,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;"
                        " PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;",
    }
else:
    INSTALLED_APPS.append("django.contrib.postgres")  # the search vector of commons/search
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator",
                 "NumericPasswordValidator")
]
LOGIN_URL = "access:sign-in"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "access:sign-in"

TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend" if TESTING
        else "django_tasks_db.DatabaseBackend",
    }
}

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "tools" / "locale"]
TIME_ZONE = "Africa/Niamey"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True  # static files are served from inside the package: nothing to collect
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = CANEVAS_HOME / "media"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
