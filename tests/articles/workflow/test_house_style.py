"""Words that the paper avoids: found in whatever form, replaced in their own form alone."""

from __future__ import annotations

from typing import Any

import pytest

from articles.models import Article, DeskState, HouseWord, Revision
from articles.workflow import house_style
from articles.workflow.actions import Refused
from articles.workflow.house_style import Finding, Text, TextHasChanged
from tests.cast import Cast
from tests.stories import a_draft, approved, saved

pytestmark = pytest.mark.django_db


def a_word(avoid: str, preferred: str = "", language: str = "en", why: str = "") -> HouseWord:
    return HouseWord.objects.create(avoid=avoid, preferred=preferred, language=language, why=why)


def found(body: str = "", language: str = "en", **parts: str) -> list[Finding]:
    return house_style.findings(Text({"body": body, **parts}), language)


def words(body: str = "", language: str = "en", **parts: str) -> list[tuple[str, str]]:
    return [(one.found, one.instead) for one in found(body, language, **parts)]


class FindingTests:
    def test_a_word_is_found_in_every_part_with_its_sentence_and_the_reason(self) -> None:
        a_word("claimed", "said", why="It sounds like a lie.")
        one, two, three = found(
            "<p>First. He claimed nothing. Last.</p>",
            headline="Mayor claimed",
            standfirst="One.\nHe claimed.",
        )
        assert [finding.place.part for finding in (one, two, three)] == ["headline", "standfirst", "body"]
        assert (three.before, three.found, three.after) == ("He ", "claimed", " nothing.")
        assert (three.why, three.instead) == ("It sounds like a lie.", "said")
        assert two.place.line == 1

    def test_another_form_is_shown_and_not_replaced(self) -> None:
        a_word("террорист", "боевик", "ru")
        assert words("<p>Террористы и террорист.</p>", "ru") == [("Террористы", ""), ("террорист", "боевик")]

    def test_the_first_letter_keeps_its_case(self) -> None:
        a_word("illegal migrant", "person without papers")
        body = "<p>Illegal migrant. An illegal migrant. ILLEGAL MIGRANT.</p>"
        assert [instead for _found, instead in words(body)] == [
            "Person without papers", "person without papers", "PERSON WITHOUT PAPERS",
        ]  # fmt: skip

    def test_only_whole_words_count(self) -> None:
        a_word("claim")
        assert words("<p>The reclaimed land, the proclaimer.</p>") == []

    def test_it_reads_across_markup_and_not_across_a_comma_or_a_paragraph(self) -> None:
        a_word("night ferry", "late boat")
        assert words("<p>The <em>night</em> <a href='x'>fer</a>ry.</p>") == [("night ferry", "late boat")]
        assert words("<p>At night, ferry and bus.</p><p>One night</p><p>ferry.</p>") == []

    def test_the_longer_expression_counts(self) -> None:
        a_word("ferry", "boat")
        a_word("ferry boat", "ship")
        assert words("<p>The ferry boat.</p>") == [("ferry boat", "ship")]

    def test_what_the_paper_writes_is_no_fault_of_its_own(self) -> None:
        a_word("migrant", "migrant worker")
        assert words("<p>A migrant worker and a migrant.</p>") == [("migrant", "migrant worker")]

    def test_a_difference_of_capitals_alone_is_seen(self) -> None:
        a_word("Internet", "internet")
        assert words("<p>The Internet, the internet.</p>") == [("Internet", "internet")]

    def test_every_language_has_its_own_list(self) -> None:
        a_word("boat", "ship", "ru")
        assert words("<p>A boat.</p>") == []
        assert words("<p>A boat.</p>", "ru") == [("boat", "ship")]

    def test_nothing_takes_the_place_of_a_word_without_another(self) -> None:
        a_word("very")
        assert words("<p>Very late.</p>") == [("Very", "")]

    def test_the_desk_pays_one_query_however_long_the_list(self, django_assert_num_queries: Any) -> None:
        for number in range(20):
            a_word(f"word{number}")
        with django_assert_num_queries(1):
            assert len(found("<p>" + "word3 and word4. " * 30 + "</p>")) == 60


class OpenQuotationTests:
    def test_a_quotation_is_shown_in_its_sentence(self) -> None:
        text = Text({"headline": "Mayor: “No", "body": '<p>One. He said “no" twice. Two.</p>'})
        headline, body = house_style.open_quotations(text, "en")
        assert (headline.place.part, headline.quotation, headline.closed) == ("headline", "“No", "")
        assert (body.before, body.quotation, body.after) == ("He said ", '“no"', " twice.")

    def test_one_that_is_never_closed_shows_one_sentence_and_not_the_paragraph(self) -> None:
        [one] = house_style.open_quotations(Text({"body": "<p>He said “no. Then he left. Later.</p>"}), "en")
        assert one.before + one.quotation + one.after == "He said “no."


