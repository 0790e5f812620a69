"""Tags that begin with what somebody types: the site's own words are offered before a new one is made."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from articles.models import Tag
from newsroom.lib.folding import fold

MOST = 8
"""As many as can be taken in at a glance."""


@require_safe
def tags(request: HttpRequest) -> JsonResponse:
    """`?q=` is the beginning of a name in any case; an old spelling finds the tag that it was merged into."""
    beginning = fold(request.GET.get("q", "")).strip()
    if not beginning:
        return JsonResponse({"tags": []})
    found = Tag.objects.filter(folded_name__startswith=beginning).select_related("merged_into")
    names = dict.fromkeys(tag.current.name for tag in found.order_by("folded_name")[: MOST * 2])
    return JsonResponse({"tags": list(names)[:MOST]})
