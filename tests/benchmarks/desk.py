"""What the benchmark does inside Newsroom, outside of what it measures: `target.py` calls each as a command."""

from __future__ import annotations

import shutil
import statistics
import time
from pathlib import Path
from typing import Any

import yaml
from django.core.files.base import ContentFile
from django.db import transaction

from articles.management import sample_corpus as corpus
from articles.models import Article, ArticleByline, Assignment, Author, DeskState, Kind, Role, Section, Tag
from articles.workflow import actions, revisions
from media import renditions
from media.models import Photo
from newsroom.models import User

CHIEF = "benchmark-chief"
PASSWORD = "benchmark-only-7391"
"""The site is measured on 127.0.0.1 and thrown away."""
PHOTOS_TIMED = 5


def a_chief() -> dict[str, Any]:
    """Somebody who may publish and import, and the section whose list is measured."""
    user = _person(CHIEF, Role.CHIEF)
    section = Section.objects.order_by("order").first()
    return {"username": user.username, "password": PASSWORD, "section": section.pk if section else None}


def _person(username: str, role: Role) -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        user = User(username=username, is_staff=True)
        user.set_password(PASSWORD)
        user.save()
        Assignment.objects.create(user=user, role=role)
    return user


def approved_stories(headlines: list[str]) -> list[str]:
    """Written by one person and approved by another: only the button to publish is left. Gives "story/revision"."""
    writer, editor = _person("benchmark-writer", Role.WRITER), _person("benchmark-editor", Role.EDITOR)
    return [_approved(headline, writer, editor) for headline in headlines]


def _approved(headline: str, writer: User, editor: User) -> str:
    with transaction.atomic():
        story = Article.objects.create(
            headline=headline,
            standfirst="Just in.",
            body="".join(f"<p>{paragraph}</p>" for paragraph in corpus.story(0, 1).paragraphs),
            language="en",
            kind=Kind.objects.first(),
            section=Section.objects.order_by("order").first(),
            lead_photo=Photo.objects.exclude(file="").first(),
            desk_state=DeskState.DRAFT,
            created_by=writer.ref,
        )
        ArticleByline.objects.create(article=story, author=Author.objects.first())
        story.tags.add(*Tag.objects.all()[:3])
        revisions.record(story, writer, based_on=None)
    actions.submit(story, writer)
    actions.approve(story, editor)
    return f"{story.pk}/{story.latest_revision_id}"


def rendition_times(folder: str) -> dict[str, float]:
    """All sizes of a photograph of 2400x1600, made from nothing, in milliseconds."""
    samples = []
    for path in _images(Path(folder))[:PHOTOS_TIMED]:
        photo = Photo(caption=path.stem, credit_line="Benchmark", alt="A test picture.")
        photo.file.save(path.name, ContentFile(path.read_bytes()))
        started = time.perf_counter()
        renditions.make(photo, afresh=True)
        samples.append((time.perf_counter() - started) * 1000)
        renditions.forget(photo)
        photo.file.delete(save=False)
        photo.delete()
    widths = " ".join(map(str, renditions.WIDTHS))
    return {f"{widths}, each as JPEG and WebP": round(statistics.median(samples), 1)}


def write_pages_for_import(number: int, folder: str, images: str) -> None:
    write_pages(number, folder, _images(Path(images)))


def write_pages(number: int, folder: str, pictures: list[Path]) -> None:
    """Markdown files of `number` stories in `measured/`, and in `with-photos/` stories that bring the photographs."""
    every = [corpus.story(index, number + corpus.PHOTOS) for index in range(number + corpus.PHOTOS)]
    for name, stories in {"with-photos": every[number:], "measured": every[:number]}.items():
        pages = Path(folder) / name
        (pages / "media").mkdir(parents=True)
        for picture in pictures:
            shutil.copy(picture, pages / "media")
        for place, story in enumerate(stories):
            lead = place if name == "with-photos" else story.lead_photo
            (pages / f"{story.published_at:%Y-%m-%d}-{story.slug}.md").write_text(
                _page(story, pictures, lead)
            )


def _page(story: corpus.SampleStory, pictures: list[Path], lead: int) -> str:
    inline = pictures[story.inline_photo].name
    head = {
        "headline": story.headline,
        "kind": "News",
        "section": corpus.SECTIONS[story.section],
        "language": "en",
        "slug": story.slug,
        "standfirst": story.standfirst,
        "authors": [{"name": corpus.AUTHORS[author], "role": "by"} for author in story.authors],
        "tags": [corpus.TAGS[tag] for tag in story.tags],
        "published_at": story.published_at.isoformat(),
        "photos": [
            _photo(place, name)
            for place, name in {"lead": pictures[lead].name, "inline": inline}.items()
            if place == "inline" or name != inline
        ],
    }
    half = len(story.paragraphs) // 2
    text = [*story.paragraphs[:half], f"![](media/{inline})", *story.paragraphs[half:]]
    return f"---\n{yaml.safe_dump(head, allow_unicode=True)}---\n" + "\n\n".join(text) + "\n"


def _photo(place: str, name: str) -> dict[str, str]:
    return {
        "place": place,
        "file": f"media/{name}",
        "caption": f"A test picture, {name}.",
        "credit": "Benchmark / Newsroom",
        "alt": "Overlapping discs.",
    }


def _images(folder: Path) -> list[Path]:
    """The benchmark's own photographs, the same for every target."""
    import corpus as shared  # type: ignore[import-not-found]  # On the path when the benchmark calls.

    return shared.make_images(folder)
