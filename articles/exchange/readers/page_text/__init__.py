"""The format *page*: a news page saved as text. Bytes in, `NewsItem` out; one module for each part of a page.

May import `articles.newsitem`, `articles.exchange.reading`, `media` and `newsroom.lib`.
"""

from .reader import read, recognises

__all__ = ["read", "recognises"]
