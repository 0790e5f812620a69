"""Words made fit for an address, in any script."""

import hashlib
import unicodedata
from collections.abc import Callable

from django.utils.text import slugify

MAX_SLUG_LENGTH = 80
"""Long enough for any headline's sense, short enough for a line of a messenger."""

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i",
    "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "",
    "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "u", "’": "",
}  # fmt: skip


def slug_of(text: str) -> str:
    """A usable, never empty slug: Cyrillic is spelled in Latin, other scripts keep their letters (NFC).

    Words with no letter or digit at all ("!!!") get a short digest, so that two of them still differ.
    """
    lowered = unicodedata.normalize("NFKC", text).casefold()
    spelled = "".join(_CYRILLIC.get(letter, letter) for letter in lowered)
    slug = unicodedata.normalize("NFC", slugify(spelled, allow_unicode=True)).strip("-_")
    if len(slug) > MAX_SLUG_LENGTH:
        slug = slug[:MAX_SLUG_LENGTH].rsplit("-", 1)[0].strip("-_") or slug[:MAX_SLUG_LENGTH]
    return slug or "x" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def unique_slug(text: str, is_taken: Callable[[str], bool]) -> str:
    """The slug of `text`, with -2, -3, … behind it while `is_taken` says yes."""
    base = slug_of(text)
    slug, number = base, 2
    while is_taken(slug):
        slug, number = f"{base}-{number}", number + 1
    return slug
