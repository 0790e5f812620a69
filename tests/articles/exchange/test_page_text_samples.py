"""Whole pages: samples with what must be read from them, the user's own page, and real texts in bulk."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest

from articles.exchange.readers import page_text
from articles.exchange.reading import Footer, Source, Unreadable, Vocabulary
from articles.newsitem import from_json
from tests.articles.exchange.saved_pages import page, paragraphs, read

HERE = Path(__file__).resolve()
SAMPLES = HERE.parents[2] / "samples" / "page"
SHARED = HERE.parents[4] / "shared"
SEEDS = SHARED / "seeds"


class SampleTests:
    @pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
    def test_it_is_read_as_an_editor_would(self, sample: Path) -> None:
        expected = json.loads(sample.with_suffix(".json").read_text())
        reading = page_text.read(Source(path=sample.name, data=sample.read_bytes()), Vocabulary())
        assert reading.item == from_json(expected["item"])
        assert reading.footer == Footer(
            editor_in_chief=expected["footer"]["editor_in_chief"], links=tuple(expected["footer"]["links"])
        )
        assert reading.warnings == ()


@pytest.mark.skipif(
    not SEEDS.exists(), reason="../shared/seeds is not here: the user's own page is not tried"
)
class SeedTests:
    def test_the_users_own_page_is_read_without_a_loss(self) -> None:
        [seed] = sorted(SEEDS.glob("000_*.txt"))
        reading = read(seed.read_bytes(), path=seed.name)
        item = reading.item
        assert item.kind and item.section
        assert (item.kind.name, item.section.name, item.language) == ("News", "Politics", "en")
        assert (
            item.headline == "Zelensky ready to drop NATO ambitions in exchange for firm security guarantees"
        )
        assert (item.standfirst, item.bylines, item.published_at) == ("", (), None)
        [photo] = item.photos
        assert (photo.photographer, photo.agency, photo.credit_line) == (
            "Tolga Akmen",
            "EPA",
            "EPA / TOLGA AKMEN",
        )
        assert photo.caption == (
            "Ukrainian President Volodymyr Zelensky at 10 Downing Street, London, 8 December 2025."
        )
        assert len(paragraphs(reading)) == 9
        assert item.body.count("<p>") == item.body.count("<") / 2
        assert reading.footer == Footer(
            editor_in_chief="Kirill Martynov", links=("Terms of use", "Privacy policy")
        )
        assert reading.warnings == ()


def real_texts(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Name, language and text of more than two thousand published texts."""
    csv.field_size_limit(10**9)
    with (folder / "wikinews_2020.en.csv").open() as table:
        yield from ((row["title"], "en", row["text"]) for row in csv.DictReader(table))
    for name, language, field in (("factrueval-devset.ru", "ru", "body"), ("bruk-press.uk", "uk", "text")):
        for line in (folder / f"{name}.jsonl").read_text().splitlines():
            yield name, language, json.loads(line)[field]
    with gzip.open(folder / "digitalgov-news.en.jsonl.gz", "rt") as lines:
        yield from ((row["slug"], "en", row["body_markdown"]) for row in map(json.loads, lines))


KICKERS = {"en": "NewsPolitics", "ru": "НовостиПолитика", "uk": "НовиниПолітика"}
PHOTO = "The night ferry nears Old Quay. Photo: EPA / TOLGA AKMEN"
HEADLINES = {
    "en": "Council keeps the night ferry by one vote",
    "ru": "Совет сохранил ночной паром одним голосом",
    "uk": "Рада зберегла нічний пором одним голосом",
}
MAX_MISREAD_SHARE = 0.015
"""The texts hold image markup, dates and credits of their own, so that a few must differ."""


def is_whole(language: str, text: str) -> bool:
    """The text, printed as a page, comes back with every word, one photo, and nothing made up."""
    lines = [" ".join(line.split()) for line in text.split("\n") if line.strip() and "{{<" not in line]
    printed = page(
        KICKERS[language],
        HEADLINES[language],
        PHOTO,
        PHOTO,
        *lines,
        "pdfshareprint",
        "Editor in chief — Jane Roe.",
    )
    try:
        item = read(printed).item
    except Unreadable:
        return False
    words = re.sub(r"\W+", "", unescape(re.sub(r"</?(?:p|h2|ul|ol|li|hr|figure)\b[^>]*>", "", item.body)))
    is_complete = all(re.sub(r"\W+|^\W*\d+[.)]\s", "", line) in words for line in lines)
    return (
        is_complete
        and (item.headline, item.language) == (HEADLINES[language], language)
        and len(item.photos) == 1
    )


class RealTextTests:
    @pytest.mark.long
    def test_texts_that_were_published_come_through_whole(
        self, shared_data: Path, long_sample: Callable[..., list[tuple[str, str, str]]]
    ) -> None:
        texts = long_sample(real_texts(shared_data / "news-text"), 300)
        misread = [name for name, language, text in texts if not is_whole(language, text)]
        assert len(misread) <= MAX_MISREAD_SHARE * len(texts), misread
