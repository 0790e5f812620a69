"""Slugs: usable in an address, never empty, in any script."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

import pytest
from django.core.validators import validate_unicode_slug
from hypothesis import example, given
from hypothesis import strategies as st

from newsroom.lib.slugs import MAX_SLUG_LENGTH, slug_of, unique_slug


class SlugTests:
    @pytest.mark.parametrize(
        ("words", "slug"),
        [
            ("Council keeps the night ferry, by one vote", "council-keeps-the-night-ferry-by-one-vote"),
            ("Щука и ёж", "shchuka-i-yozh"),
            ("Київ: їжак", "kiyiv-yizhak"),
            ("東京 五輪", "東京-五輪"),
            ("Straße", "strasse"),
            ("  -- ferry --  ", "ferry"),
        ],
    )
    def test_words_stay_readable(self, words: str, slug: str) -> None:
        assert slug_of(words) == slug

    @pytest.mark.parametrize("words", ["!!!", "😀", "", " ", "—", "\ud800"])
    def test_words_without_letters_get_a_slug_all_the_same(self, words: str) -> None:
        assert re.fullmatch(r"x[0-9a-f]{8}", slug_of(words))

    def test_two_words_without_letters_differ(self) -> None:
        assert slug_of("!!!") != slug_of("???")

    def test_a_long_headline_is_cut_between_words(self) -> None:
        slug = slug_of("council keeps the night ferry " * 9)
        assert len(slug) <= MAX_SLUG_LENGTH
        assert set(slug.split("-")) == {"council", "keeps", "the", "night", "ferry"}

    @given(st.text())
    @example("а" * 300)
    @example("\u0345" * 90)
    def test_any_text_gets_a_slug_that_an_address_can_carry(self, words: str) -> None:
        slug = slug_of(words)
        validate_unicode_slug(slug)
        assert 0 < len(slug) <= MAX_SLUG_LENGTH
        assert unquote(quote(slug)) == slug
        assert not slug.startswith("-")
        assert slug == slug_of(words)

    @given(st.text(), st.integers(min_value=0, max_value=5))
    def test_a_taken_slug_gets_a_number(self, words: str, taken: int) -> None:
        others: set[str] = set()
        for _ in range(taken + 1):
            slug = unique_slug(words, others.__contains__)
            assert slug not in others
            others.add(slug)
        assert len(others) == taken + 1
