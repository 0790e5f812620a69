"""The rules of the house, asked of every source file; and each rule asked of a source that breaks it."""

from __future__ import annotations

from functools import cache

import pytest
from django.db import models
from django.template import Engine

from articles.models import PublishedArticle, PublishedListing, PublishedPhoto
from tests import architecture
from tests.architecture import Check, Source


@cache
def project() -> list[Source]:
    return architecture.sources()


def said(found: list[str]) -> str:
    return "\n".join(found)


def offence(module: str, text: str, check: Check) -> list[str]:
    return check([Source(module, text, is_package=False)])


class SourcesTests:
    def test_every_package_is_read(self) -> None:
        modules = {source.module for source in project()}
        assert {
            "newsroom.settings",
            "media.models",
            "articles.models.published",
            "articles.newsitem",
        } <= modules
        assert not any("migrations" in module for module in modules)


class ImportTests:
    def test_imports_point_down(self) -> None:
        assert not (found := architecture.upward_imports(project())), said(found)

    @pytest.mark.parametrize(
        ("module", "text"),
        [
            ("newsroom.views", "from media.models import Photo"),
            ("newsroom.urls", "import articles.public.urls"),
            ("newsroom.lib.dates", "from newsroom.models import User"),
            ("newsroom.lib.dates", "from newsroom import models"),
            ("newsroom.lib.dates", "from .. import models"),
            ("media.figure", "def figure():\n    from articles.newsitem import PhotoUse"),
            (
                "media.figure",
                "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import articles.models",
            ),
            ("articles.newsitem", "from media.models import Photo\nfrom articles import models"),
            ("articles.models.tag", "from articles.rendering import body"),
            ("articles.rendering.body", "from articles.snapshot import snapshot"),
            ("articles.snapshot", "import articles.rendering.body"),
            ("articles.public.views", "from articles.workflow.actions import publish"),
            ("articles.public.views", "from ..workflow import actions"),
            ("articles.workflow.actions", "from articles.public import pages"),
            ("articles.exchange.ingest", "from articles.delivery import cache"),
            ("articles.exchange.ingest", "from articles.management.commands import import_articles"),
            ("articles.delivery.mirror", "from articles.admin import article"),
            ("articles.admin.article", "from articles.management.commands import import_articles"),
            ("articles.management.commands.serve", "from articles.apps import ArticlesConfig"),
            ("articles.models.tag", "from ..newsitem import NewsItem"),
            ("articles.checks", "from tests.cast import a_story"),
            ("articles.somewhere", "import json"),
        ],
    )
    def test_an_import_that_points_up_is_seen(self, module: str, text: str) -> None:
        known = [Source(name, "") for name in ("newsroom.models", "media.models", "articles.models.tag")]
        assert architecture.upward_imports([*known, Source(module, text)])

    @pytest.mark.parametrize(
        ("module", "text"),
        [
            (
                "articles.exchange.ingest",
                "from articles.workflow.actions import publish\nfrom articles.public import pages",
            ),
            ("articles.delivery.cache", "from articles.public import pages"),
            ("articles.admin.article", "from articles.exchange import ingest\nfrom articles import newsitem"),
            ("articles.apps", "from articles import checks\nfrom articles.delivery import cache"),
            ("articles.public.views", "from . import filters\nfrom .search import found"),
            ("newsroom.views", "from newsroom.lib.folding import fold"),
        ],
    )
    def test_an_import_that_points_down_passes(self, module: str, text: str) -> None:
        assert architecture.upward_imports([Source(module, text)]) == []


