"""The translation desk: what a draft in another language begins with, and how it keeps up with its original."""

from __future__ import annotations

from datetime import timedelta

import pytest

from articles.models import Article, ArticleByline, Author, AuthorName, Revision
from articles.newsitem import BylineRole
from articles.workflow import actions, families, publication, translations
from articles.workflow.refusal import Refused
from newsroom.models import User
from tests.cast import Cast, a_photo, an_author
from tests.conftest import Clock
from tests.stories import a_draft, approved, in_review, live, saved


def in_russian(original: Article, by: User, **words: str) -> Article:
    """A translation whose words are there."""
    translation = translations.translate(original, by, "ru")
    given = {
        "headline": "Совет оставил ночной паром",
        "body": "<p>Голосовали в десять минут двенадцатого.</p>",
    }
    saved(translation, by, **{**given, **words})
    return translation


def live_in_russian(cast: Cast, original: Article, **words: str) -> Article:
    translation = actions.submit(in_russian(original, cast.writer, **words), cast.writer)
    return actions.publish(actions.approve(translation, cast.editor), cast.editor)


def named(user: User, first_name: str, last_name: str) -> User:
    user.first_name, user.last_name = first_name, last_name
    user.save()
    return user


def the_translators(story: Article) -> list[Author]:
    return [row.author for row in story.bylines.filter(role=BylineRole.TRANSLATION.value)]


class DraftTests:
    def test_it_is_linked_and_carries_section_kind_tags_and_byline(self, cast: Cast) -> None:
        original = live(cast)
        draft = translations.translate(original, cast.writer, "ru")
        assert (draft.translation_of, draft.language, draft.desk_state) == (original, "ru", "draft")
        assert (draft.section, draft.kind) == (original.section, original.kind)
        assert [tag.name for tag in draft.tags.all()] == ["River", "City council"]
        assert [row.author for row in draft.bylines.all()] == [row.author for row in original.bylines.all()]
        assert draft.created_by == cast.writer.ref

    def test_it_carries_the_lead_photo_and_what_was_written_for_it(self, cast: Cast) -> None:
        original = a_draft(cast, photo=a_photo(), lead_caption="The quay at night.", lead_alt="A lit quay.")
        draft = translations.translate(original, cast.writer, "ru")
        assert (draft.lead_photo, draft.lead_caption, draft.lead_alt) == (
            original.lead_photo,
            "The quay at night.",
            "A lit quay.",
        )

    def test_photos_and_embeds_stand_in_their_order_with_room_for_text_and_without_it(
        self, cast: Cast
    ) -> None:
        photo, other = a_photo(), a_photo(caption="The gallery.")
        embed = '<div data-embed="https://example.org/v"></div>'
        body = (
            f'<p>One.</p><p>Two.</p><figure data-photo="{photo.ref}" data-caption="Here."></figure>'
            f'<h2>Later</h2><ul><li>Three.</li></ul>{embed}<figure data-photo="{other.ref}"></figure>'
        )
        draft = translations.translate(a_draft(cast, body=body), cast.writer, "ru")
        assert draft.body == (
            f'<p></p><figure data-photo="{photo.ref}" data-caption="Here."></figure><p></p>{embed}'
            f'<figure data-photo="{other.ref}"></figure>'
        )
        assert [use.ref for use in draft.latest_revision.news_item.photos] == [photo.ref, other.ref]

    def test_a_text_without_photos_begins_empty_and_cannot_go_out(self, cast: Cast) -> None:
        draft = translations.translate(live(cast), cast.writer, "ru")
        assert (draft.body, draft.standfirst, draft.slug, draft.kicker) == ("", "", "", "")
        actions.submit(draft, cast.writer)
        actions.approve(draft, cast.editor)
        with pytest.raises(Refused, match="body is empty"):
            actions.publish(draft, cast.editor)

    def test_a_photo_that_left_the_library_does_not_come_back(self, cast: Cast) -> None:
        lead, inline = a_photo(), a_photo()
        original = live(cast, photo=lead, body=f'<p>One.</p><figure data-photo="{inline.ref}"></figure>')
        saved(original, cast.writer, lead_photo=None, body="<p>One.</p>")
        lead.delete(), inline.delete()
        draft = translations.translate(original, cast.writer, "ru")
        assert (draft.lead_photo, draft.body, draft.latest_revision.news_item.photos) == (None, "", ())

    def test_it_is_made_from_what_readers_see_and_not_from_an_unread_draft(self, cast: Cast) -> None:
        original = live(cast)
        public = original.latest_revision
        saved(original, cast.writer, headline="A rumour")
        draft = translations.translate(original, cast.writer, "ru")
        assert (draft.translated_from, draft.headline) == (
            public,
            "Council keeps the night ferry by one vote",
        )

    def test_before_publication_it_is_made_from_the_newest_text(self, cast: Cast) -> None:
        original = a_draft(cast)
        saved(original, cast.writer, headline="Council keeps the ferry")
        draft = translations.translate(original, cast.writer, "ru")
        assert (draft.translated_from.number, draft.headline) == (2, "Council keeps the ferry")

    def test_one_that_is_scheduled_counts_as_what_readers_will_see(self, cast: Cast, clock: Clock) -> None:
        original = actions.schedule(approved(cast), cast.editor, visible_from=clock.now + timedelta(hours=1))
        scheduled = original.latest_revision
        saved(original, cast.writer, headline="A rumour")
        assert translations.translate(original, cast.writer, "ru").translated_from == scheduled

    def test_the_original_is_always_the_root(self, cast: Cast) -> None:
        original = live(cast)
        russian = in_russian(original, cast.writer)
        ukrainian = translations.translate(russian, cast.writer, "uk")
        assert (ukrainian.translation_of, ukrainian.translated_from) == (original, original.latest_revision)

    def test_both_histories_have_one_line(self, cast: Cast) -> None:
        original = live(cast)
        draft = translations.translate(original, cast.writer, "ru")
        here, there = draft.audit_events.get(), original.audit_events.first()
        assert (here.move, here.made_by, here.details) == (
            "translation_started",
            cast.writer.ref,
            {"made_from": 1},
        )
        assert (there.move, there.details) == ("translated", {"language": "ru"})

    def test_corrections_and_an_own_date_stay_with_the_original(self, cast: Cast, clock: Clock) -> None:
        original = live(cast)
        clock.move(minutes=5)
        actions.correct(original, cast.editor, kind="correction", text="At eleven.")
        draft = translations.translate(original, cast.writer, "ru")
        assert (draft.latest_revision.news_item.corrections, draft.published_at) == ((), None)

    def test_a_label_that_the_story_unfolds_is_carried_while_it_holds(self, cast: Cast, clock: Clock) -> None:
        until = clock.now + timedelta(hours=2)
        original = a_draft(cast, developing_until=until)
        assert translations.translate(original, cast.writer, "ru").developing_until == until
        clock.move(hours=3)
        assert translations.translate(original, cast.writer, "uk").developing_until is None


