"""The issue of the demo, counted: what `seeds/` promises to whoever looks at the program for the first time."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unittest import TestCase

from django.conf import settings

from articles.exchange import formats
from articles.exchange.pictures import Pictures, with_words_of_files
from articles.exchange.reading import Reading, Source, Vocabulary
from articles.exchange.sources import files_of
from articles.newsitem import BylineRole, NewsItem, PhotoUse, StoryState
from newsroom.lib.folding import fold
from newsroom.lib.richtext.document import plain_text

SEEDS = settings.BASE_DIR / "seeds"
KINDS = (
    {"News", "Новости"},
    {"Stories", "Истории"},
    {"Interview", "Интервью"},
    {"Comment", "Мнение"},
    {"Analysis", "Анализ"},
)
FEWEST_WORDS, MOST_WORDS = 300, 900


class Story(NamedTuple):
    page: Path
    folder: str
    """Of `published`, or of `waiting/…`."""
    reading: Reading
    item: NewsItem


def site() -> Any:
    return json.loads((SEEDS / "site.json").read_text(encoding="utf-8"))


@cache
def issue() -> tuple[Story, ...]:
    """Every story as the importer reads it, with what its pictures say of themselves."""
    said = site()
    agencies = {
        fold(name): one["name"] for one in said["agencies"] for name in (one["name"], *one["aliases"])
    }
    vocabulary = Vocabulary(
        kinds=frozenset().union(*KINDS),
        sections=frozenset(name for names in said["sections"] for name in names.values()),
        agencies=agencies,
        authors=frozenset(names["name"] for one in said["authors"] for names in one["names"].values()),
        site_names=frozenset(words["name"] for words in said["languages"].values()),
    )
    pictures = Pictures()
    return tuple(
        Story(page, page.parent.name, reading, _with_words(reading.item, page, pictures, agencies))
        for page in files_of([str(SEEDS)]).pages
        for reading in [formats.read(Source(path=str(page), data=page.read_bytes()), "auto", vocabulary)]
    )


def _with_words(item: NewsItem, page: Path, pictures: Pictures, agencies: dict[str, str]) -> NewsItem:
    return with_words_of_files(item, pictures.of(item, page), agencies)


def dated_name(story: Story) -> str:
    """2026/11/15/the-people-who-cut-the-islands-hair"""
    return story.page.stem.replace("-", "/", 3)


def photos() -> list[tuple[Path, PhotoUse]]:
    return [(story.page, use) for story in issue() for use in story.item.photos]


def form_of_author() -> dict[str, str]:
    return {
        names["name"]: author["form"] for author in site()["authors"] for names in author["names"].values()
    }


class SeedsTests(TestCase):
    def test_two_thirds_are_english_and_one_third_russian(self) -> None:
        self.assertEqual(Counter(story.item.language for story in issue()), {"en": 16, "ru": 8})

    def test_four_russian_stories_are_translations_of_ours_and_name_who_translated(self) -> None:
        translations = [story for story in issue() if story.item.translation_of]
        self.assertEqual([story.item.language for story in translations], ["ru"] * 4)
        names = {f"{story.item.language}/{dated_name(story)}" for story in issue()}
        for story in translations:
            with self.subTest(story.page.name):
                self.assertIn(story.item.translation_of, names)
                self.assertIn(BylineRole.TRANSLATION, [line.role for line in story.item.bylines])

    def test_both_formats_bring_stories_in_both_languages(self) -> None:
        found = {(story.page.suffix, story.item.language) for story in issue()}
        self.assertEqual(found, {(".txt", "en"), (".txt", "ru"), (".md", "en"), (".md", "ru")})

    def test_every_section_and_every_kind_has_its_story(self) -> None:
        sections = site()["sections"]
        self.assertEqual(len(sections), 6)
        for names in sections:
            with self.subTest(section=names["en"]):
                self.assertTrue(
                    any(story.item.section and story.item.section.name in names.values() for story in issue())
                )
        for names in KINDS:
            with self.subTest(kind=sorted(names)[0]):
                self.assertTrue(any(story.item.kind and story.item.kind.name in names for story in issue()))

    def test_every_author_is_known_to_the_site_and_all_four_forms_write(self) -> None:
        form_of = form_of_author()
        writing = {line.name for story in issue() for line in story.item.bylines}
        self.assertEqual(writing - set(form_of), set())
        self.assertEqual(
            {form_of[name] for name in writing}, {"person", "pseudonym", "department", "withheld"}
        )
        people = [
            author
            for author in site()["authors"]
            if writing & {one["name"] for one in author["names"].values()}
        ]
        self.assertGreaterEqual(len(people), 10)

    def test_two_stories_are_corrected_and_one_is_retracted_with_its_reason(self) -> None:
        self.assertEqual(sum(len(story.item.corrections) for story in issue()), 2)
        retracted = [story for story in issue() if story.reading.standing.state is StoryState.RETRACTED]
        self.assertEqual([story.folder for story in retracted], ["published"])
        self.assertTrue(retracted[0].reading.standing.notice)

    def test_one_story_waits_in_every_state_of_the_desk(self) -> None:
        waiting = Counter(story.folder for story in issue() if story.folder != "published")
        states = ("draft", "in-review", "approved", "scheduled", "embargoed")
        self.assertEqual(waiting, dict.fromkeys(states, 1))

    def test_every_story_is_as_long_as_a_story_of_a_paper(self) -> None:
        for story in issue():
            with self.subTest(story.page.name):
                words = len(plain_text(story.item.body).split())
                self.assertTrue(FEWEST_WORDS <= words <= MOST_WORDS, f"{words} words")

    def test_half_of_the_tags_stand_on_several_stories(self) -> None:
        """A tag that leads to its own story alone leads nowhere."""
        for language in ("en", "ru"):
            uses = Counter(
                fold(tag.name)
                for story in issue()
                for tag in story.item.tags
                if story.item.language == language
            )
            shared = [name for name, count in uses.items() if count > 1]
            with self.subTest(language, alone=sorted(set(uses) - set(shared))):
                self.assertGreaterEqual(len(shared), len(uses) / 2)

    def test_thirty_pictures_lie_beside_their_stories_and_each_is_used(self) -> None:
        files = {page.parent / use.file for page, use in photos() if use.file}
        self.assertEqual({file for file in files if not file.is_file()}, set())
        faces = {SEEDS / author["portrait"] for author in site()["authors"] if "portrait" in author}
        self.assertEqual(set(SEEDS.rglob("*.jpg")) - _beside_a_page() - files, faces)
        self.assertGreaterEqual(len(list(SEEDS.rglob("*.jpg"))), 30)

    def test_every_picture_has_its_caption_credit_and_description(self) -> None:
        for page, use in photos():
            with self.subTest(page.name, file=use.file):
                self.assertTrue(use.caption and use.credit_line and use.alt)
                self.assertNotIn(use.alt, use.caption)

    def test_every_link_to_a_story_of_ours_finds_it(self) -> None:
        addresses = {
            f"{'' if story.item.language == 'en' else '/' + story.item.language}/articles/{dated_name(story)}/"
            for story in issue()
        }
        for story in issue():
            for address in re.findall(r'href="(/[^"]*)"', story.item.body):
                with self.subTest(story.page.name, address=address):
                    self.assertIn(address, addresses)

    def test_no_address_leads_to_somebody_elses_site(self) -> None:
        for story in issue():
            for host in re.findall(r'href="https?://([^/"]+)', story.item.body):
                with self.subTest(story.page.name, host=host):
                    self.assertTrue(host.endswith((".example", "example.org")))

    def test_the_front_page_is_arranged_from_stories_that_came_out(self) -> None:
        stories = {story.page.name: story for story in issue() if story.folder == "published"}
        for language, places in site()["front"].items():
            for name in places.values():
                with self.subTest(name):
                    self.assertEqual(stories[name].item.language, language)


def _beside_a_page() -> set[Path]:
    """The single picture of a page that was saved as text."""
    return {story.page.with_suffix(".jpg") for story in issue() if story.page.suffix == ".txt"}
