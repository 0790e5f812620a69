"""How the story stands, as the front matter says it."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from articles.newsitem import Embargo, Standing, StoryState

from .fields import Fields

MAX_REASON_LENGTH = 300
MAX_ADDRESS_LENGTH = 220
"""Of the columns that keep them."""


def standing_of(fields: Fields) -> Standing:
    state = fields.word("state", StoryState) or _of_stranger(fields)
    retraction, unpublished = fields.inside("retraction"), fields.inside("unpublished")
    scheduled_for = fields.moment("scheduled_for")
    if state is StoryState.SCHEDULED and scheduled_for is None:
        raise fields.fail(
            "scheduled_for", "say when the story is to appear, such as 2026-12-09T06:00:00+00:00."
        )
    if state is StoryState.RETRACTED and retraction is None:
        raise fields.fail(
            "retraction", "say why: write {at: 2026-11-19T09:00:00+00:00, reason: “words for readers”}."
        )
    notice = notice_at = None
    if retraction and state is StoryState.RETRACTED:
        notice = retraction.needed_text("reason", "write the words that readers see in place of the story.")
        notice_at = retraction.moment("at")
    elif unpublished and state is StoryState.UNPUBLISHED:
        notice = unpublished.text("words")
    return Standing(
        state=state,
        scheduled_for=scheduled_for,
        visible_until=fields.moment("visible_until", "expiryDate"),
        embargo=_embargo(fields),
        notice=notice or "",
        notice_at=notice_at,
        old_addresses=tuple(_old_addresses(fields)),
    )


def _of_stranger(fields: Fields) -> StoryState:
    """Hugo's `draft: true`, Jekyll's `published: false`."""
    is_draft, is_published = fields.flag("draft"), fields.flag("published")
    return StoryState.DRAFT if is_draft or is_published is False else StoryState.PUBLISHED


def _embargo(fields: Fields) -> Embargo | None:
    embargo = fields.inside("embargo")
    if embargo is None:
        return None
    reason = embargo.needed_text("reason", "say why the story is under embargo.")
    if len(reason) > MAX_REASON_LENGTH:
        raise embargo.fail("reason", f"the reason is longer than {MAX_REASON_LENGTH} characters.")
    return Embargo(until=embargo.needed_moment("until"), reason=reason)


def _old_addresses(fields: Fields) -> list[str]:
    """Paths without a site and without a language: each leads to the story from now on."""
    name = fields.name_of("old_addresses", "aliases", "redirect_from")
    found = []
    for said in fields.texts(name):
        path = unquote(urlsplit(said).path)
        if not path.startswith("/"):
            raise fields.fail(
                name, f"“{said}” is no address. Write it from its first slash: /articles/2026/11/14/reed/."
            )
        if len(path) > MAX_ADDRESS_LENGTH:
            raise fields.fail(name, f"“{said[:40]}…” is longer than {MAX_ADDRESS_LENGTH} characters.")
        found.append(path)
    return list(dict.fromkeys(found))
