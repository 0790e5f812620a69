"""Credit lines as papers print them: who is the photographer, what is the agency."""

from __future__ import annotations

import pytest

from media.credit import LEAD_IN, Credit, credit_line, looks_like_a_credit, parse_credit
from media.person_names import looks_like_a_person, recase

LANTERN = {"blue lantern": "Blue Lantern", "lantern": "Blue Lantern"}


class ParseCreditTests:
    @pytest.mark.parametrize(
        ("printed", "photographer", "agency"),
        [
            ("EPA / TOLGA AKMEN", "Tolga Akmen", "EPA"),
            ("EPA-EFE/MAXIM SHIPENKOV", "Maxim Shipenkov", "EPA-EFE"),
            ("Jane Roe for Newsroom Europe", "Jane Roe", "Newsroom Europe"),
            ("Jane Roe exclusively for The Wire", "Jane Roe", "The Wire"),
            ("Jane Roe / AFP / Scanpix", "Jane Roe", "AFP / Scanpix"),
            ("AFP / Jane Roe / Scanpix", "Jane Roe", "AFP / Scanpix"),
            ("Jane Roe, Reuters", "Jane Roe", "Reuters"),
            ("Jane Roe (AFP)", "Jane Roe", "AFP"),
            ("Jane Roe via Getty Images", "Jane Roe", "Getty Images"),
            ("Jane Roe and John Doe / AFP", "Jane Roe and John Doe", "AFP"),
            ("Jane Roe", "Jane Roe", ""),
            ("EPA", "", "EPA"),
            ("Getty Images", "", "Getty Images"),
            ("Kremlin press service", "", "Kremlin press service"),
            ("social media", "", "social media"),
            ("Sven Nykvist / Ritzau Scanpix / AP", "Sven Nykvist", "Ritzau Scanpix / AP"),
            ("Анна Иванова / ТАСС", "Анна Иванова", "ТАСС"),
            ("ТАСС / АННА ИВАНОВА", "Анна Иванова", "ТАСС"),
            ("Анна Иванова специально для «Волны»", "Анна Иванова", "«Волны»"),
            ("Олена Шевченко / УНІАН", "Олена Шевченко", "УНІАН"),
            ("личный архив", "", "личный архив"),
        ],
    )
    def test_it_tells_photographer_from_agency(self, printed: str, photographer: str, agency: str) -> None:
        assert parse_credit(printed, {}) == Credit(photographer=photographer, agency=agency, line=printed)

    def test_the_list_of_the_site_decides_before_the_looks_of_a_name(self) -> None:
        assert parse_credit("Blue Lantern / Jane Roe", {}).photographer == "Blue Lantern"
        assert parse_credit("Blue Lantern / Jane Roe", LANTERN).photographer == "Jane Roe"

    def test_an_alias_is_read_as_the_name_that_the_site_uses(self) -> None:
        assert parse_credit("LANTERN / JANE ROE", LANTERN) == Credit(
            photographer="Jane Roe", agency="Blue Lantern", line="LANTERN / JANE ROE"
        )
        assert parse_credit("Lantern", LANTERN).agency == "Blue Lantern"

    def test_of_two_unknown_names_the_first_is_the_photographer(self) -> None:
        assert parse_credit("Jane Roe / Blue Lantern", {}) == Credit(
            photographer="Jane Roe", agency="Blue Lantern", line="Jane Roe / Blue Lantern"
        )


class CreditLineTests:
    @pytest.mark.parametrize(
        "printed",
        ["Photo: EPA / TOLGA AKMEN", "(Photo: EPA / TOLGA AKMEN)", "Photo by EPA / TOLGA AKMEN", "© EPA / TOLGA AKMEN",
         "Фото: EPA / TOLGA AKMEN.", "Світлина: EPA / TOLGA AKMEN", "Photo: © EPA / TOLGA AKMEN"],
    )  # fmt: skip
    def test_it_stays_as_printed_without_its_lead_in(self, printed: str) -> None:
        assert credit_line(printed) == "EPA / TOLGA AKMEN"

    def test_it_keeps_the_full_stop_of_an_initial(self) -> None:
        assert credit_line("Photo: Jane R.") == "Jane R."

    @pytest.mark.parametrize(
        "text", ["Photo: x", "PHOTO: x", "Photos by x", "Фото: x", "Світлина: x", "Illustration: x"]
    )
    def test_lead_ins_are_known_in_three_languages(self, text: str) -> None:
        assert LEAD_IN.match(text)


class LooksLikeACreditTests:
    @pytest.mark.parametrize(
        "text",
        ["EPA", "Jane Roe for The Wire", "personal archive", "личный архив", "president.gov.ua", "Руна Кастелл / «Высокая вода»"],
    )  # fmt: skip
    def test_names_and_a_few_small_words_do(self, text: str) -> None:
        assert looks_like_a_credit(text)

    @pytest.mark.parametrize(
        "text", ["he held it up and nobody said a word.", "Who took it?", "", "Jane Roe took it on Sunday"]
    )
    def test_sentences_do_not(self, text: str) -> None:
        assert not looks_like_a_credit(text)


class RecaseTests:
    @pytest.mark.parametrize(
        ("printed", "name"),
        [
            ("TOLGA AKMEN", "Tolga Akmen"),
            ("JOHN MCKAY", "John McKay"),
            ("JANE O'NEIL-ROE", "Jane O'Neil-Roe"),
            ("SINÉAD O’CONNOR", "Sinéad O’Connor"),
            ("JEAN-PAUL D'ARC", "Jean-Paul D'Arc"),
            ("LUDWIG VAN DER BERG", "Ludwig van der Berg"),
            ("J. K. ROE", "J. K. Roe"),
            ("HENRY ROE III", "Henry Roe III"),
            ("АННА СЕМЁНОВА-ТЯН", "Анна Семёнова-Тян"),
            ("В’ЯЧЕСЛАВ Д’ЯЧЕНКО", "В’ячеслав Д’яченко"),
            ("ШИНЕЙД О’КОННОР", "Шинейд О’Коннор"),
            ("İBRAHİM KAYA", "İbrahim Kaya"),
            ("Tolga AKMEN", "Tolga Akmen"),
            ("Tolga Akmen", "Tolga Akmen"),
        ],
    )
    def test_names_in_capitals_become_names(self, printed: str, name: str) -> None:
        assert recase(printed) == name


class LooksLikeAPersonTests:
    @pytest.mark.parametrize(
        "name",
        ["Jane Roe", "J. K. Rowling", "Ludwig van der Berg", "Анна Иванова", "Наталя В’юн", "TOLGA AKMEN"],
    )
    def test_people_do(self, name: str) -> None:
        assert looks_like_a_person(name)

    @pytest.mark.parametrize(
        "name",
        [
            "EPA",
            "Jane",
            "Getty Images",
            "The Wire",
            "Novaya Gazeta Europe",
            "On Tuesday",
            "Jane roe",
            "Отдел Новостей",
        ],
    )
    def test_outlets_words_and_sentences_do_not(self, name: str) -> None:
        assert not looks_like_a_person(name)
