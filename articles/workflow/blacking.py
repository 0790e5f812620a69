"""Where words stand, and taking them out: every text column of every table, by what the column is for.

Models are walked, not listed, so that a column of tomorrow is blacked out like those of today. What is listed is the
exceptions: columns that hold no words, and columns whose words somebody else depends on, such as addresses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection, models, transaction
from django.db.models import Model, Q, QuerySet, UniqueConstraint
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import (
    Address,
    Article,
    ArticleByline,
    AuditEvent,
    Author,
    AuthorName,
    Digest,
    Posted,
    PublishedArticle,
    PublishedListing,
    PublishedPhoto,
    Revision,
    SectionName,
    Tag,
    TaggedArticle,
    Task,
)
from articles.models.author import NAME_WITHHELD
from articles.workflow import families, publication
from articles.workflow.closed import Unseen
from articles.workflow.projection import public_hash
from media import renditions
from media.models import Photo
from newsroom import chrome
from newsroom.lib.blackout import Blackout
from newsroom.lib.ledger import path_digest
from newsroom.lib.refs import new_ref
from newsroom.models import Page, User

WORDLESS = frozenset(
    "admin.LogEntry.object_id articles.Article.ref articles.Article.language articles.Author.ref "
    "articles.AuthorName.language articles.AuditEvent.move articles.AuditEvent.state_after "
    "articles.AuditEvent.state_before articles.Address.language articles.ChecklistRule.code "
    "articles.Correction.ref articles.Digest.language articles.FrontPin.language articles.HouseWord.language "
    "articles.Kind.ref articles.KindName.language articles.Posted.public_hash articles.PreviewLink.digest "
    "articles.PublishedArticle.language articles.PublishedArticle.public_hash articles.PublishedListing.language "
    "articles.PublishedPhoto.photo_ref articles.PublishedPhoto.place articles.PublishedPhoto.public_key "
    "articles.Redaction.counts articles.Redaction.digests articles.Redaction.ref articles.Section.ref "
    "articles.SectionName.language articles.Tag.ref auth.Group.name auth.Permission.codename auth.Permission.name "
    "contenttypes.ContentType.app_label contenttypes.ContentType.model media.Photo.checksum media.Photo.file "
    "media.Photo.public_key media.Photo.ref newsroom.Chrome.language newsroom.FooterLink.language "
    "newsroom.Page.language newsroom.SiteWords.language newsroom.User.language newsroom.User.password "
    "sessions.Session.session_data sessions.Session.session_key".split()
)
"""Names, digests and codes that we give ourselves. A session that holds the words is ended, not mended."""
BY_THE_ADDRESS_BOOK = frozenset(
    (
        "articles.Address.path",
        "articles.Article.path",
        "articles.Article.slug",
        "articles.PublishedArticle.path",
    )
)
"""Columns that must go on agreeing with each other."""
ONLY_SHOWN = (
    "description card_html front_html meta_html head_html foot_html feed_item lead_html body_html structured_data "
    "search_headline search_text"
).split()
"""Made from the rest of a published row, for as long as readers see it: of a closed one nothing is left of them."""
MOST_CHANGED_AT_ONCE = 500
NAMES: dict[str, str | Promise] = {
    "admin.LogEntry": _("lines of the admin's own log"),
    "articles.Address": _("addresses"),
    "articles.Autosave": _("unsaved texts"),
    "articles.DigestLine": _("lines of digests"),
    "articles.PublishedArticle": _("published versions"),
    "articles.PublishedPhoto": _("photos of published versions"),
    "articles.AuthorName": _("names of authors"),
    "articles.KindName": _("names of kinds"),
    "articles.SectionName": _("names of sections"),
    "newsroom.Chrome": _("heads and feet of pages"),
}
"""Records that nobody edits, or that are called "names by language" where they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One story, or everything there is."""

    article: Article | None = None

    @property
    def story_id(self) -> int | None:
        return self.article.pk if self.article else None


Hidden = dict[type[Model], frozenset[int]]
"""Rows that no count may tell of."""


def hidden_by(unseen: Unseen) -> Hidden:
    """Asked before anything changes: a tag that was taken off a closed story stands on none any more."""
    if not unseen.story_ids:
        return {}
    photos, tags, authors = unseen.photo_ids, unseen.tag_ids, unseen.author_ids
    at = Address.Target
    addresses = Address.objects.filter(
        Q(target_kind__in=(at.STORY, at.CUT), target_id__in=unseen.story_ids)
        | Q(target_kind=at.TAG, target_id__in=tags)
        | Q(target_kind=at.AUTHOR, target_id__in=authors)
    )
    names = _numbers(AuthorName.objects.filter(author__in=authors))
    found: Hidden = {
        Article: unseen.story_ids, Photo: photos, Tag: tags, Author: authors, AuthorName: names
    }  # fmt: skip
    return {**found, Address: _numbers(addresses), LogEntry: _numbers(_log_of(found))}


def _numbers(rows: QuerySet[Any]) -> frozenset[int]:
    return frozenset(rows.order_by().values_list("pk", flat=True))


def _log_of(things: Hidden) -> QuerySet[LogEntry]:
    """What the admin's own log says of these."""
    wanted = Q(pk__in=())
    for model, numbers in things.items():
        kind = ContentType.objects.get_for_model(model)
        wanted |= Q(content_type=kind, object_id__in=[str(number) for number in numbers])
    return LogEntry.objects.filter(wanted)


