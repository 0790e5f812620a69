"""Markdown with front matter: `write(reading)` gives the bytes that `readers.markdown` reads as the same story.

May import what `writers` may.
"""

from .body import inner_html
from .story import write

__all__ = ["inner_html", "write"]
