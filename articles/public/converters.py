"""Parts of public addresses: slugs in any script, and dates in digits."""

from __future__ import annotations

import unicodedata


class SlugConverter:
    r"""Letters of any script, digits, hyphens, and accents typed apart. `\w` holds no NUL, no slash, no space."""

    regex = "[-\\w\u0300-\u036f]{1,120}"

    def to_python(self, value: str) -> str:
        """Composed, as slugs are stored: a Mac types é in two."""
        return unicodedata.normalize("NFC", value)

    def to_url(self, value: str) -> str:
        return value


class YearConverter:
    regex = "[0-9]{4}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class TwoDigitsConverter(YearConverter):
    regex = "[0-9]{2}"


class StoryNumberConverter:
    regex = "[0-9]{1,18}"
    """Any number that fits the database."""

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)
