"""Stories with a word of its own in every field, in every state that they can stand in: nobody may read a hidden one."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile

from articles.models import (
    Article,
    ArticleByline,
    Author,
    AuthorName,
    Correction,
    DeskState,
    Digest,
    DigestLine,
    Kind,
    KindName,
    Note,
    PreviewLink,
    Section,
    Task,
)
from articles.workflow import actions, publication
from articles.workflow.audit import write_line
from media import derived, renditions
from media.models import Photo
from tests.cast import Cast, a_photo, a_section, a_story, an_author
from tests.media.pictures import a_jpeg
from tests.stories import saved

OF_THE_STORY = (
    "headline",
    "slug",
    "kicker",
    "standfirst",
    "body",
    "section",
    "kind",
    "tag",
    "correction",
    "digest",
)
OF_THE_PHOTO = ("caption", "alt", "credit", "photographer", "agency", "local_caption", "local_alt")
OF_THE_AUTHOR = ("author", "affiliation", "bio")
NEVER_SHOWN = ("file", "source", "note", "task", "for_whom", "reason", "desk_note", "revision_note")
"""Readers see none of these, in whatever state."""
SHOWN_WHEN_LIVE = (*OF_THE_STORY, *OF_THE_PHOTO, *OF_THE_AUTHOR)
"""The words of the library about a photo come out inside its file, where the story has others of its own."""
FIELDS = (*OF_THE_STORY, *OF_THE_PHOTO, *OF_THE_AUTHOR, *NEVER_SHOWN)
LENGTH = 16


def a_word(chance: random.Random) -> str:
    """Letters and digits that no stemmer and no address changes, and that no other text holds."""
    return "zq" + "".join(chance.choices("bcdfghjkmpqvwxz23456789", k=LENGTH - 3)) + "7"


@dataclass(kw_only=True)
class Planted:
    """One story, its words, and those of them that nobody may read now."""

    state: str
    words: dict[str, str]
    story: Article
    photo: Photo
    author: Author
    hidden: tuple[str, ...] = FIELDS
    was_public: bool = False
    """Its address has stood: it may answer 410, and may not say why it once stood."""
    is_live: bool = False
    path: str = ""
    pictures: tuple[str, ...] = field(default=())

    def hidden_words(self) -> set[str]:
        return {self.words[name] for name in self.hidden}


class Garden:
    """All of them."""

    def __init__(self, cast: Cast, now: datetime, seed: int = 4) -> None:
        self.cast, self.now = cast, now
        self.chance = random.Random(seed)
        self.never = a_word(self.chance)
        """Stands nowhere: what is asked with a word is asked with this one too."""
        self.digest = Digest.objects.create(
            language="en", day=now.date(), title="The evening", published_at=now - timedelta(minutes=5)
        )
        self.planted = [self._plant(state) for state in STATES]

    def __iter__(self) -> Iterator[Planted]:
        return iter(self.planted)

    def state(self, name: str) -> Planted:
        return next(one for one in self.planted if one.state == name)

    def _plant(self, state: str) -> Planted:
        words = {name: a_word(self.chance) for name in FIELDS}
        author = _author(words)
        photo = _photo(words)
        story = a_story(
            section=self.cast.politics, by=self.cast.writer, author=an_author(), tags=("River",),
            headline=f"Plain words about {state}", published_at=self.now - timedelta(days=1), slug="",
        )  # fmt: skip
        one = Planted(state=state, words=words, story=story, photo=photo, author=author)
        saved(story, self.cast.writer)
        STATES[state](self, one)
        one.story.refresh_from_db()
        self._add_what_the_desk_says(one)
        if one.is_live:
            one.hidden = tuple(name for name in one.hidden if name != "digest")
        one.pictures = tuple(f"/media/{photo.public_key}/{name}" for name in derived.names(photo.public_key))
        day = one.story.published_at or self.now
        one.path = one.story.path or f"/articles/{day:%Y/%m/%d}/{words['slug']}/"
        return one

    def _add_what_the_desk_says(self, one: Planted) -> None:
        made = {"article": one.story, "made_at": self.now}
        Note.objects.create(text=one.words["note"], **made)
        Task.objects.create(text=one.words["task"], kind="corrected", **made)
        PreviewLink.objects.create(
            digest=one.words["for_whom"], for_whom=one.words["for_whom"], expires_at=self.now, **made
        )
        DigestLine.objects.create(digest=self.digest, story_id=one.story.pk, line=one.words["digest"])
        write_line(one.story, "set_embargo", None, reason=one.words["reason"])

    # What the states are made of

    def fill(self, one: Planted, **fields: Any) -> None:
        """Put its words into the working copy, and save."""
        story, words = one.story, one.words
        story.refresh_from_db()
        if story.path == "":
            fields["slug"] = words["slug"]
        for name in ("headline", "kicker", "standfirst"):
            setattr(story, name, words[name])
        story.body = f"<p>It says {words['body']} here.</p>"
        story.section, story.kind = _section(words), _kind(words)
        story.lead_photo, story.lead_caption, story.lead_alt = (
            one.photo,
            words["local_caption"],
            words["local_alt"],
        )
        ArticleByline.objects.filter(article=story).delete()
        ArticleByline.objects.create(article=story, author=one.author)
        story.tags.set([words["tag"]], clear=True)
        Correction.objects.create(
            article=story, kind="correction", text=words["correction"], made_at=self.now - timedelta(hours=3)
        )
        saved(story, self.cast.writer, **fields)

    def approve(self, one: Planted) -> Article:
        return actions.approve(actions.submit(one.story, self.cast.writer), self.cast.chief)

    def publish(self, one: Planted, hours_ago: float, **answers: Any) -> None:
        self.approve(one)
        actions.publish(one.story, self.cast.chief, moment=self.now - timedelta(hours=hours_ago), **answers)
        one.was_public = True


def _author(words: dict[str, str]) -> Author:
    author = Author.objects.create(desk_note=words["desk_note"])
    AuthorName.objects.create(
        author=author, language="en", name=words["author"], affiliation=words["affiliation"], bio=words["bio"]
    )
    return author


def _photo(words: dict[str, str]) -> Photo:
    photo = a_photo(
        file=ContentFile(a_jpeg(400, 300), name=f"{words['file']}.jpg"),
        original_name=f"{words['file']}.jpg",
        caption=words["caption"],
        alt=words["alt"],
        credit_line=f"{words['credit']} / {words['agency']}",
        photographer=words["photographer"],
        agency=words["agency"],
        source=f"https://example.org/{words['source']}",
    )
    renditions.make(photo)
    return photo


def _section(words: dict[str, str]) -> Section:
    return a_section(words["section"], order=50)


def _kind(words: dict[str, str]) -> Kind:
    kind = Kind.objects.create(order=50)
    KindName.objects.create(kind=kind, language="en", name=words["kind"])
    return kind


# The states


def _idea(garden: Garden, one: Planted) -> None:
    garden.fill(one, desk_state=DeskState.IDEA)


def _draft(garden: Garden, one: Planted) -> None:
    garden.fill(one)


def _in_review(garden: Garden, one: Planted) -> None:
    garden.fill(one)
    actions.submit(one.story, garden.cast.writer)


def _approved(garden: Garden, one: Planted) -> None:
    garden.fill(one)
    garden.approve(one)


def _scheduled(garden: Garden, one: Planted) -> None:
    garden.fill(one)
    garden.approve(one)
    actions.schedule(one.story, garden.cast.chief, visible_from=garden.now + timedelta(minutes=1))


def _embargoed(garden: Garden, one: Planted) -> None:
    garden.fill(one)
    until = garden.now + timedelta(days=2)
    actions.set_embargo(one.story, garden.cast.chief, until=until, reason=one.words["reason"])
    garden.approve(one)
    actions.schedule(one.story, garden.cast.chief, visible_from=until)


def _expired(garden: Garden, one: Planted) -> None:
    garden.fill(one)
    garden.publish(one, 2, until=garden.now - timedelta(hours=1))


def _unpublished(garden: Garden, one: Planted) -> None:
    garden.fill(one)
    garden.publish(one, 2)
    at = garden.now - timedelta(hours=1)
    actions.unpublish(one.story, garden.cast.chief, reason=one.words["reason"], words="Gone.", moment=at)


def _retracted(garden: Garden, one: Planted) -> None:
    """The page stands and says so under the headline; the rest of the story is gone."""
    garden.fill(one)
    garden.publish(one, 2)
    at = garden.now - timedelta(hours=1)
    actions.retract(one.story, garden.cast.chief, reason=one.words["reason"], words="We erred.", moment=at)
    one.is_live = True
    one.hidden = tuple(name for name in FIELDS if name not in ("headline", "slug", "kicker", "tag", "correction", "section", "kind"))  # fmt: skip


def _trashed(garden: Garden, one: Planted) -> None:
    garden.fill(one)
    actions.trash(one.story, garden.cast.chief)


def _closed(garden: Garden, one: Planted) -> None:
    garden.fill(one)
    garden.approve(one)
    Article.objects.filter(pk=one.story.pk).update(is_closed=True)
    one.story.closed_to.set([garden.cast.writer])


def _replaced(garden: Garden, one: Planted) -> None:
    """Readers see a later text; the address, once made, stays."""
    garden.fill(one)
    garden.publish(one, 2)
    story = one.story
    ArticleByline.objects.filter(article=story).delete()
    story.tags.set(["River"], clear=True)
    plain = {"kicker": "", "standfirst": "", "lead_photo": None, "lead_caption": "", "lead_alt": ""}
    saved(
        story, garden.cast.writer, headline="Other words by now", body="<p>All is new.</p>",
        section=garden.cast.politics, kind=None, **plain,
    )  # fmt: skip
    garden.publish(one, 1)
    one.is_live = True
    one.hidden = tuple(name for name in FIELDS if name not in ("slug", "correction"))


def _changed(garden: Garden, one: Planted) -> None:
    """Live in plain words; the desk has written others since."""
    garden.publish(one, 2)
    garden.fill(one)
    one.is_live = True


def _update_scheduled(garden: Garden, one: Planted) -> None:
    garden.publish(one, 2)
    garden.fill(one)
    garden.approve(one)
    actions.schedule(one.story, garden.cast.chief, visible_from=garden.now + timedelta(minutes=1))
    one.is_live = True


def _photo_rights(garden: Garden, one: Planted) -> None:
    """The rights have ended while the story stands."""
    one.photo.rights_until = garden.now - timedelta(minutes=30)
    one.photo.save()
    garden.fill(one)
    garden.publish(one, 2)
    one.is_live = True
    one.hidden = (*OF_THE_PHOTO, *NEVER_SHOWN)


def _photo_credit(garden: Garden, one: Planted) -> None:
    """Somebody took the credit away: what has none is not shown."""
    garden.fill(one)
    garden.publish(one, 2)
    one.photo.credit_line = ""
    one.photo.save()
    list(publication.rebuild([one.story.pk]))
    one.is_live = True
    one.hidden = (*OF_THE_PHOTO, *NEVER_SHOWN)


def _withheld(garden: Garden, one: Planted) -> None:
    """The name was printed, and then its bearer asked to be nameless."""
    garden.fill(one)
    garden.publish(one, 2)
    one.author.form = Author.Form.WITHHELD
    one.author.save()
    list(publication.rebuild([one.story.pk]))
    one.is_live = True
    one.hidden = (*OF_THE_AUTHOR, *NEVER_SHOWN)


def _live(garden: Garden, one: Planted) -> None:
    """Readers see it: what is never shown is not shown either."""
    garden.fill(one)
    garden.publish(one, 2)
    one.is_live = True
    one.hidden = NEVER_SHOWN


STATES: dict[str, Callable[[Garden, Planted], None]] = {
    "idea": _idea,
    "draft": _draft,
    "in review": _in_review,
    "approved": _approved,
    "scheduled": _scheduled,
    "embargoed": _embargoed,
    "expired": _expired,
    "unpublished": _unpublished,
    "retracted": _retracted,
    "trashed": _trashed,
    "closed": _closed,
    "replaced": _replaced,
    "changed at the desk": _changed,
    "update scheduled": _update_scheduled,
    "rights of the photo ended": _photo_rights,
    "credit of the photo taken away": _photo_credit,
    "name withheld": _withheld,
    "live": _live,
}