class TranslatorTests:
    def test_the_author_who_bears_the_name_stands_in_the_byline(self, cast: Cast) -> None:
        author = an_author("Мария Отт", "ru")
        draft = translations.translate(live(cast), named(cast.writer, "МАРИЯ", "Отт"), "ru")
        assert the_translators(draft) == [author]
        line = draft.latest_revision.news_item.bylines[-1]
        assert (line.name, line.role) == ("Мария Отт", BylineRole.TRANSLATION)

    def test_nobody_is_guessed(self, cast: Cast) -> None:
        named(cast.writer, "Maria", "Ott")
        assert the_translators(translations.translate(live(cast), cast.writer, "ru")) == []
        an_author("Maria Ott")
        an_author("Maria Ott")
        assert the_translators(translations.translate(live(cast), cast.writer, "ru")) == []

    def test_of_two_the_one_who_is_named_in_that_language_is_taken(self, cast: Cast) -> None:
        an_author("Maria Ott")
        author = an_author("Maria Ott", "ru")
        draft = translations.translate(live(cast), named(cast.writer, "Maria", "Ott"), "ru")
        assert the_translators(draft) == [author]

    def test_a_pseudonym_is_never_tied_to_a_person(self, cast: Cast) -> None:
        author = an_author("Maria Ott", form=Author.Form.PSEUDONYM)
        draft = translations.translate(live(cast), named(cast.writer, "Maria", "Ott"), "ru")
        assert not ArticleByline.objects.filter(article=draft, author=author).exists()

    def test_a_withheld_name_stays_withheld(self, cast: Cast) -> None:
        author = an_author("Sofia Kern", form=Author.Form.WITHHELD)
        AuthorName.objects.create(author=author, language="ru", name="София Керн")
        draft = translations.translate(live(cast, author=author), cast.writer, "ru")
        assert [line.name for line in draft.latest_revision.news_item.bylines] == ["Имя не называется"]

    def test_an_earlier_translator_is_not_carried(self, cast: Cast) -> None:
        original = a_draft(cast)
        other = an_author("Jan Kos")
        ArticleByline.objects.create(article=original, author=other, role=BylineRole.TRANSLATION.value)
        saved(original, cast.writer)
        assert the_translators(translations.translate(original, cast.writer, "ru")) == []


