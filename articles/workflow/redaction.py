"""Redaction, the one exception to "nothing is lost": words go out of everything the paper keeps, for somebody in danger.

The chief editor asks, a second person confirms. Both type the words themselves: they are kept nowhere in between, only
keyed digests of them, by which the second list is compared with the first. Whatever is left of the words afterwards is
those digests in the ledger, so that an older backup loses them as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, AuditEvent, Redaction, Revision, Role
from articles.workflow import blacking, publication, scrubbing
from articles.workflow.actions import Refused, needed
from articles.workflow.blacking import Outcome, Scope
from articles.workflow.closed import Unseen
from articles.workflow.roles import Powers, Right
from newsroom.lib import ledger
from newsroom.lib.blackout import Blackout, Phrases, tokens_of
from newsroom.lib.ledger import DigestedPhrases
from newsroom.models import User

MOST_PHRASES = 50
MOST_TOKENS = 12
LEAST_LETTERS = 3
"""“of” would black out half the paper."""
CONFIRMS = (Role.EDITOR, Role.CHIEF, Role.ADMINISTRATOR)


# Who may


def may_ask(user: User) -> bool:
    return Powers(user).holds(Right.REDACT)


def may_confirm(redaction: Redaction, user: User) -> bool:
    return not _objection(redaction, user)


def _objection(redaction: Redaction, user: User) -> str:
    """Why this person cannot be the second; empty when they can."""
    powers = Powers(user)
    if powers.role not in CONFIRMS or (redaction.article and not powers.may_see(redaction.article)):
        return _("An editor, the chief editor or an administrator confirms a redaction.")
    if redaction.asked_by == user.ref:
        return _("You asked for this redaction yourself: somebody else has to confirm it.")
    if redaction.confirmed_at is not None:
        return _("This redaction was carried out already.")
    return ""


def open_to(user: User) -> QuerySet[Redaction]:
    """Those that this person may know of: of a closed story, only who is named on it."""
    known = Article.objects.open_to(user).values("pk")
    return Redaction.objects.filter(article=None) | Redaction.objects.filter(article__in=known)


# The words


def phrases_of(text: str) -> list[str]:
    """One phrase a line, each once; empty lines are passed over."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def _checked(phrases: Iterable[str]) -> Phrases:
    given = list(phrases)
    if not given:
        raise Refused(_("Write the words that are to go, one word or phrase a line."))
    if len(given) > MOST_PHRASES:
        raise Refused(_("At most %(most)d words or phrases go in one redaction.") % {"most": MOST_PHRASES})
    for number, phrase in enumerate(given, start=1):
        _check(number, tokens_of(phrase))
    return Phrases(given)


def _check(number: int, tokens: tuple[str, ...]) -> None:
    """The sentences name the line, never the words: what is refused is printed and logged."""
    if sum(map(len, tokens)) < LEAST_LETTERS:
        raise Refused(
            _(
                "Line %(number)d is too short: it would black out parts of every story. Write at least %(least)d letters."
            )
            % {"number": number, "least": LEAST_LETTERS}
        )
    if len(tokens) > MOST_TOKENS:
        raise Refused(
            _("Line %(number)d is too long: a phrase has at most %(most)d words.")
            % {"number": number, "most": MOST_TOKENS}
        )


# Asking


def look(article: Article | None, phrases: Iterable[str], user: User) -> Outcome:
    """Where the words stand, before anybody decides."""
    _may_see(article, user)
    return blacking.look(Scope(article=article), Blackout(_checked(phrases)), Unseen(user))


def stories_beside(article: Article, phrases: Iterable[str], user: User) -> int:
    return blacking.stories_with_words(Blackout(_checked(phrases)), user, article)


