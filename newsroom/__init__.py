"""The site itself: settings, people, the paper's own words, and tools with no news in them (`lib`).

The lowest layer: imports nothing from `media` or `articles`; urls name them by dotted string.
"""
