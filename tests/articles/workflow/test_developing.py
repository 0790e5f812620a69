"""The label "developing": it stands until its moment and leaves on its second, and nothing else of the story moves."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, PublishedArticle
from articles.public.story_page import short_address
from articles.workflow import actions, publication, revisions
from articles.workflow.transitions import PublicState
from tests.cast import Cast, a_photo
from tests.conftest import Clock
from tests.stories import approved, live, saved

pytestmark = pytest.mark.django_db

LABEL = '<span class="developing">Developing</span>'
PIECES = ("card_html", "front_html", "head_html")


@pytest.fixture
def until(clock: Clock) -> datetime:
    return clock.now + timedelta(hours=2)


@pytest.fixture
def story(cast: Cast, until: datetime) -> Article:
    return live(cast, developing_until=until)


def seen(story: Article, moment: datetime | None = None) -> PublishedArticle:
    slice_ = publication.live_slice(story, moment)
    assert slice_ is not None
    return slice_


def is_labelled(slice_: PublishedArticle) -> bool:
    """On the card, on the front page and on the story's own page, or on none of them."""
    (answer,) = {LABEL in getattr(slice_, piece) for piece in PIECES}
    return answer


def said(story: Article, moment: datetime) -> dict[str, Any]:
    """All that readers, feeds and machines are told of the story but for the label."""
    slice_ = seen(story, moment)
    shown = {name: words for name, words in slice_.display.items() if name != "developing"}
    names = ("path", "published_at", "updated_at", "headline", "feed_item", "structured_data", "meta_html")
    return {
        "display": shown,
        "hash": slice_.public_hash,
        "item": slice_.item,
        "address": short_address(slice_),
        **{name: getattr(slice_, name) for name in names},
    }


class LabelTests:
    def test_readers_see_it_until_its_second(self, story: Article, until: datetime) -> None:
        assert is_labelled(seen(story))
        assert is_labelled(seen(story, until - timedelta(microseconds=1)))
        assert not is_labelled(seen(story, until))

    def test_it_leaves_the_page_with_no_worker(self, story: Article, until: datetime, clock: Clock) -> None:
        address = seen(story).address
        for moment, is_there in ((until - timedelta(seconds=1), True), (until, False)):
            clock.set(moment)
            for page in (address, "/", "/articles/"):
                assert (LABEL in Client().get(page).content.decode()) is is_there, page

    def test_nothing_else_moves(self, story: Article, until: datetime, clock: Clock) -> None:
        assert said(story, clock.now) == said(story, until)
        assert publication.public_state(story, until) is PublicState.LIVE

    def test_a_story_without_it_is_stored_as_it_was(self, cast: Cast, clock: Clock) -> None:
        story = live(cast)
        (slice_,) = publication.slices_of(story)
        assert "developing" not in slice_.display and not is_labelled(slice_)

    def test_a_moment_that_has_passed_labels_nothing(self, cast: Cast, clock: Clock) -> None:
        story = live(cast, developing_until=clock.now - timedelta(minutes=1))
        (slice_,) = publication.slices_of(story)
        assert not is_labelled(slice_)

    def test_a_scheduled_story_opens_with_it(self, cast: Cast, clock: Clock, until: datetime) -> None:
        opens = clock.now + timedelta(hours=1)
        story = actions.schedule(approved(cast, developing_until=until), cast.editor, visible_from=opens)
        assert is_labelled(seen(story, opens)) and not is_labelled(seen(story, until))
        assert len(publication.waiting_slices(story)) == 2

    def test_a_story_that_leaves_before_keeps_it(self, cast: Cast, clock: Clock, until: datetime) -> None:
        story = actions.publish(
            approved(cast, developing_until=until), cast.editor, until=until - timedelta(hours=1)
        )
        (slice_,) = publication.slices_of(story)
        assert is_labelled(slice_)

    def test_paper_says_nothing_of_it(self, story: Article) -> None:
        page = Client().get(seen(story).address + "print/")
        assert page.status_code == 200 and "Developing" not in page.content.decode()

    def test_a_russian_story_says_it_in_russian(self, cast: Cast, until: datetime) -> None:
        story = live(cast, language="ru", headline="Паром оставили", developing_until=until)
        head = seen(story).head_html
        assert 'class="developing"' in head and "Updated" not in head


