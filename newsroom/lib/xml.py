"""Text that XML and HTML can carry."""

import re

_UNCARRIABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def carriable(text: str) -> str:
    """Without control characters and lone surrogates: one of them takes a whole feed down."""
    return _UNCARRIABLE.sub("", text)