class TemplateTests:
    libraries = {"page_words": "articles.public.story_tags", "story_pieces": "articles.rendering.tags"}

    def test_what_rendering_renders_loads_nothing_from_above(self) -> None:
        templates = {name.removeprefix("templates/"): text for name, text in architecture.public_templates()}
        libraries = Engine.get_default().libraries
        assert {"story_pieces", "articles_tags", "newsroom_tags"} <= set(libraries)
        found = architecture.upward_loads(project(), templates, libraries)
        assert not found, said(found)

    @pytest.mark.parametrize(
        "text",
        ["{% load i18n page_words %}", "{% load cards from page_words %}", '{% include "deeper.html" %}'],
    )
    def test_a_library_from_above_is_seen(self, text: str) -> None:
        assert self.found(text)

    def test_a_library_of_its_own_passes(self) -> None:
        assert self.found("{% load i18n story_pieces %}") == []

    def found(self, text: str) -> list[str]:
        code = [Source("articles.rendering.pieces", 'made("card.html")')]
        templates = {"card.html": text, "deeper.html": "{% load page_words %}"}
        return architecture.upward_loads(code, templates, self.libraries)


class PublicCodeTests:
    def test_public_code_names_no_model_of_the_desk(self) -> None:
        assert not (found := architecture.public_code_naming_the_desk(project())), said(found)

    @pytest.mark.parametrize(
        "text",
        [
            "from articles.models import Article",
            "from articles.models import Revision as Version",
            "from articles.models.autosave import *",
            "from articles.models import article",
            "import articles.models.revision",
            "from articles import models\nmodels.Article.objects.all()",
            "from django.apps import apps\napps.get_model('articles', 'Article')",
            "from django.apps import apps\napps.get_model('articles.Revision')",
            "cursor.execute('SELECT headline FROM articles_article')",
            "cursor.execute(f'SELECT item FROM articles_revision WHERE id = {number}')",
        ],
    )
    @pytest.mark.parametrize(
        "module", ["articles.public.views", "articles.rendering.body", "articles.models.published"]
    )
    def test_a_way_to_a_draft_is_seen(self, module: str, text: str) -> None:
        assert offence(module, text, architecture.public_code_naming_the_desk)

    def test_what_only_sounds_alike_passes(self) -> None:
        text = '"""Never reads articles_article."""\nfrom articles.models import PublishedArticle\nkind = "NewsArticle"'
        assert offence("articles.public.views", text, architecture.public_code_naming_the_desk) == []

    def test_public_templates_say_nothing_of_the_desk(self) -> None:
        found = [
            sentence
            for name, text in architecture.public_templates()
            for sentence in architecture.template_naming_the_desk(name, text)
        ]
        assert not found, said(found)

    @pytest.mark.parametrize(
        "text",
        [
            "{{ story.latest_revision.item }}",
            "{% for one in section.article_set.all %}{{ one }}{% endfor %}",
            "{% if story.desk_state %}x{% endif %}",
            "{% with a=tag.Article %}{% endwith %}",
        ],
    )
    def test_a_template_that_speaks_of_the_desk_is_seen(self, text: str) -> None:
        assert architecture.template_naming_the_desk("x.html", text)

    def test_a_template_may_say_article_in_its_own_words(self) -> None:
        text = '<article>{% trans "Article" %}{{ story.headline }}</article>'
        assert architecture.template_naming_the_desk("x.html", text) == []


def relations_of_published_models(published: tuple[type[models.Model], ...]) -> list[str]:
    """Relations, in both directions and hidden ones too, that lead from a published row to anything else."""
    return [
        f"{model.__name__}.{field.name} leads to {field.related_model}"
        for model in published
        for field in model._meta.get_fields(include_hidden=True)
        if field.is_relation and field.related_model not in published
    ]


