"""One file or folder a format: `write(reading) -> bytes`, which its reader reads back.

May import `articles.newsitem`, `articles.exchange.reading` and its readers, `media` and `newsroom.lib`; no database,
no network.
"""
