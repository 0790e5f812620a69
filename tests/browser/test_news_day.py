"""A whole day of a newsroom, from the flash at 7:40 to the evening digest, each hour as the desk works through it.

NEWSROOM_SHOTS names a folder for screenshots, when somebody wants to look.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from articles.models import Article, Role
from articles.workflow import actions, publication, translations
from articles.workflow.transitions import PublicState
from media.models import Photo
from newsroom.models import User
from tests.articles.admin.desk import a_shot_photo, address
from tests.browser.recorder import Recorder
from tests.cast import Cast, a_person
from tests.conftest import Clock
from tests.media.pictures import a_jpeg
from tests.stories import a_draft, approved, in_review, live, saved

pytestmark = pytest.mark.django_db(transaction=True)

SHOTS = os.environ.get("NEWSROOM_SHOTS", "")
PHONE, SMALL_PHONE, DESK = (
    {"width": 390, "height": 844},
    {"width": 360, "height": 760},
    {"width": 1280, "height": 900},
)
MORNING = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)
WIDER_THAN_ITS_WINDOW = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


class Day:
    """The browser in the newsroom: whoever sits down at it, and what they see."""

    def __init__(self, recorder: Recorder, url: str, sign_in: Callable[[User], None]) -> None:
        self.recorder, self.page, self.url, self.sits_down = recorder, recorder.page, url, sign_in

    def at(self, size: Any) -> None:
        self.page.set_viewport_size(size)

    def open(self, path: str) -> Page:
        self.page.goto(self.url + path)
        return self.page

    def open_story(self, story: Article, *place: Any) -> Page:
        """Its form, or another of its pages."""
        self.open(address(story, *place))
        self.waits_for_the_editor()
        return self.page

    def waits_for_the_editor(self) -> None:
        if self.page.locator("textarea#id_body").count():
            self.editor.wait_for()

    @property
    def editor(self) -> Locator:
        """Where the text is written."""
        return self.page.locator(".ProseMirror[contenteditable=true]")

    def reads(self, story: Article) -> Page:
        """As a reader: the page where the story stands."""
        shown = publication.live_slice(story)
        assert shown is not None
        return self.open(shown.address)

    def presses(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()

    def is_told(self, words: str) -> None:
        expect(self.page.locator(".messagelist")).to_contain_text(words)

    def panel(self, key: str) -> Locator:
        """A box beside the story's form, unfolded."""
        box = self.page.locator(f"#panel-{key}")
        if box.get_attribute("open") is None:
            box.locator("summary").first.click()
        return box

    @contextmanager
    def refused(self) -> Iterator[None]:
        self.recorder.expects_refusal = True
        yield
        self.recorder.expects_refusal = False

    def looks(self, name: str) -> None:
        """Nothing is wider than the window, nothing complained; and a picture, if somebody wants one."""
        self.waits_for_the_editor()
        if SHOTS:
            # What sticks to the top of the window would stand in the middle of the picture.
            self.page.evaluate("scrollTo(0, 0); document.fonts.ready.then(() => true)")
            self.page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)
        assert not self.page.evaluate(WIDER_THAN_ITS_WINDOW), f"{name} is wider than its window."
        assert not (heard := self.recorder.take()), "\n".join(heard)


@pytest.fixture
def day(browser_page: Recorder, live_server: Any, sign_in: Callable[[User], None], settings: Any) -> Day:
    settings.SITE_URL = live_server.url
    return Day(browser_page, live_server.url, sign_in)


def second_editor(cast: Cast) -> User:
    return a_person("second_editor", Role.EDITOR, cast.politics)


def stands(story: Article) -> PublicState:
    return publication.public_state(story)


