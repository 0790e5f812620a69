"""A story as a post for messengers, and whether the post that somebody put there still says what readers see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils import timezone, translation
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from articles.models import Posted, PublishedArticle
from newsroom.lib import sentences
from newsroom.lib.languages import absolute
from newsroom.models import SiteAddress

TWO_LINES = 180
"""Letters that a telephone shows in two to three lines under a headline."""
MOST = 4096
"""What the stricter of the large messengers take in one post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    language: str
    text: str

    @property
    def length(self) -> int:
        return count(self.text)

    @property
    def is_too_long(self) -> bool:
        return self.length > MOST


def count(text: str) -> int:
    """As messengers count: units of sixteen bits, so that an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


def other_addresses() -> list[str]:
    """The other addresses of the site, in the order of the settings."""
    return list(SiteAddress.objects.values_list("url", flat=True))


def post(story: PublishedArticle, others: Sequence[str]) -> Post:
    """Headline, two lines, the address, and where else the same story stands. `others` are whole addresses of sites."""
    about = story.description or story.standfirst
    parts = [story.headline, sentences.cut(about, TWO_LINES) if about else "", absolute(_quoted(story))]
    with translation.override(story.language):
        parts.append(elsewhere(_quoted(story), others))
    return Post(language=story.language, text="\n\n".join(part for part in parts if part))


def elsewhere(path: str, others: Iterable[str]) -> str:
    """The lines for readers to whom the main address is blocked, in the language in use."""
    lines = [site.rstrip("/") + path for site in others]
    return "\n".join([_("If it does not open:"), *lines]) if lines else ""


def _quoted(story: PublishedArticle) -> str:
    return iri_to_uri(story.address) or ""


class Standing(StrEnum):
    """What became of a story since its text was posted."""

    AS_POSTED = "as posted"
    UPDATED = "updated"
    CORRECTED = "corrected"
    RETRACTED = "retracted"
    TAKEN_DOWN = "taken down"

    @property
    def is_out_of_date(self) -> bool:
        return self is not Standing.AS_POSTED


def standing(posted: Posted, row: PublishedArticle | None) -> Standing:
    """`row` is what readers see of the story now; None where they see nothing."""
    if row is None:
        return Standing.TAKEN_DOWN
    if row.is_retraction:
        return Standing.RETRACTED
    if row.public_hash == posted.public_hash:
        return Standing.AS_POSTED
    is_corrected = any(
        datetime.fromisoformat(notice["made_at"]) > posted.posted_at
        for notice in row.display.get("corrections", ())
    )
    return Standing.CORRECTED if is_corrected else Standing.UPDATED


def out_of_date(moment: datetime | None = None, most: int = 50) -> list[tuple[Posted, Standing]]:
    """Stories whose last post says something else than readers see now, the newest post first: in two queries."""
    latest: dict[int, Posted] = {}
    for posted in Posted.objects.order_by("-pk")[:LOOKED_AT]:
        latest.setdefault(posted.story_id, posted)
    rows = PublishedArticle.public.at(moment or timezone.now()).filter(story_id__in=latest)
    seen = {row.story_id: row for row in rows.only("story_id", "form", "public_hash", "display")}
    found = [(posted, standing(posted, seen.get(posted.story_id))) for posted in latest.values()]
    return [(posted, state) for posted, state in found if state.is_out_of_date][:most]


LOOKED_AT = 500
"""Posts, the newest: what was posted long ago is nobody's screen any more."""
