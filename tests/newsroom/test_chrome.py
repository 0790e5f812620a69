"""What surrounds every page: the paper's own words, its links, its languages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from newsroom import chrome
from newsroom.models import Chrome, FooterLink, Page, SiteSettings, SiteWords
from tests.articles.public.rows import a_slice
from tests.cast import PASSWORD_BACKEND, Cast
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


class SafetyNoticeTests:
    NOTICE = "Think before you share <this>."

    def words(self, **words: Any) -> SiteWords:
        return SiteWords.objects.create(
            site=SiteSettings.load(), **{"language": "en", "name": "High Water", **words}
        )

    def donation(self, language: str = "en") -> None:
        FooterLink.objects.create(
            language=language,
            label="Donate",
            place=FooterLink.Place.DONATION,
            address="https://example.org/give",
        )

    def page(self, **fields: Any) -> Page:
        return Page.objects.create(
            **{"language": "en", "slug": "read-safely", "title": "Reading safely", **fields}
        )

    def test_it_stands_over_the_row_at_a_story_s_end_and_beside_the_donation(self, client: Client) -> None:
        self.words(safety_notice=self.NOTICE, safety_page=self.page())
        self.donation()
        notice = '<p class="safety">Think before you share &lt;this&gt;. <a href="/read-safely/">Reading safely</a></p>'
        story = client.get(a_slice().path).content.decode()
        assert story.count(notice) == story.count('class="safety"') == 2
        # Above the row: the list of links, which opens below, must not hide it. Over the story it would push the
        # photograph off a phone's screen.
        assert story.partition('<div class="share share-end"')[0].rstrip().endswith(notice)
        footer = client.get("/").content.decode().partition("<footer")[2]
        assert footer.count(notice) == 1

    def test_there_is_none_where_nothing_is_written(self, client: Client) -> None:
        self.words()
        self.donation()
        assert "safety" not in client.get(a_slice().path).content.decode()

    def test_without_a_donation_the_footer_is_silent(self, client: Client) -> None:
        self.words(safety_notice=self.NOTICE)
        assert 'class="safety"' not in client.get("/").content.decode()
        assert client.get(a_slice().path).content.decode().count('class="safety"') == 1

    def test_a_retraction_is_not_shared_and_warns_of_nothing(self, client: Client) -> None:
        self.words(safety_notice=self.NOTICE)
        story = a_slice(form="retraction", words_for_readers="It was forged.")
        assert "safety" not in client.get(story.path).content.decode()

    def test_each_language_has_its_own_and_borrows_none(self, client: Client) -> None:
        self.words(safety_notice=self.NOTICE)
        english, russian = a_slice(), a_slice(language="ru")
        page = client.get(f"/ru{russian.path}").content.decode()
        assert "safety" not in page
        self.words(
            language="ru", safety_notice="Подумайте, прежде чем делиться.",
            safety_page=self.page(language="ru", slug="kak-chitat", title="Как читать"),
        )  # fmt: skip
        page = client.get(f"/ru{russian.path}").content.decode()
        assert 'делиться. <a href="/ru/kak-chitat/">Как читать</a>' in page and "Think before" not in page
        assert "Подумайте" not in client.get(english.path).content.decode()

    def test_it_follows_its_page_to_another_address(self, client: Client) -> None:
        page = self.page()
        self.words(safety_notice=self.NOTICE, safety_page=page)
        story = a_slice()
        page.slug = "safety-first"
        page.save()
        assert 'href="/safety-first/"' in client.get(story.path).content.decode()

    def test_it_costs_no_query(self, client: Client, django_assert_num_queries: Any) -> None:
        self.words(safety_notice=self.NOTICE, safety_page=self.page())
        self.donation()
        client.get("/")
        with django_assert_num_queries(1):
            chrome.read("en")

    @pytest.mark.parametrize(
        ("notice", "language", "field"), [("Think.", "ru", "safety_page"), ("", "en", "safety_notice")]
    )
    def test_a_page_that_cannot_be_linked_is_refused(self, notice: str, language: str, field: str) -> None:
        words = self.words(safety_notice=notice, safety_page=self.page(language=language))
        with pytest.raises(ValidationError) as refused:
            words.full_clean()
        assert list(refused.value.message_dict) == [field]

    def test_it_is_written_in_the_settings_of_the_site(self, cast: Cast, client: Client) -> None:
        words, page = self.words(), self.page()
        desk = Client()
        desk.force_login(cast.chief, PASSWORD_BACKEND)
        address = reverse("admin:newsroom_sitesettings_change", args=[1])
        form = desk.get(address).content.decode()
        assert "what a reader in your country should know" in form
        data = {
            "four_eyes": "on", "addresses-TOTAL_FORMS": "0", "addresses-INITIAL_FORMS": "0",
            "words-TOTAL_FORMS": "1", "words-INITIAL_FORMS": "1", "words-0-id": words.pk,
            "words-0-site": "1", "words-0-language": "en", "words-0-name": "High Water",
            "words-0-safety_notice": self.NOTICE, "words-0-safety_page": page.pk,
        }  # fmt: skip
        assert desk.post(address, data).status_code == 302
        assert "Think before you share" in client.get(a_slice().path).content.decode()


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


class PieceTests:
    """The masthead is put together once a day for each language, not for every page."""

    def test_its_date_is_todays(self, client: Client, clock: Clock) -> None:
        assert "Tuesday, 24 November 2026" in client.get("/").content.decode()
        clock.move(hours=12)
        page = client.get("/").content.decode()
        assert "Wednesday, 25 November 2026" in page and "Tuesday" not in page

    def test_the_reader_s_own_place_is_marked_on_each_page(self, client: Client) -> None:
        mark = '<a href="/articles/" aria-current="page"'
        assert mark in client.get("/articles/").content.decode()
        assert mark not in client.get("/").content.decode()

    def test_it_is_made_once_while_nothing_changes(self, client: Client, site: SiteSettings) -> None:
        client.get("/")
        words = chrome.read("en")
        assert chrome.read("en") is words
        SiteWords.objects.filter(language="en").update(name="Low Water")
        assert chrome.read("en") is words, "Nobody has rewritten the row."
        chrome.rewrite()
        assert chrome.read("en") is not words
        assert "Low Water" in client.get("/").content.decode()