class FlashTests:
    """7:40. The bridge burns, and one writer is on duty."""

    def test_it_goes_out_alone_and_is_red_until_a_second_editor_has_read_it(
        self, day: Day, cast: Cast, clock: Clock
    ) -> None:
        clock.set(MORNING)
        day.at(PHONE)
        day.sits_down(a_person("duty", Role.WRITER, on_duty=True))
        page = day.open("/admin/")
        page.get_by_role("link", name="Breaking", exact=True).click()
        page.get_by_label("Headline").fill("Bridge closed after a fire on the east bank")
        page.get_by_label("What is known").fill(
            "The harbour police closed the old bridge at 7:40 and turned back cars."
        )
        page.get_by_label("Section").select_option(label="Politics")
        page.get_by_label("Developing").select_option("2")
        day.looks("01-breaking-390")
        day.presses("Publish")
        expect(page.get_by_text("second read owed")).to_be_visible()
        day.looks("02-breaking-sent-390")
        story = Article.objects.get()
        assert stands(story) is PublicState.LIVE and story.second_read_owed_at == MORNING
        day.reads(story)
        expect(page.locator(".story-dates .developing")).to_have_text("Developing")
        day.looks("03-flash-public-390")

        day.sits_down(cast.editor)
        owed = page.get_by_role("region", name="Second reads owed")
        clock.move(minutes=29)
        day.open("/admin/")
        expect(owed.locator("li.is-red")).to_have_count(0)
        clock.move(minutes=1)
        day.open("/admin/")
        expect(owed.locator("li.is-red")).to_have_count(1)
        day.looks("04-dashboard-red-390")
        owed.locator("li.is-red a").click()
        day.looks("05-second-read-390")
        day.presses("Second read done")
        day.is_told("second read done")
        story.refresh_from_db()
        assert story.second_read_owed_at is None
        assert story.audit_events.filter(move="second_read", made_by=cast.editor.ref).exists()
        day.open("/admin/")
        expect(page.locator("li.is-red")).to_have_count(0)
        day.looks("06-dashboard-calm-390")
        day.at(DESK)
        day.looks("06-dashboard-calm-1280")


class AgencyPhotoTests:
    """8:30. An agency has a picture of it, and the agency is not named yet."""

    def test_readers_see_no_photo_without_its_credit(self, day: Day, cast: Cast, tmp_path: Path) -> None:
        story = live(cast, headline="Bridge closed after a fire on the east bank")
        picture = tmp_path / "bridge.jpg"
        picture.write_bytes(a_jpeg(1200, 800, (70, 90, 110)))
        day.sits_down(cast.editor)
        page = day.open("/admin/media/photo/add/")
        page.locator("#id_file").set_input_files(picture)
        page.locator("#id_caption").fill("The old bridge at eight in the morning.")
        page.locator("#id_alt").fill("Smoke over an iron bridge, and cars in a row.")
        day.looks("11-photo-add-1280")
        day.presses("Save and continue editing")
        day.looks("12-photo-saved-1280")
        photo = Photo.objects.get()

        day.open_story(story)
        page.locator(".photo-choice").get_by_role("button", name="Choose a photo").click()
        page.locator(".photo-tile").click()
        page.keyboard.press("Control+s")
        day.is_told("it is a draft again")
        day.looks("13-story-with-photo-1280")
        story.refresh_from_db()
        assert story.lead_photo == photo
        day.presses("Submit for review")
        day.sits_down(second_editor(cast))
        day.open_story(story)
        day.presses("Approve")
        with day.refused():
            day.open_story(story, "move", "publish")
            day.presses("Publish now")
            expect(page.locator(".errornote")).to_contain_text("It cannot go out yet:")
            expect(page.locator(".move-page")).to_contain_text("its credit")
            day.looks("14-publish-refused-1280")
        day.reads(story)
        expect(page.locator("article figure")).to_have_count(0)

        day.open(f"/admin/media/photo/{photo.pk}/change/")
        page.locator("#id_credit_line").fill("Reuters / Ada Marsh")
        day.presses("Save and continue editing")
        day.open_story(story, "move", "publish")
        day.presses("Publish now")
        day.is_told("published")
        for name, size in (("1280", DESK), ("390", PHONE)):
            day.at(size)
            day.reads(story)
            figure = page.locator("figure").first
            expect(figure).to_contain_text("Reuters / Ada Marsh")
            assert figure.locator("img").evaluate(
                "image => image.decode().then(() => image.naturalWidth > 0)"
            )
            day.looks(f"15-photo-public-{name}")


