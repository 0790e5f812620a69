"""Published rows: one writer, and one answer to "is it public now?"."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.models import PublishedArticle, PublishedListing, PublishedPhoto
from articles.models.published import FOREVER, WrittenElsewhere, writing
from tests.conftest import Clock

pytestmark = pytest.mark.django_db


def a_slice(**fields: Any) -> PublishedArticle:
    now = timezone.now()
    return PublishedArticle(
        **{
            "story_id": 1,
            "revision_id": 1,
            "translation_group": 1,
            "language": "en",
            "visible_from": now,
            "visible_until": FOREVER,
            "path": "/articles/2026/11/24/ferry/",
            "published_at": now,
            "headline": "Council keeps the night ferry",
            "public_hash": "0" * 64,
            **fields,
        }
    )


class GuardedRowsTests:
    """Whatever is not publication is refused by the models themselves."""

    @pytest.fixture
    def standing(self) -> PublishedArticle:
        with writing():
            story = a_slice()
            story.save()
            PublishedListing.rows.create(
                published=story, list="all", language="en", story_id=1, published_at=story.published_at,
                visible_from=story.visible_from, visible_until=FOREVER,
            )  # fmt: skip
        return story

    def test_every_write_is_refused(self, standing: PublishedArticle) -> None:
        rows, one = PublishedArticle.rows, {"story_id": 2}
        writes = {
            "save": lambda: standing.save(),
            "save of one field": lambda: standing.save(update_fields=["headline"]),
            "delete": lambda: standing.delete(),
            "create": lambda: rows.create(**one),
            "get_or_create": lambda: rows.get_or_create(story_id=2, defaults=one),
            "update_or_create": lambda: rows.update_or_create(story_id=1, defaults={"headline": "Other"}),
            "update": lambda: rows.update(headline="Other"),
            "filtered update": lambda: rows.filter(story_id=1).update(headline="Other"),
            "update of what is public": lambda: PublishedArticle.public.at().update(headline="Other"),
            "queryset delete": lambda: rows.all().delete(),
            "bulk_create": lambda: rows.bulk_create([a_slice(story_id=2)]),
            "bulk_update": lambda: rows.bulk_update([standing], ["headline"]),
            "related create": lambda: standing.listings.create(list="kind"),
            "related update": lambda: standing.listings.update(list="kind"),
            "related delete": lambda: standing.listings.all().delete(),
            "listing save": lambda: standing.listings.get().save(),
            "photo": lambda: PublishedPhoto.rows.create(published=standing, credit_line="EPA"),
            "raw": lambda: rows.raw("DELETE FROM articles_publishedarticle"),
        }
        passed = []
        for name, write in writes.items():
            try:
                write()
            except WrittenElsewhere:
                continue
            passed.append(name)
        assert not passed
        standing.refresh_from_db()
        assert standing.headline == "Council keeps the night ferry"

    def test_the_same_writes_pass_in_publication(self, standing: PublishedArticle) -> None:
        with writing():
            assert PublishedArticle.rows.update(headline="Other") == 1
            standing.listings.all().delete()
            standing.delete()
        assert not PublishedArticle.rows.exists()

    def test_the_door_closes_behind_publication_also_after_a_fault(self, standing: PublishedArticle) -> None:
        with pytest.raises(ZeroDivisionError), writing():
            raise ZeroDivisionError
        with pytest.raises(WrittenElsewhere):
            standing.save()


class PublicTests:
    def test_it_follows_the_clock_to_the_second(self, clock: Clock) -> None:
        opens, ends = clock.now + timedelta(hours=1), clock.now + timedelta(hours=2)
        with writing():
            a_slice(visible_from=opens, visible_until=ends).save()
        seen = []
        for moment in (opens - timedelta(seconds=1), opens, ends - timedelta(seconds=1), ends):
            clock.set(moment)
            seen.append(PublishedArticle.public.at().exists())
        assert seen == [False, True, True, False]

    def test_there_is_no_list_without_a_moment(self) -> None:
        for ask in (
            PublishedArticle.public.all,
            PublishedArticle.public.count,
            PublishedArticle.public.first,
        ):
            with pytest.raises(TypeError, match="depends on when you ask"):
                ask()