class CarriedTests:
    def test_a_closed_story_is_translated_for_the_same_people(self, cast: Cast) -> None:
        original = a_draft(cast, is_closed=True)
        original.closed_to.set([cast.writer, cast.editor])
        draft = translations.translate(original, cast.writer, "ru")
        assert draft.is_closed and set(draft.closed_to.all()) == {cast.writer, cast.editor}

    def test_nobody_else_can_translate_it(self, cast: Cast) -> None:
        original = a_draft(cast, is_closed=True)
        original.closed_to.set([cast.editor])
        with pytest.raises(Refused):
            translations.translate(original, cast.chief, "ru")
        assert Article.objects.count() == 1

    def test_the_lawyers_gate_is_carried(self, cast: Cast) -> None:
        original = a_draft(cast, needs_legal_read=True)
        assert translations.translate(original, cast.writer, "ru").needs_legal_read

    def test_the_embargo_of_the_original_holds(self, cast: Cast, clock: Clock) -> None:
        original = actions.set_embargo(
            a_draft(cast), cast.editor, until=clock.now + timedelta(hours=1), reason="Agreed."
        )
        draft = in_russian(original, cast.writer)
        actions.approve(actions.submit(draft, cast.writer), cast.editor)
        with pytest.raises(Refused, match="Agreed"):
            actions.publish(draft, cast.editor)


class WhoMayTests:
    def test_each_person_may_or_is_refused(self, cast: Cast) -> None:
        may = {"writer", "writer_elsewhere", "editor", "chief", "chief_elsewhere"}
        for name, person in cast.everyone().items():
            original = live(cast)
            assert bool(translations.why_not(original, person)) == (name not in may), name
            if name in may:
                assert translations.translate(original, person, "ru").created_by == person.ref
            else:
                with pytest.raises(Refused):
                    translations.translate(original, person, "ru")
                assert not original.translations.exists()

    @pytest.mark.parametrize("language", ["en", "ru", "de", ""])
    def test_a_language_that_is_there_or_not_the_papers_is_refused(self, cast: Cast, language: str) -> None:
        original = live(cast)
        in_russian(original, cast.writer)
        with pytest.raises(Refused):
            translations.translate(original, cast.writer, language)
        assert original.translations.count() == 1

    def test_what_has_no_text_or_was_taken_away_is_not_translated(self, cast: Cast, clock: Clock) -> None:
        idea, trashed = a_draft(cast, desk_state="idea"), actions.trash(a_draft(cast), cast.editor)
        gone, retracted = live(cast), live(cast)
        clock.move(minutes=1)
        actions.unpublish(gone, cast.editor, reason="The court asked.")
        actions.retract(retracted, cast.chief, reason="Invented.", words="Retracted.")
        for story in (idea, trashed, gone, retracted):
            with pytest.raises(Refused):
                translations.translate(story, cast.chief, "ru")

    def test_the_desk_offers_the_languages_that_are_lacking(self, cast: Cast) -> None:
        original = live(cast)
        translations.translate(original, cast.writer, "uk")
        assert [code for code, _name in translations.languages_lacking(original, cast.writer)] == ["ru"]


