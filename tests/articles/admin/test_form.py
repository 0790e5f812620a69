"""Saving a story: one revision a save, nothing that a person may not change, and nobody's words lost."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from articles.models import Article, ArticleByline, DeskState
from articles.workflow import actions
from tests.articles.admin.desk import address, desk_of, errors, filled_in, save
from tests.cast import Cast, a_photo, an_author
from tests.conftest import Clock
from tests.stories import a_draft, approved, in_review, live, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast: Cast) -> Article:
    return a_draft(cast)


@pytest.fixture
def writer(cast: Cast) -> Client:
    return desk_of(cast.writer)


@pytest.fixture
def editor(cast: Cast) -> Client:
    return desk_of(cast.editor)


class SaveTests:
    def test_a_save_is_one_revision_with_its_reason(self, draft: Article, writer: Client, cast: Cast) -> None:
        save(writer, draft, headline="  The ferry\nstays ", revision_note="Shorter", is_minor="on")
        draft.refresh_from_db()
        latest = draft.latest_revision
        assert draft.headline == "The ferry stays"
        assert latest is not None and (latest.number, latest.note, latest.is_minor) == (2, "Shorter", True)
        assert latest.made_by == cast.writer.ref == draft.changed_by
        assert latest.news_item.headline == "The ferry stays"

    def test_a_save_that_changes_nothing_is_none(self, cast: Cast, writer: Client) -> None:
        """Browsers post CRLF and minutes: neither is a change."""
        photo = a_photo()
        words = {
            "standfirst": "One.\nTwo.",
            "lead_alt": "A boat.\nA lamp.",
            "body": "<p>One.</p>\n<p>Two.</p>",
        }
        story = a_draft(cast, photo=photo, **words)
        story.published_at = story.created_at.replace(second=31)
        saved(story, cast.writer)
        data = filled_in(writer, story)
        data |= {name: str(data[name]).replace("\n", "\r\n") for name in words}
        assert writer.post(address(story), {**data, "_continue": "1"}).status_code == 302
        before = story.changed_at
        story.refresh_from_db()
        assert story.revisions.count() == 2
        assert story.changed_at == before
        assert story.published_at.second == 31

    def test_text_tags_and_byline_are_in_the_same_revision(self, draft: Article, writer: Client) -> None:
        translator = an_author("Ada Brook")
        names = {
            "bylines-TOTAL_FORMS": "2",
            "bylines-1-author": str(translator.pk),
            "bylines-1-role": "translated_by",
            "bylines-1-order": "1",
        }
        save(writer, draft, headline="Ferry", tags='Порт, river, "Salt, Fish and Son",', **names)
        item = draft.revisions.get(number=2).news_item
        assert [tag.name for tag in item.tags] == ["Порт", "River", "Salt, Fish and Son"]
        assert [(line.name, line.role.value) for line in item.bylines] == [
            ("Vera Lindqvist", "by"),
            ("Ada Brook", "translated_by"),
        ]
        assert draft.revisions.count() == 2

    def test_tags_keep_the_order_in_which_they_are_written(self, draft: Article, writer: Client) -> None:
        save(writer, draft, tags="City council, RIVER")
        assert [tag.name for tag in draft.tags.all()] == ["City council", "River"]
        assert draft.revisions.get(number=2).news_item.tags[0].name == "City council"

    def test_a_name_can_be_taken_out_of_the_byline(self, draft: Article, writer: Client) -> None:
        save(writer, draft, **{"bylines-0-DELETE": "on"})
        assert not ArticleByline.objects.filter(article=draft).exists()
        assert draft.revisions.get(number=2).news_item.bylines == ()

    def test_markup_that_the_editor_cannot_make_is_dropped(self, draft: Article, writer: Client) -> None:
        save(
            writer,
            draft,
            body='<p onclick="x()">Words<script>alert(1)</script></p><iframe src="//a"></iframe>',
        )
        draft.refresh_from_db()
        assert draft.body == "<p>Words</p>"

    def test_the_words_of_this_story_under_a_photo_are_kept(self, draft: Article, writer: Client) -> None:
        body = '<figure data-photo="k1" data-caption="Причал." data-alt="Пустой «причал»"></figure>'
        save(writer, draft, body=body)
        draft.refresh_from_db()
        assert draft.body == body

    def test_the_form_asks_for_an_alt_text_beside_the_caption(self, draft: Article, writer: Client) -> None:
        page = writer.get(address(draft)).content.decode()
        caption, alt = page.index('name="lead_caption"'), page.index('name="lead_alt"')
        assert caption < alt and "Alt text here" in page and "A decorative photo has none." in page

    def test_save_and_submit_in_one_click(self, draft: Article, writer: Client) -> None:
        data = {**filled_in(writer, draft), "headline": "Ferry saved", "_move": "submit"}
        page = writer.post(address(draft), data, follow=True).content.decode()
        draft.refresh_from_db()
        assert (draft.desk_state, draft.headline) == (DeskState.IN_REVIEW, "Ferry saved")
        assert "Ferry saved: submitted for review." in page

    def test_a_refused_click_keeps_what_was_saved(self, cast: Cast, editor: Client) -> None:
        story = in_review(cast)
        data = {**filled_in(editor, story), "headline": "My own words", "_move": "approve"}
        page = editor.post(address(story), data, follow=True).content.decode()
        story.refresh_from_db()
        assert (story.desk_state, story.headline) == (DeskState.IN_REVIEW, "My own words")
        assert "You made the last change yourself" in page

    def test_a_move_that_asks_leads_to_its_page(self, cast: Cast, editor: Client) -> None:
        story = approved(cast)
        response = editor.post(address(story), {**filled_in(editor, story), "_move": "publish"})
        assert response["Location"] == address(story, "move", "publish")
        assert story.revisions.count() == 1

    def test_a_story_with_an_error_is_not_moved(self, draft: Article, writer: Client) -> None:
        data = {**filled_in(writer, draft), "headline": "", "_move": "submit"}
        assert "headline" in errors(writer.post(address(draft), data))
        draft.refresh_from_db()
        assert draft.desk_state == DeskState.DRAFT

    def test_djangos_own_log_keeps_no_headlines(self, draft: Article, writer: Client) -> None:
        save(writer, draft, headline="The name of a source")
        assert not LogEntry.objects.exists()


class NewStoryTests:
    def post(self, client: Client, **data: Any) -> Any:
        return client.post(reverse("admin:articles_article_add"), {**filled_in(client), **data})

    def test_a_new_story_is_its_writers_draft(self, cast: Cast, writer: Client) -> None:
        self.post(writer, headline="Ice on the river", _continue="1")
        story = Article.objects.get()
        assert (story.desk_state, story.created_by) == (DeskState.DRAFT, cast.writer.ref)
        assert story.latest_revision is not None and story.latest_revision.number == 1

    def test_or_an_idea(self, writer: Client) -> None:
        self.post(writer, headline="Who owns the ice?", _idea="1")
        assert Article.objects.get().desk_state == DeskState.IDEA

    def test_the_first_save_can_submit(self, writer: Client) -> None:
        self.post(writer, headline="Ice on the river", _move="submit")
        assert Article.objects.get().desk_state == DeskState.IN_REVIEW

    @pytest.mark.parametrize("who", ["photo_editor", "administrator", "stranger"])
    def test_others_start_none(self, cast: Cast, who: str) -> None:
        response = desk_of(cast.everyone()[who]).post(
            reverse("admin:articles_article_add"), {"headline": "Mine"}
        )
        assert response.status_code in (302, 403)
        assert not Article.objects.exists()


FORGED = {
    "desk_state": "approved",
    "approved_revision": "1",
    "latest_revision": "",
    "created_by": "",
    "embargo_until": "",
    "embargo_reason": "",
    "second_read_owed_at": "",
    "import_ref": "x",
    "path": "/articles/elsewhere/",
    "ref": "zzzzzzzzzzzzzzzz",
}


class ForgedFieldTests:
    """What the form does not show, a forged post does not change."""

    def test_no_field_of_the_state_is_taken(self, draft: Article, writer: Client) -> None:
        before = Article.objects.filter(pk=draft.pk).values(*FORGED).get()
        save(writer, draft, standfirst="Other words.", **FORGED)
        after = Article.objects.filter(pk=draft.pk).values(*FORGED).get()
        assert {**after, "latest_revision": None} == {**before, "latest_revision": None}
        assert after["latest_revision"] != before["latest_revision"]

    def test_a_photo_editor_changes_photo_and_caption_only(self, cast: Cast, draft: Article) -> None:
        photo = a_photo()
        forged = {
            "headline": "Mine",
            "body": "<p>Mine</p>",
            "standfirst": "Mine",
            "tags": "Mine",
            "section": str(cast.society.pk),
            "slug": "mine",
            "published_at": "2020-01-01T00:00",
            "bylines-0-DELETE": "on",
            "bylines-0-affiliation": "mine",
        }
        desk = desk_of(cast.photo_editor)
        words = {"lead_caption": "The quay.", "lead_alt": "An empty quay."}
        response = save(desk, draft, lead_photo=str(photo.pk), **words, **forged)
        assert response.status_code == 302
        was = draft.revisions.get(number=1).news_item
        now = draft.revisions.get(number=2).news_item
        assert now.lead_photo is not None
        assert (now.lead_photo.caption, now.lead_photo.alt) == ("The quay.", "An empty quay.")
        assert (now.headline, now.body, now.standfirst, now.tags, now.section, now.bylines, now.slug) == (
            was.headline, was.body, was.standfirst, was.tags, was.section, was.bylines, was.slug,
        )  # fmt: skip

    @pytest.mark.parametrize("who", ["writer_elsewhere", "photo_editor_elsewhere", "editor_elsewhere"])
    def test_others_change_nothing(self, cast: Cast, draft: Article, who: str) -> None:
        data = {**filled_in(desk_of(cast.writer), draft), "headline": "Mine"}
        assert desk_of(cast.everyone()[who]).post(address(draft), data).status_code == 403
        draft.refresh_from_db()
        assert draft.headline != "Mine"

    def test_a_writer_changes_nothing_once_it_is_submitted(self, cast: Cast, draft: Article) -> None:
        desk = desk_of(cast.writer)
        data = {**filled_in(desk, draft), "headline": "Mine"}
        actions.submit(draft, cast.writer)
        assert desk.post(address(draft), data).status_code == 403
        assert draft.revisions.count() == 1

    def test_the_address_stands_once_readers_have_seen_it(self, cast: Cast, editor: Client) -> None:
        story = live(cast)
        forged = {"slug": "elsewhere", "published_at": "2020-01-01T00:00", "language": "ru"}
        save(editor, story, standfirst="Other words.", **forged)
        story.refresh_from_db()
        assert (story.slug, story.published_at, story.language) == ("", None, "en")
        assert story.standfirst == "Other words."

    def test_a_refused_form_shows_the_rights_that_stood_before_it(self, cast: Cast, draft: Article) -> None:
        """The section chosen in a form that is refused takes nobody's pen away."""
        page = save(desk_of(cast.editor), draft, headline="", section=str(cast.society.pk)).content.decode()
        assert 'name="headline"' in page

    def test_nobody_deletes_a_story(self, cast: Cast, draft: Article) -> None:
        desk = desk_of(cast.chief)
        assert desk.post(address(draft, "delete"), {"post": "yes"}).status_code == 403
        action = {"action": "delete_selected", "_selected_action": [draft.pk], "post": "yes"}
        desk.post("/admin/articles/article/", action)
        assert Article.objects.filter(pk=draft.pk).exists()


