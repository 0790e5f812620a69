"""What differs between two texts: by paragraph and by word, and nothing that only the typesetting changed."""

from __future__ import annotations

from time import perf_counter

import pytest

from articles.newsitem import Byline, NewsItem, PhotoUse
from articles.workflow.differences import Mark, Part, differences, paragraphs
from tests.cast import a_news_item


def told(before: NewsItem, after: NewsItem) -> list[str]:
    """Each difference on a line: [-gone-] and {+new+}."""
    signs = {Mark.SAME: "{}", Mark.REMOVED: "[-{}-]", Mark.ADDED: "{{+{}+}}"}
    return [
        f"{one.part}: " + " ".join(signs[piece.mark].format(piece.words) for piece in one.pieces)
        for one in differences(before, after)
    ]


def body(*words: str) -> NewsItem:
    return a_news_item(body="".join(f"<p>{one}</p>" for one in words))


class DifferencesTests:
    def test_a_word_that_changed_stands_among_its_neighbours(self) -> None:
        assert told(body("The vote came at ten."), body("The vote came at eleven.")) == [
            "body: The vote came at [-ten.-] {+eleven.+}"
        ]

    def test_a_paragraph_is_removed_or_added_as_a_whole(self) -> None:
        assert told(
            body("First.", "The minister lied.", "Last."), body("First.", "Last.", "He denies it.")
        ) == [
            "body: [-The minister lied.-]",
            "body: {+He denies it.+}",
        ]
        marks = [one.mark for one in differences(body("One.", "Two."), body("One."))]
        assert marks == [Mark.REMOVED]

    def test_every_part_of_the_page_is_told_in_its_order(self) -> None:
        before = a_news_item(headline="One vote", standfirst="For a year.", bylines=(Byline(name="Vera"),))
        after = a_news_item(
            headline="Two votes", standfirst="For good.", bylines=(Byline(name="Signe"),),
            photos=(PhotoUse(key="a", caption="The quay.", credit_line="EPA"),),
        )  # fmt: skip
        parts = list(dict.fromkeys(one.part for one in differences(before, after)))
        assert parts == [Part.HEADLINE, Part.STANDFIRST, Part.BYLINE, Part.PHOTOS]

    @pytest.mark.parametrize(
        ("before", "after"),
        [('He said "no" - twice', "He said “no” — twice"), ("two  spaces", "two spaces ")],
    )
    def test_typesetting_is_no_difference(self, before: str, after: str) -> None:
        assert told(body(before), body(after)) == []

    def test_what_stands_in_no_word_is_told_too(self) -> None:
        link, other = (
            "<p><a href='https://a.example'>here</a></p>",
            "<p><a href='https://b.example'>here</a></p>",
        )
        assert told(a_news_item(body=link), a_news_item(body=other))
        note, changed = "<p>x<sup data-footnote='One.'></sup></p>", "<p>x<sup data-footnote='Two.'></sup></p>"
        assert told(a_news_item(body=note), a_news_item(body=changed))
        photo = '<figure data-photo="k" data-caption="{}"></figure>'
        assert told(a_news_item(body=photo.format("Him.")), a_news_item(body=photo.format("Her.")))

    def test_a_list_is_told_item_by_item(self) -> None:
        assert list(paragraphs("<ul><li><p>Salt</p></li><li>Fish</li></ul><blockquote><p>No.</p></blockquote>")) == [
            "Salt", "Fish", "No.",
        ]  # fmt: skip

    def test_a_long_story_written_anew_is_told_at_once(self) -> None:
        old = body(
            *(f"Paragraph {number} of what was written first, in many words." for number in range(600))
        )
        new = body(
            *(f"Sentence {number} of another text, which shares little with it." for number in range(600))
        )
        started = perf_counter()
        assert len(differences(old, new)) == 1200
        assert perf_counter() - started < 2
