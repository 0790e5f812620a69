"""NewsItem -> Article (draft), repeatable: a second run of the same pages creates nothing.

A story is known again by its `import_ref`, or by its headline and first paragraph. Each story has its own
transaction, so that one that fails leaves no half behind, and a run that was killed is simply started again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles import snapshot
from articles.exchange import formats
from articles.exchange.catalogue import Catalogue, licences_of_site, vocabulary_of_site
from articles.exchange.given_dates import DateList
from articles.exchange.limits import Refusal, refuse_what_does_not_fit
from articles.exchange.photo_desk import PhotoDesk
from articles.exchange.pictures import PictureFile, Pictures, with_words_of_files
from articles.exchange.reading import Footer, Reading, Source, Unreadable, Warning
from articles.exchange.recognition import find_article, import_ref_of, text_ref_of
from articles.exchange.site_footer import SiteFooter
from articles.models import Address, Article, DeskState, Revision
from articles.newsitem import NewsItem, Standing, StoryState, Term
from articles.workflow import actions, publication, revisions
from articles.workflow.audit import write_line
from articles.workflow.roles import Powers, Right
from articles.workflow.transitions import PUBLIC_STATE_LABELS, Move, PublicState
from media.models import Photo
from newsroom.lib import languages
from newsroom.lib.dates import for_people
from newsroom.lib.folding import fold
from newsroom.models import User

logger = logging.getLogger(__name__)


class Status(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    """The desk has changed the story: the new text of the page was not taken over."""
    DUPLICATE = "duplicate"
    """Another file of the same run held this story."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a person asks of a run."""

    format: str = formats.AUTO
    by: User | None = None
    """Whose import it is: the maker of new stories, and the publisher."""
    is_dry: bool = False
    is_strict: bool = False
    """Refuse a story whose kind or section is new, instead of adding it."""
    publish: bool = False
    """Bring each story to the state that its file names, which is published where it names none."""
    published_at: datetime | None = None
    """For stories that bring no date of their own."""
    dates: DateList = field(default_factory=DateList)
    tags: tuple[str, ...] = ()
    photos: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one source."""

    path: str
    status: Status
    reason: Warning | None = None
    warnings: tuple[Warning, ...] = ()
    item: NewsItem | None = None
    """As the page says it; None when it could not be read."""
    footer: Footer = Footer()
    article_id: int | None = None
    """None after a dry run."""
    address: str = ""
    """Where readers find it; empty while they do not."""
    waiting_photos: int = 0
    """Photos of the story whose files have not come."""

    @property
    def failed(self) -> bool:
        """What was asked did not happen: the story was refused, or its publication was."""
        return self.status is Status.REFUSED or any(one.code == NOT_PUBLISHED for one in self.warnings)


NOT_PUBLISHED = "not_published"


# A run


@dataclass(slots=True)
class _Seen:
    """A story that this run has met."""

    path: str
    article_id: int | None
    address: str


class Run:
    """One run over many sources. Give it one source at a time; it keeps no story in memory."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.vocabulary = vocabulary_of_site()
        self.pictures = Pictures(options.photos)
        self.known_names: dict[tuple[str, str, str], str] = {}
        self.licences = licences_of_site()
        self._footer = SiteFooter()
        self._seen: dict[str, _Seen] = {}
        self._told_new: set[tuple[str, str]] = set()
        self._addresses: set[str] = set()

    def take(self, source: Source, page: Path | None = None) -> Outcome:
        """Bring one source in. `page` is its file, beside which its pictures lie. Raises nothing for a bad story."""
        reading: Reading | None = None
        try:
            reading = formats.read(source, self.options.format, self.vocabulary)
            return self._take_reading(source, reading, page)
        except Unreadable as refusal:
            reason = Warning(code=refusal.code, sentence=refusal.sentence)
        except Refusal as refusal:
            reason = refusal.reason
        except Exception as error:  # One story must not end the run for the others.
            logger.exception("The import of %s failed.", source.path)
            sentence = f"The story could not be taken in ({error}). Nothing of it was kept; see the log."
            reason = Warning(code="failed", sentence=sentence)
        warnings = tuple(self.pictures.take_warnings())
        if reading is None:
            return Outcome(path=source.path, status=Status.REFUSED, reason=reason)
        return _outcome(
            source, reading, Status.REFUSED, reason=reason, warnings=(*reading.warnings, *warnings)
        )

    def _take_reading(self, source: Source, reading: Reading, page: Path | None) -> Outcome:
        item, warnings = self._completed(reading.item, source.path)
        refs = {import_ref_of(item)} if reading.is_named else {import_ref_of(item), text_ref_of(item)}
        if seen := next((self._seen[ref] for ref in refs if ref in self._seen), None):
            return _duplicate(source, replace(reading, item=item), seen)
        pictures = self.pictures.of(item, page)
        item = with_words_of_files(item, pictures, self.vocabulary.agencies)
        refuse_what_does_not_fit(item)
        story = _Story(self, replace(reading, item=item), pictures)
        outcome = story.bring_in(source)
        outcome = replace(
            outcome,
            warnings=(*reading.warnings, *warnings, *self.pictures.take_warnings(), *outcome.warnings),
        )
        for ref in refs:
            self._seen[ref] = _Seen(source.path, outcome.article_id, outcome.address)
        return outcome

    def _completed(self, item: NewsItem, path: str) -> tuple[NewsItem, list[Warning]]:
        """With the dates and tags that the person gave."""
        warnings = []
        given = self.options.dates.find(path, item)
        general = self.options.published_at
        if general and not given and item.published_at and item.published_at != general:
            sentence = (
                f"The page has a date of its own, {for_people(item.published_at)}, which was kept. "
                "To set another, name the story in a file and give --dates."
            )
            warnings.append(Warning(code="date_kept", sentence=sentence))
        tags = {
            fold(term.name): term for term in (*item.tags, *(Term(name=tag) for tag in self.options.tags))
        }
        published_at = given or item.published_at or general
        return replace(item, published_at=published_at, tags=tuple(tags.values())), warnings

    def tell_new(self, made: Iterable[tuple[str, str]]) -> list[Warning]:
        """Each new kind and section is told once in a run; from then on readers know the word."""
        warnings = []
        for what, name in made:
            words = {f"{what}s": getattr(self.vocabulary, f"{what}s") | {name}}
            self.vocabulary = replace(self.vocabulary, **words)
            if (what, fold(name)) not in self._told_new:
                self._told_new.add((what, fold(name)))
                warnings.append(_new(what, name))
        return warnings

    def has_met(self, import_ref: str) -> bool:
        """A story of this run, which a dry run has taken back since."""
        return import_ref in self._seen

    def take_footer(self, reading: Reading) -> list[Warning]:
        return self._footer.take(reading.footer, reading.item.language)

    def foreseen(self, address: str) -> str:
        """A dry run takes every address back, so that two stories of one name would seem to get the same."""
        if not self.options.is_dry or not address:
            return address
        candidate, number = address, 2
        while candidate in self._addresses:
            candidate, number = f"{address.rstrip('/')}-{number}/", number + 1
        self._addresses.add(candidate)
        return candidate


