"""A desk on which every door can be tried: one thing of each kind, everybody signed in, and the database watched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from lxml import html

from articles.admin.bulk import value_of
from articles.models import Article, Digest, HouseWord, PublishedArticle, Role, Tag, Task
from articles.workflow import (
    actions,
    legal,
    preview_links,
    redaction,
    story_tasks,
    tag_suggestions,
    translations,
)
from media import derived, renditions
from media.models import Agency
from newsroom.models import FooterLink, Page, SiteSettings, User
from tests.articles.admin.desk import a_shot_photo, desk_of
from tests.articles.admin.roles_table import ANONYMOUS, Door, The
from tests.cast import Cast, a_person, a_photo, a_section, an_author, the_kind
from tests.stories import a_draft, approved, in_review, live, saved
from tests.watched import HANDLED_ELSEWHERE, UNWATCHED, Change, Row, between, every_row, written

LOGS = ("django_admin_log", "articles_auditevent")
OUR_APPS = ("newsroom", "media", "articles")


# The addresses


def admin_addresses() -> Iterator[tuple[str, URLPattern]]:
    """Every address of the desk, of preview links and of pictures, by the name that the table gives it."""
    yield from _walk(get_resolver(), "", "")


def _walk(resolver: URLResolver, route: str, space: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        here = f"{route}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            inner = pattern.namespace or ""
            yield from _walk(pattern, here, f"{space}{inner}:" if inner else space)
        elif here.startswith(("admin/", "media/", "preview/")):
            yield _name(here, space, pattern), pattern


def _name(route: str, space: str, pattern: URLPattern) -> str:
    if not route.startswith("admin/"):
        return f"{space}{pattern.name}"
    if pattern.name:
        return pattern.name
    if nameless := re.match(r"admin/(\w+)/(\w+)/<path:object_id>/", route):
        return f"{nameless[1]}_{nameless[2]}_without_last_word"
    return "catch_all"


def address_of(door: Door, things: Mapping[str, Any]) -> str:
    arguments = [things.get(one, one) if isinstance(one, str) else one for one in door.arguments]
    if door.name == "catch_all":
        path = f"/admin/{arguments[0]}"
    elif door.name.endswith("_without_last_word"):
        change = door.name.replace("_without_last_word", "_change")
        path = reverse(f"admin:{change}", args=arguments).removesuffix("change/")
    else:
        name = door.name if ":" in door.name else f"admin:{door.name}"
        path = reverse(name, kwargs={"app_label": arguments[0]} if door.name == "app_list" else None,
                       args=None if door.name == "app_list" else arguments)  # fmt: skip
    return path + door.query


# What a post may do


def unallowed(change: Change, allowed: Mapping[str, str]) -> list[str]:
    """What of it the table does not allow, in words."""
    words = allowed.get(change.table)
    if words is None:
        return [] if change.before is None and change.table in LOGS else [str(change)]
    named = set(words.split())
    if change.after is None:
        return [] if "gone" in named else [str(change)]
    if "*" in named:
        return []
    if change.before is None:
        return _filled(change.table, change.after, named) if "new" in named else [str(change)]
    return [str(change)] if change.columns - named else []


def _filled(table: str, row: Row, named: set[str]) -> list[str]:
    """Columns of a new row that hold something else than what they begin with."""
    model = next(one for one in apps.get_models(include_auto_created=True) if one._meta.db_table == table)
    found = []
    for column in model._meta.concrete_fields:
        if column.primary_key or column.column in named | UNWATCHED.get(table, set()):
            continue
        begins = column.get_db_prep_save(column.get_default(), connection)
        value = row[column.column]
        if value != begins and not (value in (None, "") and begins in (None, "")):
            found.append(f"a new row in {table} with {column.column} = {value!r}")
    return found


# The stage


@dataclass(frozen=True, slots=True)
class Tried:
    response: HttpResponse
    changes: list[Change]


class Stage:
    """Whatever is tried on it is undone before the next try."""

    def __init__(self, cast: Cast, now: datetime) -> None:
        self.cast, self.now = cast, now
        self.people: dict[str, User] = {
            **cast.everyone(),
            "duty": a_person("duty", Role.WRITER, on_duty=True),
        }
        self.things: dict[str, Any] = {}
        self._set_stories()
        self._set_words()
        self._set_site()
        self._set_what_is_sent_out()
        self.clients = {role: desk_of(user) for role, user in self.people.items()} | {ANONYMOUS: Client()}
        for client in self.clients.values():
            client.raise_request_exception = False
        self.rows = every_row()
        self._forms: dict[tuple[str, str], dict[str, Any]] = {}

    def keep(self, **things: Any) -> None:
        self.things |= {name: getattr(thing, "pk", thing) for name, thing in things.items()}

    def _set_stories(self) -> None:
        cast, now = self.cast, self.now
        embargoed = actions.approve(
            actions.set_embargo(
                in_review(cast), cast.editor, until=now + timedelta(days=9), reason="Agreed with the source."
            ),
            cast.editor,
        )
        owed = actions.correct(
            live(cast), a_person("third_chief", Role.CHIEF), kind="correction", text="At noon.",
            fix={"headline": "Council keeps the ferry"},
        )  # fmt: skip
        closed = a_draft(cast, headline="What the harbour master hid")
        Article.objects.filter(pk=closed.pk).update(is_closed=True)
        closed.closed_to.set([cast.chief, cast.writer])
        self.keep(
            idea=a_draft(cast, desk_state="idea"),
            draft=a_draft(cast),
            in_review=in_review(cast),
            approved=approved(cast),
            embargoed=embargoed,
            scheduled=actions.schedule(approved(cast), cast.editor, visible_from=now + timedelta(days=1)),
            live=live(cast),
            owed=owed,
            trashed=actions.trash(a_draft(cast), cast.editor),
            closed=closed,
            for_a_lawyer=legal.ask_legal_read(a_draft(cast), cast.editor, reason="It names a minister."),
            content_type_of_stories=ContentType.objects.get_for_model(Article),
        )
        for name in ("draft", "in_review", "closed"):
            story = Article.objects.get(pk=self.things[name])
            self.keep(**{f"chosen_{name}": value_of(story.pk, story.latest_revision_id)})

        draft = Article.objects.get(pk=self.things["draft"])
        self.keep(preview_link=preview_links.make(draft, cast.editor, for_whom="The lawyer")[0])

        translated = live(cast)
        translation = translations.translate(translated, cast.writer, "ru")
        saved(translated, cast.writer, headline="Council keeps the ferry")
        task = story_tasks.give(translation, Task.Kind.CORRECTED, "At noon.", cast.editor, moment=now)
        self.keep(translated=translated, translation=translation, task=task)

    def _set_words(self) -> None:
        declined = Tag.objects.create(name="Gossip")
        tag_suggestions.decline(Article.objects.get(pk=self.things["draft"]), declined, self.cast.writer)
        photo = a_shot_photo()
        renditions.make(photo)
        self.keep(
            section=a_section("Culture", order=5),
            other_section=a_section("Arts", order=6),
            kind=the_kind(),
            author=an_author("Signe Dahl"),
            other_author=an_author("Signe Dal"),
            tag=Tag.objects.get(name="River"),
            other_tag=Tag.objects.create(name="Water"),
            declined_tag=declined,
            photo=photo,
            photo_key=photo.public_key,
            photo_file=min(derived.names(photo.public_key)),
            unused_photo=a_photo(),
            agency=Agency.objects.create(name="EPA"),
        )

    def _set_site(self) -> None:
        page = Page.objects.create(language="en", slug="terms", title="Terms", body="<p>Terms.</p>")
        link = FooterLink.objects.create(
            language="en", place="footer", label="Help", address="https://example.org/"
        )
        self.keep(
            page=page,
            footer_link=link,
            site=SiteSettings.load(),
            a_writer=self.cast.writer_elsewhere,
            the_writer=self.cast.writer,
            the_administrator=self.cast.administrator,
            redaction=redaction.ask(
                a_person("fourth_chief", Role.CHIEF), ["Zwirbelkanari"], reason="Danger."
            ),
        )

    def _set_what_is_sent_out(self) -> None:
        word = HouseWord.objects.create(language="en", avoid="vote", preferred="ballot")
        draft = Article.objects.get(pk=self.things["draft"])
        seen = PublishedArticle.public.at(self.now).get(story_id=self.things["live"])
        self.keep(
            house_word=word,
            house_style_key=f"headline:0:{draft.headline.index('vote')}:{word.pk}",
            draft_revision=draft.latest_revision_id,
            live_hash=seen.public_hash,
            digest=Digest.objects.create(language="en", day=self.now.date(), title="The evening"),
        )

    # Trying

    def sends(self, door: Door) -> dict[str, Any]:
        """What the page itself would send for whoever may, and on top of it every field of every model."""
        given = {
            name: self.things[value.name] if isinstance(value, The) else value
            for name, value in door.sends.items()
        }
        return {**forged(self), **self._form(door), **given}

    def _form(self, door: Door) -> dict[str, Any]:
        for role in (*door.writers, *(role for role in self.clients if door.get.to(role) == 200)):
            if door.get.to(role) == 200:
                key = (str(door), role)
                if key not in self._forms:
                    page = self.trying(door, role, "GET").response
                    self._forms[key] = form_of(page, door.form)
                return self._forms[key]
        return {}

    def trying(
        self, door: Door, role: str, method: str, data: Any = None, client: Client | None = None
    ) -> Tried:
        client = client or self.clients[role]
        cookies = client.cookies.copy()
        address = address_of(door, self.things)
        with self._undone() as changes:
            response = client.post(address, data) if method == "POST" else client.generic(method, address)
            if hasattr(response, "render") and callable(response.render) and not response.is_rendered:
                response.render()
            list(response.streaming_content) if response.streaming else None
            found = changes()
        client.cookies = cookies
        return Tried(response, found)

    @contextmanager
    def _undone(self) -> Iterator[Callable[[], list[Change]]]:
        with transaction.atomic():
            with written() as tables:

                def changes() -> list[Change]:
                    touched = tables - set(HANDLED_ELSEWHERE)
                    return between(self.rows, every_row()) if touched else []

                yield changes
            transaction.set_rollback(True)
        cache.clear()


# What is sent


def form_of(response: HttpResponse, form_id: str | None) -> dict[str, Any]:
    """What a browser would send of the page's form if nobody touched it."""
    if "html" not in response.get("Content-Type", ""):
        return {}
    page = html.fromstring(response.content.decode())
    path = response.request["PATH_INFO"]  # type: ignore[attr-defined]
    forms = [
        form
        for form in page.forms
        if (form.method or "").upper() == "POST"
        and (form.get("id") == form_id if form_id else (form.action or path).split("?")[0] in ("", ".", path))
    ]
    if not forms:
        return {}
    form = max(forms, key=lambda one: len(one.inputs.keys()))
    return _values(form)