@transaction.atomic
def ask(
    user: User,
    phrases: Iterable[str],
    *,
    reason: str,
    article: Article | None = None,
    cuts_addresses: bool = False,
    moment: datetime | None = None,
) -> Redaction:
    """The first half. Nothing is blacked out until somebody else has confirmed it."""
    if not may_ask(user):
        raise Refused(_("Only the chief editor asks for a redaction."))
    _may_see(article, user)
    words = _checked(phrases)
    reason = needed(reason, _("Say why the words have to go, without saying them."))
    if Blackout(words).is_in(reason):
        raise Refused(_("The reason says the words themselves. It is kept for good: say it without them."))
    return Redaction.objects.create(
        article=article,
        reason=reason,
        cuts_addresses=cuts_addresses,
        asked_at=moment or timezone.now(),
        asked_by=user.ref,
        digests=ledger.digests_of(words),
    )


def _may_see(article: Article | None, user: User) -> None:
    if article is not None and not Powers(user).may_see(article):
        raise Refused(_("There is no such story."))


@transaction.atomic
def withdraw(redaction: Redaction, user: User) -> None:
    """A redaction that nobody has confirmed is taken back, without a trace of its digests."""
    if not may_ask(user):
        raise Refused(_("Only the chief editor takes a redaction back."))
    if not Redaction.objects.filter(pk=redaction.pk, confirmed_at=None).delete()[0]:
        raise Refused(_("This redaction was carried out already."))


# Confirming, which carries it out


def confirm(
    redaction: Redaction, user: User, phrases: Iterable[str], *, moment: datetime | None = None
) -> Redaction:
    """The second half, in one transaction: all of it or nothing. Raises `scrubbing.NotClean` when the rows are clean
    and something beside them is not yet: `finish` takes up from there."""
    moment = moment or timezone.now()
    words = Phrases(phrases)
    scrubbing.overwrite_what_is_deleted()
    with transaction.atomic():
        redaction = Redaction.objects.select_for_update().get(pk=redaction.pk)
        if objection := _objection(redaction, user):
            raise Refused(objection)
        if [list(digest) for digest in ledger.digests_of(words)] != redaction.digests:
            raise Refused(
                _("These are not the words that were asked for. Ask again for the list and type it whole.")
            )
        redaction.confirmed_at, redaction.confirmed_by = moment, user.ref
        story_ids = _carry_out(redaction, Blackout(words), moment)
        ledger.write(_line(redaction))
    _scrub(redaction, Blackout(words), story_ids)
    return redaction


def _carry_out(redaction: Redaction, blackout: Blackout, moment: datetime) -> set[int]:
    """The row stands open, which lets history lose words, for no longer than this takes."""
    done_at = redaction.done_at or moment
    with _open(redaction, done_at):
        outcome = blacking.black_out(
            Scope(article=redaction.article), blackout, cuts_addresses=redaction.cuts_addresses,
            moment=moment, unseen=Unseen(None),
        )  # fmt: skip
        redaction.counts = redaction.counts or dict(outcome.counts)
    touched = outcome.story_ids | outcome.published_ids
    if redaction.article_id:
        touched.add(redaction.article_id)
    _renew(outcome.story_ids, redaction, moment)
    _write_lines(redaction, touched)
    return touched


def _renew(story_ids: Iterable[int], redaction: Redaction, moment: datetime) -> None:
    """A new revision, so that a page that stood open with the words in it saves beside the story and not over it."""
    rows = Article.objects.filter(pk__in=story_ids, latest_revision__isnull=False)
    for article in rows.select_related("latest_revision"):
        latest = article.latest_revision
        assert latest is not None
        newest = article.revisions.aggregate(number=Max("number"))["number"]
        revision = Revision.objects.create(
            article=article, number=newest + 1, parent=latest, item=latest.item, is_substantive=False,
            is_minor=True, made_at=moment, made_by=redaction.confirmed_by, note=_("Words were redacted."),
        )  # fmt: skip
        Article.objects.filter(pk=article.pk).update(latest_revision=revision)
        Article.objects.filter(pk=article.pk, approved_revision=latest).update(approved_revision=revision)
        publication.stand_for(article, revision, instead_of=latest)


