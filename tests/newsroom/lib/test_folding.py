"""Folding: equal for words that a reader calls the same, whatever the database thinks of case."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsroom.lib.folding import fold, fold_typography


class FoldTests:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Война", "война"),
            ("ВОЙНА", "война"),
            ("Київ", "КИЇВ"),
            ("Straße", "STRASSE"),
            ("ﬁrst", "First"),
            ("e\u0301t\u0113", "É\u0074ē"),
            ("  night \u00a0 ferry\n", "Night ferry"),
            ("ferry\u200b", "ferry"),
            ("Ｆｅｒｒｙ", "ferry"),
            ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ],
    )
    def test_spellings_of_one_word_are_equal(self, one: str, other: str) -> None:
        assert fold(one) == fold(other)

    @pytest.mark.parametrize(
        ("one", "other"), [("ёлка", "елка"), ("мир", "мір"), ("resume", "résumé"), ("re-sign", "resign")]
    )
    def test_different_words_stay_different(self, one: str, other: str) -> None:
        assert fold(one) != fold(other)

    @given(st.text())
    @example("\u0345\u0301")
    @example("ŉ\u0301")
    def test_folding_twice_changes_nothing(self, text: str) -> None:
        assert fold(fold(text)) == fold(text)

    @given(st.text())
    def test_case_and_composition_make_no_difference(self, text: str) -> None:
        for form in ("NFC", "NFD", "NFKC", "NFKD"):
            assert fold(unicodedata.normalize(form, text)) == fold(text)
        assert fold(text.casefold()) == fold(text)

    @given(st.text())
    def test_what_is_folded_has_no_space_at_its_edges_and_no_two_in_a_row(self, text: str) -> None:
        folded = fold(text)
        assert folded == folded.strip()
        assert "  " not in folded
        assert "\n" not in folded


class TypographyTests:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("“War” — and peace", '"War" - and peace'),
            ("«Война» — мир", "“Война” – мир"),
            ("the council's", "the council’s"),
            ("ten\u00a0past", "ten  past"),
            ("2014–2022", "2014-2022"),
        ],
    )
    def test_typesetting_makes_no_difference(self, one: str, other: str) -> None:
        assert fold_typography(one) == fold_typography(other)

    @pytest.mark.parametrize(
        ("one", "other"), [("War", "war"), ("ten", "tem"), ("two one", "twoone"), ("10", "1")]
    )
    def test_letters_do(self, one: str, other: str) -> None:
        assert fold_typography(one) != fold_typography(other)

    @given(st.text())
    def test_folding_twice_changes_nothing(self, text: str) -> None:
        assert fold_typography(fold_typography(text)) == fold_typography(text)