def _values(form: Any) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in form.iter("input", "select", "textarea"):
        name, kind = field.get("name"), field.get("type", "text")
        if not name or field.get("form") not in (None, form.get("id")) or "disabled" in field.attrib:
            continue
        if kind in ("submit", "button", "image", "file", "reset"):
            continue
        if kind in ("checkbox", "radio"):
            if field.checked:
                values[name] = _together(values.get(name), field.get("value", "on"))
        elif field.tag == "select" and field.multiple:
            values[name] = list(field.value)
        else:
            values[name] = field.value or ""
    values.pop("csrfmiddlewaretoken", None)
    return values


def _together(known: Any, value: str) -> Any:
    if known is None:
        return value
    return [*known, value] if isinstance(known, list) else [known, value]


def forged(stage: Stage) -> dict[str, Any]:
    """Every field of every model of ours, as somebody would send it who hopes that the form takes it."""
    values: dict[str, Any] = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in OUR_APPS:
            for column in model._meta.concrete_fields:
                value = _forged_value(stage, column)
                values.setdefault(column.name, value)
                values.setdefault(column.attname, value)
    return {name: value for name, value in values.items() if value is not None} | {
        "is_superuser": "on",
        "is_staff": "on",
        "is_active": "on",
        "is_on_duty": "on",
        "role": "chief",
        "desk_state": "approved",
        "closed_to": stage.cast.stranger.pk,
        "sections": stage.cast.society.pk,
        "groups": "1",
        "user_permissions": "1",
        "assignment-TOTAL_FORMS": "1",
        "assignment-INITIAL_FORMS": "0",
        "assignment-0-role": "chief",
        "assignment-0-is_on_duty": "on",
        "assignment-0-sections": stage.cast.society.pk,
    }


def _forged_value(stage: Stage, column: Any) -> Any:
    kind = column.get_internal_type()
    if column.is_relation:
        known = {User: stage.cast.stranger.pk, Article: stage.things.get("live", 1)}
        return known.get(
            column.related_model, column.related_model._base_manager.values_list("pk", flat=True).last()
        )
    if column.choices:
        return list(column.flatchoices)[-1][0]
    match kind:
        case "BooleanField":
            return "on"
        case "DateTimeField":
            return "2033-01-01T00:00"
        case "DateField":
            return "2033-01-01"
        case "UUIDField":
            return str(stage.cast.stranger.ref)
        case "JSONField":
            return '{"forged": true}'
        case _ if "Integer" in kind or "AutoField" in kind:
            return "1"
    return "forged"
