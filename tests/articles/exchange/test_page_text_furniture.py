"""What every page of a site carries: dropped wherever it stands; the footer and the topics are read."""

from __future__ import annotations

import pytest

from articles.exchange.reading import Footer, Vocabulary
from tests.articles.exchange.saved_pages import (
    FIRST,
    FOOTER,
    HEADLINE,
    KICKER,
    LAST,
    PHOTO,
    SECOND,
    codes,
    headed,
    page,
    paragraphs,
    read,
)

BODY = [FIRST, SECOND, LAST]
PARTS = [KICKER, HEADLINE, PHOTO, PHOTO, "By Jane Roe", *BODY]


def is_dropped_everywhere(furniture: str, *, places: range | None = None) -> bool:
    """The page reads the same with the furniture before any of its lines, and after the last."""
    plain = read(page(*PARTS))
    for place in places or range(len(PARTS) + 1):
        for gap in ("\n", "\n\n"):
            reading = read(page(*PARTS[:place], furniture, *PARTS[place:], gap=gap))
            assert reading == plain, f"before line {place}"
    return True


class ActionBarTests:
    @pytest.mark.parametrize(
        "bar",
        [
            "pdfshareprint",
            "printpdfshare",
            "pdf share print",
            "PDF / Share / Print",
            "Share",
            "PDF\nShare\nPrint",
            "Share this article",
            "Share on Facebook",
            "Share: Facebook, Telegram, X",
            "Facebook\nTelegram\nTwitter",
            "pdf поделиться распечатать",
            "поделитьсяпечать",
            "распечататьподелитьсяpdf",
            "Поделиться в Telegram",
            "pdfподілитисядрук",
            "Поділитися / Роздрукувати",
            "12 comments",
            "5 min read",
        ],
    )
    def test_it_is_dropped_wherever_it_stands(self, bar: str) -> None:
        assert is_dropped_everywhere(bar)


class NoticeTests:
    @pytest.mark.parametrize(
        "notice",
        [
            "We use cookies to improve your experience on this site.\nAccept all | Reject all",
            "This website uses cookies. By continuing you agree to our policy.\nOK",
            "Мы используем файлы cookie, чтобы сайт работал лучше.\nПринять",
            "Ми використовуємо файли cookie, щоб сайт працював краще.\nПрийняти",
            "You are using an outdated browser. Please upgrade your browser to improve your experience.",
            "Your browser is out of date.",
            "Please enable JavaScript to view this page.",
            "Ваш браузер устарел. Обновите его.",
            "Ви використовуєте застарілий браузер.",
            "Skip to content",
            "Перейти к содержанию",
            "Перейти до змісту",
        ],
    )
    def test_it_is_dropped_wherever_it_stands(self, notice: str) -> None:
        assert is_dropped_everywhere(notice)


class OtherStoriesTests:
    LISTS = (
        "Readers' choice\nThe mayor who would not leave\nWho counted the votes?",
        "Readers’ choice:\nThe mayor who would not leave",
        "Most popular\n1. The mayor who would not leave\n2. Who counted the votes?",
        "Выбор читателей\nМэр, который не хотел уходить\nКто считал голоса?",
        "Самое читаемое\nМэр, который не хотел уходить",
        "Вибір читачів\nМер, який не хотів іти",
        "Read also: The mayor who would not leave",
        "Most read\nNewsSociety\nHe would not leave. The story of a mayor.\n14 December 2025\nStoriesWorld\nFive winters",
    )

    @pytest.mark.parametrize("block", LISTS)
    def test_they_are_dropped_between_paragraphs_and_below_the_story(self, block: str) -> None:
        assert is_dropped_everywhere(block, places=range(len(PARTS) - 2, len(PARTS) + 1))

    @pytest.mark.parametrize("block", LISTS)
    def test_they_are_dropped_above_the_kicker(self, block: str) -> None:
        assert is_dropped_everywhere(block, places=range(1))

    def test_a_wider_gap_ends_the_list(self) -> None:
        block = "Most popular\nThe mayor who would not leave\nWho counted the votes?\n\n\nA subhead"
        assert "<h2>A subhead</h2>" in read(page(*PARTS[:-1], block, LAST)).item.body

    def test_headlines_under_kickers_at_the_end_need_no_label(self) -> None:
        block = "StoriesSociety\nThe mayor who would not leave\nNewsWorld\nWho counted the votes?"
        assert read(page(*PARTS, block, FOOTER)).item == read(page(*PARTS, FOOTER)).item

    def test_they_may_stand_below_the_footer(self) -> None:
        reading = read(page(*PARTS, FOOTER, self.LISTS[0]))
        assert (paragraphs(reading), reading.footer.editor_in_chief) == (BODY, "Marta Oselin")


