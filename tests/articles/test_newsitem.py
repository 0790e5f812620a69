"""NewsItem: what is written as JSON is read back whole."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import newsitem
from articles.newsitem import (
    FORMAT,
    Byline,
    BylineRole,
    CorrectionKind,
    CorrectionNotice,
    NewsItem,
    PhotoPlace,
    PhotoUse,
    Term,
    UnknownFormat,
)

words = st.text(max_size=40)
moments = st.datetimes(
    min_value=datetime(1900, 1, 1), max_value=datetime(2999, 1, 1), timezones=st.just(UTC) | st.timezones()
)
terms = st.builds(Term, name=words, ref=words)
photos = st.builds(
    PhotoUse, key=words, place=st.sampled_from(PhotoPlace), caption=words, is_caption_local=st.booleans(),
    credit_line=words, photographer=words, agency=words, alt=words, is_alt_local=st.booleans(),
    is_decorative=st.booleans(), licence=words, source=words, file=words, rights_until=st.none() | moments,
    is_sensitive=st.booleans(), is_graphic=st.booleans(), ref=words,
)  # fmt: skip
items = st.builds(
    NewsItem, headline=words, language=st.sampled_from(["en", "ru", "uk"]), body=words, kicker=words, standfirst=words,
    kind=st.none() | terms, section=st.none() | terms,
    bylines=st.lists(
        st.builds(Byline, name=words, role=st.sampled_from(BylineRole), affiliation=words, ref=words), max_size=3
    ).map(tuple),
    tags=st.lists(terms, max_size=3).map(tuple),
    photos=st.lists(photos, max_size=3).map(tuple),
    corrections=st.lists(
        st.builds(CorrectionNotice, kind=st.sampled_from(CorrectionKind), text=words, made_at=moments, ref=words),
        max_size=2,
    ).map(tuple),
    slug=words, published_at=st.none() | moments, updated_at=st.none() | moments, developing_until=st.none() | moments, translation_of=words,
    import_ref=words, source=words,
)  # fmt: skip


def through_json(item: NewsItem) -> NewsItem:
    return newsitem.from_json(json.loads(json.dumps(newsitem.to_json(item))))


class JsonTests:
    @given(items)
    def test_what_is_written_is_read_back_whole(self, item: NewsItem) -> None:
        assert through_json(item) == item

    def test_the_generator_fills_every_field(self) -> None:
        """A new field must be added to the strategy above, or its round trip is not tried."""
        for record in (NewsItem, PhotoUse, Byline, Term, CorrectionNotice):
            assert set(get_type_hints(record)) == {field.name for field in dataclasses.fields(record)}
        assert {field.name for field in dataclasses.fields(NewsItem)} == {
            "headline", "language", "body", "kicker", "standfirst", "kind", "section", "bylines", "tags", "photos",
            "corrections", "slug", "published_at", "updated_at", "developing_until", "translation_of", "import_ref", "source",
        }  # fmt: skip
        assert len(dataclasses.fields(PhotoUse)) == 17

    @given(items)
    def test_one_item_has_one_form_in_bytes(self, item: NewsItem) -> None:
        assert newsitem.canonical_bytes(through_json(item)) == newsitem.canonical_bytes(item)

    @given(items, items)
    def test_two_items_have_two(self, one: NewsItem, other: NewsItem) -> None:
        assert (newsitem.canonical_bytes(one) == newsitem.canonical_bytes(other)) == (one == other)

    def test_an_empty_item_is_small_and_carries_its_format(self) -> None:
        item = NewsItem(headline="Ferry", language="en")
        assert newsitem.to_json(item) == {"format": FORMAT, "headline": "Ferry", "language": "en"}

    def test_a_later_format_is_refused_in_words(self) -> None:
        with pytest.raises(UnknownFormat, match=rf"format {FORMAT + 1}; this Newsroom reads up to {FORMAT}"):
            newsitem.from_json({"format": FORMAT + 1, "headline": "Ferry", "language": "en"})

    def test_what_an_older_newsroom_left_out_has_its_default(self) -> None:
        stored: dict[str, Any] = {
            "headline": "Ferry",
            "language": "en",
            "photos": [{"key": "a"}],
            "tags": [{"name": "River"}],
        }
        item = newsitem.from_json(stored)
        assert item.photos == (PhotoUse(key="a", place=PhotoPlace.INLINE),)
        assert item.tags == (Term(name="River"),)
        assert item.bylines == ()


class PhotoTests:
    item = NewsItem(
        headline="Ferry", language="en", photos=(PhotoUse(key="a"), PhotoUse(key="b", place=PhotoPlace.LEAD))
    )

    def test_the_lead_photo_is_the_one_that_leads(self) -> None:
        assert self.item.lead_photo == self.item.photos[1]
        assert NewsItem(headline="x", language="en").lead_photo is None

    def test_a_photo_is_found_by_its_key(self) -> None:
        assert self.item.photo("a") == self.item.photos[0]
        assert self.item.photo("c") is None