class ConflictTests:
    """Two people at one story: the first save stands, the second is kept beside it."""

    @pytest.fixture
    def both(self, cast: Cast, draft: Article) -> dict[str, Any]:
        """The writer has opened the story; the editor saves first."""
        mine = {
            **filled_in(desk_of(cast.writer), draft),
            "body": "<p>Mine.</p>",
            "tags": "Mine",
            "_continue": "1",
        }
        save(desk_of(cast.editor), draft, body="<p>Theirs.</p>")
        return mine

    def test_neither_text_is_lost(
        self, cast: Cast, draft: Article, writer: Client, both: dict[str, Any]
    ) -> None:
        response = writer.post(address(draft), both)
        assert response.status_code == 409
        draft.refresh_from_db()
        kept = draft.revisions.get(number=3)
        assert draft.body == "<p>Theirs.</p>"
        assert (kept.news_item.body, kept.reason, kept.made_by) == (
            "<p>Mine.</p>",
            "conflict",
            cast.writer.ref,
        )
        assert kept.parent == draft.revisions.get(number=1)
        assert [tag.name for tag in kept.news_item.tags] == ["Mine"]
        assert {tag.name for tag in draft.tags.all()} == {"River", "City council"}
        assert draft.latest_revision is not None and draft.latest_revision.number == 2

    def test_the_person_is_told_who_and_where(
        self, draft: Article, writer: Client, both: dict[str, Any]
    ) -> None:
        page = writer.post(address(draft), both).content.decode()
        assert "Editor saved revision 2" in page
        assert address(draft, "revision", 3) in page
        assert "Mine." in writer.get(address(draft, "revision", 3)).content.decode()

    def test_a_click_of_someone_who_changed_nothing_moves_nothing(self, cast: Cast, draft: Article) -> None:
        desk = desk_of(cast.writer)
        mine = {**filled_in(desk, draft), "_move": "submit"}
        save(desk_of(cast.editor), draft, body="<p>Theirs.</p>")
        assert desk.post(address(draft), mine).status_code == 409
        draft.refresh_from_db()
        assert draft.desk_state == DeskState.DRAFT
        assert draft.revisions.count() == 2

    @pytest.mark.parametrize("based_on", ["", "999999", "x"])
    def test_a_form_that_names_no_revision_overwrites_nothing(
        self, draft: Article, writer: Client, both: dict[str, Any], based_on: str
    ) -> None:
        writer.post(address(draft), {**both, "based_on": based_on})
        draft.refresh_from_db()
        assert draft.body == "<p>Theirs.</p>"

    def test_the_revision_of_another_story_counts_as_none(
        self, cast: Cast, draft: Article, writer: Client, both: dict[str, Any]
    ) -> None:
        other = a_draft(cast, author=an_author("Ada Brook"))
        writer.post(address(draft), {**both, "based_on": str(other.latest_revision_id)})
        draft.refresh_from_db()
        assert draft.body == "<p>Theirs.</p>"


