"""The photo library as the editor's page asks for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.admin.photo_picker import PAGE_SIZE
from tests.articles.admin.desk import a_shot_photo, desk_of
from tests.cast import Cast, a_photo

pytestmark = pytest.mark.django_db

PHOTOS = "/admin/articles/article/photos/"


@pytest.fixture
def desk(cast: Cast) -> Client:
    return desk_of(cast.writer)


def ask(desk: Client, **parameters: Any) -> Any:
    return desk.get(PHOTOS, parameters).json()


class PickerTests:
    def test_every_word_is_looked_for_in_any_case(self, desk: Client) -> None:
        a_photo(caption="Паром у старого причала", photographer="Anna Petrova")
        a_photo(caption="The port at dawn")
        assert len(ask(desk)["photos"]) == 2
        (found,) = ask(desk, q="ПАРОМ petrova")["photos"]
        assert found["caption"] == "Паром у старого причала"
        assert ask(desk, q="паром dawn")["photos"] == []

    def test_it_says_what_keeps_a_photo_from_readers(self, desk: Client) -> None:
        a_photo(credit_line="", rights_until=timezone.now() - timedelta(days=1))
        (photo,) = ask(desk)["photos"]
        assert (photo["credit"], photo["has_expired"], photo["thumbnail"]) == ("", True, "")

    def test_a_thumbnail_is_the_desks_own(self, desk: Client) -> None:
        photo = a_shot_photo()
        (found,) = ask(desk)["photos"]
        assert found["thumbnail"] == reverse("admin:media_photo_thumbnail", args=[photo.pk])
        assert "originals" not in str(found)

    def test_photos_already_chosen_are_told_by_name(self, desk: Client) -> None:
        one, two, _ = a_photo(), a_photo(), a_photo()
        found = ask(desk, ref=one.ref, id=str(two.pk))["photos"]
        assert {photo["id"] for photo in found} == {one.pk, two.pk}
        assert ask(desk, id="x", ref="nothing")["photos"] == []

    def test_older_photos_follow(self, desk: Client) -> None:
        made = [a_photo().pk for _ in range(PAGE_SIZE + 3)]
        first = ask(desk)
        rest = ask(desk, before=first["more"])
        assert [photo["id"] for photo in first["photos"] + rest["photos"]] == made[::-1]
        assert rest["more"] is None

    def test_nobody_else_sees_the_library(self, cast: Cast) -> None:
        a_photo()
        assert Client().get(PHOTOS).status_code == 302
        for person in (cast.administrator, cast.stranger):
            assert desk_of(person).get(PHOTOS).status_code in (302, 403)

    def test_no_cache_keeps_it(self, desk: Client) -> None:
        assert "no-store" in desk.get(PHOTOS)["Cache-Control"]
