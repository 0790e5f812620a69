"""The words of the demo's paper that not every paper has."""

from __future__ import annotations

from typing import Any

import pytest

from articles.management.demo_site import fill_site
from newsroom.models import SiteWords

pytestmark = pytest.mark.django_db


def a_site(**english: Any) -> dict[str, Any]:
    words = {
        "name": "High Water", "description": "", "editor_in_chief": "", "contacts": "", "pages": [],
        "footer_links": [], "social_links": [],
        "donation_link": {"label": "Donate", "address": "https://example.org/give"},
    }  # fmt: skip
    return {"languages": {"en": words | english}, "agencies": [], "sections": [], "authors": []}


class SafetyNoticeTests:
    def test_it_comes_with_its_page(self) -> None:
        page = {"slug": "reading-safely", "title": "Reading us safely", "body": "<p>Think.</p>"}
        fill_site(a_site(safety_notice="Think first.", safety_page="reading-safely", pages=[page]))
        words = SiteWords.objects.get()
        assert (words.safety_notice, str(words.safety_page)) == ("Think first.", "Reading us safely (en)")

    def test_a_paper_may_have_none(self) -> None:
        fill_site(a_site())
        assert (SiteWords.objects.get().safety_notice, SiteWords.objects.get().safety_page) == ("", None)

    def test_what_a_person_wrote_stays(self) -> None:
        SiteWords.objects.create(language="en", safety_notice="Ours.")
        fill_site(a_site(safety_notice="Think first."))
        assert SiteWords.objects.get().safety_notice == "Ours."
