"""The archive of `sample_corpus`, written in bulk: every row that an import with `--publish` would write."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import OuterRef, Subquery, prefetch_related_objects
from PIL import Image, ImageDraw, ImageFilter

from articles import newsitem
from articles.management import sample_corpus as corpus
from articles.management.sample_corpus import SampleStory
from articles.models import (
    Article,
    ArticleByline,
    AuditEvent,
    Author,
    AuthorName,
    DeskState,
    Kind,
    Revision,
    Section,
    SectionName,
    Tag,
    TaggedArticle,
)
from articles.newsitem import Byline, NewsItem, PhotoPlace, Term
from articles.snapshot import use_of
from articles.workflow import publication
from articles.workflow.transitions import Move
from media import renditions
from media.models import Photo
from newsroom import chrome
from newsroom.lib.folding import fold

BATCH = 500
LANGUAGE = "en"
PICTURE_SIZE = (1200, 800)


class Sample:
    """Loads stories into a site that has none: `prepare()`, then `load()`."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment
        """When the stories become visible; their dates are older."""

    def prepare(self) -> None:
        """Sections, authors, tags and photographs. The files of the photos are written after the commit."""
        with transaction.atomic():
            self.kinds = list(Kind.objects.prefetch_related("names"))
            self.sections = [_section(number, name) for number, name in enumerate(corpus.SECTIONS)]
            self.authors = [_author(number, name) for number, name in enumerate(corpus.AUTHORS)]
            prefetch_related_objects([*self.sections], "names")
            prefetch_related_objects([*self.authors], "names")
            self.tags = [
                Tag.objects.create(ref=f"st{n:03d}", name=name) for n, name in enumerate(corpus.TAGS)
            ]
            self.photos = [_photo(number) for number in range(corpus.PHOTOS)]
        for photo in self.photos:
            renditions.make(photo)

    def load(self, total: int) -> Iterator[int]:
        """Yields how many more have come in, a batch at a time; each batch is whole or absent."""
        for start in range(0, total, BATCH):
            stories = [corpus.story(index, total) for index in range(start, min(start + BATCH, total))]
            self._load_batch(stories)
            yield len(stories)
        chrome.rewrite()

    @transaction.atomic
    def _load_batch(self, stories: Sequence[SampleStory]) -> None:
        articles = Article.objects.bulk_create([self._article(story) for story in stories])
        pairs = list(zip(articles, stories, strict=True))
        self._write_relations(pairs)
        revisions = Revision.objects.bulk_create([self._revision(*pair) for pair in pairs])
        own = Revision.objects.filter(article_id=OuterRef("pk")).values("pk")[:1]
        Article.objects.filter(pk__in=[article.pk for article in articles]).update(
            desk_state=DeskState.APPROVED,
            **{name: Subquery(own) for name in ("latest_revision", "approved_revision", "imported_revision")},
        )
        opened = list(zip(articles, revisions, strict=True))
        publication.open_many(opened, visible_from=self.moment)
        AuditEvent.objects.bulk_create([line for pair in opened for line in self._lines(*pair)])

    def _article(self, story: SampleStory) -> Article:
        return Article(
            ref=f"sample-{story.index:09d}",
            import_ref=f"{LANGUAGE}{story.path.removeprefix('/articles').rstrip('/')}",
            language=LANGUAGE,
            kind=self.kinds[story.index % len(self.kinds)],
            section=self.sections[story.section],
            headline=story.headline,
            folded_headline=fold(story.headline),
            standfirst=story.standfirst,
            body=self._body(story),
            lead_photo=self.photos[story.lead_photo],
            slug=story.slug,
            published_at=story.published_at,
        )

    def _body(self, story: SampleStory) -> str:
        paragraphs = [f"<p>{paragraph}</p>" for paragraph in story.paragraphs]
        figure = f'<figure data-photo="{self.photos[story.inline_photo].ref}"></figure>'
        half = len(paragraphs) // 2
        return "".join([*paragraphs[:half], figure, *paragraphs[half:]])

    def _write_relations(self, pairs: Sequence[tuple[Article, SampleStory]]) -> None:
        ArticleByline.objects.bulk_create(
            ArticleByline(article=article, author=self.authors[number], order=order)
            for article, story in pairs
            for order, number in enumerate(story.authors)
        )
        TaggedArticle.objects.bulk_create(
            TaggedArticle(content_object=article, tag=self.tags[number])
            for article, story in pairs
            for number in story.tags
        )

    def _revision(self, article: Article, story: SampleStory) -> Revision:
        return Revision(
            article=article,
            number=1,
            item=newsitem.to_json(self._item(article, story)),
            reason=Revision.Reason.IMPORT,
            made_at=self.moment,
        )

    def _item(self, article: Article, story: SampleStory) -> NewsItem:
        """What `snapshot.item_of` would say, without asking the database."""
        kind, section = article.kind, article.section
        assert kind is not None and section is not None
        return NewsItem(
            headline=article.headline,
            language=LANGUAGE,
            body=str(article.body),
            standfirst=article.standfirst,
            kind=Term(name=kind.name_in(LANGUAGE), ref=kind.ref),
            section=Term(name=section.name_in(LANGUAGE), ref=section.ref),
            bylines=tuple(
                Byline(name=corpus.AUTHORS[number], ref=self.authors[number].ref) for number in story.authors
            ),
            tags=tuple(Term(name=self.tags[number].name, ref=self.tags[number].ref) for number in story.tags),
            photos=(
                use_of(self.photos[story.lead_photo], PhotoPlace.LEAD),
                use_of(self.photos[story.inline_photo], PhotoPlace.INLINE),
            ),
            slug=article.slug,
            published_at=article.published_at,
            import_ref=article.import_ref or "",
        )

    def _lines(self, article: Article, revision: Revision) -> Iterator[AuditEvent]:
        yield AuditEvent(
            article=article,
            move="imported",
            state_after=DeskState.DRAFT,
            revision_id=revision.pk,
            made_at=self.moment,
        )
        yield AuditEvent(
            article=article,
            move=Move.PUBLISH,
            state_before=DeskState.DRAFT,
            state_after=DeskState.APPROVED,
            revision_id=revision.pk,
            reason="Loaded as a sample, without a person.",
            made_at=self.moment,
        )


