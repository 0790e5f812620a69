"""The byline: whose names are printed over a story."""

from __future__ import annotations

from articles.newsitem import BylineRole
from articles.rendering.story import NamedAuthor, Resolved


def by_whom(story: Resolved) -> tuple[NamedAuthor, ...]:
    """Who is printed over the story; without a byline it is the paper that speaks, under its own name."""
    paper = NamedAuthor(name=story.site_name, role=BylineRole.BY.value, is_department=True)
    return story.authors or (paper,)
