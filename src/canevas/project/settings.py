"""Every setting in one place, safe for production as it stands.

What differs between machines comes from the environment (``docs/guide/reglages.md`` lists every variable):
CANEVAS_HOME, CANEVAS_SECRET_KEY, CANEVAS_JOURNAL_KEY, CANEVAS_HOSTS, CANEVAS_HTTP, CANEVAS_DEBUG, CANEVAS_DEMO,
CANEVAS_MAX_UPLOAD_MB, CANEVAS_VOCABULARY, CANEVAS_ENGINE, CANEVAS_BACKUP_KEYS, CANEVAS_BEHIND_PROXY, CANEVAS_SMTP,
CANEVAS_MAIL_FROM, CANEVAS_URL, CANEVAS_OIDC_ISSUER, CANEVAS_OIDC_CLIENT_ID, CANEVAS_OIDC_CLIENT_SECRET,
CANEVAS_OIDC_NAME, DATABASE_URL.
"""
from __future__ import annotations

import os
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from canevas.project.home import data_home, secret_key
from canevas.project.outside import identity_provider, mail_settings

PACKAGE = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules


def switch(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in ("1", "true", "yes", "oui")


# Where the data of this installation lies: never inside the checkout. The tests have their own, thrown away; each of
# the processes that share them out its own again: one would find the other's files, or miss what it cleared.
if TESTING and ("CANEVAS_HOME" not in os.environ or "PYTEST_XDIST_WORKER" in os.environ):
    _tests_home = tempfile.TemporaryDirectory(prefix="canevas-tests-", ignore_cleanup_errors=True)
    os.environ["CANEVAS_HOME"] = _tests_home.name
CANEVAS_HOME = data_home()
# What the rows of the journal are chained with: 64 hexadecimal digits, or the file that holds them (made by `prepare`).
CANEVAS_JOURNAL_KEY = os.environ.get("CANEVAS_JOURNAL_KEY", "")
CANEVAS_JOURNAL_KEY_FILE = CANEVAS_HOME / "journal.key"
CANEVAS_BACKUP_KEYS = os.environ.get("CANEVAS_BACKUP_KEYS", "").split()
CANEVAS_DEMO = switch("CANEVAS_DEMO")
CANEVAS_VOCABULARY = os.environ.get("CANEVAS_VOCABULARY", "niger")
# who counts figures: "" for DuckDB in this process, spark://local[2], spark://server:7077
CANEVAS_ENGINE = os.environ.get("CANEVAS_ENGINE", "")
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
CANEVAS_BEHIND_PROXY = switch("CANEVAS_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CANEVAS_BEHIND_PROXY else None
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
    "canevas.commons.access",  # before allauth: its pages stand in for the library's
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "canevas.commons.audit",
    "canevas.commons.files",
    "canevas.commons.jobs",
    "canevas.commons.directory",
    "canevas.commons.design",
    "canevas.commons.search",
    "canevas.commons.backups",
    "canevas.evidence.observatory",
    "canevas.governance.policy",
    "canevas.governance.recommendations",
    "canevas.governance.concertation",
    "canevas.governance.syntheses",
    "canevas.governance.bulletins",
    "canevas.doors.desk",
    "canevas.doors.accounts",
    "canevas.doors.journal",
    "canevas.doors.cli",
    "canevas.doors.api",
    "canevas.doors.portal",
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
    "allauth.account.middleware.AccountMiddleware",
    "canevas.commons.access.sign_in.middleware.SecondFactorMiddleware",
    "canevas.commons.access.sign_in.middleware.LastSeenMiddleware",
    "axes.middleware.AxesMiddleware",
    "canevas.doors.journal.middleware.JournalMiddleware",
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
    # FULL: what was answered "saved" is on the disk, even should the power go; 0.3 to 8 ms for each write.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 30,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-64000;"
                        " PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;",
    }
else:
    INSTALLED_APPS.append("django.contrib.postgres")  # the search vector of commons/search
# What all processes count together (tries to sign in) lies in files; what each works out for itself, in its memory.
CACHES = {
    "default": {"BACKEND": "canevas.commons.access.sign_in.shared_cache.SharedFileCache",
                "LOCATION": CANEVAS_HOME / "cache", "OPTIONS": {"MAX_ENTRIES": 5000}},
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Who signs in, and how
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend", "canevas.commons.access.sign_in.backends.PeopleBackend"]
PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{name}" for name in (
    "Argon2PasswordHasher", "PBKDF2PasswordHasher", "ScryptPasswordHasher")]  # the first; the others are upgraded
