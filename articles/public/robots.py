"""robots.txt: what no machine needs to ask for, and where the list of all pages is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from newsroom.lib import languages

DISALLOWED = ("/admin/", "/preview/")
DISALLOWED_IN_EVERY_LANGUAGE = ("/search/", "/articles/?")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    paths = [
        *DISALLOWED,
        *(
            languages.in_language(path, language)
            for language in languages.codes()
            for path in DISALLOWED_IN_EVERY_LANGUAGE
        ),
    ]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in paths)]
    lines += ["", f"Sitemap: {languages.absolute('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
