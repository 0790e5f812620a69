"""The head of a saved page: kicker, headline, standfirst, byline, date."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from articles.exchange.reading import Vocabulary
from articles.newsitem import Byline, BylineRole
from tests.articles.exchange.saved_pages import (
    FIRST,
    HEADLINE,
    KICKER,
    LAST,
    PHOTO,
    SECOND,
    blocks,
    codes,
    headed,
    page,
    paragraphs,
    read,
)

BODY = (FIRST, SECOND, LAST)


def kicker_of(*lines: str, vocabulary: Vocabulary | None = None) -> tuple[str, str, str]:
    item = read(page(*lines, *BODY), vocabulary=vocabulary).item
    return item.kind.name if item.kind else "", item.section.name if item.section else "", item.headline


class KickerTests:
    @pytest.mark.parametrize(
        ("printed", "kind", "section"),
        [
            ("NewsPolitics", "News", "Politics"),
            ("StoriesHuman rights", "Stories", "Human rights"),
            ("NewsUK", "News", "UK"),
            ("PoliticsNews", "News", "Politics"),
            ("News / Politics", "News", "Politics"),
            ("News | Politics", "News", "Politics"),
            ("News — Politics", "News", "Politics"),
            ("Politics · News", "News", "Politics"),
            ("Home / News / Politics", "News", "Politics"),
            ("НовостиПолитика", "Новости", "Политика"),
            ("Інтерв’юСуспільство", "Інтерв’ю", "Суспільство"),
            ("Editorial Manifesto · Society", "Editorial Manifesto", "Society"),
            ("Editorial ManifestoSociety", "Editorial Manifesto", "Society"),
            ("ColumnsCulture", "Columns", "Culture"),
            ("СюжетыОбщество", "Сюжеты", "Общество"),
            ("Interview", "Interview", ""),
            ("Culture", "", "Culture"),
            ("UK", "", "UK"),
            ("NEWS", "News", ""),
        ],
    )
    def test_it_says_kind_and_section(self, printed: str, kind: str, section: str) -> None:
        assert kicker_of(printed, HEADLINE) == (kind, section, HEADLINE)

    def test_kind_and_section_may_stand_in_two_lines(self) -> None:
        assert kicker_of("News", "Politics", HEADLINE) == ("News", "Politics", HEADLINE)
        assert kicker_of("NEWS", "POLITICS", HEADLINE) == ("News", "Politics", HEADLINE)

    def test_a_kind_that_the_site_knows_splits_a_glued_kicker(self) -> None:
        known = Vocabulary(kinds=frozenset({"Reportage Plus"}))
        assert kicker_of("Reportage PlusCity", HEADLINE, vocabulary=known) == (
            "Reportage Plus",
            "City",
            HEADLINE,
        )

    def test_a_section_that_the_site_knows_is_found_in_capitals(self) -> None:
        known = Vocabulary(sections=frozenset({"Politics"}))
        assert kicker_of("NEWSPOLITICS", HEADLINE, vocabulary=known) == ("News", "Politics", HEADLINE)

    def test_a_page_may_have_none(self) -> None:
        assert kicker_of(HEADLINE) == ("", "", HEADLINE)
        assert kicker_of("War and peace") == ("", "", "War and peace")
        assert kicker_of("Who counted the votes?") == ("", "", "Who counted the votes?")

    def test_a_short_headline_stays_one_below_a_kicker(self) -> None:
        assert kicker_of(KICKER, "War and peace") == ("News", "Politics", "War and peace")
        assert kicker_of(KICKER, "War and peace", "Jane Roe") == ("News", "Politics", "War and peace")

    def test_a_menu_above_it_is_no_part_of_it(self) -> None:
        menu = ("Skip to content", "Menu", "News", "Stories", "Interview")
        assert kicker_of(*menu, KICKER, HEADLINE) == ("News", "Politics", HEADLINE)

    def test_a_date_may_stand_beside_it(self) -> None:
        reading = read(page("News · 14 December 2025", HEADLINE, *BODY))
        assert reading.item.kind and reading.item.kind.name == "News"
        assert reading.item.published_at == datetime(2025, 12, 14, tzinfo=UTC)

    def test_a_headline_with_a_brand_in_it_is_none(self) -> None:
        assert kicker_of(KICKER, "Safe travels with TravWell") == (
            "News",
            "Politics",
            "Safe travels with TravWell",
        )


class HeadlineTests:
    def test_it_keeps_quotes_dashes_and_markup_as_text(self) -> None:
        headline = "“They came <b>back</b>” — Q&A with a ferryman"
        assert kicker_of(KICKER, headline)[2] == headline

    def test_it_may_end_with_a_full_stop(self) -> None:
        headline = "He came home. They were waiting in the kitchen."
        assert kicker_of(KICKER, headline)[2] == headline

    def test_its_second_printing_is_dropped(self) -> None:
        reading = read(page(HEADLINE, HEADLINE, *BODY))
        assert (reading.item.headline, paragraphs(reading)) == (HEADLINE, list(BODY))


class StandfirstTests:
    STANDFIRST = "Two members of the ruling list broke ranks after hospital staff described the walk"

    @pytest.mark.parametrize("marker", ["By Jane Roe", "Jane Roe", "14 December 2025", PHOTO])
    def test_a_line_above_byline_date_or_photo_is_one(self, marker: str) -> None:
        reading = read(headed(self.STANDFIRST, marker))
        assert (reading.item.standfirst, paragraphs(reading)) == (self.STANDFIRST, list(BODY))

    def test_a_page_that_goes_straight_to_its_paragraphs_has_none(self) -> None:
        reading = read(headed())
        assert (reading.item.standfirst, paragraphs(reading)) == ("", list(BODY))

    def test_two_paragraphs_above_a_photo_are_none(self) -> None:
        reading = read(page(KICKER, HEADLINE, FIRST, SECOND, PHOTO, LAST))
        assert reading.item.standfirst == ""
        assert [tag for tag, _ in blocks(reading)] == ["p", "p", "figure", "p"]

    def test_it_may_stand_below_the_photo_if_a_byline_follows(self) -> None:
        reading = read(headed(PHOTO, self.STANDFIRST, "By Jane Roe"))
        assert reading.item.standfirst == self.STANDFIRST
        assert reading.item.lead_photo is not None


def by(name: str, affiliation: str = "", role: BylineRole = BylineRole.BY) -> Byline:
    return Byline(name=name, affiliation=affiliation, role=role)


TRANSLATION, PHOTOGRAPHS = BylineRole.TRANSLATION, BylineRole.PHOTOGRAPHS


class BylineTests:
    @pytest.mark.parametrize(
        ("printed", "bylines"),
        [
            ("By Jane Roe", [by("Jane Roe")]),
            ("by JANE ROE", [by("Jane Roe")]),
            ("By J. K. van der Berg", [by("J. K. van der Berg")]),
            ("Jane Roe", [by("Jane Roe")]),
            ("Jane Roe, correspondent", [by("Jane Roe", "correspondent")]),
            ("Special correspondent Jane Roe", [by("Jane Roe", "Special correspondent")]),
            ("Jane Roe and John Doe", [by("Jane Roe"), by("John Doe")]),
            ("By Jane Roe, John Doe and Ann Poe", [by("Jane Roe"), by("John Doe"), by("Ann Poe")]),
            ("Jane Roe, in Kyiv, and John Doe", [by("Jane Roe", "in Kyiv"), by("John Doe")]),
            ("Jane Roe, exclusively for The Wire", [by("Jane Roe", "exclusively for The Wire")]),
            ("Jane Roe exclusively for The Wire", [by("Jane Roe", "exclusively for The Wire")]),
            ("By Video department", [by("Video department")]),
            ("Video department", [by("Video department")]),
            ("By Zhenya", [by("Zhenya")]),
            ("Text: Jane Roe", [by("Jane Roe")]),
            ("Text: Jane Roe. Photo: John Doe", [by("Jane Roe"), by("John Doe", role=PHOTOGRAPHS)]),
            ("By Jane Roe, translated by John Doe", [by("Jane Roe"), by("John Doe", role=TRANSLATION)]),
            ("Jane Roe; photographs by John Doe", [by("Jane Roe"), by("John Doe", role=PHOTOGRAPHS)]),
            ("Photographs by John Doe", [by("John Doe", role=PHOTOGRAPHS)]),
            ("Автор: Анна Иванова", [by("Анна Иванова")]),
            ("Авторы: Анна Иванова и Пётр Орлов", [by("Анна Иванова"), by("Пётр Орлов")]),
            ("Текст: АННА ИВАНОВА, корреспондент", [by("Анна Иванова", "корреспондент")]),
            ("Анна Иванова, специально для «Волны»", [by("Анна Иванова", "специально для «Волны»")]),
            ("Перевод: Пётр Орлов", [by("Пётр Орлов", role=TRANSLATION)]),
            ("Беседовала Анна Иванова", [by("Анна Иванова")]),
            ("Автор: Олена Шевченко та Іван Нечуй", [by("Олена Шевченко"), by("Іван Нечуй")]),
            ("Переклад: Іван Нечуй", [by("Іван Нечуй", role=TRANSLATION)]),
            ("Світлини: Іван Нечуй", [by("Іван Нечуй", role=PHOTOGRAPHS)]),
        ],
    )  # fmt: skip
    def test_it_names_people_with_role_and_affiliation(self, printed: str, bylines: list[Byline]) -> None:
        reading = read(headed(printed))
        assert (list(reading.item.bylines), paragraphs(reading)) == (bylines, list(BODY))

    def test_the_paper_and_its_authors_are_known_by_name(self) -> None:
        known = Vocabulary(site_names=frozenset({"High Water"}), authors=frozenset({"ferryman"}))
        assert read(headed("By High Water"), vocabulary=known).item.bylines == (by("High Water"),)
        assert read(headed("ferryman"), vocabulary=known).item.bylines == (by("ferryman"),)

    def test_several_lines_make_one_byline(self) -> None:
        reading = read(headed("By Jane Roe", "Translated by John Doe", "14 December 2025"))
        assert reading.item.bylines == (by("Jane Roe"), by("John Doe", role=TRANSLATION))

    @pytest.mark.parametrize(
        "line",
        [
            "By Monday the city was empty",
            "By the river they sat down.",
            "On Tuesday, the court met.",
            "Rosa Lind, who has walked the bridge every night for eleven years now, calls it “the long corridor”",
        ],
    )
    def test_a_line_that_merely_begins_like_one_is_text(self, line: str) -> None:
        reading = read(headed(line))
        assert reading.item.bylines == ()
        assert line in [words for _, words in blocks(reading)]

    def test_a_signature_below_the_last_paragraph_is_one(self) -> None:
        reading = read(page(KICKER, HEADLINE, *BODY, "Translated by John Doe", "pdfshareprint"))
        assert reading.item.bylines == (by("John Doe", role=TRANSLATION),)
        assert paragraphs(reading) == list(BODY)


class DateTests:
    @pytest.mark.parametrize(
        "printed",
        [
            "14 December 2025, 18:05",
            "14th December 2025 at 18:05",
            "December 14, 2025, 18:05",
            "Dec. 14, 2025 6:05 pm",
            "Sunday, 14 December 2025, 18:05",
            "18:05, 14 December 2025",
            "Published: 14 December 2025 18:05",
            "2025-12-14 18:05",
            "2025-12-14T18:05:00Z",
            "14.12.2025 18:05",
            "14.12.2025, 20:05 EET",
            "14 December 2025, 21:05 (MSK)",
            "14 December 2025, 20:05 UTC+2",
            "14 декабря 2025 года, 18:05",
            "14 декабря 2025 г. в 18:05",
            "18:05, 14 декабря 2025",
            "14 декабря 2025, 21:05 по московскому времени",
            "14 грудня 2025, 18:05",
            "14 грудня 2025 року, 20:05 за київським часом",
        ],
    )
    def test_it_is_read_with_its_time_and_zone(self, printed: str) -> None:
        reading = read(headed(printed))
        assert reading.item.published_at == datetime(2025, 12, 14, 18, 5, tzinfo=UTC)
        assert (codes(reading), paragraphs(reading)) == ([], list(BODY))

    @pytest.mark.parametrize(
        "printed", ["14 December 2025", "2025-12-14", "14.12.2025", "14 грудня 2025 р.", "14/12/2025"]
    )
    def test_without_a_time_it_is_the_day_in_the_zone_of_the_newsroom(self, printed: str) -> None:
        riga = ZoneInfo("Europe/Riga")
        published_at = read(headed(printed), vocabulary=Vocabulary(zone=riga)).item.published_at
        assert published_at == datetime(2025, 12, 14, tzinfo=riga)

    def test_a_day_that_begins_an_hour_late_is_read(self) -> None:
        beirut = Vocabulary(zone=ZoneInfo("Asia/Beirut"))
        published_at = read(headed("30 March 2025"), vocabulary=beirut).item.published_at
        assert published_at is not None and f"{published_at:%Y-%m-%d %H:%M}" == "2025-03-30 01:00"

    def test_the_date_of_an_update_is_kept_apart(self) -> None:
        item = read(headed("14 December 2025", "Updated: 15 December 2025, 10:00")).item
        assert (item.published_at, item.updated_at) == (
            datetime(2025, 12, 14, tzinfo=UTC),
            datetime(2025, 12, 15, 10, tzinfo=UTC),
        )

    def test_a_byline_may_stand_beside_it(self) -> None:
        item = read(headed("Jane Roe · 14 December 2025")).item
        assert (item.bylines, item.published_at) == ((by("Jane Roe"),), datetime(2025, 12, 14, tzinfo=UTC))

    @pytest.mark.parametrize(
        "printed",
        [
            "30 March 2025, 02:30",
            "26 October 2025, 02:30",
            "31 February 2025",
            "14.13.2025",
            "05/06/2025",
            "14 December",
            "14 декабря",
            "14 December 2025, 25:00",
            "14 December 2025, 18:05 XYZ",
        ],
    )
    def test_an_unclear_date_is_said_and_not_guessed(self, printed: str) -> None:
        reading = read(headed("By Jane Roe", printed), vocabulary=Vocabulary(zone=ZoneInfo("Europe/Berlin")))
        assert (reading.item.published_at, codes(reading)) == (None, ["bad_date"])

    def test_no_date_is_invented(self) -> None:
        assert read(headed("By Jane Roe")).item.published_at is None

    def test_a_date_inside_the_story_is_not_that_of_the_story(self) -> None:
        reading = read(page(KICKER, HEADLINE, FIRST, SECOND, "14 December 2025", LAST))
        assert reading.item.published_at is None
        assert ("h2", "14 December 2025") in blocks(reading)


class PathTests:
    @pytest.mark.parametrize(
        "path",
        [
            "2025/12/14/night-ferry.txt",
            "saved/2025/12/14/night-ferry/index.txt",
            "2025-12-14-night-ferry.txt",
            "saved\\2025\\12\\14\\night-ferry.html.txt",
        ],
    )
    def test_it_gives_date_slug_and_a_lasting_name(self, path: str) -> None:
        item = read(headed(), path=path).item
        assert (item.slug, item.import_ref) == ("night-ferry", "en/2025/12/14/night-ferry")
        assert item.published_at == datetime(2025, 12, 14, tzinfo=UTC)

    def test_the_printed_date_is_more_exact(self) -> None:
        item = read(headed("14 December 2025, 18:05"), path="2025/12/14/night-ferry.txt").item
        assert item.published_at == datetime(2025, 12, 14, 18, 5, tzinfo=UTC)

    @pytest.mark.parametrize(
        "path", ["000_d2e172f256ad25d0.txt", "2025/13/45/night-ferry.txt", "2025-night-ferry.txt"]
    )
    def test_other_paths_give_nothing(self, path: str) -> None:
        item = read(headed(), path=path).item
        assert (item.slug, item.import_ref, item.published_at) == ("", "", None)