class MenuTests:
    @pytest.mark.parametrize(
        "menu",
        ["Menu\nSearch\nLog in", "News | Stories | Interview | Comment", "EN | RU | UK", "Меню\nПоиск"],
    )
    def test_it_is_dropped_above_and_below_the_story(self, menu: str) -> None:
        assert read(page(menu, *PARTS, menu)) == read(page(*PARTS))

    def test_the_name_of_the_paper_is_no_kicker(self) -> None:
        known = Vocabulary(site_names=frozenset({"High Water"}))
        item = read(page("High Water", HEADLINE, *BODY, "High Water"), vocabulary=known).item
        assert (item.section, item.headline) == (None, HEADLINE)


class TopicsTests:
    @pytest.mark.parametrize(
        ("row", "tags"),
        [
            ("Topics: war, EU", ["war", "EU"]),
            ("Tags: war; EU; War", ["war", "EU"]),
            ("Topics\nwar\nEU", ["war", "EU"]),
            ("#war #EU", ["war", "EU"]),
            ("Темы: Война, права человека", ["Война", "права человека"]),
            ("Теги: Війна · ЄС", ["Війна", "ЄС"]),
        ],
    )
    def test_they_become_tags(self, row: str, tags: list[str]) -> None:
        reading = read(page(*PARTS, row, "pdfshareprint", FOOTER))
        assert [tag.name for tag in reading.item.tags] == tags
        assert (paragraphs(reading), codes(reading)) == (BODY, [])


class FooterTests:
    @pytest.mark.parametrize(
        "footer",
        [
            "Editor in chief — Kirill Martynov. Terms of use. Privacy policy.",
            "Editor-in-chief: Kirill Martynov\nTerms of use\nPrivacy policy",
            "Editor in chief – Kirill Martynov | Terms of use | Privacy policy",
            "EDITOR IN CHIEF — Kirill Martynov · Terms of use · Privacy policy · © 2025 The Paper",
            "Terms of use · Privacy policy\nEditor in chief — Kirill Martynov",
            "Terms of use\nPrivacy policy\nKirill Martynov, editor in chief\nAll rights reserved",
            "© 2025 The Paper\nEditor in chief — Kirill Martynov\nTerms of use. Privacy policy.\n18+",
        ],
    )
    @pytest.mark.parametrize("bar", ["pdfshareprint\n{}", "{}\npdfshareprint", "{}"])
    def test_it_names_the_editor_and_the_links_in_order(self, footer: str, bar: str) -> None:
        reading = read(page(*PARTS, bar.format(footer)))
        assert reading.footer == Footer(
            editor_in_chief="Kirill Martynov", links=("Terms of use", "Privacy policy")
        )
        assert (paragraphs(reading), codes(reading)) == (BODY, [])

    @pytest.mark.parametrize(
        ("footer", "editor", "links"),
        [
            ("Главный редактор — Кирилл Мартынов. Условия использования. Политика конфиденциальности.",
             "Кирилл Мартынов", ("Условия использования", "Политика конфиденциальности")),
            ("Главный редактор: К. В. Мартынов. Контакты.", "К. В. Мартынов", ("Контакты",)),
            ("Головна редакторка — Олена Шевченко. Умови використання.", "Олена Шевченко", ("Умови використання",)),
            ("Editor in chief — J. K. Roe. Terms of use.", "J. K. Roe", ("Terms of use",)),
            ("Editor in chief — Jane Roe.", "Jane Roe", ()),
            ("Terms of use. Privacy policy.", "", ("Terms of use", "Privacy policy")),
            ("Editor in chief — Jane Roe. Terms of use. Our other house.", "Jane Roe", ("Terms of use", "Our other house")),
        ],
    )  # fmt: skip
    def test_it_is_read_in_three_languages(self, footer: str, editor: str, links: tuple[str, ...]) -> None:
        assert read(page(*PARTS, footer)).footer == Footer(editor_in_chief=editor, links=links)

    def test_a_page_may_have_none(self) -> None:
        assert read(page(*PARTS)).footer == Footer()

    def test_the_line_of_the_editor_is_footer_wherever_it_stands(self) -> None:
        reading = read(headed().replace(SECOND, FOOTER + "\n\n" + SECOND).removesuffix(FOOTER + "\n"))
        assert (reading.footer.editor_in_chief, paragraphs(reading)) == ("Marta Oselin", BODY)
