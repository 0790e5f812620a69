"""Writing a story in a browser: the editor and all that it can hold, the lead photo, saving, what is not saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Locator, Page, expect

from articles.models import Article, DeskState, Tag
from media.models import Photo
from newsroom.models import User
from tests.articles.admin.desk import a_shot_photo
from tests.browser.recorder import Recorder
from tests.cast import PASSWORD_BACKEND, Cast
from tests.stories import a_draft, live

pytestmark = pytest.mark.django_db(transaction=True)

OLD_WORD = (
    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Salt</p>"
    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Fish</p>"
)
GOOGLE = (
    '<meta charset="utf-8"><b style="font-weight:normal" id="docs-internal-guid-1"><h1>The quay</h1><p dir="ltr">'
    '<span style="font-weight:400">A </span><span style="font-weight:700">bold</span>'
    '<span style="font-style:italic"> word</span>'
    '<a href="https://www.google.com/url?q=https://example.org/a&amp;sa=D">here</a></p>'
    '<img src="https://example.org/spy.gif" onerror="alert(1)"><script>alert(1)</script></b>'
)
PASTE = """(dom, html) => {
  const data = new DataTransfer()
  data.setData("text/html", html)
  dom.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
}"""


class Writing:
    """One story's page, open in a browser."""

    def __init__(self, recorder: Recorder, address: str) -> None:
        self.recorder, self.page = recorder, recorder.page
        self.page.goto(address)
        self.text: Locator = self.page.locator(".ProseMirror[contenteditable=true]")
        self.text.wait_for()

    def at_the_end(self) -> Page:
        self.text.click()
        self.page.keyboard.press("Control+End")
        return self.page

    def press(self, name: str) -> None:
        self.page.locator(f".prose-menubar [data-name='{name}']").click()

    def save(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Control+s")
        self.text.wait_for()

    def heard_nothing(self) -> None:
        assert not (heard := self.recorder.take()), "\n".join(heard)


@pytest.fixture
def photo() -> Photo:
    return a_shot_photo(caption="The quay at night.")


@pytest.fixture
def story(cast: Cast) -> Article:
    return a_draft(cast, body="<p>The vote came at ten.</p>")


@pytest.fixture
def writing(
    browser_page: Recorder, live_server: Any, cast: Cast, story: Article, sign_in: Callable[[User], None]
) -> Writing:
    sign_in(cast.writer)
    return Writing(browser_page, f"{live_server.url}/admin/articles/article/{story.pk}/change/")


def body_of(story: Article) -> str:
    story.refresh_from_db()
    return story.body


class TextTests:
    def test_words_and_marks_are_saved(self, writing: Writing, story: Article) -> None:
        page = writing.at_the_end()
        page.keyboard.press("Enter")
        page.keyboard.type("Nobody ")
        writing.press("bold")
        page.keyboard.type("left")
        writing.save()
        assert body_of(story) == "<p>The vote came at ten.</p><p>Nobody <strong>left</strong></p>"
        assert story.revisions.count() == 2
        writing.heard_nothing()

    def test_opening_and_saving_changes_nothing(self, writing: Writing, story: Article) -> None:
        writing.save()
        assert story.revisions.count() == 1

    def test_every_button_has_a_name_in_the_language_of_the_desk(
        self, writing: Writing, cast: Cast, story: Article
    ) -> None:
        buttons = writing.page.locator(".prose-menubar__button[data-name]:not(.hidden):visible")
        names = buttons.evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
        assert {"Bold", "Photo from the library", "Footnote", "Undo"} <= set(names)
        assert all(name and name[0].isupper() for name in names)
        assert writing.text.get_attribute("aria-label") == "Text of the story"


class PhotoTests:
    def test_a_photo_is_found_inserted_captioned_and_saved(
        self, writing: Writing, story: Article, photo: Photo
    ) -> None:
        a_shot_photo(caption="A crane at dawn.")
        page = writing.at_the_end()
        writing.press("photo")
        dialog = page.locator("dialog.photo-picker")
        expect(dialog.locator(".photo-tile")).to_have_count(2)
        dialog.locator("input[type=search]").fill("QUAY")
        expect(dialog.locator(".photo-tile")).to_have_count(1)
        assert "EPA / TOLGA AKMEN" in dialog.inner_text()
        dialog.locator(".photo-tile").click()
        block = writing.text.locator("figure.photo-block")
        expect(block.locator(".credit")).to_have_text("EPA / TOLGA AKMEN")
        assert block.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
        caption, alt = (block.get_by_label(label) for label in ("Caption here", "Alt text here"))
        expect(alt).to_have_attribute("placeholder", photo.alt)
        assert (alt.bounding_box() or {"width": 0})["width"] > 200
        caption.fill('The "quay", late.')
        alt.fill("Пустой причал.\nНочь.")
        writing.save()
        assert (
            f'<figure data-photo="{photo.ref}" data-caption="The &quot;quay&quot;, late." '
            'data-alt="Пустой причал. Ночь."></figure>'
        ) in body_of(story)
        expect(caption).to_have_value('The "quay", late.')
        expect(alt).to_have_value("Пустой причал. Ночь.")
        writing.text.locator("figure.photo-block button").click()
        expect(writing.text.locator("figure.photo-block")).to_have_count(0)
        writing.save()
        assert "figure" not in body_of(story)
        writing.heard_nothing()

    def test_a_decorative_photo_asks_for_no_alt_text(
        self, writing: Writing, story: Article, photo: Photo
    ) -> None:
        Photo.objects.filter(pk=photo.pk).update(is_decorative=True)
        writing.at_the_end()
        writing.press("photo")
        writing.page.locator("dialog.photo-picker .photo-tile").click()
        block = writing.text.locator("figure.photo-block")
        expect(block.get_by_label("Caption here")).to_be_visible()
        expect(block.get_by_label("Alt text here")).to_have_count(0)

    def test_the_lead_photo_is_chosen_by_sight(self, writing: Writing, story: Article, photo: Photo) -> None:
        page = writing.page
        choice = page.locator(".photo-choice")
        choice.get_by_role("button", name="Choose a photo").click()
        page.locator(".photo-tile").click()
        expect(choice.locator(".credit")).to_have_text("EPA / TOLGA AKMEN")
        writing.save()
        story.refresh_from_db()
        assert story.lead_photo == photo
        expect(choice.locator("img")).to_be_visible()
        choice.get_by_role("button", name="Take out").click()
        writing.save()
        story.refresh_from_db()
        assert story.lead_photo is None
        writing.heard_nothing()

    def test_a_photo_that_waits_or_has_no_credit_says_so(self, writing: Writing, photo: Photo) -> None:
        Photo.objects.filter(pk=photo.pk).update(file="", credit_line="")
        writing.press("photo")
        tile = writing.page.locator(".photo-tile")
        expect(tile).to_contain_text("waits for its file")
        expect(tile).to_contain_text("No credit yet")


class FurnitureTests:
    def test_embeds_and_footnotes_are_kept_and_can_be_opened_again(
        self, writing: Writing, story: Article
    ) -> None:
        page = writing.at_the_end()
        writing.press("footnote")
        page.locator("dialog textarea").fill("Minutes, <p. 4>")
        page.locator("dialog button[type=submit]").click()
        writing.press("embed")
        page.locator("dialog input").fill("https://video.example.org/v/1?a=1&b=2")
        page.locator("dialog button[type=submit]").click()
        writing.save()
        body = body_of(story)
        assert '<sup data-footnote="Minutes, &lt;p. 4&gt;"></sup>' in body
        assert '<div data-embed="https://video.example.org/v/1?a=1&amp;b=2"></div>' in body
        writing.text.locator("sup.footnote-mark").click()
        note = page.locator("dialog textarea")
        expect(note).to_have_value("Minutes, <p. 4>")
        note.fill("Page 5")
        page.locator("dialog button[type=submit]").click()
        writing.save()
        assert 'data-footnote="Page 5"' in body_of(story)
        writing.heard_nothing()


class LinkTests:
    def select_the_last_word(self, writing: Writing) -> Page:
        page = writing.at_the_end()
        # The editor sets the caret of a click a moment after the click, and may undo a key that came between.
        for _try in range(100):
            chosen = page.evaluate("String(getSelection())")
            if len(chosen) != len("ten."):
                page.keyboard.press("Shift+ArrowLeft" if len(chosen) < len("ten.") else "Shift+ArrowRight")
            page.wait_for_timeout(50)
            if chosen == page.evaluate("String(getSelection())") == "ten.":
                return page
        raise AssertionError(f"The last word was not selected, but {chosen!r}.")

    def test_a_bare_host_becomes_a_link_and_typing_leaves_it(self, writing: Writing, story: Article) -> None:
        page = self.select_the_last_word(writing)
        writing.press("link")
        dialog = page.get_by_role("dialog", name="Link")
        dialog.get_by_label("Where the link leads").fill("example.org/report")
        dialog.get_by_role("button", name="Insert").click()
        page.keyboard.type(" Then rain.")
        writing.save()
        assert (
            body_of(story)
            == '<p>The vote came at <a href="https://example.org/report" rel="noopener">ten.</a> Then rain.</p>'
        )
        writing.text.locator("a").click()
        writing.press("link")
        dialog = page.get_by_role("dialog", name="Change the link")
        expect(dialog.locator("input")).to_have_value("https://example.org/report")
        dialog.locator("input").fill("desk@example.org")
        dialog.get_by_role("button", name="Apply").click()
        writing.save()
        assert 'href="mailto:desk@example.org"' in body_of(story)
        writing.heard_nothing()

    def test_what_is_no_address_is_refused_in_the_dialog(self, writing: Writing, story: Article) -> None:
        page = self.select_the_last_word(writing)
        writing.press("link")
        dialog = page.get_by_role("dialog")
        for typed in ("javascript:alert(1)", "data:text/html,x", "two words", "", "report", "https://"):
            dialog.locator("input").fill(typed)
            dialog.get_by_role("button", name="Insert").click()
            expect(dialog.get_by_role("alert")).to_contain_text("Give a whole address")
        dialog.get_by_role("button", name="Cancel").click()
        writing.save()
        assert "<a" not in body_of(story)


class PasteTests:
    @pytest.mark.parametrize(
        ("pasted", "kept"),
        [
            (OLD_WORD, "<ul><li><p>Salt</p></li><li><p>Fish</p></li></ul>"),
            (
                GOOGLE,
                "<h2>The quay</h2><p>A <strong>bold</strong><em> word</em>"
                '<a href="https://example.org/a" rel="noopener">here</a></p>',
            ),
        ],
    )
    def test_what_comes_from_elsewhere_becomes_ours(
        self, writing: Writing, story: Article, pasted: str, kept: str
    ) -> None:
        writing.text.click()
        writing.page.keyboard.press("Control+a")
        writing.text.evaluate(PASTE, pasted)
        writing.save()
        assert kept in body_of(story)
        writing.heard_nothing()


class TagTests:
    def test_the_sites_tags_are_offered_and_taken_with_the_keyboard(
        self, writing: Writing, story: Article
    ) -> None:
        for name in ("Night ferry", "Night work"):
            Tag.objects.create(name=name)
        page = writing.page
        field = page.get_by_label("Tags")
        field.fill("")
        field.press_sequentially("River, NIGHT")
        offered = page.locator("#id_tags_suggestions")
        expect(offered.get_by_role("option")).to_have_text(["Night ferry", "Night work"])
        field.press("ArrowDown")
        field.press("ArrowDown")
        field.press("Enter")
        expect(field).to_have_value("River, Night work, ")
        expect(offered).to_be_hidden()
        writing.save()
        assert [
            tag.name for tag in Tag.objects.filter(items__content_object=story).order_by("items__pk")
        ] == [
            "River",
            "Night work",
        ]
        writing.heard_nothing()

    def test_what_the_story_names_is_taken_or_declined(self, writing: Writing, story: Article) -> None:
        for name in ("Night ferry", "Harbour"):
            Tag.objects.create(name=name)
        page = writing.page
        page.reload()
        taken = page.get_by_role("button", name="Put the tag “Night ferry” into the field")
        taken.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_label("Tags")).to_have_value("River, City council, Night ferry")
        expect(taken).to_have_count(0)
        writing.at_the_end()
        page.keyboard.type(" At the harbours.")
        page.get_by_role("button", name="Do not suggest the tag “Harbour”").click()
        expect(page.locator("[data-tag-suggestions] [role=status]")).to_contain_text(
            "“Harbour” is not suggested"
        )
        writing.save()
        assert [tag.name for tag in story.tags.order_by("items__pk")] == [
            "River",
            "City council",
            "Night ferry",
        ]
        expect(page.locator(".tag-suggestions-row")).to_be_hidden()
        page.locator(".tag-suggestions summary").click()
        page.get_by_role("button", name="Bring back").click()
        expect(page.get_by_role("button", name="Put the tag “Harbour”")).to_be_visible()
        assert not story.declined_tags.exists()
        writing.heard_nothing()


