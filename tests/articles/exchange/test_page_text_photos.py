"""Photos on a saved page: each once, caption and credit apart, the lead and those in the story."""

from __future__ import annotations

import pytest

from articles.exchange.reading import Reading, Vocabulary
from articles.newsitem import PhotoPlace
from tests.articles.exchange.saved_pages import (
    FIRST,
    HEADLINE,
    KICKER,
    LAST,
    PHOTO,
    SECOND,
    blocks,
    headed,
    page,
    paragraphs,
    read,
    story,
)

CAPTION = "The night ferry nears Old Quay, 19 November 2026."
BODY = [FIRST, SECOND, LAST]


def photos(reading: Reading) -> list[tuple[str, str, str]]:
    return [(photo.key, photo.caption, photo.credit_line) for photo in reading.item.photos]


class LeadPhotoTests:
    def test_caption_and_credit_come_apart(self) -> None:
        photo = read(headed(PHOTO)).item.lead_photo
        assert photo is not None
        assert (photo.key, photo.place) == ("1", PhotoPlace.LEAD)
        assert photo.caption == CAPTION.removesuffix(".") + "."
        assert (photo.credit_line, photo.photographer, photo.agency) == (
            "EPA / TOLGA AKMEN",
            "Tolga Akmen",
            "EPA",
        )

    @pytest.mark.parametrize(
        "second",
        [
            PHOTO,
            PHOTO.replace(" ", " \u00a0", 3),
            PHOTO.replace("night", "“night”"),
            CAPTION,
            CAPTION.removesuffix("."),
            PHOTO.removesuffix("EPA / TOLGA AKMEN") + "EPA / TOLGA AKMEN.",
        ],
    )
    @pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n\n"])
    def test_it_comes_once_though_it_is_printed_twice(self, second: str, gap: str) -> None:
        first = PHOTO.replace("night", '"night"') if "“" in second else PHOTO
        for lines in ((first, second), (second, first)):
            reading = read(headed(*lines, gap=gap))
            assert len(reading.item.photos) == 1, lines
            assert paragraphs(reading) == BODY

    def test_it_comes_once_though_other_lines_stand_between(self) -> None:
        reading = read(headed(PHOTO, "By Jane Roe", "pdfshareprint", PHOTO))
        assert len(reading.item.photos) == 1
        assert reading.item.bylines

    @pytest.mark.parametrize(
        "credit",
        ["Photo: EPA / TOLGA AKMEN", "Photo by EPA / TOLGA AKMEN", "(Photo: EPA / TOLGA AKMEN)", "© EPA / TOLGA AKMEN",
         "PHOTO: EPA / TOLGA AKMEN", "Фото: EPA / TOLGA AKMEN", "Світлина: EPA / TOLGA AKMEN", "[Photo: EPA / TOLGA AKMEN]"],
    )  # fmt: skip
    def test_any_lead_in_opens_the_credit(self, credit: str) -> None:
        assert photos(read(headed(f"{CAPTION} {credit}"))) == [("1", CAPTION, "EPA / TOLGA AKMEN")]
        assert photos(read(headed(credit))) == [("1", "", "EPA / TOLGA AKMEN")]

    def test_a_caption_may_hold_full_stops(self) -> None:
        caption = "The ferry. Behind it, the hospital. “We wait here,” a nurse said."
        assert photos(read(headed(f"{caption} Photo: EPA"))) == [("1", caption, "EPA")]

    def test_a_credit_may_be_glued_to_its_caption(self) -> None:
        assert photos(read(headed(f"{CAPTION}Photo: EPA"))) == [("1", CAPTION, "EPA")]

    @pytest.mark.parametrize("credit", ["Photo: EPA-EFE/MAXIM SHIPENKOV", "EPA-EFE/MAXIM SHIPENKOV"])
    def test_a_credit_may_stand_on_a_line_of_its_own(self, credit: str) -> None:
        expected = [("1", CAPTION, "EPA-EFE/MAXIM SHIPENKOV")]
        assert photos(read(headed(f"{CAPTION}\n{credit}"))) == expected
        assert photos(read(headed(f"{CAPTION}\n{credit}", f"{CAPTION}\n{credit}"))) == expected
        assert photos(read(headed(CAPTION, CAPTION, credit))) == expected
        assert photos(read(headed(CAPTION, credit, CAPTION, credit, gap="\n"))) == expected

    def test_a_lone_credit_takes_neither_byline_nor_date_for_its_caption(self) -> None:
        reading = read(headed("By Jane Roe", "14 December 2025", "Photo: EPA"))
        assert photos(reading) == [("1", "", "EPA")]
        assert reading.item.bylines and reading.item.published_at

    def test_a_caption_printed_twice_without_any_credit_is_a_photo(self) -> None:
        reading = read(headed(CAPTION, CAPTION))
        assert (photos(reading), paragraphs(reading)) == ([("1", CAPTION, "")], BODY)

    def test_it_may_stand_above_the_headline(self) -> None:
        reading = read(page(KICKER, PHOTO, PHOTO, HEADLINE, *BODY))
        assert (reading.item.headline, len(reading.item.photos)) == (HEADLINE, 1)
        assert reading.item.lead_photo is not None

    def test_the_agencies_of_the_site_decide(self) -> None:
        known = Vocabulary(agencies={"blue lantern": "Blue Lantern"})
        photo = read(headed("A ferry. Photo: Blue Lantern / Jane Roe"), vocabulary=known).item.lead_photo
        assert photo is not None
        assert (photo.photographer, photo.agency) == ("Jane Roe", "Blue Lantern")

    def test_a_page_may_have_none(self) -> None:
        assert read(headed()).item.photos == ()


