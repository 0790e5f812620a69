"""The people and the stories of every test: build what the test is about, and say only that.

Politics is the section of the story; whoever is "elsewhere" works in Society.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from articles import newsitem
from articles.models import (
    Article,
    ArticleByline,
    Assignment,
    Author,
    AuthorName,
    DeskState,
    Kind,
    Revision,
    Role,
    Section,
    SectionName,
)
from articles.newsitem import NewsItem
from media.models import Photo
from newsroom.models import User

PASSWORD_BACKEND = "django.contrib.auth.backends.ModelBackend"
"""What a session began with: the other backend answers for rights and knows no people."""


@dataclass(frozen=True, kw_only=True)
class Cast:
    politics: Section
    society: Section
    writer: User
    writer_elsewhere: User
    photo_editor: User
    photo_editor_elsewhere: User
    editor: User
    editor_elsewhere: User
    chief: User
    chief_elsewhere: User
    administrator: User
    administrator_elsewhere: User
    stranger: User
    """Has a login and no assignment."""

    def everyone(self) -> dict[str, User]:
        return {name: value for name, value in vars(self).items() if isinstance(value, User)}

    def everyone_but(self, *names: str) -> dict[str, User]:
        """For "the wrong role is refused": `cast.everyone_but("editor", "chief", "chief_elsewhere")`."""
        return {name: person for name, person in self.everyone().items() if name not in names}


def a_section(name: str, language: str = "en", **fields: Any) -> Section:
    section = Section.objects.create(**fields)
    SectionName.objects.create(section=section, language=language, name=name)
    return section


def a_person(username: str, role: Role | None = None, *sections: Section, on_duty: bool = False) -> User:
    """Someone who signs in, as `client.force_login(person, PASSWORD_BACKEND)`; no role makes a stranger."""
    [person] = people([(username, role, sections)], on_duty=on_duty)
    return person


def people(
    wanted: Iterable[tuple[str, Role | None, Iterable[Section]]], *, on_duty: bool = False
) -> list[User]:
    """All of them in three statements: almost every test begins with a whole newsroom."""
    chosen = list(wanted)
    made = User.objects.bulk_create(_signs_in(name, is_staff=role is not None) for name, role, _ in chosen)
    places = Assignment.objects.bulk_create(
        Assignment(user=person, role=role, is_on_duty=on_duty)
        for person, (_, role, _sections) in zip(made, chosen, strict=True)
        if role is not None
    )
    sections = [sections for _, role, sections in chosen if role is not None]
    at_section = Assignment.sections.through
    at_section._default_manager.bulk_create(
        at_section(assignment_id=place.pk, section_id=section.pk)
        for place, own in zip(places, sections, strict=True)
        for section in own
    )
    return made


def _signs_in(username: str, *, is_staff: bool) -> User:
    first_name = username.replace("_", " ").capitalize()
    person = User(
        username=username, email=f"{username}@example.org", is_staff=is_staff, first_name=first_name
    )
    person.set_unusable_password()
    return person


def a_cast() -> Cast:
    politics, society = a_section("Politics", order=1), a_section("Society", order=2)
    wanted: list[tuple[str, Role | None, list[Section]]] = [("stranger", None, [])]
    for role, name in {
        Role.WRITER: "writer",
        Role.PHOTO_EDITOR: "photo_editor",
        Role.EDITOR: "editor",
        Role.CHIEF: "chief",
        Role.ADMINISTRATOR: "administrator",
    }.items():
        wanted += [(name, role, [politics]), (f"{name}_elsewhere", role, [society])]
    made = {person.username: person for person in people(wanted)}
    return Cast(politics=politics, society=society, **made)


def an_author(name: str = "Vera Lindqvist", language: str = "en", **fields: Any) -> Author:
    author = Author.objects.create(**fields)
    AuthorName.objects.create(author=author, language=language, name=name)
    return author


def a_photo(**fields: Any) -> Photo:
    """With caption, credit and alt text, waiting for its file."""
    return Photo.objects.create(
        **{
            "caption": "The ferry leaves the quay for the last time.",
            "credit_line": "EPA / TOLGA AKMEN",
            "photographer": "Tolga Akmen",
            "agency": "EPA",
            "alt": "A lit ferry on dark water, seen from the quay.",
            **fields,
        }
    )


def the_kind(name: str = "News", language: str = "en") -> Kind:
    """One of the kinds that a migration made."""
    return Kind.objects.get(names__name=name, names__language=language)


def a_story(
    *,
    section: Section | None = None,
    by: User | None = None,
    author: Author | None = None,
    photo: Photo | None = None,
    tags: tuple[str, ...] = ("River", "City council"),
    **fields: Any,
) -> Article:
    """A draft that lacks nothing: headline, standfirst, body, section, kind, byline, tags.

    Only the working copy: a revision, a review and a publication are moves of `articles.workflow`.
    """
    story = Article.objects.create(
        **{
            "headline": "Council keeps the night ferry by one vote",
            "standfirst": "The boat that carries the night shift home stays, for a year.",
            "body": "<p>The vote came at ten past eleven.</p><p>Nobody in the gallery had gone home.</p>",
            "language": "en",
            "kind": the_kind(),
            "section": section,
            "lead_photo": photo,
            "desk_state": DeskState.DRAFT,
            "created_by": by.ref if by else None,
            "changed_by": by.ref if by else None,
            **fields,
        }
    )
    ArticleByline.objects.create(article=story, author=author or an_author())
    story.tags.add(*tags)
    return story


def a_news_item(**fields: Any) -> NewsItem:
    return NewsItem(
        **{
            "headline": "Council keeps the night ferry",
            "language": "en",
            "body": "<p>One vote.</p>",
            **fields,
        }
    )


def a_revision(
    story: Article,
    item: NewsItem | None = None,
    *,
    by: User | None = None,
    at: datetime | None = None,
    **fields: Any,
) -> Revision:
    """A stored snapshot, written past the workflow: for tests of what stores and reads it."""
    item = item or a_news_item(headline=story.headline, language=story.language, body=story.body)
    return Revision.objects.create(
        **{
            "article": story,
            "number": story.revisions.count() + 1,
            "item": newsitem.to_json(item),
            "made_at": at or timezone.now(),
            "made_by": by.ref if by else None,
            **fields,
        }
    )
