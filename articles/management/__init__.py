"""What is done from a terminal: one command a file in `commands/`, and what commands share beside it.

May import everything below in `articles`, `media`, `newsroom`; never `articles.admin`.
"""
