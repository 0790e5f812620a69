"""What is found, however it is set; and what is left standing."""

from __future__ import annotations

import json
import unicodedata

import pytest

from newsroom.lib import ledger
from newsroom.lib.blackout import MARK, Blackout, Phrases, tokens_of

BLACK = Blackout(Phrases(["Иван Петров", "Орёл", "Zyx Quarrel", "O’Brien"]))

FOUND = [
    ("Вот Иван Петров.", f"Вот {MARK}."),
    ("ИВАН ПЕТРОВ", MARK),
    ("Иван\u00a0Петров", MARK),
    ("Иван\n  Петров", MARK),
    ("Ив\u00adан Пет\u200bров", MARK),
    ("Ива\u0301н Петро\u0301в", MARK),
    ("Орел и ОРЁЛ", f"{MARK} и {MARK}"),
    (unicodedata.normalize("NFD", "орёл"), MARK),
    ("ｚｙｘ ｑｕａｒｒｅｌ", MARK),
    ("Zyx-Quarrel's", f"{MARK}'s"),
    ("O'Brien, O’BRIEN", f"{MARK}, {MARK}"),
    ("Ив<em>ан</em> <strong>Петров</strong>!", f"{MARK}<em></em><strong></strong>!"),
    ('<a href="/authors/zyx-quarrel/">Zyx&nbsp;Quarrel</a>', f'<a href="/authors/{MARK}/">{MARK}</a>'),
    ('<figure data-caption="Это Иван &#1055;етров"></figure>', f'<figure data-caption="Это {MARK}"></figure>'),
    ("<p>Ив<b>ан</b></p><p>Петров</p>", f"<p>{MARK}<b></b></p><p></p>"),
    ("/articles/2026/11/24/ivan-petrov-arrested/", f"/articles/2026/11/24/{MARK}-arrested/"),
    ("https://x.org/%D0%98%D0%B2%D0%B0%D0%BD%20%D0%9F%D0%B5%D1%82%D1%80%D0%BE%D0%B2", f"https://x.org/{MARK}"),
    ("1 < 2 Zyx Quarrel > 0", f"1 < 2 {MARK} > 0"),
    ("Zyx Quarrel <zyx.quarrel@example.org>", f"{MARK} <{MARK}@example.org>"),
    (r"first line\nZyx Quarrel", rf"first line\n{MARK}"),
    (json.dumps("Иван Петров"), f'"{MARK}"'),
]  # fmt: skip
LEFT = [
    "Ивана Петрова",
    "Иван и Петров",
    "zyxquarrel",
    "Орлов",
    "<p class='zyx'>quarrel</p>",
    "50 % of it, C:\\new\\zyx & co <b>",
    "",
]


class BlackoutTests:
    @pytest.mark.parametrize(("text", "black"), FOUND)
    def test_it_finds_a_phrase_however_it_is_set(self, text: str, black: str) -> None:
        assert BLACK.text(text) == black

    @pytest.mark.parametrize(("text", "black"), FOUND)
    def test_digests_find_it_as_well(self, text: str, black: str) -> None:
        phrases = Phrases(["Иван Петров", "Орёл", "Zyx Quarrel", "O’Brien"])
        assert Blackout(ledger.DigestedPhrases(ledger.digests_of(phrases))).text(text) == black

    @pytest.mark.parametrize("text", LEFT)
    def test_it_leaves_other_words_and_markup_alone(self, text: str) -> None:
        assert BLACK.text(text) == text

    def test_the_mark_tells_neither_length_nor_number_of_the_words(self) -> None:
        marks = {Blackout(Phrases([word])).text(word) for word in ("Ann", "Maximilian", "one two three four")}
        assert marks == {MARK}

    def test_the_longest_of_two_phrases_goes_whole(self) -> None:
        black = Blackout(Phrases(["Petrov", "Ivan Petrov"]))
        assert black.text("Ivan Petrov, Petrov") == f"{MARK}, {MARK}"

    @pytest.mark.parametrize("end", ["Zyx Quarrel", "Zyx Quar", "Zyx", "Zy", "О'Brien, Орё"])
    def test_words_that_the_end_of_a_column_has_cut_go_too(self, end: str) -> None:
        assert BLACK.cut_text(f"It was {end}").endswith(MARK)
        assert BLACK.cut_text(f"{end} was it") == BLACK.text(f"{end} was it")

    @pytest.mark.parametrize("end", ["Z", "quarrel", "zyx quarry", "Иван и"])
    def test_another_end_stays(self, end: str) -> None:
        assert BLACK.cut_text(f"It was {end}") == f"It was {end}"

    def test_it_leaves_nothing_for_a_second_run(self) -> None:
        for text, _black in FOUND:
            assert not BLACK.is_in(BLACK.text(text))

    def test_json_keeps_its_keys_and_what_is_no_text(self) -> None:
        said = {"orel": "орёл", "list": [1, None, {"a": "орел"}], "slug": "orel-flies"}
        black = BLACK.json(said, slugs=lambda slug: BLACK.slug(slug, "story"))
        assert black == {"orel": MARK, "list": [1, None, {"a": MARK}], "slug": "flies"}

    def test_a_slug_stays_fit_for_an_address(self) -> None:
        assert BLACK.slug("who-is-ivan-petrov-really", "x") == "who-is-really"
        assert BLACK.slug("ivan-petrov", "abc") == "abc"
        assert BLACK.slug("oryol-flies", "x") == BLACK.slug("orel-flies", "x") == "flies"

    def test_phrases_are_compared_as_folded_tokens(self) -> None:
        assert tokens_of("  Ёлка, ЕЛКА ") == ("елка", "елка")
        assert not Phrases(["", " – "])
