"""The demo: the seeds come in through the importer and the door, once."""

from __future__ import annotations

import json
import shutil
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.exchange.sources import files_of
from articles.models import (
    Article,
    AuditEvent,
    Author,
    DeskState,
    FrontPin,
    PublishedArticle,
    Revision,
    Section,
)
from articles.workflow import actions, front, publication, revisions
from media import renditions
from media.models import Agency, Photo
from newsroom.models import FooterLink, Page, SiteWords, User

SEEDS = project.BASE_DIR / "seeds"
PUBLISHED = ("2026-11-12-the-last-number-6.txt", "2026-11-17-you-cannot-cheat-a-current.md")
FRONT_PLACE = "second-3"
"""Where the second of these stands."""


@pytest.fixture(autouse=True)
def media_root(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def no_smaller_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """They take most of the time, and no test here looks at one."""
    monkeypatch.setattr(renditions, "make", lambda photo, **options: None)


@pytest.fixture
def seeds(tmp_path: Path, db: None) -> Path:
    """The demo's own folder with two of its stories and all that wait: the whole takes long."""
    folder = tmp_path / "seeds"
    shutil.copytree(
        SEEDS, folder, ignore=lambda place, names: [name for name in names if name.startswith(".")]
    )
    for page in files_of([str(folder / "published")]).pages:
        if page.name not in PUBLISHED:
            page.unlink()
    return folder


def prepare(folder: Path) -> str:
    out = StringIO()
    call_command("prepare_demo", seeds=folder, stdout=out)
    return out.getvalue()


def everything_counted() -> dict[str, int]:
    models = (
        Article,
        Revision,
        AuditEvent,
        Section,
        Author,
        Photo,
        Agency,
        Page,
        FooterLink,
        FrontPin,
        SiteWords,
        User,
    )
    counts = {model.__name__: model._default_manager.count() for model in models}
    return counts | {"PublishedArticle": PublishedArticle.rows.count()}


def everything_stored() -> str:
    out = StringIO()
    call_command("dumpdata", stdout=out)
    return out.getvalue()


def the_one(state: DeskState) -> Article:
    """The story that waits in this state, free to move on: no reader has seen it."""
    return Article.objects.get(desk_state=state, path="", embargo_until=None)


def the_scheduled() -> Article:
    return Article.objects.get(slug="port-board-opens-its-dredging-samples")


def hours_ahead(moment: datetime) -> float:
    return (moment - timezone.now()).total_seconds() / 3600


class PrepareDemoTests:
    def test_stories_stand_where_they_belong(self, seeds: Path) -> None:
        said = prepare(seeds)
        assert "7 stories came in." in said and "chief" in said
        assert PublishedArticle.public.at().count() == 2
        assert the_one(DeskState.DRAFT) and the_one(DeskState.IN_REVIEW) and the_one(DeskState.APPROVED)
        writer = User.objects.get(username="writer")
        assert the_one(DeskState.IN_REVIEW).created_by == writer.ref
        approvals = AuditEvent.objects.filter(move="approve")
        assert {event.made_by for event in approvals} == {User.objects.get(username="editor").ref}

    def test_one_story_is_always_ahead(self, seeds: Path) -> None:
        prepare(seeds)
        (slice_,) = publication.waiting_slices(the_scheduled(), timezone.now())
        assert 48 < hours_ahead(slice_.visible_from) < 96
        assert timezone.localtime(slice_.visible_from).hour == 8

    def test_the_chief_holds_one_story_for_a_week(self, seeds: Path) -> None:
        prepare(seeds)
        held = Article.objects.get(slug="the-flood-line-that-moved")
        assert held.desk_state == DeskState.APPROVED and held.path == ""
        assert held.embargo_until is not None and 144 < hours_ahead(held.embargo_until) < 192
        assert held.embargo_by == User.objects.get(username="chief").ref
        with pytest.raises(actions.Refused, match="embargo"):
            actions.publish(held, User.objects.get(username="editor"))

    def test_the_front_page_is_arranged_once(self, seeds: Path) -> None:
        prepare(seeds)
        pinned = FrontPin.objects.get()
        assert pinned.slot.code == FRONT_PLACE
        assert pinned.until - timezone.now() > timedelta(days=365)
        front.unpin(Article.objects.get(pk=pinned.story_id), User.objects.get(username="editor"))
        prepare(seeds)
        assert not FrontPin.objects.exists()

    def test_the_site_has_the_words_of_its_file(self, seeds: Path) -> None:
        prepare(seeds)
        said = json.loads((seeds / "site.json").read_text(encoding="utf-8"))
        for language, words in said["languages"].items():
            stored = SiteWords.objects.get(language=language)
            assert (stored.name, stored.safety_notice) == (words["name"], words.get("safety_notice", ""))
            assert Page.objects.filter(language=language).count() == len(words["pages"])
            labels = FooterLink.objects.filter(language=language, place="footer").values_list(
                "label", flat=True
            )
            assert list(labels) == [link["label"] for link in words["footer_links"]]
        assert Section.objects.count() == len(said["sections"])
        assert Author.objects.get(names__name="Tamsin Grey").form == "pseudonym"

    def test_no_story_brings_a_surprise(self, seeds: Path) -> None:
        """The seeds and the site file agree: no new section, no other footer, no photo without credit or file."""
        assert "seeds/" not in prepare(seeds).replace(str(seeds), "seeds")
        assert not Photo.objects.filter(file="").exists()
        assert not Photo.objects.filter(alt="").exists()

    def test_the_second_time_nothing_changes(self, seeds: Path) -> None:
        prepare(seeds)
        before = everything_stored()
        said = prepare(seeds)
        assert "there already; nothing was changed" in said and "passwords" not in said
        assert everything_stored() == before

    def test_a_demo_of_an_older_newsroom_is_made_again(self, seeds: Path) -> None:
        prepare(seeds)
        with publication.writing():
            PublishedArticle.rows.update(card_html="", head_html="", front_html="")
        ahead = PublishedArticle.public.ahead().count()
        assert f"An older Newsroom stored these stories: {ahead} of them were made again." in prepare(seeds)
        assert not PublishedArticle.public.ahead().filter(head_html="").exists()
        assert "older Newsroom" not in prepare(seeds)

    def test_what_the_desk_has_done_since_stays(self, seeds: Path) -> None:
        prepare(seeds)
        chief = User.objects.get(username="chief")
        first, second = Article.objects.filter(
            pk__in=PublishedArticle.public.at().values("story_id")
        ).order_by("pk")
        actions.unpublish(first, chief, reason="Not now.")
        second.headline = "Another headline"
        second.save()
        revisions.record(second, chief, based_on=second.latest_revision)
        thrown, returned = the_one(DeskState.DRAFT), the_one(DeskState.APPROVED)
        actions.trash(thrown, chief)
        actions.return_to_writer(returned, chief, note="Who counted?")
        Page.objects.filter(slug="about").update(title="Who we are")
        before = everything_counted()
        prepare(seeds)
        assert everything_counted() == before
        states = dict(Article.objects.values_list("pk", "desk_state"))
        assert (states[thrown.pk], states[returned.pk]) == (DeskState.TRASHED, DeskState.DRAFT)
        assert Article.objects.get(pk=second.pk).headline == "Another headline"
        assert PublishedArticle.public.at().count() == 1

    def test_a_site_that_has_a_name_keeps_its_words(self, seeds: Path) -> None:
        SiteWords.objects.create(language="en", name="The Lantern")
        prepare(seeds)
        assert SiteWords.objects.get(language="en").name == "The Lantern"
        assert not Page.objects.filter(slug="about").exists()

    def test_a_folder_without_a_demo_is_told(self, tmp_path: Path, db: None) -> None:
        with pytest.raises(CommandError, match="holds no site.json"):
            prepare(tmp_path)
        assert not User.objects.exists()

    def test_a_story_that_cannot_be_published_ends_it_with_an_error(self, seeds: Path) -> None:
        page = seeds / "published" / PUBLISHED[0]
        page.with_suffix(".jpg").unlink()
        undated = page.rename(page.with_name("undated.txt"))
        assert undated.exists()
        with pytest.raises(CommandError, match="1 stories of the demo"):
            prepare(seeds)
        assert PublishedArticle.public.at().count() == 1
