"""An archive for measuring: always the same one, and row for row what the desk's own door would have made."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction
from django.test import Client

from articles.management import sample_corpus, sample_loader
from articles.management.commands.load_sample import Command
from articles.management.sample_corpus import SampleStory
from articles.management.sample_loader import Sample
from articles.models import (
    Address,
    Article,
    ArticleByline,
    AuditEvent,
    Author,
    Kind,
    PublishedArticle,
    PublishedListing,
    PublishedPhoto,
    Revision,
    Role,
    Section,
    Tag,
    TaggedArticle,
)
from articles.workflow import actions, revisions
from media import renditions
from media.models import Photo
from newsroom.models import User
from tests.cast import Cast, a_person, a_section, a_story
from tests.conftest import SEED, Clock

LOADED, SAMPLED = 200, 50
"""The loader writes 500 in a batch."""
Rows = dict[str, list[tuple[Any, ...]]]

NUMBERS = frozenset(
    "id story_id revision_id translation_group article_id content_object_id published_id parent_id "
    "latest_revision_id approved_revision_id imported_revision_id".split()
)
"""Who is who inside one database: the story's own numbers. Those of tags, sections, authors, kinds and photos count."""
SCAFFOLDING = frozenset("target_id tag_id author_id kind_id section_id lead_photo_id".split())
TIMES = frozenset("visible_from made_at created_at changed_at".split())