def _new(what: str, name: str) -> Warning:
    return Warning(
        code=f"new_{what}",
        sentence=(
            f"“{name}” is a new {what}: it comes in with this story. Give it its names in the other languages in the "
            f"admin; if it is a mistake, choose another {what} on the story and delete it."
        ),
    )


# One story


class _Story:
    """One story on its way in."""

    def __init__(self, run: Run, reading: Reading, pictures: dict[str, PictureFile]) -> None:
        self.run = run
        self.options = run.options
        self.reading = reading
        self.item = reading.item
        self.pictures = pictures
        self.article = find_article(self.item, by_ref_alone=reading.is_named)
        imported = self.article.imported_revision if self.article else None
        self.prior = imported.news_item if imported else None
        self.catalogue = Catalogue(self.item.language, run.vocabulary.site_names, self.prior, run.known_names)
        self.photos = PhotoDesk(
            self.article, self.prior, self.options.by, self.options.is_dry, run.licences, reading.library
        )
        self.corrections: list[str] = []
        """Refs of those that have come in with this file now."""
        self.warnings: list[Warning] = _without_credit(self.item)

    def bring_in(self, source: Source) -> Outcome:
        reason = None
        try:
            with transaction.atomic():
                status, reason = self._write()
                assert self.article is not None
                self._set_embargo(self.article)
                if status in (Status.CREATED, Status.UPDATED):
                    self.warnings += self.run.tell_new(self.catalogue.made)
                self.warnings += self._without_original()
                self.warnings += self.photos.warnings + self.run.take_footer(self.reading)
                if self.options.is_dry:
                    self._go_public(status)
                    address = self._address()
                    transaction.set_rollback(True)
        except BaseException:
            self._delete_stored(self.photos.stored)
            raise
        if not self.options.is_dry:
            self._go_public(status)
            address = self._address()
        assert self.article is not None
        return _outcome(
            source, self.reading, status, reason=reason, warnings=tuple(self.warnings),
            article_id=None if self.options.is_dry else self.article.pk, address=self.run.foreseen(address),
            waiting_photos=self.photos.waiting,
        )  # fmt: skip

    def _write(self) -> tuple[Status, Warning | None]:
        if self.article is None:
            self._create()
            return Status.CREATED, None
        self.article = revisions.locked(self.article)
        is_filled = self.photos.fill_waiting(self.item, self.pictures)
        stored_before = len(self.photos.stored)
        objection = _why_kept(self.article)
        with transaction.atomic():
            is_same = self._write_over(self.article)
            if is_same or objection:
                transaction.set_rollback(True)
        if is_same or objection:
            self._delete_stored(self.photos.stored[stored_before:])
            self.article.refresh_from_db()
        if objection and not is_same:
            return Status.KEPT, objection
        if is_same and not is_filled:
            return Status.UNCHANGED, None
        if is_untouched(self.article):
            self._record(self.article)
        return Status.UPDATED, None

    def _create(self) -> None:
        resolved = self._resolved()
        by = self.options.by
        self.article = Article(
            import_ref=import_ref_of(self.item), created_by=by.ref if by else None, desk_state=DeskState.DRAFT
        )
        snapshot.write(resolved, self.article)
        self._keep_corrections(self.article)
        self._record(self.article)

    def _write_over(self, article: Article) -> bool:
        """Write the new text over the old; True when that changes nothing. The caller undoes what is not wanted.

        Both sides are asked of the working copy, so that they speak in today's words: what the desk renamed
        since is no difference. Of a story that the desk changed, the last import is written first.
        """
        if is_untouched(article) or self.prior is None:
            before = snapshot.item_of(article)
        else:
            try:
                before = snapshot.item_of(snapshot.write(self.photos.in_todays_words(self.prior), article))
            except snapshot.UnknownReference:
                return False
        snapshot.write(self._resolved(), article)
        self._keep_corrections(article)
        return snapshot.item_of(article) == before

    def _keep_corrections(self, article: Article) -> None:
        self.corrections = [
            notice.ref
            for notice in actions.import_corrections(article, self.options.by, self.item.corrections)
        ]

    def _resolved(self) -> NewsItem:
        """The item tied to the site's records; what it does not say stays as the last import had it."""
        item = self.catalogue.with_refs(self.item)
        if self.options.is_strict and self.catalogue.made:
            what, name = self.catalogue.made[0]
            raise Refusal(
                f"new_{what}",
                f"“{name}” is no {what} of this site. Add it in the admin and run again, or run without --strict.",
            )
        item = self.photos.with_refs(item, self.pictures)
        if self.prior is None:
            return item
        return replace(
            item, slug=item.slug or self.prior.slug, published_at=item.published_at or self.prior.published_at
        )

    def _record(self, article: Article) -> None:
        by = self.options.by
        revision = revisions.record(
            article,
            by,
            based_on=article.latest_revision,
            reason=Revision.Reason.IMPORT,
            note=self.item.source[-300:],
        )
        article.imported_revision = revision
        article.save(update_fields=["imported_revision", "changed_at"])
        details: dict[str, Any] = {"corrections": self.corrections} if self.corrections else {}
        write_line(
            article, "imported", by, after=article.desk_state, revision=revision, source=self.item.source,
            **details,
        )  # fmt: skip

    def _set_embargo(self, article: Article) -> None:
        """Of the file as it is now, or nothing of the file: no text goes out, or lies at the desk, without it.

        It raises what is in force and never lowers it; one that somebody has lifted since stays lifted.
        """
        embargo = self.reading.standing.embargo
        if embargo is None:
            return
        until = for_people(embargo.until)
        if embargo.until <= timezone.now():
            sentence = f"The embargo of the file ended on {until}, and was not set."
            self.warnings.append(Warning(code="embargo_over", sentence=sentence))
            return
        in_force = article.embargo_until
        if in_force is not None and in_force >= embargo.until or _was_lifted(article, embargo.until):
            return
        if self.options.by is None:
            raise Refusal(
                "embargo", f"The story is under embargo until {until}: give --as USER, who sets it."
            )
        try:
            actions.set_embargo(
                article, self.options.by, until=embargo.until, reason=embargo.reason, is_imported=True
            )
        except actions.Refused as refusal:
            raise Refusal(
                "embargo",
                f"The embargo of the story (until {until}) cannot be set, so that nothing of the file was taken over. "
                f"{refusal.sentence}",
            ) from refusal

    def _without_original(self) -> list[Warning]:
        named = self.item.translation_of
        if not named or self.article is None or self.article.translation_of_id or self.run.has_met(named):
            return []
        sentence = f"The original {named} is not here yet: import it, then this file again, so that the two are linked."
        return [Warning(code="no_original", sentence=sentence)]

    def _go_public(self, status: Status) -> None:
        self._publish(status)
        if status is not Status.KEPT:
            self.warnings += self._keep_old_addresses()

    def _publish(self, status: Status) -> None:
        """Through the desk's own door. Refused, the story stays where it is, and the person is told what it lacks."""
        article, by = self.article, self.options.by
        if not self.options.publish or article is None or by is None:
            return
        standing = self.reading.standing
        if not is_to_be_moved(article, standing.state):
            self.warnings += _left_to_desk(article, standing.state) if status is not Status.KEPT else []
            return
        try:
            actions.import_standing(article, by, standing, updated_at=self._updated_at())
        except actions.Refused as refusal:
            why = refusal.sentence
            if any(point.code == "date" for point in refusal.points):
                why += " On the command line: --published-at WHEN, or --dates FILE.csv."
        except Exception as error:  # The story is stored by now: only its publication failed.
            logger.exception("The publication of %s failed.", self.item.source)
            why = f"An error came between ({error}); see the log."
        else:
            self.warnings += _opened_late(standing)
            return
        article.refresh_from_db()
        state = article.get_desk_state_display()
        sentence = f"{why} The story stays as it is ({state}); complete it at the desk, or mend the file and run again."
        self.warnings.append(Warning(code=NOT_PUBLISHED, sentence=sentence))

    @transaction.atomic
    def _keep_old_addresses(self) -> list[Warning]:
        """What stood at these addresses elsewhere is found here: each leads to the story, once readers have one.

        A draft takes no address: it would hold them against every other story, whoever laid its file into the folder.
        """
        assert self.article is not None
        mine = {"target_kind": Address.Target.STORY, "target_id": self.article.pk}
        paths = {
            address: path
            for address in self.reading.standing.old_addresses
            if (path := languages.split_language(address)[1]) != self.article.path
        }
        rows = Address.objects.filter(language=self.item.language, path__in=paths.values())
        owners = {row.path: (row.target_kind, row.target_id) for row in rows}
        free = {address: path for address, path in paths.items() if path not in owners}
        taken = [
            a for a, path in paths.items() if owners.get(path, tuple(mine.values())) != tuple(mine.values())
        ]
        warnings = [_address_taken(taken)] if taken else []
        if free and not self._may_take_addresses():
            return [*warnings, _addresses_wait(free)]
        for path in dict.fromkeys(free.values()):
            Address.objects.get_or_create(language=self.item.language, path=path, defaults=mine)
        return warnings

    def _may_take_addresses(self) -> bool:
        by = self.options.by
        if not self.options.publish or by is None or self.article is None:
            return False
        is_public = publication.public_state(self.article) is not PublicState.NONE
        return is_public and Powers(by).may(Right.IMPORT)

    def _updated_at(self) -> datetime | None:
        """A date ahead is no date of a change."""
        updated_at = self.item.updated_at
        return updated_at if updated_at and updated_at <= timezone.now() else None

    def _address(self) -> str:
        """Asked only of a story that has ever had a path: most of an archive's first run has none."""
        live = publication.live_slice(self.article) if self.article and self.article.path else None
        return live.address if live else ""

    def _delete_stored(self, photos: list[Photo]) -> None:
        """Files of photos whose rows were taken back."""
        for photo in photos:
            if photo.file.name and getattr(photo.file, "_committed", False):
                photo.file.storage.delete(photo.file.name)