class ReviewTests:
    """10:00. The second editor reads on a telephone, and sends one story back."""

    def test_a_story_goes_back_with_a_note_and_comes_again(self, day: Day, cast: Cast) -> None:
        story = in_review(cast)
        day.at(PHONE)
        day.sits_down(cast.editor)
        page = day.open("/admin/")
        day.looks("21-dashboard-waiting-390")
        page.get_by_role("link", name=story.headline).first.click()
        day.looks("22-review-390")
        notes = day.panel("notes")
        notes.get_by_label("Note").fill("Who counted the votes?")
        notes.get_by_role("button", name="Write the note").click()
        day.is_told("The note stands beside the story.")
        page.get_by_role("button", name="Return to the writer").click()
        page.get_by_label("Note to the writer").fill("Name whoever counted, then send it again.")
        day.looks("23-return-390")
        day.presses("Return to the writer")
        day.sits_down(cast.writer)
        day.open("/admin/")
        day.looks("24-dashboard-returned-390")
        page.get_by_role("link", name=story.headline).first.click()
        expect(page.locator(".returned")).to_contain_text("Name whoever counted")
        day.looks("25-returned-390")
        writing = day.editor
        writing.click()
        page.keyboard.press("Control+End")
        page.keyboard.type(" The clerk counted.")
        with page.expect_navigation():
            page.locator("button[name=_move][value=submit]").click()
        day.is_told("submitted for review")
        day.sits_down(cast.editor)
        day.open_story(story)
        day.presses("Approve")
        page.locator("[name=_move][value=publish]").click()
        day.looks("26-publish-390")
        day.presses("Publish now")
        assert stands(story) is PublicState.LIVE
        day.reads(story)
        expect(page.locator(".body")).to_contain_text("The clerk counted.")
        assert "Who counted" not in page.content()
        day.looks("27-public-390")


class TranslationTests:
    """11:00. The story goes into Russian."""

    def test_it_is_made_beside_the_original_and_published(self, day: Day, cast: Cast) -> None:
        original = live(cast, lead_photo=a_shot_photo(caption="The quay at night."), moment=an_hour_ago())
        day.sits_down(cast.writer)
        page = day.open_story(original)
        day.panel("languages").get_by_role("button", name="Translate into Russian").click()
        writing = day.editor
        writing.wait_for()
        day.looks("31-beside-empty-1280")
        page.locator("#id_headline").fill("Городской совет оставил ночной паром")
        page.locator("#id_standfirst").fill("Паром, который везёт домой ночную смену, останется на год.")
        writing.click()
        page.keyboard.type("Голосовали в десять минут двенадцатого.")
        page.locator("#id_lead_caption").fill("Причал ночью.")
        page.locator("#id_lead_alt").fill("Освещённый паром на тёмной воде.")
        page.keyboard.press("Control+s")
        day.is_told("Saved.")
        day.looks("32-beside-1280")
        day.presses("Submit for review")
        draft = Article.objects.get(translation_of=original)
        day.sits_down(cast.editor)
        day.open_story(draft)
        day.presses("Approve")
        page.locator("[name=_move][value=publish]").click()
        day.presses("Publish now")
        day.is_told("published")
        day.reads(draft)
        assert page.url.startswith(f"{day.url}/ru/")
        expect(page.locator("h1")).to_contain_text("Городской совет")
        day.looks("33-russian-public-1280")
        day.reads(original)
        expect(page.locator(".translations, .story-translations, a[hreflang=ru]").first).to_be_attached()
        day.looks("34-original-public-1280")


def an_hour_ago() -> datetime:
    return timezone.now() - timedelta(hours=1)


def in_russian(original: Article, cast: Cast) -> Article:
    """Published as the original is."""
    draft = translations.translate(original, cast.writer, "ru")
    saved(
        draft,
        cast.writer,
        headline="Городской совет оставил ночной паром",
        body="<p>Голосовали в десять.</p>",
    )
    return actions.publish(actions.approve(actions.submit(draft, cast.writer), cast.editor), cast.editor)


