"""Tags suggested from a story's own words: found in any form, ranked, declined; and never put on by themselves."""

from __future__ import annotations

from typing import Any

import pytest

from articles.models import Tag
from articles.workflow import actions
from articles.workflow.tag_suggestions import (
    MOST,
    Vocabulary,
    Writing,
    bring_back,
    decline,
    declined,
    suggestions,
)
from articles.workflow.taxonomy import merge_tags
from tests.cast import Cast, a_story
from tests.conftest import Clock
from tests.stories import a_draft, approved, saved

pytestmark = pytest.mark.django_db


def tags(*names: str) -> None:
    for name in names:
        Tag.objects.create(name=name)


def found(besides: tuple[str, ...] = (), language: str = "en", **words: str) -> list[str]:
    vocabulary = Vocabulary()
    typed = Writing(language=language, **words)
    return [one.name for one in suggestions(typed, vocabulary, besides=vocabulary.ids_named(besides))]


class WordTests:
    @pytest.mark.parametrize("form", ["война", "войны", "войне", "войну", "ВОЙНОЙ"])
    def test_a_russian_word_is_found_in_any_case(self, form: str) -> None:
        tags("Война", "Мир")
        assert found(language="ru", headline=f"Третий год {form} в порту") == ["Война"]

    @pytest.mark.parametrize("form", ["паром", "парома", "парому", "паромом", "пароме", "паромы", "паромов"])
    def test_a_word_that_itself_looks_inflected_is_found_in_any_case(self, form: str) -> None:
        tags("Паром", "Парк")
        assert found(language="ru", headline=f"Ночь без {form}") == ["Паром"]

    def test_an_english_word_is_found_in_the_plural(self) -> None:
        tags("Ferry", "Councils")
        assert found(headline="Two ferries for one council") == ["Councils", "Ferry"]

    def test_several_words_are_found_inflected(self) -> None:
        tags("Старая набережная", "Night ferry")
        assert found(language="ru", standfirst="На старой набережной светло") == ["Старая набережная"]
        assert found(body="<p>Both <em>night</em> ferries stay.</p>") == ["Night ferry"]

    def test_the_words_of_a_tag_stand_one_after_the_other_and_whole(self) -> None:
        tags("Night ferry", "Port", "Ferry night shift")
        assert found(body="<p>Ferry night</p><p>An important night by the ferry, night</p>") == []

    def test_no_tag_reaches_over_a_paragraph(self) -> None:
        tags("Night ferry")
        assert found(body="<p>By night</p><p>Ferry fares rise</p>", standfirst="By night\nFerry fares") == []

    def test_two_ways_to_write_a_letter_are_one(self) -> None:
        tags("Зелёный остров", "O’Neill")
        assert found(language="ru", headline="На Зеленом острове") == ["Зелёный остров"]
        assert found(headline="Mayor O'NEILL resigns") == ["O’Neill"]

    def test_a_russian_tag_is_found_as_it_is_written_in_an_english_story(self) -> None:
        tags("Новости")
        assert found(headline="«Новости» closes") == ["Новости"]

    def test_ukrainian_is_folded_and_no_more(self) -> None:
        tags("Війна")
        assert found(language="uk", headline="ВІЙНА і мир") == ["Війна"]
        assert found(language="uk", headline="Після війни") == []

    @pytest.mark.parametrize("name", ["!!!", "—", "😀"])
    def test_a_tag_without_a_word_is_found_nowhere(self, name: str) -> None:
        tags(name)
        assert found(headline=f"All {name} here", language="ru") == []

    def test_words_for_the_machine_are_no_words_of_the_story(self) -> None:
        tags("Figure", "River", "Quay")
        body = '<figure data-photo="river" data-caption="Quay"></figure><script>river</script><p>Rain.</p>'
        assert found(body=body) == []

    @pytest.mark.parametrize("body", ["", "<", "<!--", "<p>River", "\x00<p>River</p>", "]]>&#0;<p>river</p>"])
    def test_half_written_text_breaks_nothing(self, body: str) -> None:
        tags("River")
        assert found(body=body) in ([], ["River"])


class RankTests:
    def test_headline_before_standfirst_before_how_often(self) -> None:
        tags("Rain", "Fish", "Salt", "Quay")
        body = "<p>Salt, salt and salt. Fish, fish. Rain.</p>"
        assert found(headline="Rain", standfirst="Fish", body=body + "<p>Quay</p>") == [
            "Rain",
            "Fish",
            "Salt",
            "Quay",
        ]

    def test_among_equals_the_one_that_more_stories_carry(self) -> None:
        tags("Fish", "Salt")
        a_story(tags=("Salt",))
        assert found(body="<p>Fish and salt.</p>") == ["Salt", "Fish"]

    def test_no_more_than_can_be_taken_in(self) -> None:
        names = [f"{letter}{letter}x" for letter in "abcdefghijk"]
        tags(*names)
        assert found(headline=" ".join(names)) == names[:MOST]


class SpellingTests:
    def test_an_old_spelling_suggests_the_tag_of_today_once(self, cast: Cast) -> None:
        tags("Boats", "Ferry", "Ships")
        boats, ferry, ships = (Tag.objects.get(name=name) for name in ("Boats", "Ferry", "Ships"))
        merge_tags(boats, ferry, cast.editor)
        merge_tags(ferry, ships, cast.editor)
        assert found(headline="A boat, and the ferries") == ["Ships"]
        assert found(headline="A boat, and the ferries", besides=("boats",)) == []


class DeclinedTests:
    def test_what_was_declined_is_remembered_with_who_and_when(self, cast: Cast, clock: Clock) -> None:
        story = a_story()
        tags("Ferry")
        decline(story, Tag.objects.get(name="Ferry"), cast.writer)
        declined_at = clock.now
        clock.move(hours=1)
        decline(story, Tag.objects.get(name="Ferry"), cast.editor)
        (row,) = declined(story)
        assert (row.declined_by, row.declined_at) == (cast.writer.ref, declined_at)
        assert declined(a_story()) == []

    def test_a_tag_declined_under_an_old_name_is_brought_back_under_the_new(self, cast: Cast) -> None:
        story = a_story()
        tags("Ferry", "Ships")
        ferry, ships = Tag.objects.get(name="Ferry"), Tag.objects.get(name="Ships")
        decline(story, ferry, cast.writer)
        decline(story, ships, cast.writer)
        merge_tags(ferry, ships, cast.editor)
        bring_back(story, Tag.objects.get(name="Ships"))
        assert declined(story) == []


class NeverByThemselvesTests:
    def test_neither_a_save_nor_a_publication_puts_one_on(self, cast: Cast) -> None:
        tags("Ferry", "Council", "Night ferry")
        story = a_draft(cast, tags=("River",))
        assert "Night ferry" in found(headline=story.headline)
        saved(story, cast.writer, standfirst="The ferry of the council")
        published = actions.publish(approved(cast, tags=("River",)), cast.editor)
        assert [names_on(one) for one in (story, published)] == [["River"], ["River"]]
        assert not story.declined_tags.exists()


def names_on(story: Any) -> list[str]:
    return [tag.name for tag in story.tags.all()]


class CostTests:
    def test_it_asks_for_closed_stories_for_the_tags_and_for_their_use_once(
        self, django_assert_num_queries: Any
    ) -> None:
        tags(*(f"Word{number}" for number in range(50)), "River")
        with django_assert_num_queries(3):
            assert found(headline="River word7") == ["River", "Word7"]
