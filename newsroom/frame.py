"""Pages that are put together once: a template rendered with holes, which every request fills with its own words.

Walking through the nodes of a template costs a public page more than all its queries. Of most kinds of page everything
but the stories stays the same until the chrome or the day changes: so the template is rendered once for each state of
them, with a mark where each word of the page belongs, and cut at the marks. Such a template prints its words and does
nothing else with them: a filter or a condition would see the mark.
"""

from __future__ import annotations

import html
import re
import secrets
from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import NamedTuple, TypeVar

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from newsroom import chrome

_MARK = f"hole-{secrets.token_hex(8)}-"
"""Letters, digits and hyphens: neither escaping nor the quoting of addresses changes them."""
_HOLES = re.compile(rf"{_MARK}([a-z_]+)-")
Made = TypeVar("Made")


class Frame:
    """`Frame("articles/section.html").response(request, title=…, stories=…)`: always with the same words."""

    def __init__(self, template: str) -> None:
        self.template = template

    def response(self, request: HttpRequest, **words: str) -> HttpResponse:
        """The page for this request, with the lines of its menus that lead to this very page told as the current ones."""
        page = self.filled(chrome.of(request), **words)
        return HttpResponse(with_current_page(page, request.path))

    def filled(self, site: chrome.ShownWords, **words: str) -> SafeString:
        """As a template would print them: escaped unless they are safe."""
        cut = kept(site, self.template, lambda: self._cut(site, words))
        pieces = cut.text.copy()
        pieces[1::2] = [_printed(words[name]) for name in cut.holes]
        return mark_safe("".join(pieces))

    def _cut(self, site: chrome.ShownWords, names: Iterable[str]) -> _Cut:
        marks = {name: mark_safe(f"{_MARK}{name}-") for name in names}
        parts = _HOLES.split(rendered(self.template, site, **marks).strip())
        return _Cut(parts, parts[1::2])


class _Cut(NamedTuple):
    text: list[str]
    """The template's own text and the names of the holes by turns."""
    holes: list[str]


def _printed(word: str) -> str:
    """`conditional_escape`, without the care for lazy texts that makes it slow."""
    return word if isinstance(word, SafeString) else html.escape(word)


def rendered(template: str, site: chrome.ShownWords, **words: str) -> str:
    """A template that asks for nothing but the chrome, the day and these words; no request is behind it."""
    nobody = SimpleNamespace(language=site["language"], path="", _chrome=site)
    return render_to_string(template, {"site": site, "request": nobody, "today": site.today, **words})


def kept(site: chrome.ShownWords, name: str, make: Callable[[], Made]) -> Made:
    """What is made of the chrome and its day, and made anew with them."""
    if name not in site.made:
        site.made[name] = make()
    made: Made = site.made[name]
    return made


def with_current_page(page: str, path: str) -> str:
    """With the line of a menu that leads to `path` told as the current one."""
    here = f'<li><a href="{html.escape(path)}"'
    return page.replace(here, f'{here} aria-current="page"')