@dataclass(slots=True)
class Outcome:
    """What was found, or done."""

    counts: Counter[str] = field(default_factory=Counter)
    """Name of the model -> in how many of its rows. What stands in closed stories alone is not counted: it would tell
    of them."""
    story_ids: set[int] = field(default_factory=set)
    """Stories in which something was blacked out."""
    published_ids: set[int] = field(default_factory=set)
    """Stories of which a published row was changed."""
    unseen: Hidden = field(default_factory=dict)
    failed_ids: list[int] = field(default_factory=list)
    """Stories that could not be projected again and were therefore closed."""

    def add(self, model: type[Model], pk: Any, story_id: int | None) -> None:
        if story_id is not None:
            self.story_ids.add(story_id)
        if story_id not in self.unseen.get(Article, ()) and pk not in self.unseen.get(model, ()):
            self.counts[model._meta.label] += 1


# Where words can stand


def text_columns(model: type[Model]) -> list[models.Field[Any, Any]]:
    """The columns in which somebody's words may stand."""
    return [
        column
        for column in model._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField | models.JSONField | models.FileField)
        and not column.choices
        and label_of(model, column) not in WORDLESS
    ]


def label_of(model: type[Model], column: models.Field[Any, Any]) -> str:
    return f"{model._meta.label}.{column.name}"


def name_of(label: str) -> str:
    """What the desk calls the records of a model: "articles.Revision"."""
    return str(NAMES.get(label) or apps.get_model(label)._meta.verbose_name_plural)