def embargo(cast: Cast, until: datetime | None) -> dict[str, Any]:
    """The columns of one; None: of none."""
    return {
        "embargo_until": until,
        "embargo_reason": "Agreed." if until else "",
        "embargo_by": cast.editor.ref if until else None,
    }


class TranslationTests:
    def test_the_original_is_in_another_language(self, cast: Cast, draft: Article, writer: Client) -> None:
        other = a_draft(cast, author=an_author("Ada Brook"))
        assert "translation_of" in errors(save(writer, draft, translation_of=str(other.pk)))
        Article.objects.filter(pk=other.pk).update(language="ru")
        assert save(writer, draft, translation_of=str(other.pk)).status_code == 302

    def test_it_is_not_the_story_itself(self, draft: Article, writer: Client) -> None:
        assert "translation_of" in errors(save(writer, draft, translation_of=str(draft.pk)))

    def test_it_does_not_leave_an_embargo_or_a_lawyers_read_behind(
        self, cast: Cast, draft: Article, writer: Client, clock: Clock
    ) -> None:
        original = a_draft(cast, author=an_author("Ada Brook"), language="ru")
        another = a_draft(cast, author=an_author("Ada Lake"), language="ru")
        Article.objects.filter(pk=draft.pk).update(translation_of=original)
        held, free = embargo(cast, clock.now + timedelta(days=1)), embargo(cast, None)
        for change, word in ((held, "embargo"), ({**free, "needs_legal_read": True}, "lawyer")):
            Article.objects.filter(pk=original.pk).update(**change)
            for chosen in ("", str(another.pk)):
                (sentence,) = errors(save(writer, draft, translation_of=chosen))["translation_of"]
                assert word in sentence
        Article.objects.filter(pk=original.pk).update(needs_legal_read=False)
        assert save(writer, draft, translation_of="").status_code == 302
        draft.refresh_from_db()
        assert draft.translation_of is None

    def test_what_is_scheduled_joins_no_embargo_and_no_open_legal_read(
        self, cast: Cast, clock: Clock
    ) -> None:
        original = a_draft(cast, author=an_author("Ada Brook"), language="ru")
        story = approved(cast, author=an_author("Ada Lake"))
        actions.schedule(story, cast.editor, visible_from=clock.now + timedelta(hours=1))
        chief = desk_of(cast.chief)
        held, free = embargo(cast, clock.now + timedelta(days=1)), embargo(cast, None)
        for change, word in ((held, "embargo"), ({**free, "needs_legal_read": True}, "lawyer")):
            Article.objects.filter(pk=original.pk).update(**change)
            (sentence,) = errors(save(chief, story, translation_of=str(original.pk)))["translation_of"]
            assert word in sentence
        Article.objects.filter(pk=original.pk).update(needs_legal_read=False)
        assert save(chief, story, translation_of=str(original.pk)).status_code == 302

    def test_an_embargo_is_not_brought_to_what_readers_see(self, cast: Cast, clock: Clock) -> None:
        original = live(cast, author=an_author("Ada Brook"), language="ru")
        story = a_draft(cast, author=an_author("Ada Lake"))
        actions.set_embargo(story, cast.editor, until=clock.now + timedelta(days=1), reason="Agreed.")
        page = save(desk_of(cast.chief), story, translation_of=str(original.pk))
        assert "readers see the original" in errors(page)["translation_of"][0]


