"""`seeds/site.json` and the pages in `seeds/` say the same of the paper."""

from __future__ import annotations

import json
from typing import Any
from unittest import TestCase

from .draw import SEEDS

EDITOR = {"en": "Editor in chief", "ru": "Главный редактор"}
LINKS_ON_A_PAGE = 2


def _site() -> dict[str, Any]:
    site = json.loads((SEEDS / "site.json").read_text())
    assert isinstance(site, dict)
    return site


class SiteFileTests(TestCase):
    def test_every_page_ends_with_the_footer_of_its_language(self) -> None:
        languages = _site()["languages"]
        footers = set()
        for language, label in EDITOR.items():
            words = languages[language]
            links = [link["label"] for link in words["footer_links"][:LINKS_ON_A_PAGE]]
            footers.add(f"{label} — {words['editor_in_chief']}. {'. '.join(links)}.")
        for page in SEEDS.rglob("*.txt"):
            with self.subTest(page.name):
                self.assertIn(page.read_text().rstrip("\n").rpartition("\n")[2], footers)

    def test_every_link_to_a_page_finds_it(self) -> None:
        for language, words in _site()["languages"].items():
            slugs = {page["slug"] for page in words["pages"]}
            for link in words["footer_links"]:
                with self.subTest(language=language, link=link["label"]):
                    self.assertIn(link["page"], slugs)

    def test_the_notice_for_the_safety_of_readers_leads_to_its_page(self) -> None:
        for language, words in _site()["languages"].items():
            if "safety_notice" in words:
                with self.subTest(language):
                    self.assertIn(words["safety_page"], {page["slug"] for page in words["pages"]})
