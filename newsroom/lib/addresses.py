"""Links that people type: which of them may be shown to a reader."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LINK_SCHEMES = ("http", "https", "mailto", "tel")


def validate_link(address: str) -> None:
    """A whole web address, an e-mail or a telephone link; `javascript:` and its kin are refused."""
    parts = urlsplit(address.strip())
    has_target = bool(parts.netloc) if parts.scheme in ("http", "https") else bool(parts.path)
    if parts.scheme not in LINK_SCHEMES or not has_target:
        raise ValidationError(
            _("Give a whole address, such as https://example.org or mailto:desk@example.org.")
        )
