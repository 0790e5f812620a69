"""Where a line may not break."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib.typesetting import TIED, tied


class TyingTests:
    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("en", "I_have a_boat, said 14_crowns"),
            ("en", "it fell on 31_March_— a_Tuesday"),
            ("en", "the last No._6, by J._B._Moran"),
            ("en", "we’re I’d go on in an hour"),
            ("ru", "и_в_подъезде стало тихо"),
            ("ru", "Библиотека_— последняя тёплая комната"),
            ("ru", "31_марта, 212_ступеней, трамвай №_6"),
            ("ru", "сказал_бы он, да_не_то_же"),
            ("ru", "—_Вышло 173_600_крон, сказал он в_2022 году"),
            ("uk", "у_місті й_на_березі"),
            ("de", "Er kam an einem Tag_— um 6 Uhr"),
        ],
    )
    def test_short_words_dashes_and_figures_are_tied(self, language: str, words: str) -> None:
        assert tied(words.replace("_", " "), language).replace(TIED, "_") == words

    @given(st.text(), st.sampled_from(["en", "ru", "uk", "de"]))
    def test_nothing_but_spaces_changes_and_twice_is_as_once(self, text: str, language: str) -> None:
        once = tied(text, language)
        assert once.replace(TIED, " ") == text.replace(TIED, " ")
        assert tied(once, language) == once
