"""What leaves the paper by hand: who may, what it needs, and the line that is written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from articles.models import Article, AuditEvent, Digest, DigestLine, Posted, PublishedArticle
from articles.workflow import actions, sending
from articles.workflow.actions import Refused
from tests.cast import Cast
from tests.stories import a_draft, live

pytestmark = pytest.mark.django_db


def hash_of(story: Article) -> str:
    return PublishedArticle.public.at().get(story_id=story.pk).public_hash


class PostedTests:
    def test_the_version_is_remembered_with_who_and_when(self, cast: Cast) -> None:
        story = live(cast)
        sending.mark_posted(story, cast.editor, hash_of(story))
        posted = Posted.objects.get()
        assert (posted.story_id, posted.public_hash) == (story.pk, hash_of(story))
        assert posted.posted_by == cast.editor.ref

    def test_the_history_has_one_new_line(self, cast: Cast) -> None:
        story = live(cast)
        before = story.audit_events.count()
        sending.mark_posted(story, cast.editor, hash_of(story))
        assert story.audit_events.count() == before + 1
        assert story.audit_events.first().move == "posted"

    def test_the_wrong_role_is_refused(self, cast: Cast) -> None:
        story = live(cast)
        for name, person in cast.everyone_but("editor", "chief", "chief_elsewhere").items():
            with pytest.raises(Refused):
                sending.mark_posted(story, person, hash_of(story))
            assert not Posted.objects.exists(), name

    def test_a_version_that_readers_do_not_see_is_refused(self, cast: Cast) -> None:
        story = live(cast)
        for other in ("", "1" * 64):
            with pytest.raises(Refused, match="another version"):
                sending.mark_posted(story, cast.editor, other)
        shown = hash_of(story)
        actions.unpublish(story, cast.editor, reason="Doubts.", words="Taken down.")
        with pytest.raises(Refused, match="another version"):
            sending.mark_posted(story, cast.editor, shown)
        assert not Posted.objects.exists()


def a_digest(*stories: Any, language: str = "en", **fields: Any) -> Digest:
    digest = Digest.objects.create(
        language=language, day=date(2026, 11, 24), title="Evening digest", **fields
    )
    for place, story in enumerate(stories, 1):
        DigestLine.objects.create(digest=digest, story_id=story.pk, line="", order=place)
    return digest


class DigestTests:
    def test_its_page_stands_from_the_moment_on(self, cast: Cast) -> None:
        digest = sending.publish_digest(a_digest(live(cast)), cast.editor)
        assert digest.published_at is not None
        line = AuditEvent.objects.get(move="digest_published")
        assert line.made_by == cast.editor.ref and line.details["digest"] == "2026-11-24"

    def test_publishing_again_keeps_the_first_moment(self, cast: Cast) -> None:
        digest = sending.publish_digest(a_digest(live(cast)), cast.editor)
        assert sending.publish_digest(digest, cast.chief).published_at == digest.published_at
        assert AuditEvent.objects.filter(move="digest_published").count() == 1

    def test_one_without_a_story_that_readers_see_is_refused(self, cast: Cast) -> None:
        for digest in (a_digest(a_draft(cast)), a_digest(live(cast), language="ru")):
            with pytest.raises(Refused, match="at least one story"):
                sending.publish_digest(digest, cast.editor)
            digest.refresh_from_db()
            assert digest.published_at is None

    def test_it_can_be_withdrawn(self, cast: Cast) -> None:
        digest = sending.publish_digest(a_digest(live(cast)), cast.editor)
        assert sending.withdraw_digest(digest, cast.editor).published_at is None
        assert digest.lines.count() == 1
        assert AuditEvent.objects.filter(move="digest_withdrawn").count() == 1

    def test_the_wrong_role_is_refused(self, cast: Cast) -> None:
        digest = a_digest(live(cast))
        for person in cast.everyone_but("editor", "editor_elsewhere", "chief", "chief_elsewhere").values():
            for move in (sending.publish_digest, sending.withdraw_digest):
                with pytest.raises(Refused):
                    move(digest, person)
