"""Whatever story a site prints, in whatever manner, the reader reads back, field by field."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, note
from hypothesis import strategies as st

from articles.exchange.readers import page_text
from articles.exchange.reading import Source, Vocabulary
from tests.articles.exchange.page_printer import print_page
from tests.articles.exchange.page_stories import KNOWN_KINDS, footers, habits, stories

VOCABULARY = Vocabulary(agencies={"newsroom europe": "Newsroom Europe"})
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1251", "windows-1252")


def encoded(page: str, encoding: str) -> bytes:
    """The page in the encoding, or in UTF-8 where the encoding lacks its letters."""
    try:
        return page.encode(encoding)
    except UnicodeEncodeError:
        return page.encode()


class RoundTripTests:
    @given(data=st.data())
    def test_every_field_is_read_back(self, data: st.DataObject) -> None:
        story, habit = data.draw(stories()), data.draw(habits())
        if habit.kicker == "lines" and story.kind and story.kind.name not in KNOWN_KINDS:
            # Two unknown words on a line each might be any menu.
            habit = replace(habit, kicker="glued")
        footer = data.draw(footers(story.language))
        page = print_page(story, footer, habit)
        note(page)
        source = Source(path="page.txt", data=encoded(page, data.draw(st.sampled_from(ENCODINGS))))
        reading = page_text.read(source, VOCABULARY)
        assert replace(reading.item, source="") == story
        assert reading.footer == footer
        assert reading.warnings == ()
