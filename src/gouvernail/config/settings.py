"""Django settings, read from the environment; ``docs/installer.md`` explains each variable."""

from __future__ import annotations

import os

import dj_database_url
from csp.constants import NONE, SELF

from gouvernail.config.data_folder import data_folder, secret_key


def _flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "oui"}


DATA_FOLDER = data_folder()
SECRET_KEY = os.environ.get("GOUVERNAIL_SECRET_KEY") or secret_key(DATA_FOLDER)
DEBUG = _flag("GOUVERNAIL_DEBUG")
HTTPS = _flag("GOUVERNAIL_HTTPS")
ALLOWED_HOSTS = [name.strip() for name in os.environ.get("GOUVERNAIL_HOSTS", "localhost,127.0.0.1,[::1]").split(",")]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and not host.startswith("[")]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "gouvernail.ui",  # before allauth, whose pages it words and lays out anew
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "gouvernail.accounts",
    "gouvernail.journal",
    "gouvernail.organisations",
    "gouvernail.registers",
    "gouvernail.administration",
    "gouvernail.estate",
    "gouvernail.support",
    "gouvernail.suppliers",
    "gouvernail.awareness",
    "gouvernail.collaboration",
    "gouvernail.statements",
    "gouvernail.action_plan",
    "gouvernail.projects",
    "gouvernail.plans",
    "gouvernail.studies",
    "gouvernail.indicators",
    "gouvernail.policies",
    "gouvernail.governance",
    "gouvernail.connectors",
    "gouvernail.connectors.sources",
    "gouvernail.connectors.reading",
    "gouvernail.documents",
    "gouvernail.cockpit",
    "gouvernail.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",  # before the static files, which bear it too
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gouvernail.accounts.middleware.NothingKeptMiddleware",
    "gouvernail.ui.middleware.LightRequestsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gouvernail.ui.middleware.HeavierRequestsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gouvernail.organisations.middleware.ActorMiddleware",
    "gouvernail.ui.middleware.TypographyMiddleware",
]

ROOT_URLCONF = "gouvernail.config.urls"
WSGI_APPLICATION = "gouvernail.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gouvernail.accounts.context.mail",
                "gouvernail.organisations.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "gouvernail.ui.templatetags.ui_tags",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("GOUVERNAIL_DATABASE", f"sqlite:///{DATA_FOLDER / 'gouvernail.sqlite3'}"),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a writer waits its turn at once instead of failing half way
        "timeout": 60,  # seconds: the first load of a million requests may hold its turn that long on a busy machine
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "gouvernail_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # a flood of attempts must not push out the count of the earlier ones
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# ANSSI, « Recommandations relatives à l'authentification multifacteur et aux mots de passe », v2.0, 2021:
# length before composition rules, known passwords refused, no forced rotation for ordinary accounts.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

ACCOUNT_ADAPTER = "gouvernail.accounts.adapter.ClosedRegistrationAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "5/5m/key,20/5m/ip", "reset_password": "10/h/ip,3/h/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0  # or a whole collectivité would share one count of attempts
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses come from an administrator, who vouches for them
MFA_TOTP_ISSUER = "Gouvernail"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

SESSION_COOKIE_AGE = int(os.environ.get("GOUVERNAIL_SESSION_HOURS", "10")) * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True  # forms carry the token themselves: no script reads the cookie
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "gouvernail_session"
CSRF_COOKIE_NAME = "gouvernail_csrf"
CSRF_FAILURE_VIEW = "gouvernail.ui.errors.csrf_failure"
SECURE_SSL_REDIRECT = False  # the reverse proxy that holds the certificate redirects
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # the QR code of the second factor is a data image
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "fr"
JOURNAL_MONTHS = int(os.environ.get("GOUVERNAIL_JOURNAL_MONTHS", "12"))
TIME_ZONE = os.environ.get("GOUVERNAIL_TIME_ZONE", "Europe/Paris")
USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = ["gouvernail.config.formats"]

STATIC_URL = "static/"
STATIC_ROOT = DATA_FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "gouvernail.ui.bundling.BundlingStorage"},
}
WHITENOISE_MAX_AGE = 31_536_000
WHITENOISE_ALLOW_ALL_ORIGINS = False
LARGEST_REQUEST = 25 * 1024 * 1024
LARGEST_REQUESTS_FILE = int(os.environ.get("GOUVERNAIL_REQUESTS_FILE_MB", "500")) * 1024 * 1024
HEAVIER_REQUESTS = {"source_read": LARGEST_REQUESTS_FILE + 1024 * 1024}  # the file, and the form around it
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

EMAIL_HOST = os.environ.get("GOUVERNAIL_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("GOUVERNAIL_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("GOUVERNAIL_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("GOUVERNAIL_SMTP_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_USE_SSL = EMAIL_PORT == 465
DEFAULT_FROM_EMAIL = os.environ.get("GOUVERNAIL_SMTP_FROM", "gouvernail@localhost")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "django.core.mail.backends.dummy.EmailBackend"
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("GOUVERNAIL_LOG", "WARNING")},
}
SILENCED_SYSTEM_CHECKS = [
    "security.W004",
    "security.W008",
]  # HSTS and redirection belong to the proxy without HTTPS here
