"""Bytes of all kinds: encodings, line ends, invisible characters, hostile input, and what is refused."""

from __future__ import annotations

import contextlib
import time
from itertools import product

import pytest

from articles.exchange.readers import page_text
from articles.exchange.readers.page_text.decoding import MAX_PAGE_BYTES
from articles.exchange.readers.page_text.lines import MAX_PAGE_LINES
from articles.exchange.reading import Source, Unreadable
from tests.articles.exchange.saved_pages import (
    FIRST,
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
    refusal,
    story,
)

RUSSIAN = page(
    "НовостиПолитика",
    "Совет сохранил ночной паром одним голосом",
    "Паром у причала, 19 ноября 2026 года. Фото: EPA / TOLGA AKMEN",
    "Ночной паром в Бродвике будет ходить и дальше — так решил совет, «с перевесом в голос».",
    "— Поздравляю, — сказал он. Её съёмка закончилась.",
    "Главный редактор — Марта Оселин. Условия использования.",
)
UKRAINIAN = page(
    "НовиниПолітика",
    "Рада зберегла нічний пором одним голосом",
    "Пором біля причалу, 19 листопада 2026 року. Фото: EPA / TOLGA AKMEN",
    "Нічний пором у Бродвіку ходитиме й далі — так вирішила рада компанії, «з перевагою в один голос».",
    "— Вітаю, — сказав він. Її ґанок був порожній.",
    "Головна редакторка — Марта Оселін. Умови використання.",
)
ENGLISH = headed(PHOTO, PHOTO).replace("four hours", "four hours — “a café naïveté”, €25 or £20")


class EncodingTests:
    @pytest.mark.parametrize(
        ("text", "encoding"),
        [
            *product(
                (ENGLISH, RUSSIAN, UKRAINIAN), ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
            ),
            (ENGLISH, "windows-1252"),
            (RUSSIAN, "windows-1251"),
            (UKRAINIAN, "windows-1251"),
        ],
    )
    @pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028"])
    def test_the_same_story_is_read_from_each(self, text: str, encoding: str, line_end: str) -> None:
        if encoding.startswith("windows") and line_end == "\u2028":
            line_end = "\n"
        data = text.replace("\n", line_end).encode(encoding)
        if encoding in ("utf-16-le", "utf-16-be"):
            assert not data.startswith((b"\xff\xfe", b"\xfe\xff"))
        assert read(data) == read(text)

    @pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (RUSSIAN, "ru"), (UKRAINIAN, "uk")])
    def test_the_language_is_that_of_the_letters(self, text: str, language: str) -> None:
        assert read(text).item.language == language

    def test_a_page_cut_inside_a_letter_keeps_its_language(self) -> None:
        reading = read(RUSSIAN[: RUSSIAN.index(" закончилась")].encode()[:-1])
        assert reading.item.language == "ru"
        assert codes(reading) == ["truncated"]

    def test_a_few_bad_bytes_are_said(self) -> None:
        data = RUSSIAN.encode().replace("ночной".encode(), "ноч".encode() + b"\xd0" + "ой".encode(), 1)
        assert codes(read(data)) == ["damaged"]


class InvisibleTests:
    @pytest.mark.parametrize("space", ["\u00a0", "\t", "\u2009", "\u202f", "  ", " \u00a0 "])
    def test_every_space_is_plain(self, space: str) -> None:
        assert read(headed(PHOTO).replace(" ", space)).item == read(headed(PHOTO)).item

    @pytest.mark.parametrize(
        "mark", ["\u200b", "\u00ad", "\ufeff", "\u2060", "\u200e", "\u200d", "\x0b", "\x01", "\x7f", "\x1f"]
    )
    def test_what_cannot_be_seen_is_dropped(self, mark: str) -> None:
        marked = headed(PHOTO).replace("er", f"e{mark}r").replace("News", f"{mark}News{mark}")
        assert read(marked) == read(headed(PHOTO))

    def test_letters_put_together_of_two_are_one(self) -> None:
        assert "й" in read(story("Новый дом.".replace("й", "и\u0306"))).item.body

    def test_an_emoji_keeps_its_joiner(self) -> None:
        family = "\U0001f469\u200d\U0001f467"
        assert family in read(story(f"They came: {family}.")).item.body

    def test_lone_surrogates_are_dropped(self) -> None:
        text = story("A broken \ud83d emoji.")
        assert "A broken emoji." in paragraphs(read(text.encode("utf-8", "surrogatepass")))
        assert "A broken emoji." in paragraphs(read(b"\xff\xfe" + text.encode("utf-16-le", "surrogatepass")))


