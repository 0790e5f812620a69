"""The one settings module. What differs between a laptop and a server comes from the environment.

Every variable is listed in README. With DEBUG off, a half-configured site refuses to start and names
what is missing.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host
from django_prose_editor.config import html_tags
from environs import Env
from js_asset import static_lazy

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = env.path("VAR_DIR", BASE_DIR / "var")
"""Everything made at run time: database, uploads, collected static files, the generated key."""
VAR_DIR.mkdir(parents=True, exist_ok=True)


def kept_secret_key() -> str:
    """The key of an earlier start, or a new one, readable by this user only."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "") or kept_secret_key()

SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
_site = urlsplit(SITE_URL)
LOCAL_HOSTS = ("127.0.0.1", "localhost")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", list(LOCAL_HOSTS))
if _site.scheme not in ("http", "https") or not _site.hostname:
    raise ImproperlyConfigured(
        f"SITE_URL must be a whole address such as https://example.org, not {SITE_URL!r}."
    )
if _site.path or _site.query or _site.fragment:
    raise ImproperlyConfigured(
        f"SITE_URL ends with the host: {_site.scheme}://{_site.netloc}, not {SITE_URL}."
    )
if _site.hostname not in LOCAL_HOSTS and not env.list("ALLOWED_HOSTS", []):
    raise ImproperlyConfigured(
        f"SITE_URL names the host {_site.hostname}, but ALLOWED_HOSTS is not set. "
        f"Set ALLOWED_HOSTS={_site.hostname} (and further names of the site, separated by commas)."
    )
if not validate_host(_site.hostname, ALLOWED_HOSTS):
    raise ImproperlyConfigured(
        f"SITE_URL names the host {_site.hostname}, which ALLOWED_HOSTS={','.join(ALLOWED_HOSTS)} would turn away. "
        f"Add it there."
    )

IS_HTTPS = _site.scheme == "https"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
"""Whoever watches the process asks it directly, over plain HTTP."""
SECURE_REFERRER_POLICY = "same-origin"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"


def language_without_prefix(codes: list[str]) -> str:
    """`LANGUAGE`; gettext's own use of that variable ("en_GB:en") is not meant for us and is passed over."""
    asked = env.str("LANGUAGE", "") or "en"
    if "_" in asked or ":" in asked:
        asked = "en"
    if asked not in codes:
        raise ImproperlyConfigured(f"LANGUAGE is {asked!r}, which is not among LANGUAGES={','.join(codes)}.")
    return asked


LANGUAGE_NAMES = {"en": "English", "ru": "Русский", "uk": "Українська"}
_codes = env.list("LANGUAGES", ["en", "ru", "uk"])
_unknown = [code for code in _codes if code not in LANGUAGE_NAMES]
if _unknown:
    raise ImproperlyConfigured(f"LANGUAGES names {', '.join(_unknown)}; Newsroom knows en, ru and uk.")
LANGUAGES = [(code, LANGUAGE_NAMES[code]) for code in _codes]
DESK_LANGUAGES = ("en", "ru")
"""What the interface is translated into."""
LANGUAGE_CODE = language_without_prefix(_codes)
USE_I18N = True
FORMAT_MODULE_PATH = "newsroom.formats"
LOCALE_PATHS = [BASE_DIR / "newsroom" / "locale"]
TIME_ZONE = env.str("TIME_ZONE", "UTC")
if TIME_ZONE not in available_timezones():
    raise ImproperlyConfigured(f"TIME_ZONE is {TIME_ZONE!r}, which is no zone. Give one such as Europe/Riga.")
USE_TZ = True

INSTALLED_APPS = [
    "newsroom",
    "media",
    "articles",
    "taggit",
    "django_filters",
    "django_prose_editor",
    "js_asset",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.middleware.CompressionMiddleware",
    "newsroom.middleware.ContentPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "newsroom.middleware.LanguageFromPathMiddleware",
    "articles.public.old_addresses.OldAddressMiddleware",
    "newsroom.desk_middleware.DeskSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "newsroom.desk_middleware.DeskAuthenticationMiddleware",
    "newsroom.middleware.DeskLanguageMiddleware",
    "newsroom.desk_middleware.DeskMessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.context_processors.site",
            ],
            "libraries": {
                "articles_tags": "articles.public.story_tags",
                "story_pieces": "articles.rendering.tags",
            },
        },
    },
]

# No read path opens a transaction: under IMMEDIATE it would be a write lock (DESIGN 6).
DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR_DIR / 'newsroom.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
# Opening a connection costs a page as much as all its queries.
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

CACHES = {"default": env.dj_cache_url("CACHE_URL", "locmem://")}

QUEUE = env.str("QUEUE", "embedded")
"""Who does the work outside requests: this server, in a thread of its own, or nobody here."""
if QUEUE not in ("embedded", "off"):
    raise ImproperlyConfigured(f"QUEUE is {QUEUE!r}. It is embedded (the server works it off) or off.")

AUTH_USER_MODEL = "newsroom.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend", "articles.workflow.roles.RoleBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = env.path("MEDIA_ROOT", VAR_DIR / "media")
# There is no MEDIA_URL: originals are never served, derived pictures have a view in `media`.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Public pages carry no nonce: a cached body would keep one that its header has lost (DESIGN 6).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "geolocation", "microphone", "payment", "usb")
}

# Every extension of ours, with the HTML that it may make: the sanitiser follows this list.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy("newsroom/js/editor.js")],
        "extensions": {
            "Photo": html_tags(["figure"], {"figure": ["data-photo", "data-caption", "data-alt"]}),
            "Embed": html_tags(["div"], {"div": ["data-embed"]}),
            "Footnote": html_tags(["sup"], {"sup": ["data-footnote"]}),
            "PasteCleanup": html_tags([]),
        },
    }
]

# Tags are folded by our own tag model; taggit's own switch still makes two tags of `Война` and `война`.
TAGGIT_CASE_INSENSITIVE = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
}