class CorrectionTests:
    """Noon. The vote came at eleven, and readers are told so."""

    def test_fix_and_notice_go_out_in_one_act_and_the_translation_gets_a_task(
        self, day: Day, cast: Cast
    ) -> None:
        original = live(cast, moment=an_hour_ago())
        draft = in_russian(original, cast)
        day.sits_down(cast.editor)
        page = day.open_story(original)
        page.locator("[name=_move][value=correct]").click()
        day.editor.wait_for()
        page.get_by_label("Type").select_option("correction")
        page.get_by_label("Notice").fill("The vote came at eleven, not at ten past eleven.")
        page.locator("#id_standfirst").fill(
            "The boat that carries the night shift home stays, for two years."
        )
        day.looks("41-correct-1280")
        day.presses("Correct")
        day.is_told("corrected")
        day.looks("42-corrected-1280")
        for name, size in (("1280", DESK), ("390", PHONE)):
            day.at(size)
            day.reads(original)
            expect(page.locator("article")).to_contain_text(
                "The vote came at eleven, not at ten past eleven."
            )
            expect(page.locator("article")).to_contain_text("for two years")
            day.looks(f"43-correction-public-{name}")

        day.sits_down(cast.writer)
        day.open("/admin/")
        day.looks("44-dashboard-task-390")
        day.at(DESK)
        day.open_story(draft)
        tasks = page.locator("#panel-tasks")
        expect(tasks.locator("li.is-urgent")).to_contain_text("The vote came at eleven")
        day.looks("45-task-1280")
        page.get_by_role("link", name="Beside the original").click()
        expect(page.locator(".beside-standing ins").first).to_be_visible()
        day.looks("46-beside-behind-1280")


class InvestigationTests:
    """14:00. It names a minister: an embargo, and a lawyer who has no account."""

    def test_it_waits_for_the_lawyer_and_for_the_chief(self, day: Day, cast: Cast, browser: Browser) -> None:
        story = approved(cast, headline="Who owns the ferry company", photo=a_shot_photo())
        day.sits_down(cast.editor)
        page = day.open_story(story, "move", "set_embargo")
        tomorrow = timezone.localtime() + timedelta(days=1)
        page.get_by_label("Embargo until").fill(tomorrow.strftime("%Y-%m-%dT%H:%M"))
        page.get_by_label("Reason").fill("The other papers print it tomorrow too.")
        day.looks("51-embargo-1280")
        day.presses("Set an embargo")
        day.open_story(story, "move", "ask_legal_read")
        page.get_by_label("Reason").fill("It names a minister.")
        day.presses("Ask for a lawyer's read")
        expect(page.locator("#panel-legal")).to_contain_text("It names a minister.")
        links = day.panel("preview-links")
        links.get_by_label("For whom").fill("Maitre Okafor")
        links.get_by_label("Ask whether it may be published").check()
        day.looks("52-legal-1280")
        links.get_by_role("button", name="Make a link").click()
        secret = page.get_by_label("Address").input_value()
        day.looks("53-link-made-1280")

        self.the_lawyer_clears_it(browser, day, secret)

        day.open_story(story)
        legal = page.locator("#panel-legal")
        expect(legal.locator("summary")).to_have_text("Lawyer's read: cleared")
        legal.locator("summary").click()
        expect(legal).to_contain_text("Ada Okafor")
        day.looks("57-cleared-1280")
        with day.refused():
            day.open_story(story, "move", "publish")
            expect(page.locator(".move-page")).to_contain_text("embargo")
            day.looks("58-embargo-holds-1280")
        assert stands(story) is PublicState.NONE

        day.sits_down(cast.chief)
        day.open_story(story, "move", "lift_embargo")
        page.get_by_label("Reason").fill("They print it tonight.")
        day.presses("Lift the embargo")
        page.locator("[name=_move][value=publish]").click()
        day.presses("Publish now")
        day.is_told("published")
        day.reads(story)
        expect(page.locator("h1")).to_have_text("Who owns the ferry company")
        day.looks("59-investigation-public-1280")
        with day.refused():
            page.goto(secret)
            assert story.headline not in page.content()
            day.looks("60-link-dead-1280")

    @staticmethod
    def the_lawyer_clears_it(browser: Browser, day: Day, secret: str) -> None:
        away = browser.new_context(viewport=PHONE, locale="en-GB")
        recorder = Recorder(away.new_page(), day.recorder.host)
        recorder.listen()
        lawyer = Day(recorder, day.url, day.sits_down)
        page = recorder.page
        page.goto(secret)
        expect(page.locator(".preview-note")).to_contain_text("Maitre Okafor")
        lawyer.looks("54-lawyer-390")
        page.get_by_label("It may be published").check()
        page.get_by_label("Your name").fill("Ada Okafor")
        page.get_by_role("button", name="Send to the newsroom").click()
        expect(page.get_by_role("status")).to_contain_text("Thank you")
        lawyer.looks("55-lawyer-said-390")
        lawyer.at(DESK)
        lawyer.looks("56-lawyer-1280")
        assert not away.cookies()
        away.close()