@contextmanager
def _open(redaction: Redaction, done_at: datetime) -> Iterator[None]:
    redaction.done_at = redaction.cleaned_at = None
    redaction.save()
    yield
    redaction.done_at = done_at
    redaction.save()


def _write_lines(redaction: Redaction, story_ids: Iterable[int]) -> None:
    """Each story says in its history that words were redacted, when, by whom and why; once."""
    assert redaction.done_at is not None
    said = AuditEvent.objects.filter(move="redacted", details__redaction=redaction.ref)
    known = set(said.values_list("article_id", flat=True))
    AuditEvent.objects.bulk_create(
        AuditEvent(
            article_id=story_id,
            move="redacted",
            reason=redaction.reason,
            made_at=redaction.done_at,
            made_by=redaction.confirmed_by,
            details={"redaction": redaction.ref, "person": str(redaction.asked_by)},
        )
        for story_id in sorted(set(story_ids) - known)
    )


def _scrub(redaction: Redaction, blackout: Blackout, story_ids: Iterable[int]) -> None:
    scrubbing.scrub(Scope(article=redaction.article), blackout, story_ids)
    redaction.cleaned_at = timezone.now()
    redaction.save(update_fields=["cleaned_at"])


def unfinished() -> QuerySet[Redaction]:
    """The rows say nothing any more; a file, a cache or a free page still may."""
    return Redaction.objects.filter(done_at__isnull=False, cleaned_at__isnull=True)


def finish(redaction: Redaction) -> None:
    """Take up where `confirm` was interrupted. It needs nobody's word again: two people have given theirs."""
    events = AuditEvent.objects.filter(move="redacted", details__redaction=redaction.ref)
    story_ids = [story_id for story_id in events.values_list("article_id", flat=True) if story_id]
    _scrub(redaction, Blackout(DigestedPhrases(_digests(redaction))), story_ids)


def _digests(redaction: Redaction) -> list[ledger.Digest]:
    return [(int(number), str(digest)) for number, digest in redaction.digests]


# The ledger


def _line(redaction: Redaction) -> ledger.Line:
    assert redaction.confirmed_at is not None
    return ledger.Line(
        ref=redaction.ref,
        story=redaction.article.ref if redaction.article else "",
        cuts_addresses=redaction.cuts_addresses,
        reason=redaction.reason,
        asked_at=redaction.asked_at.isoformat(),
        asked_by=str(redaction.asked_by),
        confirmed_at=redaction.confirmed_at.isoformat(),
        confirmed_by=str(redaction.confirmed_by),
        digests=_digests(redaction),
    )


def apply_ledger() -> Iterator[tuple[ledger.Line, bool]]:
    """Do every redaction of the ledger again on whatever database stands here: an older one, put back.

    Yields each line and whether it concerns this database. Each is a transaction; what is clean already stays as it is.
    """
    for line in list(ledger.lines()):
        article = Article.objects.filter(ref=line.story).first() if line.story else None
        if line.story and article is None:
            yield line, False
            continue
        _apply(line, article)
        yield line, True


def _apply(line: ledger.Line, article: Article | None) -> None:
    scrubbing.overwrite_what_is_deleted()
    blackout = Blackout(DigestedPhrases(line.digests))
    with transaction.atomic():
        redaction = _restored(line, article)
        story_ids = _carry_out(redaction, blackout, timezone.now())
    _scrub(redaction, blackout, story_ids)


def _restored(line: ledger.Line, article: Article | None) -> Redaction:
    """The row of this redaction, made again where the older database has none or has it unconfirmed."""
    redaction = Redaction.objects.filter(ref=line.ref).first() or Redaction(ref=line.ref)
    redaction.article, redaction.reason = article, line.reason
    redaction.cuts_addresses = line.cuts_addresses
    redaction.asked_at, redaction.asked_by = datetime.fromisoformat(line.asked_at), UUID(line.asked_by)
    redaction.confirmed_at = datetime.fromisoformat(line.confirmed_at)
    redaction.confirmed_by = UUID(line.confirmed_by)
    redaction.digests = line.digests
    return redaction
