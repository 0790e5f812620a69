"""The translation desk: a linked draft in another language, and what it was made from.

The draft begins with the original's photos and embeds in their order, captions included, and with no text. A copied
text would look complete to the checklist and could go out unread in the wrong language; an empty one cannot be
published, and the original stands beside it. Photos are carried, because nobody should pick them a second time.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from lxml import html as lxml_html

from articles import snapshot
from articles.models import Article, Author, AuthorName, DeskState, Revision
from articles.newsitem import Byline, BylineRole, NewsItem
from articles.workflow import families, publication, revisions, story_tasks
from articles.workflow.audit import write_line
from articles.workflow.closed import no_such_story
from articles.workflow.refusal import Refused
from articles.workflow.resolve import resolve
from articles.workflow.roles import Powers, Right
from articles.workflow.transitions import PublicState
from media.models import Photo
from newsroom.lib.folding import fold_typography, folded_name
from newsroom.lib.richtext.document import paragraphs, parse
from newsroom.models import User

ROOM_FOR_TEXT = "<p></p>"
"""Stands wherever the original has words between two photos, so that the translator can click there."""


# What may be translated, by whom, into what


def why_not(article: Article, by: User, moment: datetime | None = None) -> str:
    """Why the door would refuse to translate this story now; empty when it would not."""
    powers, original = Powers(by), families.root_of(article)
    if not powers.may_see(original):
        return no_such_story()
    if not powers.may(Right.TRANSLATE, original):
        if powers.holds(Right.TRANSLATE):
            return _("This story belongs to a section that is not yours.")
        return _("Your role does not allow you to translate stories.")
    if original.desk_state in (DeskState.TRASHED, DeskState.IDEA):
        return _("There is no text to translate yet, or none any more.")
    if publication.public_state(original, moment) in (PublicState.UNPUBLISHED, PublicState.RETRACTED):
        return _("This story was taken away from readers: it is not translated.")
    return ""


def languages_lacking(article: Article, by: User) -> list[tuple[str, str]]:
    """Code and name of each language of the paper that the story is not in, as far as this person may know."""
    known = set(families.family(article).open_to(by).values_list("language", flat=True))
    return [(code, name) for code, name in settings.LANGUAGES if code not in known]


# Making the draft


@transaction.atomic
def translate(article: Article, by: User, language: str, *, moment: datetime | None = None) -> Article:
    """A draft in `language`, linked to the original: closed, and waiting for a lawyer, if the original is.

    The embargo holds for all languages of a story, and a photo that is killed is gone from all of them.
    """
    moment = moment or timezone.now()
    original = revisions.locked(families.root_of(article))
    if objection := why_not(original, by, moment):
        raise Refused(objection)
    if language not in dict(languages_lacking(original, by)):
        raise Refused(_("The story is in this language already, or the paper is not."))
    source = families.outgoing_revision(original, moment)
    if source is None:
        raise Refused(_("Save the original first: there is nothing to translate yet."))
    translation = Article(
        created_by=by.ref, changed_by=by.ref, translated_from=source,
        needs_legal_read=original.needs_legal_read, is_closed=original.is_closed,
    )  # fmt: skip
    snapshot.write(first_draft(source.news_item, original, language, by, moment), translation)
    translation.closed_to.set(original.closed_to.all())
    revision = revisions.record(translation, by, based_on=None, moment=moment)
    write_line(
        translation, "translation_started", by, after=translation.desk_state, revision=revision,
        moment=moment, made_from=source.number,
    )  # fmt: skip
    write_line(original, "translated", by, revision=source, moment=moment, language=language)
    return translation


def first_draft(item: NewsItem, original: Article, language: str, by: User, moment: datetime) -> NewsItem:
    """The original in today's records, with its photos and without its words; only the headline waits to be replaced."""
    today = resolve(item, original.path)[0].item
    photos = _known_refs(Photo, [photo.ref for photo in today.photos])
    authors = _known_refs(Author, [line.ref for line in today.bylines])
    until = today.developing_until
    return dataclasses.replace(
        today,
        language=language,
        body=without_words(today.body, photos),
        kicker="",
        standfirst="",
        bylines=(
            *(
                line
                for line in today.bylines
                if line.ref in authors and line.role is not BylineRole.TRANSLATION
            ),
            *translator_line(by, language),
        ),
        photos=tuple(photo for photo in today.photos if photo.ref in photos),
        corrections=(),
        slug="",
        published_at=None,
        updated_at=None,
        developing_until=until if until and until > moment else None,
        translation_of=original.ref,
        import_ref="",
        source="",
    )


