"""What surrounds every page: the paper's own words, its links, its languages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from newsroom import chrome
from newsroom.models import Chrome, FooterLink, Page, SiteSettings, SiteWords
from tests.articles.public.rows import a_slice
from tests.conftest import Clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> SiteSettings:
    site = SiteSettings.load()
    SiteWords.objects.create(
        site=site, language="en", name="High Water", editor_in_chief="Kirill Martynov",
        contacts="desk@example.org\n<b>Ropewalk 14</b>",
    )  # fmt: skip
    for order, (slug, title) in enumerate(
        {"terms-of-use": "Terms of use", "privacy-policy": "Privacy policy"}.items()
    ):
        page = Page.objects.create(language="en", slug=slug, title=title)
        FooterLink.objects.create(language="en", label=title, page=page, order=order)
    FooterLink.objects.create(
        language="en", label="Mastodon", place=FooterLink.Place.SOCIAL, address="https://example.org/@paper"
    )
    return site


def text(html: str) -> str:
    import re

    return " ".join(re.sub(r"<[^>]+>", "", html).split())


class FooterTests:
    def test_it_reads_as_on_the_saved_page(self, client: Client, site: SiteSettings) -> None:
        page = client.get("/").content.decode()
        assert "Editor in chief — Kirill Martynov. Terms of use. Privacy policy." in text(page)
        assert '<a href="/terms-of-use/">Terms of use</a>' in page
        assert 'href="https://example.org/@paper"' in page
        assert 'href="mailto:desk@example.org"' in page
        assert "<b>Ropewalk" not in page

    def test_every_change_is_seen_at_once(self, client: Client, site: SiteSettings) -> None:
        words = SiteWords.objects.get()
        words.name = "Low Water"
        words.save()
        FooterLink.objects.filter(label="Privacy policy").get().delete()
        page = Page.objects.get(slug="terms-of-use")
        page.slug = "terms"
        page.save()
        shown = client.get("/").content.decode()
        assert "Low Water" in shown and "Privacy policy" not in shown and 'href="/terms/"' in shown

    def test_another_language_has_its_own_words_and_borrows_only_the_name(
        self, client: Client, site: SiteSettings
    ) -> None:
        shown = client.get("/ru/").content.decode()
        assert "High Water" in shown
        assert "Martynov" not in shown and "Terms of use" not in shown
        SiteWords.objects.create(site=site, language="ru", name="Паводок", editor_in_chief="Марта Оселина")
        shown = client.get("/ru/").content.decode()
        assert "Паводок" in shown and "Марта Оселина" in shown

    def test_a_reader_s_request_never_writes(self, client: Client, site: SiteSettings) -> None:
        Chrome.objects.all().delete()
        assert "High Water" in client.get("/").content.decode()
        assert not Chrome.objects.exists()

    def test_nothing_is_written_where_nothing_changed(
        self, site: SiteSettings, django_assert_num_queries: Any
    ) -> None:
        before = list(Chrome.objects.values_list("pk", "words"))
        chrome.rewrite()
        assert list(Chrome.objects.values_list("pk", "words")) == before


class LanguageSwitchTests:
    def languages(self, client: Client) -> list[str]:
        import re

        found = client.get("/").content.decode().partition('class="languages"')[2].partition("</nav>")[0]
        return re.findall(r'href="(/[^"]*)"', found)

    def test_it_offers_languages_that_have_a_live_story(self, client: Client, clock: Clock) -> None:
        assert self.languages(client) == []
        opens = clock.now + timedelta(hours=1)
        a_slice(language="ru", visible_from=opens, visible_until=opens + timedelta(hours=1))
        SiteWords.objects.create(language="uk", name="Повінь", site=SiteSettings.load())
        assert self.languages(client) == []
        clock.set(opens)
        assert self.languages(client) == ["/ru/"]
        clock.move(hours=1)
        assert self.languages(client) == []
