"""The body of a saved page: paragraphs, subheads, lists, speech; and the text that only looks like furniture."""

from __future__ import annotations

import pytest

from tests.articles.exchange.saved_pages import (
    FIRST,
    LAST,
    SECOND,
    blocks,
    codes,
    page,
    paragraphs,
    read,
    story,
)


def body(*lines: str, gap: str = "\n\n") -> list[tuple[str, str]]:
    """What became of these lines between the first paragraph and the last."""
    found = blocks(read(story(*lines, gap=gap)))
    assert (found[0], found[-1]) == (("p", FIRST), ("p", LAST))
    return found[1:-1]


class ParagraphTests:
    @pytest.mark.parametrize("gap", ["\n", "\n\n", "\n \n\n\n"])
    def test_each_line_is_one_whatever_the_blank_lines(self, gap: str) -> None:
        assert body(SECOND, SECOND + " Again.", gap=gap) == [("p", SECOND), ("p", SECOND + " Again.")]

    @pytest.mark.parametrize(
        "line",
        [
            "He left.",
            "Who left?",
            "Leave!",
            "And then…",
            "They said this:",
            "Q: Who left",
            "A: Nobody did",
            "«Ушёл.»",
            "“Gone.”",
        ],
    )
    def test_a_line_with_closing_punctuation_is_one_however_short(self, line: str) -> None:
        assert body(line) == [("p", line)]

    @pytest.mark.parametrize("line", ["— Who is there", "– Nobody, he said", "— Кто там? — спросил он"])
    def test_a_line_that_begins_with_a_dash_is_speech(self, line: str) -> None:
        assert body(line, line) == [("p", line), ("p", line)]

    def test_markup_quotes_and_ampersands_are_text(self) -> None:
        line = "<script>alert(“1”)</script> & 'so on' — 25% < 30%."
        reading = read(story(line))
        assert line in paragraphs(reading)
        assert "&lt;script&gt;" in reading.item.body and "<script" not in reading.item.body

    def test_a_long_line_without_a_full_stop_is_one(self) -> None:
        line = "A line that goes on and on about the ferry and its passengers " * 2 + "until nobody listens"
        assert body(line) == [("p", line)]


class SubheadTests:
    @pytest.mark.parametrize(
        "line",
        ["Two sailings", "“We will not sell”", "«Начальника нет»", "1. The beginning", "2025", "14 December"],
    )
    def test_a_short_open_line_above_more_text_is_one(self, line: str) -> None:
        assert body(line, SECOND) == [("h2", line), ("p", SECOND)]

    def test_at_the_end_it_is_a_paragraph(self) -> None:
        reading = read(
            page("NewsPolitics", "Council keeps the night ferry by one vote", FIRST, LAST, "Two sailings")
        )
        assert blocks(reading)[-1] == ("p", "Two sailings")


class ListTests:
    @pytest.mark.parametrize("bullet", ["• ", "- ", "* ", "▪ ", "● ", "· "])
    def test_lines_with_bullets_are_items(self, bullet: str) -> None:
        assert body(f"{bullet}One", f"{bullet}two;", f"{bullet}three.") == [
            ("li", "One"),
            ("li", "two;"),
            ("li", "three."),
        ]

    def test_numbers_from_one_are_an_ordered_list(self) -> None:
        assert "<ol><li>One.</li><li>Two.</li></ol>" in read(story("1. One.", "2. Two.")).item.body
        assert "<ol><li>One</li><li>Two</li></ol>" in read(story("1) One", "2) Two")).item.body

    def test_numbers_that_do_not_run_on_are_text(self) -> None:
        assert body("2. Two.", "5. Five.") == [("p", "2. Two."), ("p", "5. Five.")]

    def test_hyphens_in_a_conversation_are_speech(self) -> None:
        lines = ("- Кто там?", "- Никто, - сказал он.")
        assert body(*lines) == [("p", line) for line in lines]

    def test_hyphens_before_lines_that_nothing_closes_are_a_list(self) -> None:
        assert body("- Warm clothes", "- Water, - two litres") == [
            ("li", "Warm clothes"),
            ("li", "Water, - two litres"),
        ]

    def test_one_hyphen_is_speech_and_one_bullet_a_list(self) -> None:
        assert body("- Nobody.") == [("p", "- Nobody.")]
        assert body("• Nobody.") == [("li", "Nobody.")]

    def test_a_row_of_stars_is_a_rule(self) -> None:
        assert body("* * *") == [("hr", "")]


class SurvivalTests:
    @pytest.mark.parametrize(
        "line",
        [
            "Editor in chief Kirill Martynov said that the paper would go on.",
            "Editor in chief — that was the title nobody wanted.",
            "Главный редактор — это тот, кто уходит последним.",
            "Share this, he said, and print it.",
            "We use cookies as money here, and bread too.",
            "Cookies are baked on Sundays; the site of the old bakery is a museum now.",
            "Your browser is old, my grandson tells me, and so are you.",
            "Readers’ choice was never in doubt.",
            "Most popular of all was the ferryman.",
            "Read also: the law, he said, and then the small print.",
            "Topics: war, peace and what comes between, she wrote.",
            "Terms of use. Privacy policy. He had read none of them.",
            "7 articles of the constitution were changed.",
            "Skip to the end, said the boy.",
        ],
    )
    def test_a_sentence_that_looks_like_furniture_stays(self, line: str) -> None:
        assert body(SECOND, line) == [("p", SECOND), ("p", line)]

    @pytest.mark.parametrize("line", ["Telegram", "Home", "Contacts", "Search", "About us"])
    def test_a_subhead_that_looks_like_a_menu_stays(self, line: str) -> None:
        assert body(SECOND, line, SECOND) == [("p", SECOND), ("h2", line), ("p", SECOND)]


class TruncationTests:
    @pytest.mark.parametrize(
        "end",
        [
            "Moscow has maintained that the war can only end if",
            "He said, “We will",
            "It was:",
            "Two sailings",
        ],
    )
    def test_a_page_that_stops_in_mid_sentence_is_marked(self, end: str) -> None:
        assert codes(read(page("NewsPolitics", "Council keeps the ferry", FIRST, SECOND, end))) == [
            "truncated"
        ]

    @pytest.mark.parametrize(
        "end", [LAST, "“We wait here.”", "(The city did not reply)", "• bread", "And then…"]
    )
    def test_a_whole_page_without_bar_and_footer_is_not(self, end: str) -> None:
        assert codes(read(page("NewsPolitics", "Council keeps the ferry", FIRST, SECOND, end))) == []