@pytest.fixture(autouse=True)
def no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are written without touching a file, so these tests need no renditions, and small originals."""
    monkeypatch.setattr(renditions, "make", lambda photo, afresh=False: None)
    monkeypatch.setattr(sample_loader, "PICTURE_SIZE", (60, 40))


def loaded(number: int, moment: Any) -> Sample:
    sample = Sample(moment)
    sample.prepare()
    assert sum(sample.load(number)) == number
    return sample


def rows_of(story: Article, without: frozenset[str] = NUMBERS) -> Rows:
    """Every row of the story as the driver gives it, JSON as its text, but for the number in its lasting address."""
    published = list(PublishedArticle.rows.filter(story_id=story.pk).values_list("pk", flat=True))
    found = {
        "articles": Article.objects.filter(pk=story.pk),
        "bylines": ArticleByline.objects.filter(article=story),
        "tags": TaggedArticle.objects.filter(content_object=story),
        "revisions": Revision.objects.filter(article=story),
        "published": PublishedArticle.rows.filter(pk__in=published),
        "listings": PublishedListing.rows.filter(story_id=story.pk),
        "photos": PublishedPhoto.rows.filter(published_id__in=published),
    }
    stored = {name: list(_raw(rows, without)) for name, rows in found.items()}
    number = f"/s/{story.pk}/"
    stored["published"] = [
        tuple(
            (name, value.replace(number, "/s/1/") if isinstance(value, str) else value) for name, value in row
        )
        for row in stored["published"]
    ]
    stored["listings"].sort(key=repr)
    addresses = Address.objects.filter(target_kind=Address.Target.STORY, target_id=story.pk)
    return stored | {"addresses": list(_raw(addresses, without | {"target_id"}))}


def _raw(rows: models.QuerySet[Any], without: frozenset[str]) -> Iterator[tuple[Any, ...]]:
    table = rows.model._meta
    names = [field.column for field in table.concrete_fields if field.column not in without]
    columns = ", ".join(connection.ops.quote_name(name) for name in names) or "1"
    for pk in rows.order_by("pk").values_list("pk", flat=True):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM {table.db_table} WHERE id = %s", [pk])
            yield tuple(zip(names, cursor.fetchone(), strict=False))


def through_the_door(story: SampleStory, sample: Sample, by: User) -> Article:
    """The same story as a command imports one: saved with its relations, one revision, then published."""
    paragraphs = [f"<p>{paragraph}</p>" for paragraph in story.paragraphs]
    inline = Photo.objects.get(ref=f"sample-photo-{story.inline_photo:02d}")
    paragraphs.insert(len(paragraphs) // 2, f'<figure data-photo="{inline.ref}"></figure>')
    with transaction.atomic():
        article = Article.objects.create(
            ref=f"sample-{story.index:09d}",
            import_ref=f"en/{story.published_at:%Y/%m/%d}/{story.slug}",
            language="en",
            kind=list(Kind.objects.all())[story.index % Kind.objects.count()],
            section=Section.objects.get(names__name=sample_corpus.SECTIONS[story.section]),
            headline=story.headline,
            standfirst=story.standfirst,
            body="".join(paragraphs),
            lead_photo=Photo.objects.get(ref=f"sample-photo-{story.lead_photo:02d}"),
            slug=story.slug,
            published_at=story.published_at,
        )
        for order, number in enumerate(story.authors):
            author = Author.objects.get(names__name=sample_corpus.AUTHORS[number])
            ArticleByline.objects.create(article=article, author=author, order=order)
        article.tags.add(*[sample_corpus.TAGS[number] for number in story.tags])
        revision = revisions.record(
            article, None, based_on=None, reason=Revision.Reason.IMPORT, moment=sample.moment
        )
        article.imported_revision = revision
        article.save()
    return actions.publish_imported(article, by, moment=sample.moment)


class SameRowsAsPublishTests:
    def test_sampled_stories_equal_what_publish_makes_byte_for_byte(self, db: None, clock: Clock) -> None:
        chief = a_person("chief", Role.CHIEF)
        sample = Sample(clock.now)
        sample.prepare()
        chosen = sorted(random.Random(SEED).sample(range(LOADED), SAMPLED))
        before = transaction.savepoint()
        assert sum(sample.load(LOADED)) == LOADED
        in_bulk = {index: rows_of(Article.objects.get(ref=f"sample-{index:09d}")) for index in chosen}
        transaction.savepoint_rollback(before)
        assert not PublishedArticle.rows.exists()
        for index in chosen:
            article = through_the_door(sample_corpus.story(index, LOADED), sample, chief)
            for name, rows in rows_of(article).items():
                assert rows and in_bulk[index][name] == rows, f"story {index}: {name}"

    def test_the_numbers_lead_from_one_row_to_the_other(self, db: None, clock: Clock) -> None:
        loaded(12, clock.now)
        for article in Article.objects.all():
            revision = Revision.objects.get(article=article)
            assert {article.latest_revision, article.approved_revision, article.imported_revision} == {
                revision
            }
            row = PublishedArticle.public.at(clock.now).get(story_id=article.pk)
            assert (row.revision_id, row.translation_group) == (revision.pk, article.pk)
            assert {listing.story_id for listing in row.listings.all()} == {article.pk}

    def test_the_history_says_what_it_says_of_an_import(self, db: None, clock: Clock) -> None:
        sample = loaded(1, clock.now)
        bulk = list(AuditEvent.objects.order_by("pk"))
        assert [line.move for line in bulk] == ["imported", "publish"]
        assert {line.revision_id for line in bulk} == {Revision.objects.get().pk}
        through_the_door(sample_corpus.story(1, 2), sample, a_person("chief", Role.CHIEF))
        door = AuditEvent.objects.latest("pk")
        for name in ("move", "state_before", "state_after", "made_at"):
            assert getattr(bulk[-1], name) == getattr(door, name)


class AlwaysTheSameTests:
    def test_two_loads_differ_in_time_alone(
        self, db: None, clock: Clock, settings: Any, tmp_path: Path
    ) -> None:
        loads: list[dict[str, Any]] = []
        for site in ("one", "other"):
            settings.MEDIA_ROOT = tmp_path / site
            before = transaction.savepoint()
            loaded(40, clock.now)
            loads.append(dict(self._everything()))
            transaction.savepoint_rollback(before)
            clock.move(days=3)
        assert len(loads[0]) > 8 * 40
        for name, rows in loads[0].items():
            assert rows and rows == loads[1][name], name

    def _everything(self) -> Iterator[tuple[str, Any]]:
        for model, fields in (
            (Section, "ref names__slug names__name"),
            (Author, "ref names__slug names__name"),
            (Tag, "ref slug name"),
            (Photo, "ref public_key checksum width caption credit_line"),
        ):
            yield model.__name__, list(model.objects.order_by("ref").values_list(*fields.split()))
        for article in Article.objects.all():
            for name, rows in rows_of(article, NUMBERS | SCAFFOLDING | TIMES).items():
                yield f"{article.ref}: {name}", rows

    def test_a_larger_archive_holds_the_same_stories(self) -> None:
        small, large = (sample_corpus.story(7, total) for total in (10, 1000))
        assert small.headline == large.headline
        assert small.paragraphs == large.paragraphs
        assert small.published_at > large.published_at

    def test_the_words_are_those_of_yesterday(self) -> None:
        """Figures of two days are compared: a change of the corpus has to be a decision."""
        assert sample_corpus.story(0, 1).headline == "Gikilulo le keku tidekuzi koraguse vulu 0"

    def test_it_looks_like_a_paper(self) -> None:
        stories = [sample_corpus.story(index, 400) for index in range(400)]
        lengths = [sum(len(text.split()) for text in story.paragraphs) for story in stories]
        assert 550 < sum(lengths) / len(lengths) < 650
        assert {story.section for story in stories} == set(range(10))
        assert {author for story in stories for author in story.authors} == set(range(30))
        with_first, with_last = (sum(tag in story.tags for story in stories) for tag in (0, 199))
        assert with_first > 100 > 10 > with_last
        assert stories[-1].published_at - stories[0].published_at > timedelta(days=5 * 365 - 10)


class LoadSampleTests:
    def test_readers_find_the_stories(self, db: None, client: Client) -> None:
        said = StringIO()
        call_command("load_sample", "--articles", "3", stdout=said)
        assert said.getvalue().startswith("3 stories in ")
        for index in range(3):
            story = sample_corpus.story(index, 3)
            assert client.get(story.path).status_code == 200
            assert story.headline in client.get("/").text

    def test_a_site_with_stories_is_left_alone(self, cast: Cast) -> None:
        a_story(section=cast.politics)
        self._is_refused("--articles", "3", words="VAR_DIR")
        assert Article.objects.count() == 1

    def test_a_site_with_sections_is_left_alone(self, db: None) -> None:
        a_section("Politics")
        self._is_refused("--articles", "3", words="has stories or sections already")
        assert not Article.objects.exists()

    @pytest.mark.parametrize("number", ["0", "-1", "1000001"])
    def test_a_number_that_makes_no_archive_is_refused(self, db: None, number: str) -> None:
        self._is_refused("--articles", number, words="from 1 to 1,000,000")

    def test_the_help_gives_an_example(self) -> None:
        words = Command().create_parser("manage.py", "load_sample").format_help()
        assert "example: export VAR_DIR=/tmp/measure;" in words and "load_sample --articles 10000" in words

    def _is_refused(self, *arguments: str, words: str) -> None:
        with pytest.raises(CommandError, match=words) as refusal:
            call_command("load_sample", *arguments, stdout=StringIO())
        assert refusal.value.returncode == 2
