"""The rules of the house, asked of every source file; and each rule asked of a source that breaks it."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any

import pytest
from django.db import models
from django.db.models.query import QuerySet
from django.utils import timezone

from articles.models import PublishedArticle, PublishedListing, PublishedPhoto
from articles.models.published import FOREVER, WrittenElsewhere, writing
from tests import architecture
from tests.architecture import PACKAGES, ROOT, Check, Source
from tests.conftest import Clock


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


def a_slice(**fields: Any) -> PublishedArticle:
    now = timezone.now()
    return PublishedArticle(
        **{
            "story_id": 1,
            "revision_id": 1,
            "translation_group": 1,
            "language": "en",
            "visible_from": now,
            "visible_until": FOREVER,
            "path": "/articles/2026/11/24/ferry/",
            "published_at": now,
            "headline": "Council keeps the night ferry",
            "public_hash": "0" * 64,
            **fields,
        }
    )


@pytest.mark.django_db
class GuardedRowsTests:
    """Whatever is not publication is refused by the models themselves."""

    @pytest.fixture
    def standing(self) -> PublishedArticle:
        with writing():
            story = a_slice()
            story.save()
            PublishedListing.rows.create(
                published=story, list="all", language="en", story_id=1, published_at=story.published_at,
                visible_from=story.visible_from, visible_until=FOREVER,
            )  # fmt: skip
        return story

    def test_every_write_is_refused(self, standing: PublishedArticle) -> None:
        rows, one = PublishedArticle.rows, {"story_id": 2}
        writes = {
            "save": lambda: standing.save(),
            "save of one field": lambda: standing.save(update_fields=["headline"]),
            "delete": lambda: standing.delete(),
            "create": lambda: rows.create(**one),
            "get_or_create": lambda: rows.get_or_create(story_id=2, defaults=one),
            "update_or_create": lambda: rows.update_or_create(story_id=1, defaults={"headline": "Other"}),
            "update": lambda: rows.update(headline="Other"),
            "filtered update": lambda: rows.filter(story_id=1).update(headline="Other"),
            "update of what is public": lambda: PublishedArticle.public.at().update(headline="Other"),
            "queryset delete": lambda: rows.all().delete(),
            "bulk_create": lambda: rows.bulk_create([a_slice(story_id=2)]),
            "bulk_update": lambda: rows.bulk_update([standing], ["headline"]),
            "related create": lambda: standing.listings.create(list="kind"),
            "related update": lambda: standing.listings.update(list="kind"),
            "related delete": lambda: standing.listings.all().delete(),
            "listing save": lambda: standing.listings.get().save(),
            "photo": lambda: PublishedPhoto.rows.create(published=standing, credit_line="EPA"),
            "raw": lambda: rows.raw("DELETE FROM articles_publishedarticle"),
        }
        passed = []
        for name, write in writes.items():
            try:
                write()
            except WrittenElsewhere:
                continue
            passed.append(name)
        assert not passed
        standing.refresh_from_db()
        assert standing.headline == "Council keeps the night ferry"

    def test_the_same_writes_pass_in_publication(self, standing: PublishedArticle) -> None:
        with writing():
            assert PublishedArticle.rows.update(headline="Other") == 1
            standing.listings.all().delete()
            standing.delete()
        assert not PublishedArticle.rows.exists()

    def test_the_door_closes_behind_publication_also_after_a_fault(self, standing: PublishedArticle) -> None:
        with pytest.raises(ZeroDivisionError), writing():
            raise ZeroDivisionError
        with pytest.raises(WrittenElsewhere):
            standing.save()


# No queryset is built at import time ------------------------------------------------------------------------

ASKS_BEFORE_SERVING = "newsroom.wsgi"
"""Its import is the start of the server, which looks at the database first."""

IMPORT_EVERYTHING = """
import importlib, pkgutil
import django
django.setup()
from django.db.backends.base.base import BaseDatabaseWrapper
def refuse(*args, **kwargs):
    raise SystemExit("The database was asked while modules were imported.")