@pytest.fixture
def draft(cast: Cast) -> Article:
    """It says "claimed" twice."""
    a_word("claimed", "said")
    return a_draft(cast, body='<p>He <em>claimed</em> "no". She claimed.</p>', headline="They claimed it")


def key(article: Article, number: int) -> str:
    parts = {part: getattr(article, part) for part in house_style.PARTS}
    return house_style.findings(Text(parts), article.language)[number].key


class ReplacingTests:
    def test_one_place_is_changed_and_a_revision_says_who(self, cast: Cast, draft: Article) -> None:
        before = draft.latest_revision
        house_style.replace(
            draft, cast.writer, key(draft, 1), shown=draft.latest_revision_id, note="House style"
        )
        draft.refresh_from_db()
        assert draft.body == '<p>He <em>said</em> "no". She claimed.</p>'
        assert draft.headline == "They claimed it"
        revision = draft.latest_revision
        assert revision is not None and revision.parent == before and revision.made_by == cast.writer.ref
        assert (revision.note, revision.news_item.body) == ("House style", draft.body)

    def test_the_headline_is_searched_by_its_new_words(self, cast: Cast, draft: Article) -> None:
        house_style.replace(draft, cast.writer, key(draft, 0), shown=draft.latest_revision_id)
        draft.refresh_from_db()
        assert (draft.headline, draft.folded_headline) == ("They said it", "they said it")

    def test_it_refuses_a_place_that_another_save_has_moved(self, cast: Cast, draft: Article) -> None:
        shown, wanted = draft.latest_revision_id, key(draft, 1)
        saved(draft, cast.writer, body="<p>And he claimed.</p>")
        with pytest.raises(TextHasChanged):
            house_style.replace(draft, cast.writer, wanted, shown=shown)
        assert Article.objects.get(pk=draft.pk).body == "<p>And he claimed.</p>"

    def test_it_refuses_a_text_that_another_saved_even_where_the_place_is_the_same(
        self, cast: Cast, draft: Article
    ) -> None:
        shown = draft.latest_revision_id
        saved(draft, cast.writer, standfirst="Another.")
        with pytest.raises(TextHasChanged):
            house_style.replace(draft, cast.writer, key(draft, 1), shown=shown)
        with pytest.raises(TextHasChanged):
            house_style.set_typography(draft, cast.writer, shown=shown)
        assert draft.revisions.count() == 2

    @pytest.mark.parametrize("wanted", ["", "body:0:0:1", "body:7:3:99", "nothing", "headline:0:5:x"])
    def test_it_refuses_a_place_where_nothing_stands(self, cast: Cast, draft: Article, wanted: str) -> None:
        with pytest.raises(TextHasChanged):
            house_style.replace(draft, cast.writer, wanted, shown=draft.latest_revision_id)
        assert Revision.objects.filter(article=draft).count() == 1

    def test_it_refuses_whoever_may_not_change_the_story(self, cast: Cast, draft: Article) -> None:
        for person in (cast.writer_elsewhere, cast.editor_elsewhere, cast.photo_editor, cast.administrator):
            with pytest.raises(Refused):
                house_style.replace(draft, person, key(draft, 1), shown=draft.latest_revision_id)

    def test_it_refuses_a_headline_that_no_column_holds(self, cast: Cast) -> None:
        a_word("boat", "ship " * 20)
        story = a_draft(cast, headline="boat " * 59 + "boat")
        with pytest.raises(Refused, match="longer than 300"):
            house_style.replace(story, cast.writer, key(story, 0), shown=story.latest_revision_id)

    def test_another_word_after_approval_makes_it_a_draft_again(self, cast: Cast) -> None:
        a_word("vote", "ballot")
        story = approved(cast)
        house_style.replace(story, cast.editor, key(story, 0), shown=story.latest_revision_id)
        story.refresh_from_db()
        assert story.desk_state == DeskState.DRAFT


class TypographyTests:
    def test_the_whole_working_copy_is_set_at_once(self, cast: Cast, draft: Article) -> None:
        saved(draft, cast.writer, headline='"No" - he said', standfirst='One...\n"Two"')
        assert house_style.set_typography(draft, cast.writer, shown=draft.latest_revision_id)
        draft.refresh_from_db()
        assert draft.headline == "“No”\xa0– he said"
        assert draft.standfirst == "One…\n“Two”"
        assert "“no”" in draft.body

    def test_what_is_set_makes_no_revision(self, cast: Cast, draft: Article) -> None:
        house_style.set_typography(draft, cast.writer, shown=draft.latest_revision_id)
        draft.refresh_from_db()
        number = draft.revisions.count()
        assert not house_style.set_typography(draft, cast.writer, shown=draft.latest_revision_id)
        assert draft.revisions.count() == number

    def test_marks_are_no_change_of_the_story_itself(self, cast: Cast) -> None:
        story = approved(cast, headline='The "night" ferry')
        house_style.set_typography(story, cast.editor, shown=story.latest_revision_id)
        story.refresh_from_db()
        assert story.desk_state == DeskState.APPROVED
        assert story.approved_revision_id == story.latest_revision_id
