"""/media/: derived files for readers, and no way to anything else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.http import FileResponse, Http404, HttpResponse
from django.test import RequestFactory
from django.urls import Resolver404, resolve

from media import usage, views
from media.models import Photo
from media.renditions import rekey
from tests.media.pictures import a_dangerous_jpeg

pytestmark = pytest.mark.django_db


def ask(path: str, method: str = "get", **headers: str) -> HttpResponse | FileResponse:
    """Through the addresses of the package and nothing else."""
    match = resolve(path, urlconf="tests.media.addresses")
    request = getattr(RequestFactory(), method)(path, headers=headers)
    return match.func(request, *match.args, **match.kwargs)


@pytest.fixture(autouse=True)
def readers_see_every_photo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usage, "showings", [lambda public_key: True])


def content_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


class DerivedFileTests:
    @pytest.mark.parametrize(("name", "kind"), [("480.jpg", "image/jpeg"), ("900.webp", "image/webp")])
    def test_it_serves_a_derived_file(self, name: str, kind: str, photo: Photo, media_root: Path) -> None:
        response = ask(f"/media/{photo.public_key}/{name}")
        assert response.status_code == 200
        assert response.headers["Content-Type"] == kind
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "public, max-age=3600"
        assert content_of(response) == (media_root / "derived" / photo.public_key / name).read_bytes()

    def test_it_answers_304_to_whoever_has_it(self, photo: Photo, save: Any) -> None:
        path = f"/media/{photo.public_key}/480.jpg"
        tag = ask(path).headers["ETag"]
        assert ask(path, if_none_match=tag).status_code == 304
        save(photo, credit_line="AP / JANE ROE")
        assert ask(path, if_none_match=tag).status_code == 200

    def test_it_answers_head(self, photo: Photo) -> None:
        response = ask(f"/media/{photo.public_key}/480.jpg", "head")
        assert response.status_code == 200
        assert int(response.headers["Content-Length"]) > 1000

    @pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
    def test_it_takes_nothing(self, method: str, photo: Photo) -> None:
        assert ask(f"/media/{photo.public_key}/480.jpg", method).status_code == 405

    def test_a_changed_key_kills_the_address(
        self, photo: Photo, django_capture_on_commit_callbacks: Any
    ) -> None:
        old = f"/media/{photo.public_key}/480.jpg"
        with django_capture_on_commit_callbacks(execute=True):
            rekey(photo)
        with pytest.raises(Http404):
            ask(old)
        assert ask(f"/media/{photo.public_key}/480.jpg").status_code == 200

    def test_a_size_that_the_photo_lacks_is_not_found(self, photo: Photo) -> None:
        with pytest.raises(Http404):
            ask(f"/media/{photo.public_key}/1600.jpg")


class OriginalTests:
    def test_no_address_serves_an_original(self, save: Any, media_root: Path) -> None:
        photo = save(content=a_dangerous_jpeg())
        assert (media_root / photo.file.name).exists()
        key, name = photo.public_key, photo.file.name
        paths = [
            f"/media/{name}",
            f"/media/{key}/../../{name}",
            f"/media/{key}/%2e%2e/%2e%2e/{name}",
            f"/media/derived/{key}/480.jpg",
            f"/media/{key}/{photo.ref}.jpg",
            f"/media/../{name}",
            f"/media/{'.' * 26}/480.jpg",
            f"/media/{key}/480.jpg\n",
            f"/media/{key}/.480.jpg",
            f"/media/{key}//480.jpg",
            f"/media/{key}/",
            "/media/",
            f"/{name}",
        ]
        for path in paths:
            with pytest.raises(Resolver404):
                ask(path)

    def test_no_name_leads_the_view_out_of_its_folder(self, save: Any) -> None:
        """Even past the pattern of the address."""
        photo = save(content=a_dangerous_jpeg())
        request = RequestFactory().get("/")
        out = f"../../{photo.file.name}"
        for key, name in (
            (photo.public_key, out),
            (photo.public_key, "../../../../etc/passwd"),
            ("..", out[3:]),
        ):
            with pytest.raises(Http404):
                views.picture(request, key, name)


class AudienceTests:
    def nobody_sees(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(usage, "showings", [lambda public_key: False])

    def test_a_photo_that_readers_see_nowhere_is_not_found(
        self, photo: Photo, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = f"/media/{photo.public_key}/480.jpg"
        tag = ask(path).headers["ETag"]
        self.nobody_sees(monkeypatch)
        for headers in ({}, {"if_none_match": tag}):
            with pytest.raises(Http404):
                ask(path, **headers)

    def test_the_desk_sees_it_and_nothing_keeps_it(
        self, photo: Photo, monkeypatch: pytest.MonkeyPatch, cast: Any
    ) -> None:
        self.nobody_sees(monkeypatch)
        request = RequestFactory().get("/")
        request.user = cast.photo_editor
        response = views.picture(request, photo.public_key, "480.jpg")
        assert response.headers["Cache-Control"] == "private, no-store"
        request = RequestFactory().get("/")
        request.user = cast.stranger
        with pytest.raises(Http404):
            views.picture(request, photo.public_key, "480.jpg")
