"""What readers see: one row for one story and one time slice, already rendered. Public code reads this alone.

No relation leads from here to `Article` or `Revision`: `story_id` and `revision_id` are plain numbers.
Only `workflow/publication.py` opens `writing()`; outside it every write raises.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import F, Q
from django.utils import timezone

from articles import newsitem
from articles.models.front import FrontPin
from articles.newsitem import NewsItem
from newsroom.lib.prepared import SQL, executed, in_order_of, record

FOREVER = datetime(9000, 1, 1, tzinfo=UTC)
"""`visible_until` of a slice that nothing ends: a plain date keeps every comparison an index range."""

_is_writing: ContextVar[bool] = ContextVar("publication is writing", default=False)


@contextmanager
def writing() -> Iterator[None]:
    """The door to the tables below. `workflow/publication.py` alone opens it."""
    token = _is_writing.set(True)
    try:
        yield
    finally:
        _is_writing.reset(token)


class WrittenElsewhere(RuntimeError):
    """Something other than `workflow/publication.py` tried to change what readers see."""

    def __init__(self) -> None:
        super().__init__("Only workflow/publication.py writes published rows.")


def _refuse_unless_writing() -> None:
    if not _is_writing.get():
        raise WrittenElsewhere


class GuardedQuerySet(models.QuerySet[Any]):
    def update(self, **kwargs: Any) -> int:
        _refuse_unless_writing()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        _refuse_unless_writing()
        return super().delete()

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Any]:
        _refuse_unless_writing()
        return super().bulk_create(*args, **kwargs)

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        _refuse_unless_writing()
        return super().bulk_update(*args, **kwargs)

    def raw(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise WrittenElsewhere


class GuardedModel(models.Model):
    rows = models.Manager.from_queryset(GuardedQuerySet)()
    """Plain and complete: for `publication.py`, commands and `restore`. Readers use `PublishedArticle.public`."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        _refuse_unless_writing()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        _refuse_unless_writing()
        return super().delete(*args, **kwargs)


class PublicRows(models.Manager["PublishedArticle"]):
    """The one answer to "is it public now?". Every method takes the moment, so that tests need no clock tricks."""

    def get_queryset(self) -> NoReturn:
        raise TypeError("Ask PublishedArticle.public.at(moment): what is public depends on when you ask.")

    def at(self, moment: datetime | None = None) -> models.QuerySet[PublishedArticle]:
        """The slices that readers see at `moment` (now when left out)."""
        moment = moment or timezone.now()
        return PublishedArticle.rows.filter(visible_from__lte=moment, visible_until__gt=moment)

    def ahead(self, moment: datetime | None = None) -> models.QuerySet[PublishedArticle]:
        """The slices that readers see at `moment` or will see: for what is made before they ask."""
        return PublishedArticle.rows.filter(visible_until__gt=moment or timezone.now())

    def last_closed(
        self, language: str, path: str, moment: datetime | None = None
    ) -> PublishedArticle | None:
        """The slice that stood at this path last and stands no more: what a 410 page speaks of."""
        moment = moment or timezone.now()
        rows = PublishedArticle.rows.filter(language=language, path=path, visible_until__lte=moment)
        return rows.order_by("-visible_until").first()

    def last_closed_of(self, story_id: int, moment: datetime | None = None) -> PublishedArticle | None:
        """The same, asked for the story: it may have stood under another path."""
        moment = moment or timezone.now()
        rows = PublishedArticle.rows.filter(story_id=story_id, visible_until__lte=moment)
        return rows.order_by("-visible_until").first()

    def next_moment(self, moment: datetime | None = None) -> datetime | None:
        """When the next row appears or goes, or a pin ends: no cache entry may live longer."""
        moment = moment or timezone.now()
        rows = PublishedArticle.rows
        opening = (
            rows.filter(visible_from__gt=moment)
            .order_by("visible_from")
            .values_list("visible_from", flat=True)
        )
        closing = rows.filter(visible_until__gt=moment, visible_until__lt=FOREVER, visible_from__lte=moment)
        ends = closing.order_by("visible_until").values_list("visible_until", flat=True)
        pins = FrontPin.objects.filter(until__gt=moment).order_by("until").values_list("until", flat=True)
        return min([*opening[:1], *ends[:1], *pins[:1]], default=None)


CARD_FIELDS = (
    "id story_id translation_group language form visible_from path published_at updated_at headline card_html"
).split()
"""What lists know of a story. The rest, a hundred times as heavy, is read by the story's own page and by feeds."""
LIST_FIELDS = ["id", "story_id", "published_at", "card_html"]
"""What a list needs in order to show its stories and to say where the next page begins."""
SUMMARY_FIELDS = [*CARD_FIELDS, "words_for_readers", "standfirst", "description", "display"]
"""For whoever says of a story more than its card does."""
PAGE_FIELDS = (
    *SUMMARY_FIELDS, "meta_html", "head_html", "lead_html", "body_html", "foot_html", "structured_data"
)  # fmt: skip
"""All that a story's own page shows."""