def is_untouched(article: Article) -> bool:
    """Nobody has changed the text at the desk since it was imported."""
    return (
        article.imported_revision_id is not None
        and article.latest_revision_id == article.imported_revision_id
    )


def _was_lifted(article: Article, until: datetime) -> bool:
    """The embargo to this very moment was set here, and lifted afterwards: the chief editor's word stands."""
    lines = article.audit_events.order_by("-pk")
    lifted = lines.filter(move=Move.LIFT_EMBARGO).values_list("pk", flat=True).first()
    if lifted is None:
        return False
    earlier = lines.filter(move=Move.SET_EMBARGO, pk__lt=lifted).values_list("details", flat=True)
    return any(datetime.fromisoformat(details["until"]) == until for details in earlier)


_FREE = (
    (DeskState.DRAFT, PublicState.NONE),
    (DeskState.DRAFT, PublicState.LIVE),
    (DeskState.APPROVED, PublicState.LIVE),
)
"""Where an untouched story may take new text from its page; everywhere else somebody at the desk has it in hand."""


def _why_kept(article: Article) -> Warning | None:
    """Why the desk's text stays, though the page has another; None when it need not."""
    public = publication.public_state(article)
    if article.desk_state == DeskState.TRASHED:
        cause = "lies in the trash"
    elif article.imported_revision_id is None:
        cause = "was written at this desk"
    elif not is_untouched(article):
        cause = "was changed at the desk since it was imported"
    elif (article.desk_state, public) in _FREE:
        return None
    elif public in (PublicState.NONE, PublicState.LIVE):
        cause = f"stands at the desk as {article.get_desk_state_display()}"
    else:
        cause = f"is {PUBLIC_STATE_LABELS[public]} on the public site"
    return Warning(
        code="kept",
        sentence=f"The story {cause}, so the page's new text was not taken over. Compare the two and copy what is right.",
    )