class ClosedStoryTests:
    """15:00. A story of which most of the newsroom must not know."""

    def test_the_other_editor_does_not_find_it_and_a_named_one_does(self, day: Day, cast: Cast) -> None:
        story = a_draft(cast, headline="The harbour master and the missing crates")
        other = second_editor(cast)
        day.sits_down(cast.editor)
        page = day.open_story(story, "move", "close")
        day.looks("61-close-1280")
        day.presses("Close to named people")
        expect(page.locator("#panel-closed")).to_contain_text("Only these people find the story.")
        day.looks("62-closed-1280")

        day.sits_down(other)
        for path in ("/admin/", "/admin/articles/article/", "/admin/articles/article/?q=harbour"):
            day.open(path)
            assert "missing crates" not in page.content(), path
        day.looks("63-list-without-1280")
        with day.refused():
            day.open_story(story)
            assert "missing crates" not in page.content()
            day.looks("64-not-found-1280")

        day.sits_down(cast.editor)
        day.open_story(story)
        box = day.panel("closed")
        box.get_by_label("Name one more").select_option(label=str(other))
        box.get_by_role("button", name="Name this person").click()
        day.is_told("knows of this story now.")
        day.sits_down(other)
        day.open("/admin/articles/article/")
        page.get_by_role("link", name=story.headline).first.click()
        expect(page.locator("#id_headline")).to_have_value(story.headline)
        day.at(PHONE)
        day.looks("65-named-390")


class RedactionTests:
    """16:00. A source is in danger: the name goes out of everything, and two people see to it."""

    NAME = "Marit Oskarsen"

    def test_the_name_is_gone_from_the_page_and_from_the_history(self, day: Day, cast: Cast) -> None:
        body = f"<p>“They paid in cash,” says {self.NAME}, who kept the books.</p>"
        story = live(cast, body=body, moment=an_hour_ago())
        day.sits_down(cast.chief)
        page = day.open_story(story)
        day.panel("redaction").get_by_role("link").click()
        page.get_by_label("Words that are to go").fill(self.NAME)
        page.get_by_label("Why").fill("The source was threatened.")
        day.presses("Look where they stand")
        day.looks("71-redaction-look-1280")
        page.get_by_label("Words that are to go").fill(self.NAME)
        day.presses("Ask for the redaction")
        day.is_told("Nothing is blacked out yet.")
        day.looks("72-redaction-asked-1280")
        where = page.url.removeprefix(day.url)
        day.reads(story)
        expect(page.locator(".body")).to_contain_text(self.NAME)

        day.sits_down(cast.administrator)
        day.at(PHONE)
        day.open(where)
        page.get_by_label("Words that are to go").fill(self.NAME)
        day.looks("73-redaction-confirm-390")
        day.presses("Confirm: black the words out")
        day.is_told("The words are gone.")
        day.looks("74-redacted-390")
        day.at(DESK)
        day.reads(story)
        assert "Oskarsen" not in page.content()
        expect(page.locator(".body")).to_contain_text("who kept the books")
        day.looks("75-redacted-public-1280")
        day.sits_down(cast.editor)
        for place in (("history",), ("revision", 1), ("change",)):
            day.open_story(story, *place)
            assert "Oskarsen" not in page.content(), place
            day.looks(f"76-{place[0]}-1280")


