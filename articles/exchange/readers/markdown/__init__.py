"""Markdown with front matter, ours or a stranger's (Jekyll, Hugo): `read(source, vocabulary)` and `recognises(source)`.

May import `articles.newsitem`, `articles.exchange.reading`, its neighbour `page_text`, `media` and `newsroom.lib`.
"""

from .reader import ENDINGS, names_an_original, read, recognises

__all__ = ["ENDINGS", "names_an_original", "read", "recognises"]