class DateTests:
    @pytest.fixture(autouse=True)
    def zone(self, settings: Any) -> None:
        settings.TIME_ZONE = "Europe/Riga"

    @pytest.mark.parametrize(
        ("typed", "said"),
        [("2026-03-29T03:30", "does not exist"), ("2026-10-25T03:30", "comes twice"), ("soon", "such as")],
    )
    def test_a_time_that_the_clocks_make_unclear_is_refused(
        self, draft: Article, writer: Client, typed: str, said: str
    ) -> None:
        assert said in errors(save(writer, draft, published_at=typed))["published_at"][0]

    def test_a_time_is_read_in_the_zone_of_the_newsroom(self, draft: Article, writer: Client) -> None:
        save(writer, draft, published_at="2026-11-24T18:30")
        draft.refresh_from_db()
        assert draft.published_at is not None
        assert draft.published_at.isoformat() == "2026-11-24T16:30:00+00:00"
        assert "Europe/Riga" in writer.get(address(draft)).content.decode()


class DevelopingTests:
    def test_the_label_gets_its_end_in_the_newsrooms_zone_and_keeps_it(
        self, writer: Client, draft: Article
    ) -> None:
        save(writer, draft, developing_until="2026-11-24T18:30")
        draft.refresh_from_db()
        until = draft.developing_until
        assert until is not None and until.strftime("%H:%M") == "18:30"
        save(writer, draft, headline="Another", developing_until="2026-11-24T18:30")
        draft.refresh_from_db()
        assert draft.developing_until == until and draft.headline == "Another"

    def test_it_is_taken_away_as_it_was_given(self, writer: Client, draft: Article) -> None:
        save(writer, draft, developing_until="2026-11-24T18:30")
        save(writer, draft, developing_until="")
        draft.refresh_from_db()
        assert draft.developing_until is None

    def test_what_is_no_moment_is_refused_beside_the_field(self, writer: Client, draft: Article) -> None:
        said = "Give a date and a time, such as 2026-11-24 18:30."
        assert errors(save(writer, draft, developing_until="soon"))["developing_until"] == [said]