class UpToDateTests:
    def test_it_is_behind_once_the_original_has_changed_for_readers(self, cast: Cast, clock: Clock) -> None:
        original = live(cast)
        draft = in_russian(original, cast.writer)
        assert not families.is_behind(draft)
        saved(original, cast.writer, headline="Council keeps the ferry")
        assert not families.is_behind(draft)
        actions.approve(actions.submit(original, cast.writer), cast.editor)
        clock.move(minutes=1)
        actions.publish(original, cast.editor)
        assert families.is_behind(draft)
        translations.bring_up_to_date(draft, cast.writer, original.latest_revision)
        assert not families.is_behind(draft)

    def test_a_comma_leaves_nobody_behind(self, cast: Cast, clock: Clock) -> None:
        original = live(cast)
        draft = in_russian(original, cast.writer)
        saved(original, cast.writer, kicker="Ferries")
        clock.move(minutes=1)
        actions.publish(original, cast.editor)
        assert not families.is_behind(draft)

    def test_the_history_says_from_which_revision_to_which(self, cast: Cast) -> None:
        original = a_draft(cast)
        draft = in_russian(original, cast.writer)
        saved(original, cast.writer, headline="Council keeps the ferry")
        translations.bring_up_to_date(draft, cast.writer, original.latest_revision)
        line = draft.audit_events.first()
        assert draft.translated_from == original.latest_revision
        assert (line.move, line.made_by, line.details) == (
            "brought_up_to_date",
            cast.writer.ref,
            {"made_from_before": 1, "made_from": 2},
        )
        translations.bring_up_to_date(draft, cast.writer, original.latest_revision)
        assert draft.audit_events.count() == 2

    def test_only_whoever_may_edit_it_or_translated_it_says_so(self, cast: Cast) -> None:
        original = live(cast)
        draft = live_in_russian(cast, original)
        saved(original, cast.writer, headline="Council keeps the ferry")
        newest, may = original.latest_revision, {"writer", "editor", "chief", "chief_elsewhere"}
        for name, person in cast.everyone().items():
            Article.objects.filter(pk=draft.pk).update(translated_from=draft.translated_from)
            draft.refresh_from_db()
            before = draft.translated_from
            if name in may:
                translations.bring_up_to_date(draft, person, newest)
                assert draft.translated_from == newest, name
                Article.objects.filter(pk=draft.pk).update(translated_from=before)
                draft.refresh_from_db()
            else:
                with pytest.raises(Refused):
                    translations.bring_up_to_date(draft, person, newest)

    def test_a_revision_of_another_story_or_one_kept_beside_is_refused(self, cast: Cast) -> None:
        original, other = live(cast), live(cast)
        draft = in_russian(original, cast.writer)
        beside = Revision.objects.create(
            article=original, number=9, item=original.latest_revision.item, made_at=original.created_at,
            reason=Revision.Reason.CONFLICT,
        )  # fmt: skip
        for revision in (other.latest_revision, draft.latest_revision, beside):
            with pytest.raises(Refused):
                translations.bring_up_to_date(draft, cast.writer, revision)
        with pytest.raises(Refused):
            translations.bring_up_to_date(original, cast.editor, original.latest_revision)


class StillInOriginalWordsTests:
    def found(self, original: Article, translation: Article) -> list[tuple[str, str]]:
        same = translations.still_in_original_words(
            original.latest_revision.news_item, translation.latest_revision.news_item
        )
        return [(one.what, one.words) for one in same]

    def test_headline_caption_and_alt_text_are_named_until_they_are_translated(self, cast: Cast) -> None:
        original = live(cast, photo=a_photo(), lead_caption="The quay at night.", lead_alt="A lit quay.")
        draft = translations.translate(original, cast.writer, "ru")
        assert self.found(original, draft) == [
            ("headline", original.headline),
            ("caption", "The quay at night."),
            ("alt text", "A lit quay."),
        ]
        saved(draft, cast.writer, headline="Паром", lead_caption="Причал.", lead_alt="Причал в огнях.")
        assert self.found(original, draft) == []

    def test_a_paragraph_that_was_pasted_and_forgotten_is_named(self, cast: Cast) -> None:
        original = live(cast)
        draft = in_russian(
            original, cast.writer, body="<p>Голосование.</p><p>The vote came at ten past eleven.</p>"
        )
        assert self.found(original, draft) == [("paragraph", "The vote came at ten past eleven.")]


class PublicTests:
    def test_readers_find_both_languages_in_one_group(self, cast: Cast) -> None:
        original = live(cast)
        russian = live_in_russian(cast, original)
        rows = [publication.live_slice(story) for story in (original, russian)]
        assert {row.translation_group for row in rows if row} == {original.pk}

    def test_a_writer_cannot_approve_their_own_translation(self, cast: Cast) -> None:
        draft = in_russian(live(cast), cast.editor)
        actions.submit(draft, cast.editor)
        with pytest.raises(Refused, match="last change"):
            actions.approve(draft, cast.editor)


class FamilyTests:
    def test_what_readers_see_or_will_is_found_in_every_language(self, cast: Cast, clock: Clock) -> None:
        original = live(cast)
        russian = live_in_russian(cast, original)
        ukrainian = translations.translate(original, cast.writer, "uk")
        assert families.seen_or_ahead(original) == [russian]
        assert families.seen_or_ahead(russian) == [original]
        assert families.seen_or_ahead(ukrainian) == [original, russian]
        assert families.seen_or_ahead(in_review(cast)) == []