def models_with_words() -> list[type[Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and text_columns(model)
    ]


def _rows(model: type[Model], scope: Scope) -> QuerySet[Any] | None:
    """The rows of a model that belong to the scope; None where none ever do."""
    rows = model._base_manager.all()
    if scope.article is None:
        return rows
    if model is Task:  # One on a translation quotes what was corrected in its original.
        return rows.filter(article__in=families.family(scope.article))
    if story := _story_column(model):
        return rows.filter(**{story: scope.story_id})
    if model is Photo:
        return rows.filter(ref__in=photo_refs(scope.article))
    if model is Digest:
        return rows.filter(lines__story_id=scope.story_id).distinct()
    if model is Address:
        return rows.filter(
            target_kind__in=(Address.Target.STORY, Address.Target.CUT), target_id=scope.story_id
        )
    if model is LogEntry:
        photos = _numbers(Photo.objects.filter(ref__in=photo_refs(scope.article)))
        return _log_of({Article: frozenset({scope.article.pk}), Photo: photos})
    return None


def _rows_of(model: type[Model], scope: Scope) -> QuerySet[Any]:
    rows = _rows(model, scope)
    return model._base_manager.none() if rows is None else rows


def _story_column(model: type[Model]) -> str:
    """The column that says to which story a row belongs."""
    if model is Article:
        return "id"
    if model is PublishedPhoto:
        return "published__story_id"
    names = {column.attname for column in model._meta.concrete_fields}
    return next((name for name in ("article_id", "story_id", "content_object_id") if name in names), "")


def photo_refs(article: Article) -> set[str]:
    """Every photo that the story has ever shown."""
    items = article.revisions.values_list("item", flat=True)
    refs = {use.get("ref", "") for item in items for use in item.get("photos", ())}
    return {ref for ref in refs if ref} | ({article.lead_photo.ref} if article.lead_photo else set())


# Finding


@dataclass(frozen=True, slots=True)
class Find:
    """A row that holds the words, and what its columns say without them."""

    model: type[Model]
    pk: Any
    story_id: int | None
    words: dict[str, Any]


def finds_in(model: type[Model], scope: Scope, blackout: Blackout) -> Iterator[Find]:
    rows = _rows(model, scope)
    if rows is None:
        return
    columns = text_columns(model)
    story = _story_column(model)
    names = [column.attname for column in columns]
    values = rows.order_by().values_list("pk", *([story] if story else []), *names)
    for pk, *found in values.iterator(chunk_size=MOST_CHANGED_AT_ONCE):
        story_id = found.pop(0) if story else None
        words = {
            column.attname: changed
            for column, value in zip(columns, found, strict=True)
            if value and (changed := _without(blackout, model, column, pk, value)) != value
        }
        if words:
            yield Find(model, pk, story_id, words)


def _without(
    blackout: Blackout, model: type[Model], column: models.Field[Any, Any], pk: Any, value: Any
) -> Any:
    """What a column says once the words are gone."""
    if isinstance(column, models.JSONField):
        return blackout.json(value, slugs=lambda slug: blackout.slug(slug, ""))
    if isinstance(column, models.SlugField):
        changed = blackout.slug(value, f"x{pk}")
    elif model is User and column.name == "username":
        changed = f"person-{pk}" if blackout.is_in(value) else value
    elif column.max_length and len(str(value)) >= column.max_length:
        changed = blackout.cut_text(value)
    else:
        changed = blackout.text(str(value))
    return changed if changed == value else changed[: column.max_length]


def _distinct(model: type[Model], column: models.Field[Any, Any], pk: Any, value: Any) -> Any:
    """Two names that have become the same mark are told apart by the numbers of their rows."""
    if isinstance(column, models.JSONField):
        return value
    if label_of(model, column) in BY_THE_ADDRESS_BOOK or not _is_unique(model, column):
        return value
    others = model._base_manager.exclude(pk=pk).filter(**{column.attname: value})
    if not others.exists():
        return value
    ending = f"{'-' if isinstance(column, models.SlugField) else ' '}{pk}"
    return value[: (column.max_length or 0) - len(ending)] + ending


def _is_unique(model: type[Model], column: models.Field[Any, Any]) -> bool:
    rules = [rule for rule in model._meta.constraints if isinstance(rule, UniqueConstraint)]
    return column.unique or any(column.name in rule.fields for rule in rules)


def look(scope: Scope, blackout: Blackout, unseen: Unseen) -> Outcome:
    """Where the words stand, counted. Nothing is changed."""
    outcome = Outcome(unseen=hidden_by(unseen))
    for model in models_with_words():
        for find in finds_in(model, scope, blackout):
            outcome.add(model, find.pk, find.story_id)
    return outcome


# Taking out


def black_out(
    scope: Scope,
    blackout: Blackout,
    *,
    cuts_addresses: bool,
    moment: datetime,
    unseen: Unseen,
) -> Outcome:
    """Take the words out of the whole database. Call it in a transaction in which the redaction stands open."""
    outcome = Outcome(unseen=hidden_by(unseen))
    _hold_writers()
    names = _Names.of(scope, blackout)
    names.part_from(scope)
    _AddressBook(blackout, cuts_addresses).rewrite(scope, outcome)
    for model in models_with_words():
        if model not in (PublishedArticle, PublishedPhoto):
            _black_out_model(model, scope, blackout, names, outcome)
    _black_out_published(scope, blackout, names, outcome, moment)
    _forget_hashes(outcome.published_ids)
    for story_id in sorted(outcome.published_ids | names.published_ids):
        if not publication.project_redacted(story_id, moment):
            outcome.failed_ids.append(story_id)
            _empty_closed_rows(story_id, moment)
    _end_sessions(blackout)
    chrome.rewrite()
    return outcome


def _hold_writers() -> None:
    """A save that commits behind our back would keep the words. SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models_with_words())
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


def _black_out_model(
    model: type[Model], scope: Scope, blackout: Blackout, names: _Names, outcome: Outcome
) -> None:
    # Looked up first, changed afterwards: a cursor must not walk over what changes under it.
    for find in list(finds_in(model, scope, blackout)):
        words = {
            name: value
            for name, value in find.words.items()
            if f"{model._meta.label}.{name}" not in BY_THE_ADDRESS_BOOK
        }
        if model is Revision and "item" in words:
            words["item"] = names.item(
                Revision.objects.values_list("item", flat=True).get(pk=find.pk), blackout
            )
        if words:
            _store(find, words)
        outcome.add(model, find.pk, find.story_id)


def _store(find: Find, words: dict[str, Any]) -> None:
    """Past `save` and its signals, which would write the old words down as a former address."""
    if find.model is Photo:
        photo = Photo.objects.get(pk=find.pk)
        Photo.objects.filter(pk=find.pk).update(**words)
        photo.refresh_from_db()
        renditions.rekey(photo)  # Its files say the words too, and none of their addresses may be kept.
        return
    for column in text_columns(find.model):
        if column.attname not in words:
            continue
        if isinstance(column, models.FileField):
            words[column.attname] = _renamed(find, column)
        else:
            words[column.attname] = _distinct(find.model, column, find.pk, words[column.attname])
    find.model._base_manager.filter(pk=find.pk).update(**words)


def _renamed(find: Find, column: models.FileField) -> str:
    """A file that was called by the words lies under another name; the old one goes once that is certain."""
    file = getattr(find.model._base_manager.get(pk=find.pk), column.attname)
    storage, old = file.storage, str(file.name)
    folder, _slash, name = old.rpartition("/")
    ending = name.rpartition(".")[2]
    if not storage.exists(old):
        return f"{folder}/{new_ref()}.{ending}"
    with storage.open(old, "rb") as opened:
        stored = storage.save(f"{folder}/{new_ref()}.{ending}", opened)
    transaction.on_commit(lambda: storage.delete(old))
    return str(stored)


def _black_out_published(
    scope: Scope, blackout: Blackout, names: _Names, outcome: Outcome, moment: datetime
) -> None:
    for model in (PublishedArticle, PublishedPhoto):
        for find in list(finds_in(model, scope, blackout)):
            words = {name: value for name, value in find.words.items() if name != "path"}
            if model is PublishedArticle:
                words |= _row_words(find.pk, blackout, names, moment)
            publication.store_redacted(model, find.pk, words)
            assert find.story_id is not None
            outcome.published_ids.add(find.story_id)
            outcome.add(model, find.pk, find.story_id)


def _row_words(pk: int, blackout: Blackout, names: _Names, moment: datetime) -> dict[str, Any]:
    """The row as history keeps it. Its hash is another: the old one would confirm whatever somebody guesses."""
    rows = _rows_of(PublishedArticle, Scope())
    row = rows.get(pk=pk)
    row.item = names.item(row.item, blackout)
    made = dict.fromkeys(ONLY_SHOWN, "") if row.visible_until <= moment else {}
    return {**made, "item": row.item, "public_hash": public_hash(row.news_item)}


def _empty_closed_rows(story_id: int, moment: datetime) -> None:
    rows = _rows_of(PublishedArticle, Scope()).filter(story_id=story_id, visible_until__lte=moment)
    for pk in list(rows.values_list("pk", flat=True)):
        publication.store_redacted(PublishedArticle, pk, dict.fromkeys(ONLY_SHOWN, ""))


def _forget_hashes(story_ids: set[int]) -> None:
    """With the rest of a text at hand, the hash of the old one tells whether a guessed name is right."""
    for event in AuditEvent.objects.filter(article__in=story_ids, move="rebuilt"):
        if event.details.get("hashes"):
            AuditEvent.objects.filter(pk=event.pk).update(details={**event.details, "hashes": []})
    for event in AuditEvent.objects.filter(article__in=story_ids, move="posted"):
        if event.details.get("public_hash"):
            AuditEvent.objects.filter(pk=event.pk).update(details={**event.details, "public_hash": ""})
    Posted.objects.filter(story_id__in=story_ids).update(public_hash="")


def _end_sessions(blackout: Blackout) -> None:
    """What somebody was told just now lies in their session, packed so that no database can look into it."""
    for session in Session.objects.all():
        if blackout.json(said := session.get_decoded()) != said:
            session.delete()


# Names that stories share


@dataclass(slots=True)
class _Names:
    """Authors and tags that are called by the words: no story may go on being shown with them."""

    is_of_one_story: bool
    author_refs: set[str]
    tag_refs: set[str]
    published_ids: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, scope: Scope, blackout: Blackout) -> _Names:
        rows = AuthorName.objects.select_related("author")
        tags = Tag.objects.all()
        if scope.article is not None:
            items = list(scope.article.revisions.values_list("item", flat=True))
            named = {line.get("ref", "") for item in items for line in item.get("bylines", ())}
            tagged = {tag.get("ref", "") for item in items for tag in item.get("tags", ())}
            rows = rows.filter(Q(author__bylines__article=scope.article) | Q(author__ref__in=named))
            tags = tags.filter(Q(items__content_object=scope.article) | Q(ref__in=tagged))
        return cls(
            is_of_one_story=scope.article is not None,
            author_refs={row.author.ref for row in rows if _says(blackout, row)},
            tag_refs={tag.ref for tag in tags if _says(blackout, tag)},
        )

    def part_from(self, scope: Scope) -> None:
        """Stories lose such tags. Such an author is withheld from now on; where one story is redacted, there alone."""
        items = TaggedArticle.objects.filter(tag__ref__in=self.tag_refs)
        bylines = ArticleByline.objects.filter(author__ref__in=self.author_refs)
        if scope.article is None:
            for author in Author.objects.filter(ref__in=self.author_refs):
                self.published_ids.update(publication.story_ids_in(PublishedListing.List.AUTHOR, author.pk))
            Author.objects.filter(ref__in=self.author_refs).update(form=Author.Form.WITHHELD, portrait=None)
            items.delete()
            return
        items.filter(content_object=scope.article).delete()
        for line in bylines.filter(article=scope.article).order_by("order", "pk"):
            self._withhold(line)

    def _withhold(self, line: ArticleByline) -> None:
        nobody = self._nobody()
        if ArticleByline.objects.filter(article=line.article, author=nobody, role=line.role).exists():
            line.delete()
        else:
            ArticleByline.objects.filter(pk=line.pk).update(author=nobody, affiliation="")

    def _nobody(self) -> Author:
        """The author who stands in their place where only one story is redacted: a name withheld that is none."""
        withheld = Author.objects.filter(form=Author.Form.WITHHELD, names__isnull=True).first()
        return withheld or Author.objects.create(form=Author.Form.WITHHELD)

    def item(self, item: dict[str, Any], blackout: Blackout) -> dict[str, Any]:
        """The JSON of a story without the words. A tag that was one of them is left out: a mark is no tag."""
        black = blackout.json(item, slugs=lambda slug: blackout.slug(slug, "story"))
        pairs = zip(item.get("tags", ()), black.get("tags", ()), strict=True)
        tags = [new for old, new in pairs if old == new and old.get("ref") not in self.tag_refs]
        lines = zip(item.get("bylines", ()), black.get("bylines", ()), strict=True)
        bylines = [self._line(old, new, item.get("language", "")) for old, new in lines]
        return {
            **black,
            **({"tags": tags} if "tags" in black else {}),
            **({"bylines": bylines} if "bylines" in black else {}),
        }

    def _line(self, old: dict[str, Any], new: dict[str, Any], language: str) -> dict[str, Any]:
        if old["name"] == new["name"] and old.get("ref") not in self.author_refs:
            return new
        kept = {key: value for key, value in new.items() if key != "affiliation"}
        kept["name"] = NAME_WITHHELD.get(language, NAME_WITHHELD["en"])
        if self.is_of_one_story:
            kept["ref"] = self._nobody().ref
        return kept


def _says(blackout: Blackout, named: AuthorName | Tag) -> bool:
    return blackout.is_in(named.name) or blackout.is_in(named.slug)


# Addresses


@dataclass(slots=True)
class _AddressBook:
    """Stories that stand under the words move; of where they stood a digest is left, which still redirects or is cut."""

    blackout: Blackout
    cuts: bool

    def rewrite(self, scope: Scope, outcome: Outcome) -> None:
        self._addresses(scope, outcome)
        stood = self._stood(scope)
        articles = _rows_of(Article, scope)
        for article in list(articles.only("pk", "ref", "language", "slug", "path").iterator()):
            is_named = self.blackout.is_in(article.slug) or self.blackout.is_in(article.path)
            if is_named or article.pk in stood:
                self._move(article, stood.get(article.pk, set()), outcome)
        if scope.article is None:
            self._names()

    def _stood(self, scope: Scope) -> dict[int, set[str]]:
        """Story -> the paths with the words at which readers saw it."""
        rows = _rows_of(PublishedArticle, scope)
        found: dict[int, set[str]] = {}
        for story_id, path in rows.order_by().values_list("story_id", "path").distinct().iterator():
            if self.blackout.is_in(path):
                found.setdefault(story_id, set()).add(path)
        return found

    def _addresses(self, scope: Scope, outcome: Outcome) -> None:
        rows = _rows_of(Address, scope)
        for row in list(rows.iterator()):
            if self.blackout.is_in(row.path):
                story_id = row.target_id if row.target_kind == Address.Target.STORY else None
                self._hide(row)
                outcome.add(Address, row.pk, story_id)

    def _hide(self, row: Address) -> None:
        hidden = path_digest(row.language, row.path)
        kind = Address.Target.CUT if self.cuts else row.target_kind
        Address.objects.filter(language=row.language, path=hidden).exclude(pk=row.pk).delete()
        Address.objects.filter(pk=row.pk).update(path=hidden, target_kind=kind)

    def _move(self, article: Article, stood: set[str], outcome: Outcome) -> None:
        path = self._new_path(article) if self.blackout.is_in(article.path) else article.path
        slug = self.blackout.slug(article.slug, article.ref)
        Article.objects.filter(pk=article.pk).update(path=path, slug=slug)
        rows = _rows_of(PublishedArticle, Scope(article=article))
        for pk in list(rows.filter(path__in=stood).values_list("pk", flat=True)):
            publication.store_redacted(PublishedArticle, pk, {"path": path})
        outcome.story_ids.add(article.pk)
        if stood:
            outcome.published_ids.add(article.pk)

    def _new_path(self, article: Article) -> str:
        folder, _slash, slug = article.path.rstrip("/").rpartition("/")
        base = f"{folder}/{self.blackout.slug(slug, article.ref)}"
        path, number = f"{base}/", 2
        mine = {"target_kind": Address.Target.STORY, "target_id": article.pk}
        while True:
            row, _is_new = Address.objects.get_or_create(language=article.language, path=path, defaults=mine)
            if (row.target_kind, row.target_id) == (Address.Target.STORY, article.pk):
                return path
            path, number = f"{base}-{number}/", number + 1

    def _names(self) -> None:
        """What tags, sections, authors and pages are called in their addresses now."""
        kinds: dict[type[Model], tuple[Address.Target, str, str]] = {
            AuthorName: (Address.Target.AUTHOR, "authors", "author_id"),
            SectionName: (Address.Target.SECTION, "sections", "section_id"),
            Tag: (Address.Target.TAG, "tags", "pk"),
            Page: (Address.Target.PAGE, "", "pk"),
        }
        for model, (kind, folder, owner) in kinds.items():
            for row in model._base_manager.all():
                slug = str(getattr(row, "slug", ""))
                if self.blackout.is_in(slug):
                    language = getattr(row, "language", "")
                    path = f"/{folder}/{slug}/" if folder else f"/{slug}/"
                    defaults = {
                        "target_kind": Address.Target.CUT if self.cuts else kind,
                        "target_id": getattr(row, owner),
                    }
                    Address.objects.update_or_create(
                        language=language, path=path_digest(language, path), defaults=defaults
                    )


def stories_with_words(blackout: Blackout, user: User, but: Article) -> int:
    """In how many other stories that this person may know of the words stand: to choose the scope by."""
    rows = Article.objects.open_to(user).exclude(pk=but.pk)
    texts = rows.values_list("pk", "headline", "standfirst", "body").iterator()
    found = {pk for pk, *texts_of_one in texts if any(blackout.is_in(text) for text in texts_of_one)}
    family = rows.filter(pk__in=families.others(but).values("pk")).exclude(pk__in=found)
    return len(found) + sum(_ever_said(story, blackout) for story in family)


def _ever_said(story: Article, blackout: Blackout) -> bool:
    """A translation is made from a version of its original: its first ones hold what was there before."""
    items = story.revisions.order_by().values_list("item", flat=True).iterator()
    return any(blackout.json(item, slugs=lambda slug: blackout.slug(slug, "")) != item for item in items)