Walk = models.QuerySet[Any, Any] | SQL
"""A limited walk of a list: a sliced queryset of `values("published_id")`, or the SQL of one."""


def cards(walks: Sequence[Walk], fields: Sequence[str] = CARD_FIELDS) -> list[list[PublishedArticle]]:
    """The stories of several walks, in one query however many: a list for each walk, newest first."""
    found: list[list[PublishedArticle]] = [[] for _ in walks]
    chosen, params = _union_all(walks)
    if not chosen:
        return found
    quote = connection.ops.quote_name
    table = quote(PublishedArticle._meta.db_table)
    names = in_order_of(PublishedArticle, tuple(fields))
    columns = ", ".join(f"{table}.{quote(name)}" for name in names)
    sql = (
        f"SELECT chosen.block, {columns} FROM ({chosen}) AS chosen "
        f"JOIN {table} ON {table}.{quote('id')} = chosen.published_id "
        f"ORDER BY chosen.block, {table}.{quote('published_at')} DESC, {table}.{quote('story_id')} DESC"
    )
    for block, *values in executed((sql, params)):
        found[block].append(record(PublishedArticle, names, values))
    return found


def _union_all(walks: Sequence[Walk]) -> SQL:
    """Written here, because Django's own `.union()` of sliced querysets is refused by SQLite."""
    parts: list[str] = []
    params: list[Any] = []
    for number, walk in enumerate(walks):
        try:
            sql, values = walk if isinstance(walk, tuple) else walk.query.sql_with_params()
        except EmptyResultSet:  # Django knows that nothing can match, and gives no SQL.
            continue
        parts.append(f"SELECT {number} AS block, w{number}.* FROM ({sql}) AS w{number}")
        params.extend(values)
    return " UNION ALL ".join(parts), tuple(params)