class UnsavedTests:
    def test_what_is_not_saved_is_told_and_goes_along_with_a_move(
        self, writing: Writing, story: Article
    ) -> None:
        page = writing.page
        note = page.locator(".unsaved")
        expect(note).to_be_hidden()
        page.locator("#id_headline").fill("The ferry stays")
        expect(note).to_be_visible()
        button = page.locator("button[name=_move][value=submit]")
        expect(button).to_have_text("Save, then: Submit for review")
        button.click()
        expect(page.locator(".messagelist")).to_contain_text("The ferry stays: submitted for review.")
        story.refresh_from_db()
        assert (story.headline, story.desk_state) == ("The ferry stays", DeskState.IN_REVIEW)
        writing.heard_nothing()

    def test_enter_in_a_small_field_saves_and_no_more(self, writing: Writing, story: Article) -> None:
        writing.page.locator("#id_kicker").fill("From the quay")
        with writing.page.expect_navigation():
            writing.page.locator("#id_kicker").press("Enter")
        story.refresh_from_db()
        assert (story.kicker, story.desk_state) == ("From the quay", DeskState.DRAFT)

    def test_enter_in_a_headline_sends_nothing(self, writing: Writing, story: Article) -> None:
        writing.page.locator("#id_headline").press("Enter")
        expect(writing.page.locator("#id_standfirst")).to_be_focused()
        assert story.revisions.count() == 1


class CorrectionTests:
    def test_a_correction_mends_the_text_in_the_same_editor(
        self, browser_page: Recorder, live_server: Any, cast: Cast, sign_in: Callable[[User], None]
    ) -> None:
        story = live(cast, body="<p>The vote came at ten.</p>")
        sign_in(cast.editor)
        writing = Writing(browser_page, f"{live_server.url}/admin/articles/article/{story.pk}/move/correct/")
        page = writing.at_the_end()
        page.keyboard.type(" Past eleven.")
        page.locator("#id_text").fill("It came past eleven.")
        page.get_by_role("button", name="Correct", exact=True).click()
        expect(page.locator(".messagelist")).to_contain_text("corrected")
        assert body_of(story) == "<p>The vote came at ten. Past eleven.</p>"
        writing.heard_nothing()

    def test_the_desk_moves_without_javascript(
        self, browser: Any, live_server: Any, cast: Cast, story: Article
    ) -> None:
        context = browser.new_context(java_script_enabled=False)
        client = Client()
        client.force_login(cast.writer, PASSWORD_BACKEND)
        cookie = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
        page.locator("button[value=submit]").click()
        assert "submitted for review" in page.inner_text(".messagelist")
        context.close()
