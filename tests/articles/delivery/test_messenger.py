"""A story as a post for messengers: what it says, how long it is, and when it says what is no longer so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.delivery import messenger
from articles.delivery.messenger import Standing
from articles.models import Posted, PublishedArticle
from newsroom.models import SiteAddress, SiteSettings
from tests.articles.public.rows import a_slice
from tests.conftest import Clock

pytestmark = pytest.mark.django_db
Form = PublishedArticle.Form


class PostTests:
    def test_it_says_headline_two_lines_and_the_address(self) -> None:
        story = a_slice(
            "Ferry saved", slug="ferry", description="One vote kept it. " + "Nobody went home. " * 20
        )
        headline, lines, address = messenger.post(story, []).text.split("\n\n")
        assert headline == "Ferry saved"
        assert lines.startswith("One vote kept it. Nobody") and lines.endswith("home.")
        assert len(lines) <= messenger.TWO_LINES
        assert address == f"http://127.0.0.1:8000{story.path}"

    def test_other_addresses_lead_to_the_same_story_in_its_own_language(self) -> None:
        site = SiteSettings.load()
        SiteAddress.objects.create(site=site, url="https://mirror.example/", order=2)
        SiteAddress.objects.create(site=site, url="https://first.example/x", order=1)
        story = a_slice("Паром", language="ru", slug="мост")
        *_rest, last = messenger.post(story, messenger.other_addresses()).text.split("\n\n")
        label, first, second = last.split("\n")
        assert first == f"https://first.example/x{messenger._quoted(story)}"
        assert second.startswith("https://mirror.example/ru/articles/") and "%D0%BC" in second
        assert label

    def test_the_standfirst_stands_in_for_a_description(self) -> None:
        assert "\n\nThe boat stays.\n\n" in messenger.post(a_slice(standfirst="The boat stays."), []).text

    @pytest.mark.parametrize(("text", "length"), [("boat", 4), ("Паром", 5), ("⛴", 1), ("😀", 2)])
    def test_it_counts_as_messengers_do(self, text: str, length: int) -> None:
        assert messenger.count(text) == length

    def test_a_post_that_no_messenger_takes_is_marked(self) -> None:
        assert not messenger.Post(language="en", text="a" * 4096).is_too_long
        assert messenger.Post(language="en", text="a" * 4097).is_too_long


def a_post(story: PublishedArticle, **fields: Any) -> Posted:
    values = {"story_id": story.story_id, "public_hash": story.public_hash, "posted_at": timezone.now()}
    return Posted.objects.create(**values | fields)


class StandingTests:
    def test_the_version_that_was_posted_stands(self) -> None:
        story = a_slice()
        assert messenger.standing(a_post(story), story) is Standing.AS_POSTED

    def test_another_version_is_an_update(self) -> None:
        story = a_slice()
        assert messenger.standing(a_post(story, public_hash="1" * 64), story) is Standing.UPDATED

    def test_a_notice_made_since_makes_it_a_correction(self, clock: Clock) -> None:
        notice = {"kind": "correction", "text": "16 votes.", "made_at": clock.now.isoformat()}
        story = a_slice(display={"corrections": [notice]})
        earlier, later = clock.now - timedelta(hours=1), clock.now + timedelta(hours=1)
        before = a_post(story, public_hash="1" * 64, posted_at=earlier)
        after = a_post(story, public_hash="1" * 64, posted_at=later)
        assert messenger.standing(before, story) is Standing.CORRECTED
        assert messenger.standing(after, story) is Standing.UPDATED

    def test_a_retraction_and_a_take_down_are_told_apart(self) -> None:
        story = a_slice(form=Form.RETRACTION, words_for_readers="We take it back.")
        posted = a_post(story, public_hash="1" * 64)
        assert messenger.standing(posted, story) is Standing.RETRACTED
        assert messenger.standing(posted, None) is Standing.TAKEN_DOWN

    def test_the_desk_can_ask_for_all_that_is_out_of_date_in_two_queries(
        self, django_assert_num_queries: Any, clock: Clock
    ) -> None:
        fresh, changed = a_slice(), a_slice()
        gone = a_slice(published_at=clock.now - timedelta(days=1), visible_until=clock.now)
        a_post(changed, public_hash="1" * 64)
        a_post(gone)
        a_post(fresh, public_hash="1" * 64)
        a_post(fresh)
        with django_assert_num_queries(2):
            found = messenger.out_of_date()
        assert [(posted.story_id, state) for posted, state in found] == [
            (gone.story_id, Standing.TAKEN_DOWN),
            (changed.story_id, Standing.UPDATED),
        ]
