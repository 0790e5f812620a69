"""No queryset is built at import time: one that is keeps the moment of the start for ever."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any

import pytest
from django.db.models.query import QuerySet

from tests.architecture import PACKAGES, ROOT

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
        assert not found

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
