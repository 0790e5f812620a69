"""A closed story with a word of its own in every field, and a walk over every address of the desk that looks for one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product
from typing import Any
from urllib.parse import unquote

from django.apps import apps
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, reverse
from django.utils import timezone

from articles.models import Article, Clearance, Kind, Note, PreviewLink, Revision, Section, Tag, Task
from articles.workflow import actions, closing
from articles.workflow.transitions import Move
from media.models import Photo
from newsroom.models import User
from tests.articles.admin.stage import admin_addresses
from tests.cast import Cast, a_photo, an_author
from tests.media.pictures import a_jpeg
from tests.stories import a_draft, live, saved

START = "zyxquill"
"""What is searched for, and so stands on a page of results: shorter than any word of the story."""
FIELDS = (
    "headline", "slug", "kicker", "standfirst", "body", "leadcaption", "leadalt", "tag", "formertag", "author",
    "affiliation", "bio", "desknote", "caption", "credit", "alt", "file", "source", "licence", "bodyphoto", "formerphoto",
    "keptphoto", "portrait", "note", "task", "embargoreason", "importref", "revisionnote", "forwhom", "lawyer", "remark",
)  # fmt: skip
UNSHOWN = {"importref"}
"""Fields that no page of the desk prints."""


def word(of: str) -> str:
    return f"{START}{of}"


WORDS = {of: word(of) for of in FIELDS}


@dataclass(frozen=True, kw_only=True)
class Secret:
    """The closed story, the open ones beside it, and the number of everything that only the closed one has."""

    closed: Article
    translation: Article
    open_draft: Article
    live: Article
    named: User
    things: dict[str, Any] = field(default_factory=dict)


def a_secret(cast: Cast) -> Secret:
    """Written, photographed, annotated, sent to a lawyer, then closed by the chief editor, who is named with the editor."""
    lead = _photo(
        "caption", alt=word("alt"), credit_line=word("credit"), source=word("source"), licence=word("licence")
    )
    lead.file.save(f"{word('file')}.jpg", ContentFile(a_jpeg(60, 40)))
    lead.original_name = f"{word('file')}.jpg"
    lead.save()
    inline, former, kept = _photo("bodyphoto"), _photo("formerphoto"), _photo("keptphoto")
    author = an_author(word("author"), desk_note=word("desknote"))
    author.names.update(bio=word("bio"), affiliation=word("affiliation"))
    author.portrait = _photo("portrait")
    author.save()
    story = a_draft(
        cast, headline=word("headline"), slug=word("slug"), kicker=word("kicker"), standfirst=word("standfirst"),
        body=f'<p>{word("body")}</p><figure data-photo="{former.ref}"></figure>', photo=lead, author=author,
        tags=(word("tag"), word("formertag")), import_ref=f"en/2026/11/24/{word('importref')}",
        lead_caption=word("leadcaption"), lead_alt=word("leadalt"), by=cast.writer,
    )  # fmt: skip
    story.tags.set([word("tag")], clear=True)
    saved(story, cast.writer, body=f'<p>{word("body")}</p><figure data-photo="{inline.ref}"></figure>')
    _with_a_note(story)
    _annotate(cast, story)
    actions.set_embargo(
        story, cast.editor, until=timezone.now() + timedelta(days=9), reason=word("embargoreason")
    )
    closing.close(story, cast.chief, people=[cast.editor])
    Photo.objects.filter(pk=kept.pk).update(kept_for=story.ref)
    translation = a_draft(cast, headline=f"{word('headline')} po-russki", language="ru", translation_of=story)
    return Secret(
        closed=story, translation=translation, named=cast.chief,
        open_draft=a_draft(cast, headline="An open draft"), live=live(cast, headline="A live story"),
        things={"author": author, "tag": Tag.objects.get(name=word("tag")), "photo": lead, "kept": kept},
    )  # fmt: skip


def _photo(of: str, **fields: Any) -> Photo:
    return a_photo(caption=word(of), **fields)


def _with_a_note(story: Article) -> None:
    """The latest revision, as if somebody had written down what changed."""
    latest = Revision.objects.get(pk=story.latest_revision_id)
    made = Revision.objects.create(
        article=story, number=latest.number + 1, parent=latest, item=latest.item, note=word("revisionnote"),
        made_at=timezone.now(), made_by=latest.made_by,
    )  # fmt: skip
    Article.objects.filter(pk=story.pk).update(latest_revision=made)
    story.refresh_from_db()


def _annotate(cast: Cast, story: Article) -> None:
    now = timezone.now()
    Note.objects.create(article=story, text=word("note"), made_at=now, made_by=cast.writer.ref)
    Task.objects.create(
        article=story, kind=Task.Kind.CORRECTED, text=word("task"), is_urgent=True, made_at=now
    )
    story.needs_legal_read, story.assigned_to = True, cast.editor
    story.due_at = now - timedelta(hours=1)
    story.save()
    PreviewLink.objects.create(
        article=story, digest="0" * 64, for_whom=word("forwhom"), made_at=now, made_by=cast.chief.ref,
        expires_at=now + timedelta(days=1),
    )  # fmt: skip
    Clearance.objects.create(
        article=story, revision=story.latest_revision, is_cleared=False, name=word("lawyer"),
        remark=word("remark"), made_at=now, made_by=cast.editor.ref,
    )  # fmt: skip


# Walking


def desk_walk() -> Iterator[str]:
    """Every address of the admin with the numbers of everything that it can be asked for, then every search."""
    for name, pattern in admin_addresses():
        if ":" not in name:
            yield from _filled_in(name, pattern)
    yield from _searches()


def _filled_in(name: str, pattern: URLPattern) -> Iterator[str]:
    if name in ("catch_all", "logout", "login") or name.endswith("_without_last_word"):
        return
    if name == "app_list":
        yield from (f"/admin/{label}/" for label in ("articles", "media", "newsroom"))
        return
    names = list(pattern.pattern.converters)
    choices = [list(_choices(name, argument)) for argument in names]
    for values in product(*choices):
        try:
            yield reverse(f"admin:{name}", kwargs=dict(zip(names, values, strict=True)))
        except NoReverseMatch:
            yield reverse(f"admin:{name}", args=values)


def _choices(name: str, argument: str) -> Iterable[Any]:
    match argument:
        case "move":
            return [move.value for move in Move]
        case "number":
            return [1, 2, 3]
        case "content_type_id":
            return [1]
    return _numbers(_model_of(name, argument))


def _model_of(name: str, argument: str) -> Any:
    """`note_id` names a note; `object_id` of `articles_tag_merge` a tag."""
    wanted = argument.removesuffix("_id") if argument not in ("object_id", "id") else name.split("_")[1]
    models = {model._meta.model_name: model for model in apps.get_models()}
    return models.get(wanted.replace("_", "")) or models.get(name.split("_")[1], Article)


def _numbers(model: Any) -> list[int]:
    """Of people and kinds, who know nothing of stories, one is enough."""
    rows = model._base_manager.order_by("pk").values_list("pk", flat=True)
    return list(rows[:1] if model in (Kind, Section, User) else rows)


_LISTS = ("article", "tag", "author", "section", "kind")


def _searches() -> Iterator[str]:
    for name in _LISTS:
        yield f"/admin/articles/{name}/?q={START}"
    for search in (
        "state=draft",
        "for=mine",
        "for=late",
        "for=assigned",
        "public=not_live",
        "language=ru",
        "all=",
    ):
        yield f"/admin/articles/article/?{search}"
        yield f"/admin/articles/article/?{search}&q={START}"
    for search in (f"q={START}", "_facets=True", "missing=file", f"missing=alt&q={START}", "o=-2"):
        yield f"/admin/media/photo/?{search}"
    yield f"/admin/articles/article/photos/?q={START}"
    yield from (f"/admin/articles/article/photos/?id={pk}" for pk in _numbers(Photo))
    yield from (
        f"/admin/articles/article/photos/?ref={ref}" for ref in Photo.objects.values_list("ref", flat=True)
    )
    yield from (f"/admin/articles/article/tags/?q={of}" for of in (START, "z", word("formertag")[:-2]))
    for model, field_name in (
        ("article", "translation_of"),
        ("articlebyline", "author"),
        ("taggedarticle", "tag"),
    ):
        for term in (START, ""):
            yield f"/admin/autocomplete/?app_label=articles&model_name={model}&field_name={field_name}&term={term}"


def public_walk() -> Iterator[str]:
    for prefix in ("", "/ru"):
        for path in (
            "/", "/articles/", "/tags/", "/corrections/", "/feeds/rss.xml", "/feeds/atom.xml", "/feeds/feed.json",
            "/sitemap.xml", "/news-sitemap.xml", "/robots.txt", f"/search/?q={START}", f"/articles/?q={START}",
            f"/tags/{word('tag')}/", f"/authors/{word('author')}/", "/sections/politics/", "/archive/2026/11/",
            f"/articles/2026/11/24/{word('slug')}/", "/preview/0000/",
        ):  # fmt: skip
            yield prefix + path
    yield from (f"/s/{pk}/" for pk in _numbers(Article))


def words_found(client: Client, addresses: Iterable[str]) -> dict[str, list[str]]:
    """Word of the closed story -> where it was met: in a page, in its headers, in where it leads."""
    found: dict[str, list[str]] = {}
    for address in addresses:
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        text = unquote(f"{dict(response.items())} {body.decode('utf-8', 'replace')}").lower()
        for of, canary in WORDS.items():
            if canary in text:
                found.setdefault(of, []).append(f"{address} ({response.status_code})")
    return found
