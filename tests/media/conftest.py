"""Photographs of the tests lie in a folder of each test."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.dispatch import receiver

from media.models import Photo
from media.signals import photo_changed
from tests.media.pictures import a_jpeg


@pytest.fixture(autouse=True)
def media_root(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def derived_folder(media_root: Path) -> Callable[[Photo], Path]:
    return lambda photo: media_root / "derived" / photo.public_key


@pytest.fixture
def save(django_capture_on_commit_callbacks: Any) -> Callable[..., Photo]:
    """Saves a photo and lets everything happen that happens on commit."""

    def save_photo(
        photo: Photo | None = None, content: bytes | None = None, name: str = "ferry.jpg", **fields: Any
    ) -> Photo:
        photo = photo or Photo(caption="A ferry.", credit_line="EPA / TOLGA AKMEN", alt="A lit ferry.")
        for field, value in fields.items():
            setattr(photo, field, value)
        if content is not None:
            photo.file = ContentFile(content, name=name)
        with django_capture_on_commit_callbacks(execute=True):
            photo.save()
        return photo

    return save_photo


@pytest.fixture
def photo(db: None, save: Callable[..., Photo]) -> Photo:
    """900 × 600, with its file and its derived files."""
    return save(content=a_jpeg(900, 600))


@pytest.fixture
def told() -> Iterator[list[Photo]]:
    """The photos of which `photo_changed` spoke."""
    heard: list[Photo] = []

    @receiver(photo_changed)
    def hear(photo: Photo, **kwargs: Any) -> None:
        heard.append(photo)

    yield heard
    photo_changed.disconnect(hear)


@pytest.fixture(scope="session")
def exiftool() -> Callable[[Path], dict[str, dict[str, Any]]]:
    """What exiftool, which is not ours, reads in a file or a folder: name -> {"XMP-dc:Creator": "Tolga Akmen"}."""
    if shutil.which("exiftool") is None:
        pytest.skip("exiftool is not installed (apt install libimage-exiftool-perl).")

    def read(path: Path) -> dict[str, dict[str, Any]]:
        command = ["exiftool", "-j", "-G1", "-a", "-r", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        base = path if path.is_dir() else path.parent
        return {str(Path(found["SourceFile"]).relative_to(base)): found for found in json.loads(done.stdout)}

    return read
