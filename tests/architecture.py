"""Reads the project's own source and says where it breaks a rule of the house. `test_architecture.py` asks.

Each check takes sources and gives sentences, so that a test can feed it a small offending one.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.public_guard import DESK_TABLES

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("newsroom", "media", "articles")

ROWS = (
    ("articles.admin", "articles.management", "articles.apps"),
    ("articles.exchange", "articles.delivery"),
    ("articles.workflow", "articles.public"),
    ("articles.rendering", "articles.snapshot"),
    ("articles.models",),
    ("articles.newsitem",),
    ("media",),
    ("newsroom",),
    ("newsroom.lib",),
)
"""STYLE.md, "Imports point down": a row imports from rows below it, never from its neighbours."""

STANDS_WITH = {"articles.checks": "articles.apps"}
"""Modules that the table does not name and that belong to one it does."""

RANK = {package: len(ROWS) - number for number, row in enumerate(ROWS) for package in row}

DESK_MODELS = frozenset(
    {"Article", "ArticleByline", "Revision", "Autosave", "TaggedArticle", "DeclinedTag", "AuditEvent", "Note"}
)
DESK_MODULES = frozenset({"article", "revision", "autosave", "audit", "note"})
PUBLIC_CODE = ("articles.public", "articles.delivery", "articles.rendering", "articles.models.published")
PUBLISHED_MODELS = frozenset({"PublishedArticle", "PublishedListing", "PublishedPhoto"})


@dataclass(frozen=True)
class Source:
    """One module of the project."""

    module: str
    text: str
    is_package: bool = False

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def at(self, node: ast.AST) -> str:
        return f"{self.module}:{getattr(node, 'lineno', 1)}"

    def is_in(self, *packages: str) -> bool:
        return any(self.module == package or self.module.startswith(package + ".") for package in packages)


def sources(root: Path = ROOT) -> list[Source]:
    """Every module but migrations, which are history and stand outside the rules."""
    found = []
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            if "migrations" in parts:
                continue
            is_package = parts[-1] == "__init__"
            found.append(Source(".".join(parts[:-1] if is_package else parts), path.read_text(), is_package))
    return found


# Imports point down ---------------------------------------------------------------------------------------


def package_of(module: str) -> str | None:
    """The package of the table that a module belongs to; None for one that stands in no row."""
    for known, home in STANDS_WITH.items():
        if module == known or module.startswith(known + "."):
            return home
    candidates = [package for package in RANK if module == package or module.startswith(package + ".")]
    return max(candidates, key=len, default=None)


def imported(source: Source, modules: frozenset[str]) -> Iterator[tuple[ast.AST, str, bool]]:
    """Every module that a source imports, at whatever depth: node, whole name, whether by a relative import."""
    home = source.module.split(".") if source.is_package else source.module.split(".")[:-1]
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name, False
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                base = ".".join([*home[: len(home) - node.level + 1], *([base] if base else [])])
            for alias in node.names:
                deeper = f"{base}.{alias.name}"
                yield node, deeper if deeper in modules else base, bool(node.level)


def upward_imports(code: Iterable[Source]) -> list[str]:
    code = list(code)
    modules = frozenset(source.module for source in code) | set(RANK)
    found = []
    for source in code:
        if source.module == "articles":
            allowed: int | None = 0
            own = "articles"
        else:
            own = package_of(source.module) or ""
            allowed = RANK.get(own)
        if allowed is None:
            found.append(f"{source.module} stands in no row of STYLE.md, “Imports point down”.")
            continue
        for node, target, is_relative in imported(source, modules):
            top = target.split(".")[0]
            if top == "tests":
                found.append(f"{source.at(node)} imports {target}: nobody imports tests.")
            if top not in PACKAGES or target == "articles":
                continue
            package = package_of(target)
            if package == own:
                continue
            if is_relative:
                found.append(
                    f"{source.at(node)} imports {target} relatively: another package is named in full."
                )
            if package is None:
                found.append(f"{source.at(node)} imports {target}, which stands in no row of STYLE.md.")
            elif RANK[package] >= allowed:
                found.append(f"{source.at(node)} imports {target}: {own} stands below it or beside it.")
    return found


_LOADED = re.compile(r"\{%\s*load\s+(?:[\w ]+\s+from\s+)?([\w ]+?)\s*%\}")
_INCLUDED = re.compile(r"\{%\s*(?:include|extends)\s+\"([^\"]+)\"")


def upward_loads(
    code: Iterable[Source], templates: Mapping[str, str], libraries: Mapping[str, str]
) -> list[str]:
    """What rendering would import by way of a template: the libraries that its templates load.

    `templates` are texts by the name that `{% include %}` gives them, `libraries` modules by the name in `{% load %}`.
    """
    own = "articles.rendering"
    spelled = {text for source in code if source.is_in(own) for _node, text in strings(source.tree)}
    waiting, seen, found = sorted(spelled & set(templates)), set(), []
    while waiting:
        name = waiting.pop()
        if name in seen or name not in templates:
            continue
        seen.add(name)
        waiting += _INCLUDED.findall(templates[name])
        for library in [word for words in _LOADED.findall(templates[name]) for word in words.split()]:
            package = package_of(libraries.get(library, ""))
            if package not in (None, own) and RANK[str(package)] >= RANK[own]:
                found.append(f"{name} loads {library} of {package}, and {own} renders it.")
    return found


# Public code cannot reach a draft ---------------------------------------------------------------------------


def named(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Every name that a source spells: variables, attributes, imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node, node.id
        elif isinstance(node, ast.Attribute):
            yield node, node.attr
        elif isinstance(node, ast.alias):
            yield node, node.name.rpartition(".")[2]
            if node.asname:
                yield node, node.asname


def strings(tree: ast.AST) -> Iterator[tuple[ast.Constant, str]]:
    """Every piece of text but docstrings, which may speak of anything."""
    blocks = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    spoken = {
        id(statement.value)
        for block in ast.walk(tree)
        if isinstance(block, blocks)
        for statement in block.body
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken:
            yield node, node.value


_DESK_TABLE = re.compile(rf"\b({'|'.join(DESK_TABLES)})\b")
_DESK_MODEL_BY_NAME = re.compile(rf"articles\.({'|'.join(DESK_MODELS)})")


def public_code_naming_the_desk(code: Iterable[Source]) -> list[str]:
    found = []
    for source in code:
        if not source.is_in(*PUBLIC_CODE):
            continue
        for node, name in named(source.tree):
            if name in DESK_MODELS:
                found.append(f"{source.at(node)} names {name}.")
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ImportFrom | ast.Import):
                words = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
                for word in words:
                    if word.rpartition(".")[2] in DESK_MODULES and "models" in (
                        getattr(node, "module", "") or word
                    ):
                        found.append(f"{source.at(node)} imports {word}.")
            if isinstance(node, ast.Call) and _called(node) == "get_model":
                texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
                if DESK_MODELS.intersection(map(str, texts)):
                    found.append(f"{source.at(node)} asks for {'.'.join(map(str, texts))}.")
        for constant, text in strings(source.tree):
            if _DESK_TABLE.search(text) or _DESK_MODEL_BY_NAME.fullmatch(text):
                found.append(f"{source.at(constant)} names {text.strip()[:60]}.")
    return found


DESK_WORDS = frozenset(
    "Article Revision Autosave article_set revisions autosaves audit_events desk_state latest_revision "
    "approved_revision imported_revision embargo_until embargo_reason second_read_owed_at created_by changed_by".split()
)
"""What a template could only say of a story at the desk."""

_TEMPLATE_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def template_naming_the_desk(name: str, text: str) -> list[str]:
    found = []
    for tag in _TEMPLATE_TAG.findall(text):
        words = set(re.findall(r"\w+", _QUOTED.sub("", tag)))
        found += [f"{name} says {word}: {tag}" for word in sorted(words & DESK_WORDS)]
    return found


def public_templates(root: Path = ROOT) -> list[tuple[str, str]]:
    """Templates outside the admin."""
    folders = [root / "templates", *(root / package / "templates" for package in PACKAGES)]
    return [
        (str(path.relative_to(root)), path.read_text())
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "admin" not in path.relative_to(folder).parts
    ]


# One writer of what readers see -----------------------------------------------------------------------------

PUBLICATION = "articles.workflow.publication"
PUBLISHED = "articles.models.published"
RESTORE = "articles.management"


def writers_of_published_rows(code: Iterable[Source]) -> list[str]:
    """Whoever opens `writing()`."""
    return [
        f"{source.at(node)} names writing()."
        for source in code
        if not source.is_in(PUBLICATION, PUBLISHED)
        for node, name in named(source.tree)
        if name == "writing"
    ]


_MANAGERS = ("rows", "objects", "_default_manager", "_base_manager")


def readers_past_the_public_manager(code: Iterable[Source]) -> list[str]:
    """Whoever names `rows` of a published model and is not publication, a command or the models themselves."""
    found = []
    for source in code:
        if source.is_in(PUBLICATION, PUBLISHED, RESTORE):
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute) and node.attr in _MANAGERS:
                owner = node.value
                name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
                if name in PUBLISHED_MODELS:
                    found.append(f"{source.at(node)} names {name}.{node.attr}.")
    return found


# Words -------------------------------------------------------------------------------------------------------

_CASE_BLIND_LOOKUP = re.compile(r"(?:^|.*__|[\^=])i(?:contains|exact|startswith|endswith|regex)")
_CASE_BLIND_SQL = re.compile(
    r"\b(?:lower|upper)\s*\(|\bi?like\b\s+(?:%s|'|\?)|\bcollate\s+nocase\b", re.IGNORECASE
)


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def case_blind_lookups(code: Iterable[Source]) -> list[str]:
    """SQLite folds ASCII only and PostgreSQL under C nothing: words are compared by their folded column."""
    found = []
    for source in code:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.keyword) and node.arg and _CASE_BLIND_LOOKUP.fullmatch(node.arg):
                found.append(f"{source.at(node.value)} looks up {node.arg}.")
            if isinstance(node, ast.ImportFrom) and node.module == "django.db.models.functions":
                words = {alias.name for alias in node.names} & {"Lower", "Upper", "Collate"}
                found += [f"{source.at(node)} imports {word}." for word in sorted(words)]
            if isinstance(node, ast.Call) and _called(node) in ("Lower", "Upper"):
                found.append(f"{source.at(node)} calls {_called(node)}.")
            if isinstance(node, ast.ClassDef):
                found += _case_blind_search_fields(source, node)
        for constant, text in strings(source.tree):
            if _CASE_BLIND_LOOKUP.fullmatch(text) or _CASE_BLIND_SQL.search(text):
                found.append(f"{source.at(constant)} says {text.strip()[:60]!r}.")
    return found


def _case_blind_search_fields(source: Source, node: ast.ClassDef) -> list[str]:
    """The admin searches with icontains unless told otherwise: it may do so on folded columns only."""
    if any(isinstance(item, ast.FunctionDef) and item.name == "get_search_results" for item in node.body):
        return []
    found = []
    for item in node.body:
        targets = (
            item.targets
            if isinstance(item, ast.Assign)
            else [item.target]
            if isinstance(item, ast.AnnAssign)
            else []
        )
        if not any(isinstance(target, ast.Name) and target.id == "search_fields" for target in targets):
            continue
        value = getattr(item, "value", None)
        for text in (
            [part.value for part in ast.walk(value) if isinstance(part, ast.Constant)] if value else []
        ):
            last = str(text).rpartition("__")[2]
            if not (last.startswith("folded") or last in ("exact", "startswith", "contains")):
                found.append(f"{source.at(item)} lets the admin search {text} case-blind.")
    return found


# Time --------------------------------------------------------------------------------------------------------


def clocks_of_their_own(code: Iterable[Source]) -> list[str]:
    """The moment is passed in, or asked of `timezone.now()`: what a test cannot move, it cannot test."""
    found = []
    for source in code:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.timezone":
                found += [
                    f"{source.at(node)} imports {a.name} by name." for a in node.names if a.name == "now"
                ]
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
                owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
                if (owner, node.attr) in {
                    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
                }:  # fmt: skip
                    found.append(f"{source.at(node)} asks {owner}.{node.attr} what time it is.")
    return found


# House rules -------------------------------------------------------------------------------------------------


def prints(code: Iterable[Source]) -> list[str]:
    return [
        f"{source.at(node)} prints."
        for source in code
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("print", "pprint")
    ]


def packages_without_a_word(code: Iterable[Source]) -> list[str]:
    return [
        f"{source.module}/__init__.py does not say what belongs there."
        for source in code
        if source.is_package and not ast.get_docstring(source.tree)
    ]


Check = Callable[[Iterable[Source]], list[str]]
