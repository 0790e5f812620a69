"""The words of the demo's paper that not every paper has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project

from articles.management.demo_site import fill_site
from articles.models import Author
from media import renditions
from newsroom.models import SiteWords

pytestmark = pytest.mark.django_db
SEEDS = project.BASE_DIR / "seeds"


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
        fill_site(a_site(safety_notice="Think first.", safety_page="reading-safely", pages=[page]), SEEDS)
        words = SiteWords.objects.get()
        assert (words.safety_notice, str(words.safety_page)) == ("Think first.", "Reading us safely (en)")

    def test_a_paper_may_have_none(self) -> None:
        fill_site(a_site(), SEEDS)
        assert (SiteWords.objects.get().safety_notice, SiteWords.objects.get().safety_page) == ("", None)

    def test_what_a_person_wrote_stays(self) -> None:
        SiteWords.objects.create(language="en", safety_notice="Ours.")
        fill_site(a_site(safety_notice="Think first."), SEEDS)
        assert SiteWords.objects.get().safety_notice == "Ours."


class PortraitTests:
    def test_an_author_comes_with_a_face_and_its_credit(
        self, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.MEDIA_ROOT = tmp_path
        monkeypatch.setattr(renditions, "make", lambda photo: None)
        said = a_site() | {
            "authors": [
                {"form": "person", "names": {"en": {"name": "A"}}, "portrait": "portraits/nela-arden.jpg"},
                {"form": "person", "names": {"en": {"name": "B"}}},
            ]
        }
        fill_site(said, SEEDS)
        with_face, without = Author.objects.order_by("pk")
        assert with_face.portrait is not None and without.portrait is None
        assert with_face.portrait.credit_line == "Runa Castell / High Water"
        assert with_face.portrait.alt and with_face.portrait.width
