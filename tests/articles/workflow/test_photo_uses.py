"""Where a photo is used, asked by the photo desk."""

from __future__ import annotations

from media.usage import reasons_to_keep, uses_of
from tests.cast import Cast, a_photo, an_author
from tests.stories import a_draft


class TestUses:
    def test_lead_photo_inline_photo_and_portrait_are_named(self, cast: Cast) -> None:
        photo = a_photo()
        a_draft(cast, headline="As lead", lead_photo=photo)
        a_draft(cast, headline="In the text", body=f'<p>One.</p><figure data-photo="{photo.ref}"></figure>')
        a_draft(cast, headline="Not at all")
        an_author("Jan Holm", portrait=photo)
        labels = {use.label for use in uses_of(photo, cast.photo_editor)}
        assert labels == {"As lead", "In the text", "Portrait of Jan Holm"}

    def test_a_photo_in_use_is_kept(self, cast: Cast) -> None:
        photo = a_photo()
        assert reasons_to_keep(photo) == []
        a_draft(cast, lead_photo=photo)
        assert len(reasons_to_keep(photo)) == 1