class RefusalTests:
    @pytest.mark.parametrize("data", [b"", b"  \n\r\n\t", b"\xef\xbb\xbf", "\u200b\u00a0".encode()])
    def test_an_empty_file_is(self, data: bytes) -> None:
        assert refusal(data) == "empty"

    @pytest.mark.parametrize(
        "data",
        [
            b"%PDF-1.7 " + headed().encode(),
            b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
            b"\xff\xd8\xff\xe0" + bytes(range(256)),
            b"PK\x03\x04" + bytes(range(256)),
            headed().encode() + b"\0",
            bytes(range(1, 256)) * 20,
            b"\0" * 100,
            b"<!DOCTYPE html><html><body><p>A page.</p></body></html>",
            b"x" * (MAX_PAGE_BYTES + 1),
            b"A line.\n" * (MAX_PAGE_LINES + 1),
        ],
    )
    def test_what_is_no_text_or_too_much_of_it_is(self, data: bytes) -> None:
        assert refusal(data) == "not_text"

    @pytest.mark.parametrize(
        "text",
        [
            page(
                "Jane Roe", "Correspondent", "7 articles", KICKER, HEADLINE, "StoriesSociety", "War and peace"
            ),
            page("Jane Roe", "7 articles", HEADLINE, "14 December 2025", "War and peace", "13 December 2025"),
            page("Анна Иванова", "12 материалов", *(f"Заголовок номер {n} о войне" for n in range(5))),
            page("Олена Шевченко", "5 статей", *(f"Заголовок номер {n} про війну" for n in range(5))),
            page(
                *(line for n in range(4) for line in (KICKER, f"{HEADLINE} {n}", SECOND, "14 December 2025"))
            ),
            page("Politics", *(f"Headline number {n} about the ferry" for n in range(9))),
            page(
                "Jane Roe", FIRST, "7 articles", *(f"Headline number {n} about the ferry" for n in range(4))
            ),
        ],
    )
    def test_an_author_page_or_a_list_is(self, text: str) -> None:
        assert refusal(text) == "not_a_story"

    @pytest.mark.parametrize(
        "text", [page(KICKER, HEADLINE), page(HEADLINE), page(KICKER, HEADLINE, PHOTO, PHOTO, "By Jane Roe")]
    )
    def test_a_headline_without_a_body_is(self, text: str) -> None:
        assert refusal(text) == "no_body"

    def test_a_count_of_articles_inside_a_story_is_no_list(self) -> None:
        assert "7 articles" in read(story(SECOND, "7 articles", SECOND, SECOND + " Again.")).item.body

    def test_the_sentence_tells_what_to_do(self) -> None:
        with pytest.raises(Unreadable, match="^empty: .+save the page again"):
            read(b"")


class RecognitionTests:
    @pytest.mark.parametrize("text", [ENGLISH, RUSSIAN, "A line."])
    def test_plain_text_may_be_a_page(self, text: str) -> None:
        assert page_text.recognises(Source(path="page.txt", data=text.encode()))

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"\0",
            b"<html></html>",
            b'<?xml version="1.0"?>',
            b'{"a": 1}',
            b'[{"a": 1}]',
            b"---\ntitle: x\n---\n",
        ],
    )
    def test_other_formats_are_not(self, data: bytes) -> None:
        assert not page_text.recognises(Source(path="page.txt", data=data))


HOSTILE = (
    "a", "a ", "Photo: ", "photo by ", "(", "«", "1. ", "14 December 2025 ", "- a?\n", "• a\n", "NewsPolitics", "Aa",
    "Most popular\n", "share", "share ", "#a ", "By ", "By Jane Roe, ", "Editor in chief — ", "Terms of use. ", "EPA/",
    "We use cookies ", "you are using an outdated browser ", ". ", "...", "\u200d", "\u00a0", "18:05 ", "Jane Roe\n",
)  # fmt: skip
LIMIT = 0.2
"""Seconds of processor time for 100 KB; a regex that is not linear takes minutes."""


def seconds_to_read(text: str) -> float:
    """Of processor time; on a busy machine the same work takes a little longer now and then."""
    started = time.process_time()
    with contextlib.suppress(Unreadable):
        read(text)
    return time.process_time() - started


class HostileTests:
    @pytest.mark.parametrize("piece", HOSTILE)
    def test_100_kilobytes_of_anything_are_read_or_refused_at_once(self, piece: str) -> None:
        line = (piece * 100_000)[:100_000]
        for text in (line, page(KICKER, HEADLINE, FIRST, line, LAST)):
            assert any(seconds_to_read(text) < LIMIT for _ in range(3))
