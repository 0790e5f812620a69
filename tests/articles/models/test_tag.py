"""Tags: one word is one tag in any spelling, any script gets an address, a merged tag leads on."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Tag, TaggedArticle
from articles.models.tag import tags_named
from newsroom.lib.folding import fold
from tests.cast import a_story

pytestmark = pytest.mark.django_db


class SpellingTests:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Война", "война"),
            ("ВОЙНА", "война"),
            ("Night  ferry", "night ferry"),
            ("Straße", "STRASSE"),
            ("ﬁn", "FIN"),
        ],
    )
    def test_two_spellings_are_one_tag(self, one: str, other: str) -> None:
        story, other_story = a_story(tags=(one,)), a_story(tags=(other,))
        assert story.tags.get() == other_story.tags.get()
        assert Tag.objects.count() == 1
        assert story.tags.get().name == " ".join(one.split())

    def test_the_database_refuses_a_second_spelling(self) -> None:
        Tag.objects.create(name="Война")
        with pytest.raises(IntegrityError), transaction.atomic():
            Tag.objects.create(name="война")

    def test_one_story_carries_a_tag_once(self) -> None:
        story = a_story(tags=("River", "river", "RIVER"))
        story.tags.add("rIVER")
        assert TaggedArticle.objects.filter(content_object=story).count() == 1

    def test_setting_tags_keeps_their_order_and_drops_the_rest(self) -> None:
        story = a_story(tags=("River",))
        story.tags.set(["Council", "ferry", "Night"])
        assert list(story.tagged_items.order_by("pk").values_list("tag__name", flat=True)) == [
            "Council",
            "ferry",
            "Night",
        ]

    def test_looking_for_names_keeps_their_order_and_each_once(self) -> None:
        council = Tag.objects.create(name="Council")
        found = tags_named(["ferry", "COUNCIL", " ferry ", "", "  "])
        assert [tag.name for tag in found] == ["ferry", "Council"]
        assert found[1] == council

    @given(st.lists(st.text(min_size=1, max_size=20), max_size=6))
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
    def test_any_words_make_as_many_tags_as_readers_would_count(self, names: list[str]) -> None:
        names = [name.replace("\x00", "") for name in names]
        with transaction.atomic():
            found = tags_named(names)
            assert [tag.folded_name for tag in found] == list(dict.fromkeys(filter(None, map(fold, names))))
            assert len({tag.slug for tag in found}) == len(found)
            assert all(tag.slug for tag in found)
            transaction.set_rollback(True)


class AddressTests:
    @pytest.mark.parametrize("name", ["東京", "!!!", "😀", "हिन्दी", "عربى", "—", "№ 6", "a" * 100, "Ω"])
    def test_any_script_gets_an_address(self, name: str) -> None:
        tag = Tag.objects.create(name=name)
        assert tag.slug
        assert "/" not in tag.slug and " " not in tag.slug

    def test_two_tags_that_are_spelled_alike_in_latin_have_two_addresses(self) -> None:
        assert Tag.objects.create(name="мир").slug == "mir"
        assert Tag.objects.create(name="mir").slug == "mir-2"

    def test_the_address_stays_when_the_name_changes(self) -> None:
        tag = Tag.objects.create(name="War")
        tag.name = "The war"
        tag.save()
        assert (tag.slug, tag.folded_name) == ("war", "the war")


class MergedTests:
    def test_a_merged_tag_leads_to_the_one_that_stands(self) -> None:
        last = Tag.objects.create(name="Ferries")
        middle = Tag.objects.create(name="Ferry", merged_into=last)
        first = Tag.objects.create(name="Boats", merged_into=middle)
        assert first.current == middle.current == last.current == last

    def test_typing_the_old_word_gives_the_new_tag(self) -> None:
        new = Tag.objects.create(name="Ferries")
        old = Tag.objects.create(name="Ferry", merged_into=new)
        story = a_story(tags=("FERRY", "ferries"))
        assert story.tags.get() == new
        other = a_story(tags=())
        other.tags.add(old)
        assert other.tags.get() == new

    def test_a_tag_that_others_were_merged_into_is_not_deleted(self) -> None:
        new = Tag.objects.create(name="Ferries")
        Tag.objects.create(name="Ferry", merged_into=new)
        with pytest.raises(IntegrityError), transaction.atomic():
            new.delete()
