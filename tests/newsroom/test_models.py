"""People, and what the paper says of itself."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from newsroom.models import RESERVED_SLUGS, FooterLink, Page, SiteSettings, SiteWords, User

pytestmark = pytest.mark.django_db


class UserTests:
    def test_a_person_is_called_by_name_and_by_login_without_one(self) -> None:
        assert str(User(username="vera", first_name="Vera", last_name="Lindqvist")) == "Vera Lindqvist"
        assert str(User(username="vera")) == "vera"

    def test_each_has_a_ref_of_their_own(self) -> None:
        assert User.objects.create(username="a").ref != User.objects.create(username="b").ref


class SiteSettingsTests:
    def test_there_is_one_row(self) -> None:
        assert SiteSettings.load() == SiteSettings.load()
        SiteSettings(four_eyes=False).save()
        assert SiteSettings.objects.get().four_eyes is False

    def test_the_database_refuses_a_second(self) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            SiteSettings.objects.bulk_create([SiteSettings(pk=2)])

    def test_four_eyes_is_on_from_the_first_day(self) -> None:
        assert SiteSettings.load().four_eyes

    def test_a_language_has_its_words_once(self) -> None:
        SiteSettings.load()
        SiteWords.objects.create(language="en", name="The Ferry")
        with pytest.raises(IntegrityError), transaction.atomic():
            SiteWords.objects.create(language="en", name="The Other Ferry")


class PageTests:
    @pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS) + ["en", "ru", "uk"])
    def test_an_address_of_the_site_itself_is_refused(self, slug: str) -> None:
        with pytest.raises(ValidationError, match="belongs to the site itself"):
            Page(language="en", slug=slug, title="x").clean()

    def test_another_address_passes(self) -> None:
        Page(language="en", slug="terms-of-use", title="Terms of use").clean()

    def test_scripts_do_not_survive_in_a_page(self) -> None:
        page = Page(language="en", slug="terms-of-use", title="Terms", body="<p>a<script>x</script></p>")
        page.full_clean()
        assert page.body == "<p>a</p>"

    def test_one_address_has_one_page_in_a_language(self) -> None:
        Page.objects.create(language="en", slug="about", title="About")
        Page.objects.create(language="ru", slug="about", title="О нас")
        with pytest.raises(IntegrityError), transaction.atomic():
            Page.objects.create(language="en", slug="about", title="About us")


class FooterLinkTests:
    def test_it_leads_to_a_page_or_to_an_address_and_never_to_both_or_nowhere(self) -> None:
        page = Page.objects.create(language="en", slug="about", title="About")
        FooterLink.objects.create(language="en", label="About", page=page)
        FooterLink.objects.create(language="en", label="Elsewhere", address="https://example.org")
        for fields in ({}, {"page": page, "address": "https://example.org"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                FooterLink.objects.create(language="en", label="x", **fields)

    def test_a_page_that_a_link_leads_to_is_not_deleted(self) -> None:
        page = Page.objects.create(language="en", slug="about", title="About")
        FooterLink.objects.create(language="en", label="About", page=page)
        with pytest.raises(IntegrityError), transaction.atomic():
            page.delete()

    def test_an_address_that_runs_code_is_refused(self) -> None:
        with pytest.raises(ValidationError):
            FooterLink(language="en", label="x", address="javascript:alert(1)").full_clean()
