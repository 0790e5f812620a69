"""Markdown with front matter: `write(reading)` gives the bytes that `readers.markdown` reads as the same story.

May import what `writers` may.
"""

from .story import write

__all__ = ["write"]
