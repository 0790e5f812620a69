"""Notes: what the desk says to itself about a story or one of its paragraphs. They never enter a `NewsItem`.

Whoever may see a story may write a note, settle one and open it again; the history says who did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Note
from articles.workflow import revisions
from articles.workflow.actions import Refused, needed
from articles.workflow.audit import write_line
from articles.workflow.roles import Powers
from newsroom.lib.folding import fold_typography
from newsroom.lib.richtext.document import paragraphs
from newsroom.models import User

SETTLED, REOPENED = "note_settled", "note_reopened"
"""What the audit trail calls it. It never repeats the words of a note."""
LONGEST = 5_000


def paragraphs_of(article: Article) -> list[str]:
    """What a note may be about besides the whole story: the standfirst, then each paragraph, in today's words."""
    return [words for words in (article.standfirst.strip(), *paragraphs(article.body)) if words]


def places(notes: Iterable[Note], present: list[str]) -> Mapping[int, int | None]:
    """Note -> the place of its paragraph among those that are present; None when it has changed since.

    Quotes, dashes and spaces that were only typeset anew do not lose a paragraph.
    """
    found = {fold_typography(words): place for place, words in reversed(list(enumerate(present)))}
    return {note.pk: found.get(fold_typography(note.paragraph)) for note in notes if note.paragraph}


def unsettled(article: Article) -> QuerySet[Note]:
    return article.notes.filter(settled_at__isnull=True)


@transaction.atomic
def write(
    article: Article, by: User, *, text: str, paragraph: str = "", moment: datetime | None = None
) -> Note:
    """A note on the story; with the words of a paragraph, on that paragraph, which must stand in the text now."""
    fresh = revisions.locked(article)
    _refuse_strangers(fresh, by)
    text = needed(text, _("Write the note."))
    if len(text) > LONGEST:
        raise Refused(_("A note has at most %(count)s letters.") % {"count": LONGEST})
    if paragraph and paragraph not in paragraphs_of(fresh):
        raise Refused(_("This paragraph has changed since you opened the page. Choose it again."))
    return Note.objects.create(
        article=fresh, paragraph=paragraph, text=text, made_at=moment or timezone.now(), made_by=by.ref
    )


@transaction.atomic
def settle(note: Note, by: User, *, moment: datetime | None = None) -> Note:
    """What the note asked for is done, or answered."""
    fresh = _locked(note, by)
    if fresh.settled_at is not None:
        raise Refused(_("This note is settled already."))
    return _store(note, by, SETTLED, moment or timezone.now(), is_settled=True)


@transaction.atomic
def reopen(note: Note, by: User, *, moment: datetime | None = None) -> Note:
    fresh = _locked(note, by)
    if fresh.settled_at is None:
        raise Refused(_("This note is open already."))
    return _store(note, by, REOPENED, moment or timezone.now(), is_settled=False)


def _locked(note: Note, by: User) -> Note:
    fresh = Note.objects.select_for_update(of=("self",)).select_related("article").get(pk=note.pk)
    _refuse_strangers(fresh.article, by)
    return fresh


def _refuse_strangers(article: Article, by: User) -> None:
    if not (by.has_perm("articles.view_article") and Powers(by).may_see(article)):
        raise Refused(_("Your role does not see this story."))


def _store(note: Note, by: User, line: str, moment: datetime, *, is_settled: bool) -> Note:
    note.settled_at, note.settled_by = (moment, by.ref) if is_settled else (None, None)
    note.save(update_fields=["settled_at", "settled_by"])
    state = note.article.desk_state
    write_line(note.article, line, by, before=state, after=state, moment=moment, note=note.pk)
    return note