class InlinePhotoTests:
    def test_they_stand_at_their_place_and_count_on(self) -> None:
        reading = read(
            headed(PHOTO, PHOTO).replace(SECOND, f"{SECOND}\n\nThe quay. Photo: AFP\n\nThe quay. Photo: AFP")
        )
        assert photos(reading) == [("1", CAPTION, "EPA / TOLGA AKMEN"), ("2", "The quay.", "AFP")]
        assert blocks(reading) == [("p", FIRST), ("p", SECOND), ("figure", "2"), ("p", LAST)]
        assert reading.item.photos[1].place is PhotoPlace.INLINE

    def test_without_a_photo_above_the_body_there_is_no_lead(self) -> None:
        reading = read(page(KICKER, HEADLINE, FIRST, SECOND, PHOTO, LAST))
        assert reading.item.lead_photo is None
        assert blocks(reading) == [("p", FIRST), ("p", SECOND), ("figure", "1"), ("p", LAST)]

    def test_two_photos_above_the_body_are_the_lead_and_the_first_of_the_story(self) -> None:
        reading = read(headed(PHOTO, PHOTO, "The quay. Photo: AFP", "The quay. Photo: AFP"))
        assert [photo.place for photo in reading.item.photos] == [PhotoPlace.LEAD, PhotoPlace.INLINE]
        assert blocks(reading)[0] == ("figure", "2")

    def test_two_photos_with_a_credit_alone_stay_two(self) -> None:
        reading = read(story(SECOND, "Photo: EPA", "Another paragraph.", "Photo: EPA"))
        assert len(reading.item.photos) == 2


class LooksLikeAPhotoTests:
    @pytest.mark.parametrize(
        "line",
        [
            "Photo: he held it up and nobody said a word.",
            "“Photo: EPA,” he read aloud from the corner of the picture.",
            "— Photo: EPA, — she read.",
            "He sent a photo by post",
            "Photo: who took it?",
            "Фото: он поднял его, и никто не сказал ни слова.",
            "The caption said nothing but this: photo: unknown, and the date was wrong too.",
        ],
    )
    def test_a_sentence_survives(self, line: str) -> None:
        reading = read(story(SECOND, line))
        assert reading.item.photos == ()
        assert line in [words for _, words in blocks(reading)]

    def test_a_refrain_survives(self) -> None:
        reading = read(story("Nobody answered.", SECOND, "Nobody answered.", "Nobody answered."))
        assert paragraphs(reading).count("Nobody answered.") == 3
