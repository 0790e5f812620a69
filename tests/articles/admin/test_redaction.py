"""The pages of a redaction: the chief looks and asks, a second person types the words again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from articles.models import Article, Redaction
from articles.workflow import redaction
from newsroom.lib import ledger
from newsroom.lib.blackout import MARK
from newsroom.models import User
from tests.cast import PASSWORD_BACKEND, Cast
from tests.stories import a_draft

WORD = "Zwirbelkanari"
ADD = "/admin/articles/redaction/add/"


@pytest.fixture(autouse=True)
def no_ledger() -> None:
    (Path(settings.VAR_DIR) / ledger.LEDGER_FILE).unlink(missing_ok=True)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, PASSWORD_BACKEND)
    return client


def words(**more: str) -> dict[str, str]:
    return {"words": WORD, "where": "here", "reason": "Danger.", **more}


def page_of(one: Redaction) -> str:
    return reverse("admin:articles_redaction_change", args=[one.pk])


@pytest.mark.django_db
class AskingTests:
    def test_the_chief_looks_first_and_then_asks(self, cast: Cast) -> None:
        story = a_draft(cast, headline=f"{WORD} speaks")
        a_draft(cast, headline=f"{WORD} sings")
        chief, page = signed_in(cast.chief), f"{ADD}?story={story.pk}"
        assert b"_ask" not in chief.get(page).content
        looked = chief.post(page, words(_look=""))
        assert "Revisions" in looked.content.decode() and "1 other story" in looked.content.decode()
        assert not Redaction.objects.exists()
        asked = chief.post(page, words(_ask=""), follow=True)
        assert WORD not in asked.content.decode().replace(f"{WORD} speaks", "")
        assert Redaction.objects.get().article == story

    def test_what_is_wrong_stands_beside_the_form(self, cast: Cast) -> None:
        chief = signed_in(cast.chief)
        page = chief.post(ADD, words(where="everywhere", reason=f"{WORD} asked.", _ask="")).content.decode()
        assert "The reason says the words themselves" in page
        assert "Write the words" in chief.post(ADD, words(words="", _look="")).content.decode()

    def test_nobody_else_gets_in(self, cast: Cast) -> None:
        for person in cast.everyone_but("chief", "chief_elsewhere", "stranger").values():
            assert signed_in(person).get(ADD).status_code == 403

    def test_a_closed_story_is_none(self, cast: Cast) -> None:
        story = a_draft(cast)
        Article.objects.update(is_closed=True)
        assert signed_in(cast.chief).get(f"{ADD}?story={story.pk}").status_code == 404


@pytest.mark.django_db(transaction=True)
class ConfirmingTests:
    @pytest.fixture
    def asked(self, cast: Cast) -> Redaction:
        story = a_draft(cast, headline=f"{WORD} speaks")
        return redaction.ask(cast.chief, [WORD], reason="Danger.", article=story)

    def test_the_second_person_types_the_words_and_they_are_gone(self, cast: Cast, asked: Redaction) -> None:
        editor = signed_in(cast.editor)
        assert asked.reason in editor.get("/admin/articles/redaction/").content.decode()
        done = editor.post(
            page_of(asked), {"words": WORD.upper(), "_confirm": ""}, follow=True
        ).content.decode()
        assert Article.objects.get().headline == f"{MARK} speaks"
        assert "The words are gone." in done and "Revisions" in done

    def test_other_words_are_refused_in_words(self, cast: Cast, asked: Redaction) -> None:
        page = signed_in(cast.editor).post(page_of(asked), {"words": "other", "_confirm": ""})
        assert "These are not the words" in page.content.decode()
        assert Article.objects.get().headline == f"{WORD} speaks"

    def test_whoever_asked_sees_no_button_and_is_refused(self, cast: Cast, asked: Redaction) -> None:
        chief = signed_in(cast.chief)
        assert b"_confirm" not in chief.get(page_of(asked)).content
        chief.post(page_of(asked), {"words": WORD, "_confirm": ""})
        assert Article.objects.get().headline == f"{WORD} speaks"

    def test_writers_know_of_none(self, cast: Cast, asked: Redaction) -> None:
        for person in (cast.writer, cast.photo_editor):
            assert signed_in(person).get(page_of(asked)).status_code == 403
            assert signed_in(person).get("/admin/articles/redaction/").status_code == 403

    def test_one_of_a_closed_story_is_found_by_nobody_who_is_not_named(
        self, cast: Cast, asked: Redaction
    ) -> None:
        Article.objects.update(is_closed=True)
        editor = signed_in(cast.editor)
        assert editor.get(page_of(asked)).status_code == 404
        assert asked.reason not in editor.get("/admin/articles/redaction/").content.decode()

    def test_it_can_be_taken_back(self, cast: Cast, asked: Redaction) -> None:
        signed_in(cast.chief).post(page_of(asked), {"_withdraw": ""})
        assert not Redaction.objects.exists()

    def test_the_story_says_that_words_were_redacted(self, cast: Cast, asked: Redaction) -> None:
        redaction.confirm(asked, cast.editor, [WORD])
        story: Any = asked.article
        writer = signed_in(cast.writer)
        form = writer.get(reverse("admin:articles_article_change", args=[story.pk])).content.decode()
        assert "Words were redacted on" in form and WORD not in form
        history = writer.get(reverse("admin:articles_article_history", args=[story.pk])).content.decode()
        assert "Words were redacted; asked for by" in history and str(cast.chief) in history

    def test_what_was_interrupted_is_finished_with_a_button(self, cast: Cast, asked: Redaction) -> None:
        redaction.confirm(asked, cast.editor, [WORD])
        Redaction.objects.update(cleaned_at=None)
        editor = signed_in(cast.editor)
        assert b"_finish" in editor.get(page_of(asked)).content
        editor.post(page_of(asked), {"_finish": ""})
        assert Redaction.objects.get().cleaned_at is not None
