"""Where a sentence ends, and how a text is cut short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib import sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences.spans(text)]


class SentenceTests:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("One. Two? “Three!” Four…", ["One.", "Two?", "“Three!”", "Four…"]),
            ("Mr. Moran and J. B. Lunde left. They ran.", ["Mr. Moran and J. B. Lunde left.", "They ran."]),
            ("It cost 3.5 million. 14 of them stayed.", ["It cost 3.5 million.", "14 of them stayed."]),
            ("В 2022 г. Рига. — Да, — сказал он. «Нет.» Ушёл.",
             ["В 2022 г. Рига.", "— Да, — сказал он.", "«Нет.»", "Ушёл."]),
            ("no full stop", ["no full stop"]),
            ("", []),
        ],
    )  # fmt: skip
    def test_a_text_is_split_where_its_sentences_end(self, text: str, expected: list[str]) -> None:
        assert split(text) == expected

    def test_words_are_found_in_their_sentence(self) -> None:
        text = "One boat. Two boats sank. Three."
        start, end = sentences.around(text, text.index("boats"), text.index("boats") + 5)
        assert text[start:end] == "Two boats sank."


class CutTests:
    def test_whole_sentences_that_fit_are_kept(self) -> None:
        assert sentences.cut("One boat. Two boats.  Three boats.", 20) == "One boat. Two boats."

    def test_a_first_sentence_that_is_too_long_ends_after_a_word(self) -> None:
        assert sentences.cut("One boat, two boats, three boats.", 20) == "One boat, two boats…"

    def test_a_short_text_stays(self) -> None:
        assert sentences.cut("  One\nboat ", 20) == "One boat"

    @given(st.text(alphabet="ab. ,!А…\n", max_size=60), st.integers(2, 40))
    def test_it_never_says_more_than_may_be(self, text: str, most: int) -> None:
        assert len(sentences.cut(text, most)) <= most