class PublishedModelTests:
    published = (PublishedArticle, PublishedListing, PublishedPhoto)

    def test_no_relation_leads_from_a_published_row_to_the_desk(self) -> None:
        assert not (found := relations_of_published_models(self.published)), said(found)

    def test_a_relation_that_leads_elsewhere_is_seen(self) -> None:
        assert relations_of_published_models((PublishedListing,))

    def test_every_published_model_is_known_here(self) -> None:
        from django.apps import apps

        names = {model for model in apps.get_models() if model.__name__.startswith("Published")}
        assert names == set(self.published)
        assert {model.__name__ for model in names} == architecture.PUBLISHED_MODELS

    def test_only_publication_opens_the_door_to_published_rows(self) -> None:
        assert not (found := architecture.writers_of_published_rows(project())), said(found)

    @pytest.mark.parametrize(
        "text",
        [
            "from articles.models.published import writing\nwith writing():\n    pass",
            "from articles.models import published\nwith published.writing():\n    pass",
            "from articles.models.published import writing as quietly",
        ],
    )
    @pytest.mark.parametrize(
        "module", ["articles.workflow.actions", "articles.exchange.ingest", "articles.admin.article"]
    )
    def test_another_writer_is_seen(self, module: str, text: str) -> None:
        assert offence(module, text, architecture.writers_of_published_rows)

    def test_only_publication_and_commands_read_past_the_public_manager(self) -> None:
        assert not (found := architecture.readers_past_the_public_manager(project())), said(found)

    @pytest.mark.parametrize(
        "text",
        [
            "PublishedArticle.rows.all()",
            "models.PublishedListing.rows.filter(list='all')",
            "PublishedPhoto._default_manager.all()",
            "def rows():\n    return PublishedArticle._base_manager",
        ],
    )
    def test_a_reader_past_the_public_manager_is_seen(self, text: str) -> None:
        assert offence("articles.public.views", text, architecture.readers_past_the_public_manager)
        assert (
            offence(
                "articles.management.commands.rebuild_published",
                text,
                architecture.readers_past_the_public_manager,
            )
            == []
        )


class WordsTests:
    def test_no_lookup_leaves_case_to_the_database(self) -> None:
        assert not (found := architecture.case_blind_lookups(project())), said(found)

    @pytest.mark.parametrize(
        "text",
        [
            "Tag.objects.filter(name__icontains=words)",
            "Tag.objects.get(name__iexact=words)",
            "Tag.objects.filter(slug__istartswith='a')",
            "Tag.objects.filter(**{'name__iendswith': words})",
            "CharFilter(lookup_expr='icontains')",
            "Q(name__iregex=words)",
            "from django.db.models.functions import Lower",
            "functions.Upper('name')",
            "cursor.execute('SELECT 1 FROM articles_tag WHERE lower(name) = %s')",
            "cursor.execute('SELECT 1 FROM articles_tag WHERE name ILIKE %s')",
            "cursor.execute('… WHERE name = %s COLLATE NOCASE')",
            "class TagAdmin(ModelAdmin):\n    search_fields = ['name']",
            "class TagAdmin(ModelAdmin):\n    search_fields = ('folded_name', '^slug')",
        ],
    )
    def test_a_case_blind_lookup_is_seen(self, text: str) -> None:
        assert offence("articles.admin.taxonomy", text, architecture.case_blind_lookups)

    @pytest.mark.parametrize(
        "text",
        [
            "Tag.objects.filter(folded_name__contains=fold(words))",
            "class TagAdmin(ModelAdmin):\n    search_fields = ['folded_name']",
            "code = name.lower()",
            '"""Never icontains."""',
        ],
    )
    def test_a_folded_lookup_passes(self, text: str) -> None:
        assert offence("articles.admin.taxonomy", text, architecture.case_blind_lookups) == []


class TimeTests:
    def test_every_clock_is_the_one_that_tests_move(self) -> None:
        assert not (found := architecture.clocks_of_their_own(project())), said(found)

    @pytest.mark.parametrize(
        "text",
        [
            "from django.utils.timezone import now",
            "datetime.now(UTC)",
            "datetime.datetime.utcnow()",
            "field(default_factory=date.today)",
        ],
    )
    def test_a_clock_of_its_own_is_seen(self, text: str) -> None:
        assert offence("articles.workflow.actions", text, architecture.clocks_of_their_own)


class HouseTests:
    def test_nothing_prints(self) -> None:
        assert not (found := architecture.prints(project())), said(found)
        assert offence("articles.workflow.actions", "print('published')", architecture.prints)

    def test_every_package_says_what_belongs_in_it(self) -> None:
        assert not (found := architecture.packages_without_a_word(project())), said(found)
        assert architecture.packages_without_a_word(
            [Source("articles.public", "import json", is_package=True)]
        )
