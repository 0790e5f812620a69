"""What readers see: pages, lists, filters, search, feeds, sitemap. Reads published rows only.

May import `articles.rendering`, `articles.models` (published rows, addresses and names), `media` and `newsroom`.
"""
