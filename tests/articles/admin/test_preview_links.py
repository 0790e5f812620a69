"""Preview links at the desk, and the page behind them: who makes them, what they show, when they die, who guesses."""

from __future__ import annotations

import base64
import hashlib
import random
import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from articles.admin import shared_preview
from articles.admin.shared_preview import GUESSES, HEADERS, WORDS
from articles.models import Article, AuditEvent, Clearance, Note, PreviewLink
from articles.workflow import actions, legal, preview_links, publication
from articles.workflow.actions import Refused
from articles.workflow.preview_links import Standing
from newsroom.lib.guesses import Allowance
from newsroom.models import User
from tests.articles.admin.desk import a_shot_photo, address, desk_of
from tests.articles.admin.test_bulk import chosen, move_all, outcome
from tests.cast import Cast, an_author
from tests.conftest import SEED, Clock
from tests.stories import a_draft, approved, approved_again, live, saved

pytestmark = pytest.mark.django_db
Shared = tuple[PreviewLink, str]


@pytest.fixture(autouse=True)
def media_root(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def holder() -> Client:
    """A browser that has never been here."""
    return Client()


def shared(cast: Cast, story: Article, **words: Any) -> Shared:
    return preview_links.make(story, cast.editor, **{"for_whom": "Maitre Okafor", **words})


def at(token: str) -> str:
    return f"/preview/{token}/"


def page_of(client: Client, token: str) -> str:
    response = client.get(at(token))
    assert response.status_code == 200, response.content[:400]
    return response.content.decode()


def seen_in(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found
    return found[1]


def say(client: Client, token: str, **words: str) -> HttpResponse:
    """What a browser sends of the page's form."""
    seen = seen_in(page_of(client, token))
    return client.post(at(token), {"seen": seen, "name": "Ada Okafor", "remark": "", **words})


class MakingTests:
    def test_the_token_has_192_bits_and_only_its_digest_is_kept(self, cast: Cast) -> None:
        link, token = shared(cast, a_draft(cast))
        assert len(base64.urlsafe_b64decode(token)) * 8 == 192 >= 128
        assert link.digest == hashlib.sha256(token.encode()).hexdigest()
        kept = [str(value) for row in PreviewLink.objects.values() for value in row.values()]
        told = [str(line) for line in AuditEvent.objects.values_list("details", "reason")]
        assert token not in " ".join([*kept, *told])

    def test_it_lasts_a_day_unless_another_time_is_chosen(self, cast: Cast, clock: Clock) -> None:
        assert shared(cast, a_draft(cast))[0].expires_at == clock.now + timedelta(hours=24)
        assert shared(cast, a_draft(cast), hours=168)[0].expires_at == clock.now + timedelta(days=7)
        with pytest.raises(Refused):
            shared(cast, a_draft(cast), hours=169)

    def test_whoever_may_not_share_is_refused(self, cast: Cast) -> None:
        story = a_draft(cast)
        for name, person in cast.everyone_but("editor", "chief", "chief_elsewhere").items():
            with pytest.raises(Refused):
                preview_links.make(story, person, for_whom=name)
        assert not PreviewLink.objects.exists()

    def test_it_says_for_whom(self, cast: Cast) -> None:
        with pytest.raises(Refused, match="for whom"):
            shared(cast, a_draft(cast), for_whom="  ")

    def test_a_text_that_readers_see_has_an_address_already(self, cast: Cast) -> None:
        story = live(cast)
        with pytest.raises(Refused, match="already"):
            shared(cast, story)
        saved(story, cast.writer, headline="What comes next")
        assert shared(cast, story)

    def test_history_tells_of_making_and_revoking(self, cast: Cast) -> None:
        story = a_draft(cast)
        link, _token = shared(cast, story)
        preview_links.revoke(link, cast.chief)
        preview_links.revoke(link, cast.chief)
        lines = [(line.move, line.made_by) for line in story.audit_events.all()[:2]]
        assert lines == [("preview_revoked", cast.chief.ref), ("preview_shared", cast.editor.ref)]


class PageTests:
    def test_it_shows_the_latest_text_as_the_real_page_does(self, cast: Cast, holder: Client) -> None:
        story = a_draft(cast)
        _link, token = shared(cast, story)
        saved(
            story, cast.writer, headline="The last words", body="<p>Words<sup data-footnote='Why.'></sup></p>"
        )
        page = page_of(holder, token)
        for words in ("The last words", "Words", "Why.", "Vera Lindqvist", "masthead", "story.css"):
            assert words in page
        assert "Not published." in page and "Maitre Okafor" in page and "UTC" in page

    def test_unsaved_and_unshared_words_of_the_desk_are_not_on_it(self, cast: Cast, holder: Client) -> None:
        canary = "canary-of-the-desk"
        story = a_draft(cast)
        _link, token = shared(cast, story)
        Note.objects.create(
            article=story, text=canary, paragraph=canary, made_at=story.changed_at, made_by_name=canary
        )
        actions.return_to_writer(actions.submit(story, cast.writer), cast.editor, note=canary)
        legal.ask_legal_read(story, cast.editor, reason=canary)
        legal.clear_legal_read(story, cast.editor, name=canary, remark=canary)
        actions.set_embargo(story, cast.editor, until=story.changed_at + timedelta(days=9), reason=canary)
        story.kicker = ""
        saved(story, cast.writer, slug="no-canary-here")
        assert canary not in page_of(holder, token)

    def test_every_answer_has_the_headers_and_sets_no_cookie(self, cast: Cast, holder: Client) -> None:
        _link, token = shared(cast, a_draft(cast))
        answers = [
            holder.get(at(token)), holder.head(at(token)), holder.get(at("nothing")), holder.put(at(token)),
            holder.post(at(token), {}), say(holder, token, remark="Fine."), holder.get("/preview/"),
            holder.get(f"/preview/{token}/photo/{'a' * 26}/480.jpg"), holder.get(f"/preview/{token}"),
            holder.get("/preview/some/where/else"),
        ]  # fmt: skip
        assert [answer.status_code for answer in answers] == [
            200,
            200,
            404,
            405,
            400,
            302,
            404,
            404,
            200,
            404,
        ]
        for answer in answers:
            assert answer["Cache-Control"] == "no-store"
            assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
            assert answer["Referrer-Policy"] == "no-referrer"
            assert "Content-Security-Policy" in answer and answer["X-Frame-Options"] == "DENY"
            assert not answer.cookies
        assert not holder.cookies

    def test_no_log_keeps_the_token(
        self, cast: Cast, holder: Client, caplog: pytest.LogCaptureFixture
    ) -> None:
        link, token = shared(cast, a_draft(cast))
        for ask in (holder.get, holder.put, lambda path: holder.post(path, {})):
            ask(at(token))
        preview_links.revoke(link, cast.editor)
        holder.get(at(token))
        assert token not in caplog.text

    def test_nothing_on_it_helps_it_to_be_spread(self, cast: Cast, holder: Client) -> None:
        story = a_draft(cast)
        _link, token = shared(cast, story)
        page = page_of(holder, token)
        assert '<meta name="robots" content="noindex, nofollow, noarchive">' in page
        assert '<meta name="referrer" content="no-referrer">' in page
        for sign in (
            "canonical",
            "og:",
            "twitter:",
            "ld+json",
            "data-share",
            "share.js",
            f"/s/{story.pk}/",
            ".pdf",
        ):
            assert sign not in page
        title = re.search(r"<title>(.*?)</title>", page)
        assert title and "Council" not in title[1]

    def test_it_is_not_compressed(self, cast: Cast, holder: Client) -> None:
        _link, token = shared(cast, a_draft(cast))
        response = holder.get(at(token), headers={"accept-encoding": "gzip"})
        assert "Content-Encoding" not in response

    def test_it_stands_under_no_language(self, cast: Cast, holder: Client) -> None:
        _link, token = shared(cast, a_draft(cast))
        assert holder.get(f"/ru/preview/{token}/").status_code == 404

    def test_it_speaks_the_language_of_the_story(self, cast: Cast, holder: Client) -> None:
        _link, token = shared(cast, a_draft(cast, language="ru", headline="Лестница"))
        response = holder.get(at(token))
        assert '<html lang="ru"' in response.content.decode() and response["Content-Language"] == "ru"

    def test_it_stands_in_no_list_of_addresses(self, cast: Cast, holder: Client) -> None:
        _link, token = shared(cast, a_draft(cast))
        for path in ("/sitemap.xml", "/news-sitemap.xml", "/robots.txt", "/"):
            assert token not in holder.get(path).content.decode()

    def test_the_desk_sees_when_it_was_opened(self, cast: Cast, holder: Client, clock: Clock) -> None:
        link, token = shared(cast, a_draft(cast))
        clock.move(minutes=3)
        holder.head(at(token))
        link.refresh_from_db()
        assert link.opened_at is None
        page_of(holder, token)
        link.refresh_from_db()
        assert link.opened_at == clock.now


class PhotoTests:
    def photo_paths(self, page: str) -> set[str]:
        return set(re.findall(r"/preview/[^\s\",]+?\.(?:jpg|webp)", page))

    def test_its_photos_come_through_the_link_alone(self, cast: Cast, holder: Client) -> None:
        photo, inline = a_shot_photo(), a_shot_photo()
        body = f'<p>Words.</p><figure data-photo="{inline.ref}"></figure>'
        _link, token = shared(cast, a_draft(cast, photo=photo, body=body))
        page = page_of(holder, token)
        paths = self.photo_paths(page)
        assert {path.split("/")[4] for path in paths} == {photo.public_key, inline.public_key}
        assert "/media/" not in page
        for path in paths:
            response = holder.get(path)
            assert response.status_code == 200 and response["Content-Type"].startswith("image/")
            assert {name: response[name] for name in HEADERS} == HEADERS
            assert holder.get(path.replace(f"/preview/{token}/photo/", "/media/")).status_code == 404
            assert holder.get(path.replace(token, "another")).status_code == 404

    def test_a_portrait_comes_along(self, cast: Cast, holder: Client) -> None:
        face = a_shot_photo()
        _link, token = shared(cast, a_draft(cast, author=an_author("Signe Dahl", portrait=face)))
        paths = [path for path in self.photo_paths(page_of(holder, token)) if face.public_key in path]
        assert paths and holder.get(paths[0]).status_code == 200

    def test_no_other_photo_and_no_original_has_an_address(self, cast: Cast, holder: Client) -> None:
        from media import renditions

        mine, other = a_shot_photo(), a_shot_photo()
        renditions.make(other)
        _link, token = shared(cast, a_draft(cast, photo=mine))
        page_of(holder, token)
        names = (
            f"{other.public_key}/480.jpg",
            f"{mine.public_key}/original.jpg",
            f"{mine.public_key}/{mine.file}",
        )
        for name in names:
            assert holder.get(f"/preview/{token}/photo/{name}").status_code == 404

    def test_they_die_with_the_link(self, cast: Cast, holder: Client) -> None:
        link, token = shared(cast, a_draft(cast, photo=a_shot_photo()))
        paths = self.photo_paths(page_of(holder, token))
        preview_links.revoke(link, cast.editor)
        assert {holder.get(path).status_code for path in paths} == {404}


def revoked(cast: Cast, link: PreviewLink, clock: Clock) -> None:
    preview_links.revoke(link, cast.editor)


def expired(cast: Cast, link: PreviewLink, clock: Clock) -> None:
    clock.set(link.expires_at)


def published(cast: Cast, link: PreviewLink, clock: Clock) -> None:
    clock.move(seconds=1)
    actions.publish(Article.objects.get(pk=link.article_id), cast.editor)


def published_and_taken_down(cast: Cast, link: PreviewLink, clock: Clock) -> None:
    published(cast, link, clock)
    clock.move(seconds=1)
    actions.unpublish(Article.objects.get(pk=link.article_id), cast.editor, reason="Too early.")


def opened_by_its_schedule(cast: Cast, link: PreviewLink, clock: Clock) -> None:
    story = Article.objects.get(pk=link.article_id)
    actions.schedule(story, cast.editor, visible_from=clock.now + timedelta(minutes=30))
    clock.move(minutes=30)


def trashed(cast: Cast, link: PreviewLink, clock: Clock) -> None:
    clock.move(seconds=1)
    actions.trash(Article.objects.get(pk=link.article_id), cast.editor)


def trashed_and_taken_out(cast: Cast, link: PreviewLink, clock: Clock) -> None:
    trashed(cast, link, clock)
    actions.untrash(Article.objects.get(pk=link.article_id), cast.editor)


def closed_to_others(cast: Cast, link: PreviewLink, clock: Clock) -> None:
    Article.objects.filter(pk=link.article_id).update(is_closed=True)
    Article.objects.get(pk=link.article_id).closed_to.set([cast.chief])


def its_maker_has_left(cast: Cast, link: PreviewLink, clock: Clock) -> None:
    User.objects.filter(pk=cast.editor.pk).update(is_active=False)


DEATHS = [
    revoked, expired, published, published_and_taken_down, opened_by_its_schedule, trashed, trashed_and_taken_out,
    closed_to_others, its_maker_has_left,
]  # fmt: skip


class DeathTests:
    @pytest.mark.parametrize("death", DEATHS)
    def test_a_dead_link_answers_as_one_that_never_was(
        self, cast: Cast, holder: Client, clock: Clock, death: Callable[[Cast, PreviewLink, Clock], None]
    ) -> None:
        link, token = shared(cast, approved(cast))
        seen = seen_in(page_of(holder, token))
        death(cast, link, clock)
        never = secrets.token_urlsafe(24)
        sent = {"seen": seen, "name": "Ada Okafor", "remark": "Late."}
        for ask in (holder.get, holder.head, lambda path: holder.post(path, sent)):
            dead, unknown = ask(at(token)), ask(at(never))
            assert (dead.status_code, dead.content) == (404, unknown.content)
            assert dict(dead.items()) == dict(unknown.items())
        assert not Note.objects.exists()

    def test_a_scheduled_story_kills_it_on_its_second(self, cast: Cast, holder: Client, clock: Clock) -> None:
        story = approved(cast)
        _link, token = shared(cast, story)
        opens = clock.now + timedelta(hours=2)
        actions.schedule(story, cast.editor, visible_from=opens)
        clock.set(opens - timedelta(microseconds=1))
        assert holder.get(at(token)).status_code == 200
        clock.set(opens)
        assert holder.get(at(token)).status_code == 404

    def test_a_schedule_that_is_cancelled_kills_nothing(
        self, cast: Cast, holder: Client, clock: Clock
    ) -> None:
        story = approved(cast)
        _link, token = shared(cast, story)
        actions.schedule(story, cast.editor, visible_from=clock.now + timedelta(hours=2))
        actions.cancel_schedule(story, cast.editor)
        clock.move(hours=3)
        assert holder.get(at(token)).status_code == 200

    def test_an_update_of_a_live_story_is_shared_until_it_is_out(
        self, cast: Cast, holder: Client, clock: Clock
    ) -> None:
        story = live(cast)
        clock.move(minutes=1)
        approved_again(cast, story, headline="What comes next")
        _link, token = shared(cast, story)
        assert "What comes next" in page_of(holder, token)
        clock.move(minutes=1)
        actions.publish(story, cast.editor)
        assert holder.get(at(token)).status_code == 404

    def test_the_end_of_a_photos_rights_is_no_publication(
        self, cast: Cast, holder: Client, clock: Clock
    ) -> None:
        story = live(cast, photo=a_shot_photo(rights_until=clock.now + timedelta(hours=1)))
        clock.move(minutes=1)
        saved(story, cast.writer, headline="What comes next")
        _link, token = shared(cast, story)
        clock.move(hours=2)
        assert len(publication.slices_of(story)) == 2
        assert holder.get(at(token)).status_code == 200

    def test_each_death_has_its_word(self, cast: Cast, clock: Clock) -> None:
        expected = [
            Standing.REVOKED, Standing.EXPIRED, Standing.PUBLISHED, Standing.PUBLISHED, Standing.PUBLISHED,
            Standing.TRASHED, Standing.TRASHED, Standing.MAKER_GONE, Standing.MAKER_GONE,
        ]  # fmt: skip
        for death, standing in zip(DEATHS, expected, strict=True):
            link, _token = shared(cast, approved(cast))
            death(cast, link, clock)
            assert preview_links.standing(PreviewLink.objects.get(pk=link.pk)) is standing


def guesses() -> Iterator[str]:
    """Tokens as they are made, by the seed of the run."""
    dice = random.Random(SEED)
    while True:
        yield base64.urlsafe_b64encode(dice.randbytes(24)).decode()


def hits_among(tokens: Iterable[str]) -> int:
    """How many of them the table knows, asked as `found` asks, a thousand at a time."""
    digests = iter([preview_links.digest_of(token) for token in tokens])
    hits = 0
    while thousand := list(islice(digests, 1000)):
        hits += PreviewLink.objects.filter(digest__in=thousand).count()
    return hits


class GuessTests:
    def test_no_guess_hits(self, cast: Cast, long_sample: Callable[..., list[int]]) -> None:
        tokens = [shared(cast, a_draft(cast))[1] for _number in range(3)]
        number = len(long_sample(range(1_000_000), 10_000))
        assert hits_among(islice(guesses(), number)) == 0
        assert not any(preview_links.found(token) for token in islice(guesses(), 100))
        assert hits_among(tokens) == 3 and all(preview_links.found(token) for token in tokens)

    def test_a_part_of_a_token_or_more_than_it_is_another(self, cast: Cast) -> None:
        link, token = shared(cast, a_draft(cast))
        near = (
            token[:-1],
            token + "A",
            token.swapcase(),
            f"{token}=",
            f" {token}",
            link.digest,
            "",
            "\x00" + token,
        )
        assert not any(preview_links.found(one) for one in near)

    def test_after_some_wrong_ones_an_address_gets_429_for_each_further_one(
        self, holder: Client, clock: Clock
    ) -> None:
        tries = [holder.get(at(token)).status_code for token in islice(guesses(), 500)]
        assert tries == [404] * GUESSES.most + [429] * (500 - GUESSES.most)
        limited = holder.get(at("wrong"))
        assert (limited.status_code, limited["Retry-After"]) == (429, "60")
        assert {name: limited[name] for name in HEADERS} == HEADERS
        assert Client(REMOTE_ADDR="192.0.2.9").get(at("wrong")).status_code == 404
        clock.move(seconds=60)
        assert holder.get(at("wrong")).status_code == 404

    def test_a_link_passes_whatever_others_tried_from_the_same_address(
        self, cast: Cast, holder: Client, clock: Clock
    ) -> None:
        _link, token = shared(cast, a_draft(cast))
        for guess in islice(guesses(), GUESSES.most + 1):
            last = holder.get(at(guess))
        assert last.status_code == 429
        assert holder.get(at(token)).status_code == 200
        assert say(holder, token, remark="The boat was red.").status_code == 302

    def test_a_forged_header_makes_no_new_caller(self, cast: Cast, holder: Client, clock: Clock) -> None:
        tries = [
            holder.get(at("wrong"), headers={"x-forwarded-for": f"198.51.100.{number}"}).status_code
            for number in range(GUESSES.most + 5)
        ]
        assert tries[-5:] == [429] * 5

    def test_right_ones_are_not_counted(self, cast: Cast, holder: Client, clock: Clock) -> None:
        _link, token = shared(cast, a_draft(cast))
        assert {holder.get(at(token)).status_code for _try in range(GUESSES.most + 5)} == {200}


class WordTests:
    def test_a_remark_becomes_a_note_under_the_name_given(self, cast: Cast, holder: Client) -> None:
        story = a_draft(cast)
        _link, token = shared(cast, story)
        response = say(holder, token, remark=" The boat was red. ")
        assert response.status_code == 302 and response["Location"].startswith(at(token))
        note, line = Note.objects.get(), story.audit_events.first()
        assert (note.text, note.made_by_name, note.made_by) == ("The boat was red.", "Ada Okafor", None)
        assert (line.move, line.reason, line.details["name"]) == (
            "preview_remark",
            "The boat was red.",
            "Ada Okafor",
        )
        assert "Thank you" in holder.get(response["Location"]).content.decode()

    @pytest.mark.parametrize(("verdict", "is_cleared"), [("yes", True), ("no", False)])
    def test_a_lawyer_says_yes_or_no(
        self, cast: Cast, holder: Client, verdict: str, is_cleared: bool
    ) -> None:
        story = legal.ask_legal_read(a_draft(cast), cast.editor, reason="It names a minister.")
        link, token = shared(cast, story, may_clear=True)
        assert say(holder, token, verdict=verdict, remark="Mind the law.").status_code == 302
        word = Clearance.objects.get()
        assert (word.is_cleared, word.name, word.remark, word.link) == (
            is_cleared, "Ada Okafor", "Mind the law.", link,
        )  # fmt: skip
        assert word.revision == story.latest_revision and not Note.objects.exists()

    def test_a_lawyer_may_leave_a_remark_alone(self, cast: Cast, holder: Client) -> None:
        _link, token = shared(cast, a_draft(cast), may_clear=True)
        assert say(holder, token, verdict="remark", remark="Call me.").status_code == 302
        assert Note.objects.get().text == "Call me." and not Clearance.objects.exists()

    def test_a_link_that_does_not_ask_takes_no_verdict(self, cast: Cast, holder: Client) -> None:
        _link, token = shared(cast, a_draft(cast))
        assert "verdict" not in page_of(holder, token)
        say(holder, token, verdict="yes", remark="Fine.")
        assert Note.objects.get().text == "Fine." and not Clearance.objects.exists()

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            ({"name": " ", "verdict": "yes"}, "Give your name"),
            ({"verdict": ""}, "Choose one of the three"),
            ({"verdict": "remark"}, "Write what you want to tell"),
            ({"verdict": "yes", "seen": "forged"}, "not of this page"),
        ],
    )
    def test_what_is_missing_is_said_beside_what_was_typed(
        self, cast: Cast, holder: Client, words: dict[str, str], sentence: str
    ) -> None:
        _link, token = shared(cast, a_draft(cast), may_clear=True)
        seen = seen_in(page_of(holder, token))
        response = holder.post(at(token), {"seen": seen, "name": "Ada Okafor", "remark": "", **words})
        assert response.status_code == 400 and sentence in response.content.decode()
        assert not Clearance.objects.exists() and not Note.objects.exists()

    def test_the_form_of_another_link_or_revision_is_not_taken(self, cast: Cast, holder: Client) -> None:
        story = a_draft(cast)
        _other, other = shared(cast, story, may_clear=True)
        _link, token = shared(cast, story, may_clear=True)
        assert say(holder, token, verdict="yes", seen=seen_in(page_of(holder, other))).status_code == 400
        assert not Clearance.objects.exists()

    def test_a_text_that_changed_while_it_was_read_is_read_again(self, cast: Cast, holder: Client) -> None:
        story = a_draft(cast)
        _link, token = shared(cast, story, may_clear=True)
        sent = {
            "seen": seen_in(page_of(holder, token)),
            "name": "Ada Okafor",
            "remark": "Mine.",
            "verdict": "yes",
        }
        saved(story, cast.writer, headline="The minister lied")
        response = holder.post(at(token), sent)
        page = response.content.decode()
        assert response.status_code == 409 and not Clearance.objects.exists()
        assert "was changed while you read it" in page and "The minister lied" in page and "Mine." in page
        assert holder.post(at(token), sent | {"seen": seen_in(page)}).status_code == 302
        assert Clearance.objects.get().revision == Article.objects.get().latest_revision

    def test_it_needs_no_cookie_and_takes_no_login_for_the_name(self, cast: Cast) -> None:
        _link, token = shared(cast, a_draft(cast))
        strict = Client(enforce_csrf_checks=True)
        seen = seen_in(page_of(strict, token))
        sent = {"seen": seen, "name": "Ada Okafor", "remark": "From far."}
        assert strict.post(at(token), sent, headers={"origin": "null"}).status_code == 302
        assert Note.objects.get().made_by is None

    def test_markup_is_shown_as_it_was_typed(self, cast: Cast, holder: Client) -> None:
        story = a_draft(cast)
        _link, token = shared(cast, story, may_clear=True, for_whom="<b>Maitre</b>")
        assert "<b>Maitre</b>" not in page_of(holder, token)
        say(holder, token, verdict="no", name="<script>x</script>", remark="<img src=x>")
        page = desk_of(cast.editor).get(address(story)).content.decode()
        assert "<script>x</script>" not in page and "<img src=x>" not in page and "&lt;img src=x&gt;" in page

    def test_a_flood_is_stopped(self, cast: Cast, holder: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        assert WORDS.most == 20
        monkeypatch.setattr(shared_preview, "WORDS", Allowance(name="few-words", most=3))
        _link, token = shared(cast, a_draft(cast))
        for _time in range(3):
            assert say(holder, token, remark="Again.").status_code == 302
        assert say(holder, token, remark="Again.").status_code == 429
        assert Note.objects.count() == 3


class DeskTests:
    def make(self, client: Client, story: Article, **words: Any) -> HttpResponse:
        sent = {"for_whom": "Maitre Okafor", "hours": "24", **words}
        return client.post(address(story, "share_preview"), sent)

    def test_the_address_is_shown_once_with_a_button_that_copies_it(self, cast: Cast, holder: Client) -> None:
        story, desk = a_draft(cast), desk_of(cast.editor)
        response = self.make(desk, story, may_clear="on")
        page = response.content.decode()
        found = re.search(r'value="http://127\.0\.0\.1:8000/preview/([\w-]+)/"', page)
        assert found and 'data-copy="id_address"' in page and "no-store" in response["Cache-Control"]
        assert "Council" in page_of(holder, found[1])
        for name in ("change", "history"):
            assert found[1] not in desk.get(address(story, name)).content.decode()

    def test_the_story_lists_its_links_and_revokes_them(self, cast: Cast, holder: Client) -> None:
        story, desk = a_draft(cast), desk_of(cast.editor)
        link, token = shared(cast, story, for_whom="A source in the port")
        page = desk.get(address(story)).content.decode()
        assert "A source in the port" in page and "not opened yet" in page and "Preview links: 1" in page
        page_of(holder, token)
        assert "last opened" in desk.get(address(story)).content.decode()
        assert desk.post(address(story, "revoke_preview", link.pk)).status_code == 302
        assert "revoked" in desk.get(address(story)).content.decode()
        assert holder.get(at(token)).status_code == 404

    def test_what_is_missing_is_said_beside_the_field(self, cast: Cast) -> None:
        response = self.make(desk_of(cast.editor), a_draft(cast), for_whom=" ")
        assert response.status_code == 400 and "Say for whom the link is." in response.content.decode()
        assert not PreviewLink.objects.exists()

    def test_a_link_of_another_story_is_not_found(self, cast: Cast) -> None:
        link, _token = shared(cast, a_draft(cast))
        response = desk_of(cast.editor).post(address(a_draft(cast), "revoke_preview", link.pk))
        assert response.status_code == 404

    def test_a_writer_sees_no_links(self, cast: Cast) -> None:
        story = a_draft(cast)
        shared(cast, story, for_whom="A source in the port")
        assert "A source in the port" not in desk_of(cast.writer).get(address(story)).content.decode()
        assert self.make(desk_of(cast.writer), story).status_code == 403


class LegalBoxTests:
    def box(self, cast: Cast, story: Article, person: User | None = None) -> str:
        page = desk_of(person or cast.editor).get(address(story)).content.decode()
        found = re.search(r'<details class="panel" id="panel-legal".*?</details>', page, re.DOTALL)
        return found[0] if found else ""

    def test_it_tells_who_asked_why_and_what_is_missing(self, cast: Cast) -> None:
        story = legal.ask_legal_read(a_draft(cast), cast.editor, reason="It names a minister.")
        box = self.box(cast, story)
        for words in (
            "Lawyer&#x27;s read: needed",
            "It names a minister.",
            "nobody has cleared",
            "move/clear_legal_read/",
        ):
            assert words in box
        assert "move/drop_legal_read/" not in box
        assert "move/drop_legal_read/" in self.box(cast, story, cast.chief)

    def test_it_tells_who_cleared_what_and_when(self, cast: Cast) -> None:
        story = legal.ask_legal_read(a_draft(cast), cast.editor, reason="It names a minister.")
        desk_of(cast.editor).post(
            address(story, "move", "clear_legal_read"),
            {"seen": story.latest_revision_id, "is_cleared": "yes", "name": "Ada Okafor", "remark": "Fine."},
        )
        box = self.box(cast, story)
        for words in (
            "Lawyer&#x27;s read: cleared",
            "Ada Okafor",
            "may be published",
            "revision 1",
            "Fine.",
            "Editor",
        ):
            assert words in box

    def test_it_shows_in_words_what_changed_since(self, cast: Cast) -> None:
        story = legal.ask_legal_read(a_draft(cast), cast.editor, reason="It names a minister.")
        legal.clear_legal_read(story, cast.editor, name="Ada Okafor")
        saved(story, cast.writer, body="<p>The vote came at ten past twelve.</p><p>The minister lied.</p>")
        box = self.box(cast, story)
        assert "<del>eleven.</del>" in box and "<ins>twelve.</ins>" in box and "The minister lied." in box
        assert "Changed since revision 1" in box

    def test_history_names_who_came_through_a_link(self, cast: Cast, holder: Client) -> None:
        story = a_draft(cast)
        _link, token = shared(cast, story, may_clear=True)
        say(holder, token, verdict="no", remark="Not like this.")
        page = desk_of(cast.editor).get(address(story, "history")).content.decode()
        assert "Ada Okafor, through a preview link" in page and "may not be published" in page

    def test_publishing_many_at_once_says_which_needs_a_lawyer(self, cast: Cast) -> None:
        good, held = approved(cast, headline="Good"), approved(cast, headline="Held")
        legal.ask_legal_read(held, cast.editor, reason="It names a minister.")
        moved, failed = outcome(move_all(desk_of(cast.editor), "publish", chosen(good, held)))
        assert moved == ["Good"] and "A lawyer has to read it" in failed["Held"]

    def test_a_writer_has_no_box_until_somebody_asks(self, cast: Cast) -> None:
        story = a_draft(cast)
        assert self.box(cast, story, cast.writer) == ""
        legal.ask_legal_read(story, cast.editor, reason="It names a minister.")
        box = self.box(cast, story, cast.writer)
        assert "It names a minister." in box and "/move/" not in box
