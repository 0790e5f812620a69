"""One file or folder a format: `read(source, vocabulary)` and `recognises(source)`.

May import `articles.newsitem`, `articles.exchange.reading`, `media` and `newsroom.lib`; no database, no network.
"""
