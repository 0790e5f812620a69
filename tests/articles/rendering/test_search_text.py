"""Stems: the same word in any thread, in any alphabet."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
import snowballstemmer

from articles.rendering import search_text
from articles.rendering.search_text import root, stems

BEGINNINGS = ("войн", "городск", "набережн", "паром", "совет", "рек")
ENDS = ("ами", "ость", "ых", "ую", "ой", "ах", "ому", "ение", "ься", "")
WORDS = ["".join(parts) for parts in product(BEGINNINGS, ENDS, ENDS)]


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Threads that take turns many times within a word."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    search_text._stem.cache_clear()
    yield
    sys.setswitchinterval(before)


class StemTests:
    def test_threads_that_stem_at_once_do_not_mix_their_words(self, hasty_threads: None) -> None:
        expected = [snowballstemmer.stemmer("russian").stemWord(word) for word in WORDS]
        text = " ".join(WORDS)
        with ThreadPoolExecutor(4) as pool:
            assert all(found == expected for found in pool.map(lambda _: stems(text, "ru"), range(4)))

    def test_a_word_of_another_alphabet_stays_as_it_is(self) -> None:
        assert stems("Ferries войны", "en") == ["ferri", "войны"]
        assert stems("Ferries войны", "ru") == ["ferries", "войн"]

    def test_a_root_is_the_same_where_stems_are_not(self) -> None:
        assert stems("паром", "ru") != stems("парома", "ru")
        assert root("паром", "ru") == root("парома", "ru")