BaseDatabaseWrapper.ensure_connection = BaseDatabaseWrapper.cursor = refuse
for package in {packages!r}:
    module = importlib.import_module(package)
    for found in pkgutil.walk_packages(module.__path__, package + "."):
        if ".migrations" not in found.name and found.name != {but!r}:
            importlib.import_module(found.name)
{more}
"""


def import_everything(more: str = "") -> subprocess.CompletedProcess[str]:
    """In an interpreter of its own, with no database to be had."""
    return subprocess.run(
        [sys.executable, "-c", IMPORT_EVERYTHING.format(packages=PACKAGES, but=ASKS_BEFORE_SERVING, more=more)],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip


def every_module() -> Iterator[ModuleType]:
    for package in PACKAGES:
        yield import_module(package)
        for found in pkgutil.walk_packages(import_module(package).__path__, package + "."):
            if ".migrations" not in found.name and found.name != ASKS_BEFORE_SERVING:
                yield import_module(found.name)


def querysets_kept(module: ModuleType) -> list[str]:
    """Querysets that a module, its classes, its functions' defaults or its form fields were born with."""
    found = []
    for name, value in vars(module).items():
        if isinstance(value, QuerySet):
            found.append(f"{module.__name__}.{name}")
        if getattr(value, "__module__", None) != module.__name__:
            continue
        if isinstance(value, type):
            found += [f"{module.__name__}.{name}.{place}" for place in _kept_by_a_class(value)]
        elif isinstance(value, FunctionType):
            found += [f"{module.__name__}.{name}()" for _ in _kept_by_a_function(value)]
    return found


def _kept_by_a_function(function: FunctionType) -> list[QuerySet[Any]]:
    kept = [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]
    return [one for one in kept if isinstance(one, QuerySet)]


def _kept_by_a_class(kept_by: type) -> Iterator[str]:
    for name, value in vars(kept_by).items():
        values = (
            list(value.values())
            if isinstance(value, dict)
            else list(value)
            if isinstance(value, list | tuple)
            else []
        )
        for one in [value, *values]:
            if isinstance(one, QuerySet):
                yield name
            elif isinstance(one, FunctionType) and _kept_by_a_function(one):
                yield f"{name}()"
            elif name in (
                "base_fields",
                "declared_fields",
                "base_filters",
                "declared_filters",
            ) and _is_frozen(one):
                yield f"{name}: {one}"


def _is_frozen(field: Any) -> bool:
    """A choice field or filter whose rows were narrowed down at import: Django itself makes those of a plain FK."""
    kept = getattr(field, "queryset", None)
    if kept is None:
        kept = getattr(field, "extra", {}).get("queryset")
    return isinstance(kept, QuerySet) and (
        bool(kept.query.where) or kept.model.__name__.startswith("Published")
    )


class ImportTimeTests:
    def test_nothing_asks_the_database_while_it_is_imported(self) -> None:
        ended = import_everything(
            "import newsroom.urls; from django.urls import get_resolver; get_resolver().url_patterns"
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr

    def test_a_module_that_asks_the_database_is_seen(self) -> None:
        ended = import_everything("from articles.models import Kind; list(Kind.objects.all())")
        assert ended.returncode == 1
        assert "asked while modules were imported" in ended.stderr

    def test_no_queryset_is_built_at_import_time(self) -> None:
        found = [place for module in every_module() for place in querysets_kept(module)]
        assert not found, said(found)

    @pytest.mark.parametrize(
        "text",
        [
            "LIVE = PublishedArticle.public.at()",
            "class View:\n    queryset = PublishedArticle.public.at()",
            "class Feed:\n    lists = {'all': PublishedArticle.public.at()}",
            "class Feed:\n    lists = [PublishedArticle.public.at()]",
            "def live(rows=PublishedArticle.public.at()):\n    return rows",
            "class Feed:\n    def items(self, *, rows=PublishedArticle.public.at()):\n        return rows",
            "class Choice(forms.Form):\n    story = forms.ModelChoiceField(PublishedArticle.public.at())",
            "class Choice(FilterSet):\n    story = ModelChoiceFilter(queryset=PublishedArticle.public.at())",
        ],
    )
    def test_a_queryset_built_at_import_time_is_seen(self, text: str) -> None:
        module = ModuleType("articles.public.offending")
        preface = (
            "from django import forms\nfrom django_filters import FilterSet, ModelChoiceFilter\n"
            "from articles.models import PublishedArticle\n"
        )
        exec(preface + text, module.__dict__)
        assert querysets_kept(module)

    @pytest.mark.django_db
    def test_what_is_public_follows_the_clock(self, clock: Clock) -> None:
        list(every_module())
        opens, ends = clock.now + timedelta(hours=1), clock.now + timedelta(hours=2)
        with writing():
            a_slice(visible_from=opens, visible_until=ends).save()
        seen = []
        for moment in (opens - timedelta(seconds=1), opens, ends - timedelta(seconds=1), ends):
            clock.set(moment)
            seen.append(PublishedArticle.public.at().exists())
        assert seen == [False, True, True, False]


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
