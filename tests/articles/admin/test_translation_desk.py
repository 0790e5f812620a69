"""The translation desk in the admin: beginning a translation, working beside the original, tasks, and take-downs."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from articles.models import Article, Task
from articles.workflow import actions, publication, story_tasks, translations
from articles.workflow.transitions import PublicState
from tests.articles.admin.desk import address, desk_of, filled_in
from tests.articles.workflow.test_translations import in_russian, live_in_russian
from tests.cast import Cast, a_photo, an_author
from tests.conftest import Clock
from tests.stories import a_draft, approved_again, live, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(cast: Cast) -> Client:
    return desk_of(cast.writer)


@pytest.fixture
def editor(cast: Cast) -> Client:
    return desk_of(cast.editor)


@pytest.fixture
def original(cast: Cast, clock: Clock) -> Article:
    return live(cast, lead_photo=a_photo())


def the_page(client: Client, story: Article, name: str = "change", query: str = "") -> str:
    response = client.get(address(story, name) + query)
    assert response.status_code == 200
    return response.content.decode()


def said(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


class BeginTests:
    def test_the_story_offers_each_language_that_it_lacks(self, writer: Client, original: Article) -> None:
        page = the_page(writer, original)
        assert 'name="language" value="ru"' in page and 'name="language" value="uk"' in page
        assert 'name="language" value="en"' not in page

    def test_one_click_leads_to_the_page_beside_the_original(
        self, cast: Cast, writer: Client, original: Article
    ) -> None:
        response = writer.post(address(original, "translate"), {"language": "ru"}, follow=True)
        draft = original.translations.get()
        assert response.redirect_chain == [(address(draft, "translation"), 302)]
        assert "No author is called Writer" in " ".join(said(response))
        page = response.content.decode()
        assert "The vote came at ten past eleven." in page and "Translated from revision 1" in page
        assert "The byline names no translator." in page

    def test_a_translator_who_is_an_author_is_told_of_nothing(
        self, cast: Cast, writer: Client, original: Article
    ) -> None:
        cast.writer.first_name, cast.writer.last_name = "Maria", "Ott"
        cast.writer.save()
        an_author("Maria Ott")
        response = writer.post(address(original, "translate"), {"language": "ru"}, follow=True)
        assert "No author" not in " ".join(said(response))
        assert "names no translator" not in response.content.decode()

    def test_a_second_one_in_the_same_language_is_refused_in_words(
        self, cast: Cast, writer: Client, original: Article
    ) -> None:
        in_russian(original, cast.writer)
        response = writer.post(address(original, "translate"), {"language": "ru"}, follow=True)
        assert "in this language already" in " ".join(said(response))
        assert original.translations.count() == 1

    def test_whoever_may_not_translate_is_offered_nothing(self, cast: Cast, original: Article) -> None:
        photo_editor = desk_of(cast.photo_editor)
        assert 'name="language"' not in the_page(photo_editor, original).split('id="panel-languages')[-1]
        photo_editor.post(address(original, "translate"), {"language": "ru"})
        assert not original.translations.exists()

    def test_a_closed_story_is_not_there(self, cast: Cast, writer: Client, original: Article) -> None:
        Article.objects.filter(pk=original.pk).update(is_closed=True)
        assert writer.post(address(original, "translate"), {"language": "ru"}).status_code == 404
        assert not original.translations.exists()

    def test_it_is_never_begun_by_following_a_link(self, writer: Client, original: Article) -> None:
        assert writer.get(address(original, "translate")).status_code == 405


class BesideTests:
    def test_the_form_saves_and_stays_beside_the_original(
        self, cast: Cast, writer: Client, original: Article
    ) -> None:
        draft = translations.translate(original, cast.writer, "ru")
        data = {
            **filled_in(writer, draft),
            "headline": "Паром",
            "body": "<p>Голосовали.</p>",
            "_continue": "1",
        }
        response = writer.post(address(draft, "translation"), data)
        assert (response.status_code, response.headers["Location"]) == (302, address(draft, "translation"))
        draft.refresh_from_db()
        assert (draft.headline, draft.body) == ("Паром", "<p>Голосовали.</p>")
        assert draft.revisions.count() == 2

    def test_what_has_changed_since_is_shown_word_by_word(
        self, cast: Cast, writer: Client, original: Article, clock: Clock
    ) -> None:
        draft = in_russian(original, cast.writer)
        body = "<p>The vote came at eleven.</p><p>Nobody in the gallery had gone home.</p>"
        approved_again(cast, original, body=body)
        clock.move(minutes=1)
        actions.publish(original, cast.editor)
        page = the_page(writer, draft, "translation")
        assert "1 change in the original since, up to revision 2" in page
        assert "at <del>ten past</del> eleven." in page
        assert 'name="_up_to_date" value="2"' in page

    def test_saving_can_say_that_it_is_up_to_date(
        self, cast: Cast, writer: Client, original: Article, clock: Clock
    ) -> None:
        draft = in_russian(original, cast.writer)
        approved_again(cast, original, headline="Council keeps the ferry")
        clock.move(minutes=1)
        actions.publish(original, cast.editor)
        data = {**filled_in(writer, draft), "headline": "Паром остаётся", "_up_to_date": "2"}
        writer.post(address(draft, "translation"), data)
        draft.refresh_from_db()
        assert (draft.headline, draft.translated_from) == ("Паром остаётся", original.latest_revision)
        assert "Translated from revision 2" in the_page(writer, draft, "translation")

    def test_a_save_that_is_not_made_says_nothing_of_it(
        self, cast: Cast, writer: Client, original: Article
    ) -> None:
        draft = in_russian(original, cast.writer)
        saved(original, cast.writer, headline="Council keeps the ferry")
        data = {**filled_in(writer, draft), "headline": "", "_up_to_date": "2"}
        assert writer.post(address(draft, "translation"), data).status_code == 200
        draft.refresh_from_db()
        assert draft.translated_from.number == 1

    def test_the_desks_newest_text_is_shown_when_it_is_asked_for(
        self, cast: Cast, writer: Client, original: Article
    ) -> None:
        draft = in_russian(original, cast.writer)
        saved(original, cast.writer, headline="A rumour of another ferry")
        shown = writer.get(address(draft, "translation")).context["beside"]
        assert (shown.revision.number, shown.other_revisions) == (1, [original.latest_revision])
        response = writer.get(address(draft, "translation") + "?original=2")
        assert response.context["beside"].item.headline == "A rumour of another ferry"
        assert "Readers see revision 1." in response.content.decode()
        assert writer.get(address(draft, "translation") + "?original=7").status_code == 404

    def test_a_story_that_is_no_translation_has_no_such_page(self, writer: Client, original: Article) -> None:
        assert writer.get(address(original, "translation")).status_code == 404

    def test_an_original_of_which_somebody_may_not_know_is_not_shown(
        self, cast: Cast, writer: Client, original: Article
    ) -> None:
        draft = in_russian(original, cast.writer)
        Article.objects.filter(pk=original.pk).update(is_closed=True)
        Article.objects.filter(pk=draft.pk).update(is_closed=False)
        assert writer.get(address(draft, "translation")).status_code == 404
        assert writer.post(address(draft, "up_to_date"), {"_up_to_date": "1"}).status_code == 404
        assert original.headline not in the_page(writer, draft)

    def test_a_translator_whose_story_is_out_of_their_hands_can_say_that_it_is_up_to_date(
        self, cast: Cast, writer: Client, original: Article, clock: Clock
    ) -> None:
        russian = live_in_russian(cast, original)
        clock.move(minutes=1)
        actions.correct(
            original, cast.editor, kind="correction", text="At eleven.", fix={"headline": "Council keeps it"}
        )
        page = the_page(writer, russian, "translation")
        assert "up-to-date-form" in page
        writer.post(address(russian, "up_to_date"), {"_up_to_date": "2"})
        russian.refresh_from_db()
        assert russian.translated_from.number == 2 and russian.tasks.get().done_at is not None

    def test_whoever_may_not_edit_reads_and_cannot_write(self, cast: Cast, original: Article) -> None:
        draft, reader = in_russian(original, cast.writer), desk_of(cast.editor_elsewhere)
        page = the_page(reader, draft, "translation")
        assert "_up_to_date" not in page and 'name="headline"' not in page
        assert reader.post(address(draft, "translation"), {"headline": "Чужое"}).status_code == 403

    def test_a_move_from_this_page_is_made(self, cast: Cast, writer: Client, original: Article) -> None:
        draft = in_russian(original, cast.writer)
        data = {**filled_in(writer, draft), "headline": "Паром остаётся", "_move": "submit"}
        writer.post(address(draft, "translation"), data)
        draft.refresh_from_db()
        assert (draft.desk_state, draft.headline) == ("in_review", "Паром остаётся")


class TaskTests:
    @pytest.fixture
    def task(self, cast: Cast, original: Article, clock: Clock) -> Task:
        russian = live_in_russian(cast, original)
        return story_tasks.give(
            russian, Task.Kind.CORRECTED, "Correction: at <eleven>.", cast.editor,
            moment=clock.now, is_urgent=True,
        )  # fmt: skip

    def test_the_story_shows_it_open(self, editor: Client, task: Task) -> None:
        page = the_page(editor, task.article)
        assert "1 task waits" in page and "at &lt;eleven&gt;." in page and "Urgent:" in page

    def test_it_is_done_and_undone_by_a_click(self, cast: Cast, editor: Client, task: Task) -> None:
        assert editor.post(address(task.article, "task"), {"done": task.pk}).status_code == 302
        task.refresh_from_db()
        assert task.done_by == cast.editor.ref
        assert "Tasks: all done" in the_page(editor, task.article)
        editor.post(address(task.article, "task"), {"undone": task.pk})
        task.refresh_from_db()
        assert task.done_at is None

    def test_a_task_of_another_story_is_not_found(
        self, editor: Client, task: Task, original: Article
    ) -> None:
        for number in (str(task.pk), "", "x"):
            assert editor.post(address(original, "task"), {"done": number}).status_code == 404

    def test_whoever_may_not_edit_has_no_button_and_no_way_round_it(self, cast: Cast, task: Task) -> None:
        client = desk_of(cast.editor_elsewhere)
        assert f'name="done" value="{task.pk}"' not in the_page(client, task.article)
        client.post(address(task.article, "task"), {"done": task.pk})
        task.refresh_from_db()
        assert task.done_at is None


class TakeDownTests:
    @pytest.fixture
    def russian(self, cast: Cast, original: Article, clock: Clock) -> Article:
        story = live_in_russian(cast, original)
        clock.move(minutes=1)
        return story

    def sent(self, story: Article, **words: Any) -> dict[str, Any]:
        return {"seen": story.latest_revision_id, "reason": "A court.", "words": "", **words}

    def test_the_form_asks_about_each_language_and_does_not_pass_without(
        self, editor: Client, original: Article, russian: Article
    ) -> None:
        page = the_page_of_move(editor, original, "unpublish")
        assert "Совет оставил ночной паром" in page and f'name="decision_{russian.pk}"' in page
        response = editor.post(address(original, "move", "unpublish"), self.sent(original))
        assert f"decision_{russian.pk}" in response.context["form"].errors
        assert publication.public_state(original) is PublicState.LIVE

    def test_both_go_with_one_click(self, editor: Client, original: Article, russian: Article) -> None:
        data = self.sent(original, **{f"decision_{russian.pk}": "also", f"words_{russian.pk}": "Снято."})
        assert editor.post(address(original, "move", "unpublish"), data).status_code == 302
        assert publication.public_state(russian) is PublicState.UNPUBLISHED
        assert publication.slices_of(russian)[-1].words_for_readers == "Снято."

    def test_one_is_left_with_a_task(self, editor: Client, original: Article, russian: Article) -> None:
        data = self.sent(original, **{f"decision_{russian.pk}": "leave"})
        assert editor.post(address(original, "move", "unpublish"), data).status_code == 302
        assert russian.tasks.get().kind == "withdrawn"

    def test_a_section_that_is_not_theirs_is_said_before_and_after(
        self, cast: Cast, editor: Client, original: Article, russian: Article
    ) -> None:
        Article.objects.filter(pk=russian.pk).update(section=cast.society)
        assert "section that is not yours" in the_page_of_move(editor, original, "unpublish")
        data = self.sent(original, **{f"decision_{russian.pk}": "also"})
        response = editor.post(address(original, "move", "unpublish"), data)
        assert response.status_code == 409
        assert "Совет оставил ночной паром" in response.context["refused"].sentence
        assert publication.public_state(original) is PublicState.LIVE

    def test_a_language_that_appeared_meanwhile_is_asked_about(
        self, cast: Cast, editor: Client, original: Article
    ) -> None:
        data = self.sent(original)
        russian = live_in_russian(cast, original)
        response = editor.post(address(original, "move", "unpublish"), data)
        assert response.status_code == 200 and f"decision_{russian.pk}" in response.context["form"].errors


def the_page_of_move(client: Client, story: Article, move: str) -> str:
    return client.get(address(story, "move", move)).content.decode()


class LinkedByHandTests:
    def test_a_translation_of_a_translation_is_linked_to_the_first_original(
        self, cast: Cast, writer: Client, original: Article
    ) -> None:
        russian = in_russian(original, cast.writer)
        ukrainian = a_draft(cast, language="uk")
        data = {**filled_in(writer, ukrainian), "translation_of": str(russian.pk), "_continue": "1"}
        assert writer.post(address(ukrainian), data).status_code == 302
        ukrainian.refresh_from_db()
        assert ukrainian.translation_of == original

    def test_a_story_with_translations_becomes_none_itself(
        self, cast: Cast, editor: Client, original: Article
    ) -> None:
        in_russian(original, cast.writer)
        other = live(cast, language="uk")
        data = {**filled_in(editor, original), "translation_of": str(other.pk), "_continue": "1"}
        response = editor.post(address(original), data)
        assert "translation_of" in response.context["adminform"].form.errors
