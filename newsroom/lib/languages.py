"""The language of an address: its first part, or the unprefixed language of the settings."""

from django.conf import settings


def codes() -> list[str]:
    return [code for code, _ in settings.LANGUAGES]


def prefixed_codes() -> list[str]:
    return [code for code in codes() if code != settings.LANGUAGE_CODE]


def in_language(path: str, language: str) -> str:
    """The address of `path` ("/articles/…") among the pages of `language`: "/ru/articles/…"."""
    return path if language in ("", settings.LANGUAGE_CODE) else f"/{language}{path}"


def split_language(path: str) -> tuple[str, str]:
    """("ru", "/articles/") for "/ru/articles/"; the unprefixed language where there is no prefix."""
    first, _, rest = path.lstrip("/").partition("/")
    if first in prefixed_codes() and path.startswith(f"/{first}/"):
        return first, "/" + rest
    return settings.LANGUAGE_CODE, path


def absolute(path: str) -> str:
    return settings.SITE_URL + path


def choices() -> list[tuple[str, str]]:
    """For model fields: a callable, so that another LANGUAGES needs no migration."""
    return list(settings.LANGUAGES)


def of_the_desk() -> list[tuple[str, str]]:
    """Those that the interface itself is written in; stories may be in more."""
    return [(code, name) for code, name in settings.LANGUAGES if code in settings.DESK_LANGUAGES]


def unprefixed() -> str:
    return settings.LANGUAGE_CODE