_STANDS: dict[StoryState, tuple[PublicState, ...]] = {
    StoryState.PUBLISHED: (PublicState.LIVE, PublicState.EXPIRED),
    StoryState.SCHEDULED: (PublicState.SCHEDULED, PublicState.LIVE, PublicState.EXPIRED),
    StoryState.UNPUBLISHED: (PublicState.UNPUBLISHED,),
    StoryState.RETRACTED: (PublicState.RETRACTED,),
}
"""Where the public sees a story that its file says to stand so; time alone opens and closes."""


def stands_as_said(article: Article, state: StoryState) -> bool:
    """The story is where its file says; of its text nothing is asked."""
    public = publication.public_state(article)
    if state.is_public:
        return public in _STANDS[state]
    return public is PublicState.NONE and article.desk_state == state


def is_to_be_moved(article: Article, state: StoryState) -> bool:
    """A story that only imports have moved and that is not yet where its file says, or whose new text is not.

    What an editor returned, approved, changed or took down is left to editors.
    """
    if not is_untouched(article):
        return False
    live = publication.live_slice(article)
    if live is not None and live.form == live.Form.STORY and live.revision_id != article.latest_revision_id:
        return state.is_public
    return not stands_as_said(article, state) and actions.is_in_nobodys_hand(article)