class PublishedArticle(GuardedModel):
    """One story during `[visible_from, visible_until)`, projected from exactly one revision."""

    class Form(models.TextChoices):
        STORY = "story"
        RETRACTION = "retraction"

    class EndReason(models.TextChoices):
        REPLACED = "replaced"
        EXPIRED = "expired"
        RIGHTS = "rights"
        UNPUBLISHED = "unpublished"
        REDACTED = "redacted"

    story_id = models.BigIntegerField()
    revision_id = models.BigIntegerField()
    translation_group = models.BigIntegerField()
    """`story_id` of the original: equal for a story and its translations."""
    language = models.CharField(max_length=8)
    form = models.CharField(max_length=12, choices=Form.choices, default=Form.STORY)
    visible_from = models.DateTimeField()
    visible_until = models.DateTimeField(default=FOREVER)
    planned_until = models.DateTimeField(default=FOREVER)
    """Its own expiry, whatever cut it shorter: cancelling a scheduled update gives this back."""
    end_reason = models.CharField(max_length=12, choices=EndReason.choices, blank=True)
    words_for_readers = models.TextField(blank=True)
    """Said on the 410 page or in the retraction."""

    path = models.CharField(max_length=200)
    """Without the language prefix: "/articles/2026/11/24/slug/"."""
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField(null=True)
    headline = models.CharField(max_length=300)
    standfirst = models.TextField(blank=True)
    description = models.TextField(blank=True)
    """One or two sentences for cards, feeds and search engines."""
    display = models.JSONField(default=dict)
    """Kicker, byline, tags, corrections, footnotes and the lead photo as `rendering.story.Display` has them."""
    card_html = models.TextField(blank=True)
    """The story as lists show it; the container says how it looks. Its headline is an h3."""
    front_html = models.TextField(blank=True)
    """The story as it leads the front page."""
    meta_html = models.TextField(blank=True)
    """What its page says of it to machines."""
    head_html = models.TextField(blank=True)
    """Kicker, headline, standfirst, byline, dates."""
    foot_html = models.TextField(blank=True)
    """What stands under the body: notes, corrections, tags."""
    feed_item = models.TextField(blank=True)
    lead_html = models.TextField(blank=True)
    body_html = models.TextField(blank=True)
    structured_data = models.TextField(blank=True)
    """NewsArticle JSON-LD, escaped for a script element; the site's address is a mark that serving replaces."""
    search_headline = models.TextField(blank=True)
    search_text = models.TextField(blank=True)
    """Stemmed words: `rendering/search_text.py`. The full-text index follows by triggers."""
    item = models.JSONField(default=dict)
    """The public `NewsItem`, with the words as they are printed in this slice."""
    public_hash = models.CharField(max_length=64)

    public = PublicRows()

    class Meta:
        default_manager_name = base_manager_name = "rows"
        constraints = [
            models.CheckConstraint(
                condition=Q(visible_from__lt=F("visible_until")), name="slice_has_a_length"
            ),
            models.CheckConstraint(
                condition=Q(form="story") | ~Q(words_for_readers=""), name="a_retraction_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["language", "path", "visible_from"], name="slice_by_path"),
            models.Index(fields=["story_id", "visible_from"], name="slices_of_a_story"),
            models.Index(fields=["translation_group", "language"], name="translations_of_a_story"),
            models.Index(fields=["visible_from"], name="slices_by_opening"),
            models.Index(fields=["visible_until"], name="slices_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.headline} [{self.visible_from:%Y-%m-%d %H:%M:%S}]"

    @property
    def is_retraction(self) -> bool:
        return self.form == self.Form.RETRACTION

    @property
    def address(self) -> str:
        """Where readers find it: the path with its language prefix."""
        prefix = "" if self.language == settings.LANGUAGE_CODE else f"/{self.language}"
        return prefix + self.path

    @property
    def short_path(self) -> str:
        """For print and for the telephone: it follows the story for ever."""
        return f"/s/{self.story_id}/"

    @property
    def news_item(self) -> NewsItem:
        return newsitem.from_json(self.item)


class PublicListings(models.Manager["PublishedListing"]):
    """The lists as readers see them at a moment."""

    def get_queryset(self) -> NoReturn:
        raise TypeError("Ask PublishedListing.public.at(moment): what is public depends on when you ask.")

    def at(self, moment: datetime | None = None) -> models.QuerySet[PublishedListing]:
        moment = moment or timezone.now()
        return PublishedListing.rows.filter(visible_from__lte=moment, visible_until__gt=moment)

    def ahead(self, moment: datetime | None = None) -> models.QuerySet[PublishedListing]:
        """All that is in a list now or will be: for those who must know when a list fills and empties."""
        return PublishedListing.rows.filter(visible_until__gt=moment or timezone.now())


class PublishedListing(GuardedModel):
    """One list that a published slice stands in. Lists are walked here, by `(published_at, story_id)`."""

    class List(models.TextChoices):
        ALL = "all"
        CORRECTED = "corrected"
        TAG = "tag"
        SECTION = "section"
        AUTHOR = "author"
        KIND = "kind"

    published = models.ForeignKey(PublishedArticle, models.CASCADE, related_name="listings")
    list = models.CharField(max_length=10, choices=List.choices)
    target_id = models.BigIntegerField(default=0)
    """Number of the tag, section, author or kind; 0 for `all` and `corrected`."""
    language = models.CharField(max_length=8)
    story_id = models.BigIntegerField()
    published_at = models.DateTimeField()
    visible_from = models.DateTimeField()
    visible_until = models.DateTimeField()

    public = PublicListings()

    class Meta:
        default_manager_name = base_manager_name = "rows"
        constraints = [
            models.UniqueConstraint(
                fields=["published", "list", "target_id"], name="a_slice_stands_once_in_a_list"
            )
        ]
        indexes = [
            models.Index(
                fields=["list", "target_id", "language", "-published_at", "-story_id"], name="listing_walk"
            ),
            models.Index(fields=["list", "target_id", "story_id"], name="listing_of_a_story"),
            models.Index(
                fields=["list", "target_id", "-published_at", "-story_id"], name="listing_walk_all_languages"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list} {self.target_id}: {self.story_id}"


class PublishedPhoto(GuardedModel):
    """One photo in one published slice. The constraint is the promise: no photo without its credit."""

    PORTRAIT = "portrait"
    """The `place` beside the byline; the others are those of `newsitem.PhotoPlace`."""

    published = models.ForeignKey(PublishedArticle, models.CASCADE, related_name="photos")
    photo_ref = models.CharField(max_length=16, db_index=True)
    public_key = models.CharField(max_length=26, db_index=True)
    place = models.CharField(max_length=8)
    credit_line = models.CharField(max_length=300)
    rights_until = models.DateTimeField(null=True)
    visible_from = models.DateTimeField()
    visible_until = models.DateTimeField()

    class Meta:
        default_manager_name = base_manager_name = "rows"
        constraints = [
            models.CheckConstraint(condition=~Q(credit_line=""), name="no_photo_without_a_credit"),
            models.CheckConstraint(
                condition=Q(rights_until__isnull=True) | Q(rights_until__gte=F("visible_until")),
                name="no_photo_after_its_rights",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.photo_ref} · {self.credit_line}"
