"""The byline in words, for feeds, cards and structured data; pages print it with its links."""

from __future__ import annotations

from collections.abc import Iterable

from articles.rendering.story import NamedAuthor


def names(authors: Iterable[NamedAuthor], role: str = "by") -> list[str]:
    return [author.name for author in authors if author.role == role]