class WithdrawalTests:
    """17:00. A photographer takes a picture back, and the agency ends its rights to another."""

    def test_the_stories_stand_without_a_hole(self, day: Day, cast: Cast) -> None:
        lead, inside = (
            a_shot_photo(caption="The quay at night."),
            a_shot_photo(caption="The gallery at eleven."),
        )
        body = (
            f'<p>The vote came at ten.</p><figure data-photo="{inside.ref}"></figure><p>Nobody went home.</p>'
        )
        story = live(cast, body=body, photo=lead, moment=an_hour_ago())
        page = day.reads(story)
        expect(page.locator("article figure")).to_have_count(2)
        picture = page.locator("article figure img").nth(1).evaluate("image => image.currentSrc")
        day.sits_down(cast.editor)
        for photo in (lead, inside):
            day.open(f"/admin/media/photo/{photo.pk}/change/")
            page.locator("[name=rights_until_0]").fill(timezone.localdate().isoformat())
            page.locator("[name=rights_until_1]").fill("00:00:00")
            day.looks("81-rights-1280")
            day.presses("Save and continue editing")
        day.looks("82-rights-ended-1280")
        for name, size in (("1280", DESK), ("390", PHONE)):
            day.at(size)
            day.reads(story)
            expect(page.locator("article figure")).to_have_count(0)
            expect(page.locator(".body p")).to_have_count(2)
            assert "The gallery at eleven" not in page.content()
            day.looks(f"83-without-photos-{name}")
        # Without the cookie: the desk goes on seeing its photos.
        assert Client().get(urlsplit(picture).path).status_code == 404
        day.at(DESK)
        day.open_story(story)
        day.looks("84-story-rights-1280")


class DigestTests:
    """20:00. What the day was, in one page and one post."""

    @pytest.fixture
    def headlines(self, cast: Cast) -> list[str]:
        headlines = [
            "Bridge closed after a fire on the east bank",
            "Council keeps the night ferry by one vote",
            "Who owns the ferry company",
        ]
        for headline in headlines:
            live(cast, headline=headline)
        return headlines

    def test_it_is_ticked_published_and_read_on_a_small_telephone(
        self, day: Day, cast: Cast, headlines: list[str]
    ) -> None:
        day.at(PHONE)
        day.sits_down(cast.editor)
        page = day.open("/admin/articles/digest/")
        day.looks("91-digests-390")
        page.get_by_role("link", name="Add").first.click()
        day.looks("92-digest-new-390")
        day.presses("Save")
        for place, headline in enumerate(reversed(headlines), 1):
            row = page.locator(".digest-rows > li").filter(has=page.get_by_role("link", name=headline))
            row.get_by_role("checkbox").check()
            row.get_by_label("Place").fill(str(place))
        row.get_by_role("textbox", name="Line").fill("Fire shuts the old bridge; ferries take the traffic")
        day.looks("93-digest-ticked-390")
        day.presses("Publish")
        day.is_told("The digest stands on the site.")
        day.looks("94-digest-published-390")
        post = page.locator("#digest-post").input_value()
        assert "Fire shuts the old bridge" in post and headlines[2] in post
        public = page.locator(".desk-bar-state a").get_attribute("href")
        assert public is not None
        day.at(DESK)
        day.looks("94-digest-published-1280")
        day.at(SMALL_PHONE)
        day.open(public)
        words = page.locator(".digest .card-headline")
        expect(words).to_have_text(
            [*reversed(headlines[1:]), "Fire shuts the old bridge; ferries take the traffic"]
        )
        day.looks("95-digest-public-360")
        words.last.get_by_role("link").click()
        expect(page.locator("h1")).to_have_text(headlines[0])
        day.looks("96-story-public-360")
