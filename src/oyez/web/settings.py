"""Django's settings, derived from Oyez's own (see `oyez.kit.settings`)."""

import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

from oyez.kit import settings as oyez
from oyez.kit.mail import transport
from oyez.kit.rules import database_options, hosts

oyez.check()
OYEZ_DATA = Path(oyez.DATA.text()).expanduser().resolve()


def _secret() -> str:
    """The secret from the environment, or one made at first start and kept in the data folder."""
    if given := oyez.SECRET.text():
        return given
    file = OYEZ_DATA / "secret"
    if not file.exists():
        OYEZ_DATA.mkdir(parents=True, exist_ok=True)
        try:
            with file.open("x") as out:
                file.chmod(0o600)
                out.write(secrets.token_urlsafe(64))
        except FileExistsError:
            pass  # another process made it at the same moment; its secret is the one
    return file.read_text().strip()


def _database() -> dict[str, object]:
    url = oyez.DATABASE_URL.text()
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": OYEZ_DATA / "oyez.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 10,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; "
                    "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456;"
                ),
            },
            "TEST": {"NAME": OYEZ_DATA / "test.sqlite3"},
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}, **database_options(url)},
    }


_url = urlsplit(oyez.URL.text())
SECRET_KEY = _secret()
DEBUG = oyez.DEBUG.flag()
ALLOWED_HOSTS = [
    _url.hostname or "localhost",
    "localhost",
    "127.0.0.1",
    *hosts(oyez.HOSTS.text()),
]
OYEZ_URL = oyez.URL.text().rstrip("/")
OYEZ_MAIL_DOMAIN = _url.hostname or "localhost"
OYEZ_HTTPS = _url.scheme == "https"

ROOMS = ("share", "act", "surveys", "measure", "contact", "collect", "people", "journal", "company", "kit")
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "csp",
    "oyez.web",
    *[f"oyez.{room}" for room in ROOMS],
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "oyez.web.middleware.PrivacyMiddleware",
    "oyez.web.middleware.RespondentMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "oyez.web.middleware.LookMiddleware",
    "oyez.web.middleware.ViewerMiddleware",
    "oyez.web.middleware.ErrorMiddleware",
]
ROOT_URLCONF = "oyez.web.urls"
WSGI_APPLICATION = "oyez.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "oyez.web.frame.frame",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "company.Member"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_ADAPTER = "oyez.web.accounts.ClosedSignup"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
OYEZ_PROXIES = oyez.PROXIES.number()
ACCOUNT_RATE_LIMITS = {  # `key` is an account from one client: a stranger's tries shut out nobody but the stranger
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "10/h/ip,3/h/key",
}
ACCOUNT_PREVENT_ENUMERATION = True

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if oyez.DATABASE_URL.text():  # several web processes count attempts together
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}
    }

LANGUAGE_CODE = oyez.LANGUAGE.text()
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
STATIC_ROOT = None  # served straight from the package by whitenoise
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = OYEZ_DATA / "uploads"
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "oyez.web.uploading.UploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

globals().update(transport(oyez.MAIL_URL.text(), OYEZ_DATA))
DEFAULT_FROM_EMAIL = oyez.MAIL_FROM.text()
SERVER_EMAIL = DEFAULT_FROM_EMAIL

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = OYEZ_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "oyez_session"
SESSION_COOKIE_AGE = 12 * 3600
SECURE_SSL_REDIRECT = OYEZ_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if OYEZ_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = OYEZ_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if oyez.PROXY.flag() else None
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [OYEZ_URL]
CSRF_FAILURE_VIEW = "oyez.web.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "oyez.web.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"oyez": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