def _address_taken(addresses: Iterable[str]) -> Warning:
    sentence = f"These addresses lead elsewhere already, and stay so: {', '.join(addresses)}."
    return Warning(code="address_taken", sentence=sentence)


def _addresses_wait(addresses: Iterable[str]) -> Warning:
    sentence = (
        f"Old addresses lead to the story when it is published, not before: {', '.join(addresses)}. "
        "Run the import with --publish --as USER; of a story that is published at the desk, run it again afterwards."
    )
    return Warning(code="addresses_wait", sentence=sentence)


def _left_to_desk(article: Article, state: StoryState) -> list[Warning]:
    if stands_as_said(article, state) or publication.public_state(article) is PublicState.LIVE:
        return []
    sentence = f"Somebody at the desk has had this story in hand ({article.get_desk_state_display()}): publish it there."
    return [Warning(code="left_to_desk", sentence=sentence)]


def _opened_late(standing: Standing) -> list[Warning]:
    when = standing.scheduled_for
    if standing.state is not StoryState.SCHEDULED or when is None or when > timezone.now():
        return []
    sentence = (
        f"The file schedules the story for {for_people(when)}, which has passed: readers see it from now on."
    )
    return [Warning(code="opened_late", sentence=sentence)]


def _outcome(source: Source, reading: Reading, status: Status, **fields: Any) -> Outcome:
    return Outcome(path=source.path, status=status, item=reading.item, footer=reading.footer, **fields)


def _duplicate(source: Source, reading: Reading, seen: _Seen) -> Outcome:
    reason = Warning(
        code="duplicate", sentence=f"This is the story of {seen.path} once more; that file was used."
    )
    return _outcome(
        source, reading, Status.DUPLICATE, reason=reason, article_id=seen.article_id, address=seen.address
    )


def _without_credit(item: NewsItem) -> list[Warning]:
    return [
        Warning(
            code="no_credit",
            sentence=f"The photo “{(use.caption or use.file or 'without a caption')[:60]}” has no credit: "
            "the story cannot be published before somebody writes who took it, for whom.",
        )
        for use in item.photos
        if not use.credit_line.strip()
    ]
