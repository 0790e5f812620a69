"""Names per language: sections, kinds and authors have one name and one address in each."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from articles.models import Author, AuthorName, Kind, KindName, Section, SectionName
from tests.cast import a_section, an_author

pytestmark = pytest.mark.django_db


class NameTests:
    def test_a_section_has_a_name_and_an_address_in_each_language(self) -> None:
        section = a_section("Politics")
        SectionName.objects.create(section=section, language="ru", name="Политика")
        assert (section.name_in("en"), section.slug_in("en")) == ("Politics", "politics")
        assert (section.name_in("ru"), section.slug_in("ru")) == ("Политика", "politika")

    def test_a_missing_language_falls_back_to_the_unprefixed_one_and_then_to_any(self) -> None:
        assert a_section("Politics").name_in("uk") == "Politics"
        assert a_section("Политика", "ru").name_in("uk") == "Политика"
        nameless = Section.objects.create()
        assert nameless.name_in("en") == nameless.slug_in("en") == nameless.ref

    def test_it_is_printed_in_the_language_of_the_desk(self) -> None:
        section = a_section("Politics")
        SectionName.objects.create(section=section, language="ru", name="Политика")
        with translation.override("ru"):
            assert str(section) == "Политика"

    def test_a_second_name_in_one_language_is_refused(self) -> None:
        section = a_section("Politics")
        with pytest.raises(IntegrityError), transaction.atomic():
            SectionName.objects.create(section=section, language="en", name="Power")

    @pytest.mark.parametrize("name", ["politics", "POLITICS", " Politics "])
    def test_two_sections_of_one_name_are_refused_in_any_spelling(self, name: str) -> None:
        a_section("Politics")
        with pytest.raises(IntegrityError), transaction.atomic():
            a_section(name)
        assert a_section(name, "uk").pk

    def test_two_authors_may_share_a_name_and_never_an_address(self) -> None:
        slugs = [an_author("Vera Lindqvist").slug_in("en") for _ in range(3)]
        assert slugs == ["vera-lindqvist", "vera-lindqvist-2", "vera-lindqvist-3"]

    def test_addresses_of_two_languages_do_not_meet(self) -> None:
        assert an_author("Мир", "ru").slug_in("ru") == an_author("Мир", "uk").slug_in("uk") == "mir"

    @pytest.mark.parametrize("name", ["東京", "!!!", "😀"])
    def test_any_script_gets_an_address(self, name: str) -> None:
        assert an_author(name).slug_in("en")

    def test_an_address_once_given_stays(self) -> None:
        name = AuthorName.objects.create(author=Author.objects.create(), language="en", name="V. Lindqvist")
        name.name = "Vera  Lindqvist"
        name.save()
        assert (name.name, name.folded_name, name.slug) == ("Vera Lindqvist", "vera lindqvist", "v-lindqvist")

    def test_a_withheld_name_has_no_page(self) -> None:
        assert not Author(form=Author.Form.WITHHELD).has_page
        assert Author().has_page


class KindTests:
    def test_the_kinds_stand_in_three_languages_from_the_first_day(self) -> None:
        names = {kind.name_in("en"): (kind.name_in("ru"), kind.name_in("uk")) for kind in Kind.objects.all()}
        assert list(names) == ["News", "Stories", "Interview", "Comment", "Analysis"]
        assert all(ru and uk and ru != en != uk for en, (ru, uk) in names.items())
        assert KindName.objects.count() == 15

    def test_an_editor_can_add_one(self) -> None:
        kind = Kind.objects.create(order=9)
        KindName.objects.create(kind=kind, language="en", name="Editorial Manifesto")
        assert kind.slug_in("en") == "editorial-manifesto"


class NestingTests:
    def test_a_section_may_be_part_of_another(self) -> None:
        Section(parent=a_section("Society")).clean()

    def test_sections_nest_one_level(self) -> None:
        part = a_section("Courts", parent=a_section("Society"))
        with pytest.raises(ValidationError):
            Section(parent=part).clean()

    def test_a_section_with_parts_becomes_no_part(self) -> None:
        whole = a_section("Society")
        a_section("Courts", parent=whole)
        whole.parent = a_section("Politics")
        with pytest.raises(ValidationError):
            whole.clean()

    def test_a_section_is_no_part_of_itself(self) -> None:
        section = a_section("Society")
        section.parent = section
        with pytest.raises(ValidationError):
            section.clean()