class OtherMovesTests:
    def test_the_end_of_rights_and_of_the_label_are_both_kept(
        self, cast: Cast, clock: Clock, until: datetime
    ) -> None:
        rights = clock.now + timedelta(hours=1)
        photo = a_photo(rights_until=rights)
        story = live(cast, photo=photo, developing_until=until)
        found = [
            (is_labelled(row), len(row.news_item.photos), row.end_reason)
            for row in publication.slices_of(story)
        ]
        assert found == [(True, 1, "rights"), (True, 0, "expired"), (False, 0, "")]

    def test_what_comes_after_it_is_no_scheduled_version(self, cast: Cast, story: Article) -> None:
        assert publication.waiting_slices(story) == []
        assert publication.public_state(story) is PublicState.LIVE
        saved(story, cast.editor, standfirst="The boat stays for two years.")
        actions.submit(story, cast.editor)
        actions.approve(story, cast.chief)
        actions.publish(story, cast.editor)
        assert is_labelled(seen(story))

    def test_the_same_version_scheduled_again_can_be_cancelled(
        self, cast: Cast, story: Article, until: datetime
    ) -> None:
        """Two slices of one revision that touch are one stretch only where rights or the label ended."""
        later = until + timedelta(hours=1)
        actions.schedule(story, cast.editor, visible_from=later)
        assert [row.visible_from for row in publication.waiting_slices(story)] == [later]
        actions.cancel_schedule(story, cast.editor)
        assert [row.visible_from for row in publication.slices_of(story)][1:] == [until]
        assert is_labelled(seen(story)) and not is_labelled(seen(story, later))

    def test_a_version_that_opens_when_the_same_one_leaves_by_plan_is_scheduled(
        self, cast: Cast, clock: Clock
    ) -> None:
        end = clock.now + timedelta(hours=3)
        story = actions.publish(approved(cast), cast.editor, until=end)
        actions.schedule(story, cast.editor, visible_from=end)
        assert [row.visible_from for row in publication.waiting_slices(story)] == [end]

    def test_a_story_that_leaves_by_plan_still_leaves(
        self, cast: Cast, clock: Clock, until: datetime
    ) -> None:
        end = until + timedelta(hours=1)
        story = actions.publish(approved(cast, developing_until=until), cast.editor, until=end)
        assert not is_labelled(seen(story, end - timedelta(seconds=1)))
        assert publication.public_state(story, end) is PublicState.EXPIRED

    def test_a_rebuild_changes_nothing(self, story: Article, until: datetime, clock: Clock) -> None:
        assert list(publication.rebuild([story.pk])) == [(story.pk, False)]
        clock.set(until + timedelta(minutes=1))
        assert list(publication.rebuild([story.pk])) == [(story.pk, False)]

    def test_a_correction_keeps_it(self, cast: Cast, story: Article, until: datetime, clock: Clock) -> None:
        clock.move(minutes=10)
        actions.correct(story, cast.editor, kind="correction", text="Eleven, not ten.")
        assert is_labelled(seen(story)) and not is_labelled(seen(story, until))

    def test_a_retraction_has_none(self, cast: Cast, story: Article, clock: Clock) -> None:
        clock.move(minutes=10)
        actions.retract(story, cast.chief, reason="Not true.", words="It was not so.")
        assert "developing" not in seen(story).display and not is_labelled(seen(story))

    def test_taken_down_it_is_gone(self, cast: Cast, story: Article, until: datetime, clock: Clock) -> None:
        clock.move(minutes=10)
        actions.unpublish(story, cast.editor, reason="A threat.")
        assert publication.live_slice(story, until) is None


class SubstanceTests:
    def test_it_is_no_change_of_the_story(self, cast: Cast, clock: Clock, until: datetime) -> None:
        """The approval stands, four eyes stay with the writer, and readers see no "updated"."""
        story = live(cast)
        clock.move(minutes=10)
        revision = saved(story, cast.editor, developing_until=until)
        assert not revision.is_substantive
        assert (story.desk_state, story.approved_revision_id) == ("approved", revision.pk)
        assert revisions.last_substantive(story).made_by == cast.writer.ref  # type: ignore[union-attr]
        actions.publish(story, cast.editor)
        assert is_labelled(seen(story)) and seen(story).updated_at is None

    def test_it_is_part_of_what_is_saved(self, cast: Cast, story: Article, until: datetime) -> None:
        assert story.latest_revision is not None
        assert story.latest_revision.news_item.developing_until == until