if TESTING:
    PASSWORD_HASHERS.insert(0, "django.contrib.auth.hashers.MD5PasswordHasher")  # the tests open many accounts
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "canevas.commons.access.sign_in.passwords.LocalWordValidator"},
]
LOGIN_URL = "access:sign-in"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "access:sign-in"

ACCOUNT_ADAPTER = "canevas.commons.access.sign_in.adapters.PeopleAdapter"
ACCOUNT_FORMS = {name: f"canevas.commons.access.sign_in.forms.{form}" for name, form in {
    "login": "SignInForm", "reauthenticate": "ConfirmForm", "reset_password": "LostPasswordForm",
    "reset_password_from_key": "NewPasswordForm"}.items()}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up: accounts are opened by an administrator
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = bool(os.environ.get("CANEVAS_SMTP"))
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Canevas] "
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# A whole office may stand behind one address: what is counted by address is wide, what is counted by name is narrow.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "100/m/ip,30/15m/key", "reset_password": "20/m/ip,5/h/key"}
MFA_ADAPTER = "canevas.commons.access.sign_in.adapters.FactorAdapter"
MFA_FORMS = {name: f"canevas.commons.access.sign_in.forms.{form}" for name, form in {
    "authenticate": "CodeForm", "reauthenticate": "ConfirmCodeForm", "activate_totp": "PhoneCodeForm",
    "add_webauthn": "PasskeyForm", "edit_webauthn": "PasskeyNameForm"}.items()}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Canevas"
MFA_TOTP_TOLERANCE = 1  # half a minute: clocks of laptops drift
MFA_ALLOW_UNVERIFIED_EMAIL = True  # whoever opens an account writes its address down
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # http://localhost
# The roles that must have a second factor until an administrator chooses on the page.
SECOND_FACTOR_ROLES = ("administrator", "secretariat", "auditor") if HTTPS and not CANEVAS_DEMO else ()
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"  # every process counts together, a restart forgets nothing
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # never a whole office, never a person wherever they are
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # the journal tells it
AXES_VERBOSE = False
AXES_USERNAME_CALLABLE = "canevas.commons.access.sign_in.throttle.counted_name"
AXES_CLIENT_IP_CALLABLE = "canevas.commons.access.sign_in.address.client_address"
AXES_LOCKOUT_CALLABLE = "canevas.commons.access.sign_in.throttle.locked_out"
AXES_SENSITIVE_PARAMETERS = ["login", "csrfmiddlewaretoken"]  # a password is often typed in the wrong field

# OpenID Connect: signing in with the account that people already have elsewhere. Nothing without an issuer.
SOCIALACCOUNT_ADAPTER = "canevas.commons.access.sign_in.adapters.IdentityAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link: after a form, the policy of this page would forbid the provider's
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_PROVIDERS = identity_provider(
    issuer=os.environ.get("CANEVAS_OIDC_ISSUER", ""), client_id=os.environ.get("CANEVAS_OIDC_CLIENT_ID", ""),
    client_secret=os.environ.get("CANEVAS_OIDC_CLIENT_SECRET", ""), name=os.environ.get("CANEVAS_OIDC_NAME", ""))

# Letters: by a mail server where one is named, otherwise as files that somebody may send by hand.
# ``CANEVAS_URL``: where people open this installation; letters and calendars lead there. "": they lead nowhere.
CANEVAS_URL = os.environ.get("CANEVAS_URL", "").rstrip("/")
CANEVAS_SENDS_MAIL = bool(os.environ.get("CANEVAS_SMTP"))
globals().update(mail_settings(os.environ.get("CANEVAS_SMTP", ""), CANEVAS_HOME / "mail"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("CANEVAS_MAIL_FROM", "Canevas <canevas@localhost>")

TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend" if TESTING
        else "django_tasks_db.DatabaseBackend",
    }
}

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "tools" / "locale", PACKAGE / "commons" / "locale"]
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
