"""QR codes as SVG: what leads from paper back to the site."""

from __future__ import annotations

import segno
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

QUIET_ZONE = 2
"""Modules of white around the code; on white paper half of the four that the standard asks for are enough."""


def svg(address: str, label: str) -> SafeString:
    """For a page: attributes alone and no style, so that the content policy lets it through."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=QUIET_ZONE, omitsize=True, svgclass="qr", lineclass=None)
    return mark_safe(drawn.replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" ', 1))


def svg_file(address: str) -> str:
    """A whole SVG file, black on nothing."""
    return segno.make(address, error="m", micro=False).svg_inline(
        border=0, omitsize=True, svgclass=None, lineclass=None
    )
