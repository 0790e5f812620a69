"""People and the paper's own pages in the admin: what a role is given, and what nobody is."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from articles.models import Assignment, Role
from newsroom.models import Page, SiteSettings, SiteWords, User
from tests.articles.admin.desk import desk_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db

ADD = "/admin/newsroom/user/add/"


@pytest.fixture
def admin(cast: Cast) -> Client:
    return desk_of(cast.administrator)


def a_login(**changed: Any) -> dict[str, Any]:
    return {
        "username": "nora",
        "password1": "the-ferry-stays-42",
        "password2": "the-ferry-stays-42",
        "assignment-TOTAL_FORMS": "1",
        "assignment-INITIAL_FORMS": "0",
        **changed,
    }


class PeopleTests:
    def test_an_administrator_gives_a_person_a_place(self, cast: Cast, admin: Client) -> None:
        place = {"assignment-0-role": "editor", "assignment-0-sections": [cast.politics.pk]}
        admin.post(ADD, a_login(**place))
        assignment = Assignment.objects.get(user__username="nora")
        assert assignment.role == Role.EDITOR
        assert list(assignment.sections.all()) == [cast.politics]
        assert assignment.user.is_staff and not assignment.user.is_superuser

    def test_nobody_becomes_a_superuser_through_the_admin(self, cast: Cast, admin: Client) -> None:
        admin.post(ADD, a_login(is_superuser="on", groups="1", user_permissions="1"))
        person = User.objects.get(username="nora")
        page = admin.get(f"/admin/newsroom/user/{person.pk}/change/").content.decode()
        assert not person.is_superuser
        assert "is_superuser" not in page and "user_permissions" not in page

    def test_the_page_says_nothing_of_hashes_and_other_sign_ins(self, cast: Cast, admin: Client) -> None:
        cast.editor.set_password("the-ferry-stays-42")
        cast.editor.save()
        page = admin.get(f"/admin/newsroom/user/{cast.editor.pk}/change/").content.decode()
        for words in ("argon2", "md5", "Single Sign-On", "LDAP", "#1", "Українська"):
            assert words not in page
        assert "Reset password" in page and "Русский" in page
        assert "LDAP" not in admin.get(ADD).content.decode()

    def test_administrators_find_people_in_the_top_row(self, admin: Client) -> None:
        page = admin.get("/admin/").content.decode()
        row = page[page.index('class="desk-nav"') : page.index("<details")]
        assert "/admin/newsroom/user/" in row

    def test_a_person_can_be_switched_off_and_not_deleted(self, cast: Cast, admin: Client) -> None:
        held = {"assignment-TOTAL_FORMS": "0", "assignment-INITIAL_FORMS": "0"}
        admin.post(f"/admin/newsroom/user/{cast.writer.pk}/change/", {"username": "writer", **held})
        cast.writer.refresh_from_db()
        assert not cast.writer.is_active
        assert (
            admin.post(f"/admin/newsroom/user/{cast.writer.pk}/delete/", {"post": "yes"}).status_code == 403
        )

    @pytest.mark.parametrize("who", ["writer", "photo_editor", "editor", "chief"])
    def test_nobody_else_gives_rights(self, cast: Cast, who: str) -> None:
        assert desk_of(cast.everyone()[who]).post(ADD, a_login()).status_code == 403

    def test_nobody_gives_themselves_another_role(self, cast: Cast, admin: Client) -> None:
        place = Assignment.objects.get(user=cast.administrator)
        fields = {"assignment-0-id": place.pk, "assignment-0-user": cast.administrator.pk}
        forged = a_login(
            username="administrator",
            is_active="on",
            **{**fields, "assignment-INITIAL_FORMS": "1", "assignment-0-role": "chief"},
        )
        admin.post(f"/admin/newsroom/user/{cast.administrator.pk}/change/", forged)
        place.refresh_from_db()
        assert place.role == Role.ADMINISTRATOR
        fields = {
            "assignment-0-id": Assignment.objects.get(user=cast.editor).pk,
            "assignment-0-user": cast.editor.pk,
        }
        other = a_login(
            username="editor",
            is_active="on",
            **{**fields, "assignment-INITIAL_FORMS": "1", "assignment-0-role": "chief"},
        )
        admin.post(f"/admin/newsroom/user/{cast.editor.pk}/change/", other)
        assert Assignment.objects.get(user=cast.editor).role == Role.CHIEF


class SiteTests:
    SETTINGS = "/admin/newsroom/sitesettings/"

    def test_the_list_leads_to_the_one_row(self, cast: Cast, admin: Client) -> None:
        assert admin.get(self.SETTINGS)["Location"] == f"{self.SETTINGS}1/change/"
        assert admin.get(f"{self.SETTINGS}add/").status_code == 403

    def test_the_words_of_each_language_are_edited_there(self, cast: Cast, admin: Client) -> None:
        SiteSettings.load()
        rows = {"words-TOTAL_FORMS": "1", "words-INITIAL_FORMS": "0", "words-0-language": "en"}
        rows |= {"addresses-TOTAL_FORMS": "0", "addresses-INITIAL_FORMS": "0"}
        admin.post(f"{self.SETTINGS}1/change/", {"four_eyes": "on", **rows, "words-0-name": "The Sisters"})
        assert SiteWords.objects.get().name == "The Sisters"

    def test_a_page_is_cleaned_and_its_address_is_its_own(self, cast: Cast, admin: Client) -> None:
        page = {"title": "Terms", "language": "en", "slug": "terms", "body": "<p>Ours<script>x</script></p>"}
        admin.post("/admin/newsroom/page/add/", page)
        assert Page.objects.get().body == "<p>Ours</p>"
        response = admin.post("/admin/newsroom/page/add/", {**page, "slug": "articles"})
        assert "belongs to the site itself" in response.content.decode()


class FrontPageTests:
    def test_each_role_finds_its_own_things_in_our_words(self, cast: Cast) -> None:
        shown = {
            "writer": ("Stories", "Photos", "Authors"),
            "photo_editor": ("Stories", "Photos", "Agencies"),
            "chief": ("Stories", "Sections", "Site settings"),
            "administrator": ("People", "Pages"),
        }
        for who, words in shown.items():
            page = desk_of(cast.everyone()[who]).get("/admin/").content.decode()
            for word in words:
                assert word in page, (who, word)
            for stranger in ("Taggit", "Groups", "Recent actions", "Django"):
                assert stranger not in page, (who, stranger)

    def test_whoever_has_no_place_is_told_so(self, cast: Cast) -> None:
        User.objects.filter(pk=cast.stranger.pk).update(is_staff=True)
        assert b"no place at this desk yet" in desk_of(cast.stranger).get("/admin/").content