def _known_refs(model: type[Photo] | type[Author], refs: list[str]) -> set[str]:
    return set(model._default_manager.filter(ref__in=refs).values_list("ref", flat=True))


def without_words(body: str, photos: set[str]) -> str:
    """The photos that still exist and the embeds, in their order, with room for text where the original has some."""
    kept: list[str] = []
    for element in parse(body):
        is_photo = element.tag == "figure" and element.get("data-photo") in photos
        if is_photo or element.get("data-embed"):
            kept.append(lxml_html.tostring(element, encoding="unicode", with_tail=False))
        elif element.tag != "figure" and kept[-1:] != [ROOM_FOR_TEXT]:
            kept.append(ROOM_FOR_TEXT)
    return "" if kept == [ROOM_FOR_TEXT] else "".join(kept)


def translator_line(by: User, language: str) -> tuple[Byline, ...]:
    """The person in the byline, when exactly one author bears their name; else nobody, and the desk says so."""
    author = translator_named(by, language)
    if author is None:
        return ()
    return (Byline(name=author.printed_name(language), role=BylineRole.TRANSLATION, ref=author.ref),)


def translator_named(by: User, language: str) -> Author | None:
    """Never by a login name, and never a pseudonym: the byline would say who stands behind it."""
    name = folded_name(by.get_full_name())
    if not name:
        return None
    rows = AuthorName.objects.filter(folded_name=name, author__form=Author.Form.PERSON)
    found = set(rows.values_list("author_id", flat=True))
    if len(found) > 1:
        found = set(rows.filter(language=language).values_list("author_id", flat=True))
    return Author.objects.get(pk=found.pop()) if len(found) == 1 else None


def has_translator(translation: Article) -> bool:
    return translation.bylines.filter(role=BylineRole.TRANSLATION.value).exists()


# Keeping up with the original


@transaction.atomic
def bring_up_to_date(
    translation: Article, by: User, revision: Revision, *, moment: datetime | None = None
) -> Article:
    """Somebody has looked: the translation says what this revision of the original says. Settles its tasks."""
    moment = moment or timezone.now()
    fresh = revisions.locked(translation)
    if not story_tasks.may_mind(fresh, by):
        raise Refused(_("Only whoever may edit this translation can say that it is up to date."))
    is_the_originals = fresh.translation_of_id is not None and revision.article_id == fresh.translation_of_id
    if not is_the_originals or revision.reason == Revision.Reason.CONFLICT:
        raise Refused(_("This is no revision of the original."))
    before = fresh.translated_from
    if before is not None and before.pk == revision.pk:
        return translation
    fresh.translated_from = revision
    fresh.save(update_fields=["translated_from"])
    write_line(
        fresh, "brought_up_to_date", by, revision=fresh.latest_revision, moment=moment,
        made_from_before=before.number if before else None, made_from=revision.number,
    )  # fmt: skip
    story_tasks.settle(fresh, by, moment)
    translation.refresh_from_db()
    return translation


# What still speaks the other language


@dataclass(frozen=True, slots=True, kw_only=True)
class Untranslated:
    """One thing in the translation that still says what the original says, word for word."""

    what: str
    words: str


def still_in_original_words(original: NewsItem, translation: NewsItem) -> list[Untranslated]:
    """Advice, never a refusal: a name is the same in both languages, and so is now and then a whole caption."""
    pairs = [
        (_("headline"), original.headline, translation.headline),
        (_("standfirst"), original.standfirst, translation.standfirst),
        (_("kicker"), original.kicker, translation.kicker),
    ]
    for photo in translation.photos:
        if (same := original.photo(photo.key)) is not None:
            pairs += [(_("caption"), same.caption, photo.caption), (_("alt text"), same.alt, photo.alt)]
    known = {line.ref: line.affiliation for line in original.bylines}
    pairs += [(_("affiliation"), known.get(line.ref, ""), line.affiliation) for line in translation.bylines]
    found = [Untranslated(what=what, words=here) for what, there, here in pairs if _is_same(there, here)]
    theirs = {fold_typography(words) for words in paragraphs(original.body)}
    for words in paragraphs(translation.body):
        if fold_typography(words) in theirs:
            found.append(Untranslated(what=_("paragraph"), words=words))
    return found


def _is_same(there: str, here: str) -> bool:
    return bool(here.strip()) and fold_typography(there) == fold_typography(here)