def _section(number: int, name: str) -> Section:
    section = Section.objects.create(ref=f"sample-section-{number}", order=number)
    SectionName.objects.create(section=section, language=LANGUAGE, name=name)
    return section


def _author(number: int, name: str) -> Author:
    author = Author.objects.create(ref=f"sample-author-{number:02d}")
    AuthorName.objects.create(author=author, language=LANGUAGE, name=name)
    return author


def _photo(number: int) -> Photo:
    photo = Photo(
        ref=f"sample-photo-{number:02d}",
        public_key=_letters(f"photo {number}", 26),
        caption=f"A drawing of the sample, number {number}.",
        credit_line="Sample / Newsroom",
        agency="Newsroom",
        alt="Overlapping discs of colour.",
    )
    photo.file.save(f"sample-{number:02d}.jpg", ContentFile(_drawing(number)))
    return photo


def _letters(seed: str, length: int) -> str:
    return "".join(random.Random(seed).choices("23456789abcdefghjkmnpqrstuvwxyz", k=length))


def _drawing(number: int) -> bytes:
    """Discs on a ground of colour, a little blurred: about as large a file as a photograph."""
    chance = random.Random(f"photo {number}")
    picture = Image.new("RGB", PICTURE_SIZE, tuple(chance.choices(range(60, 200), k=3)))
    pen = ImageDraw.Draw(picture, "RGBA")
    for _ in range(40):
        x, y, radius = (
            chance.randrange(PICTURE_SIZE[0]),
            chance.randrange(PICTURE_SIZE[1]),
            chance.randrange(20, 300),
        )
        colour = (*chance.choices(range(256), k=3), 90)
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
    file = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(2)).save(file, "JPEG", quality=85)
    return file.getvalue()
