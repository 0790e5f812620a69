"""The photos of the library as JSON, for the editor and for the lead photo: found, shown, credited."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.admin.access import unseen_by
from articles.admin.reading import thumbnail_address
from media.models import Photo
from newsroom.lib.folding import fold

PAGE_SIZE = 24
MAX_REFS = 200
"""A story shows fewer photos than that; more is somebody else's request."""


@require_safe
def photos(request: HttpRequest) -> JsonResponse:
    """`?q=` searches, `?before=` goes on from a photo's number, `?ref=` and `?id=` name photos already chosen."""
    refs, ids = request.GET.getlist("ref")[:MAX_REFS], request.GET.getlist("id")[:MAX_REFS]
    if refs or ids:
        known = [number for number in ids if number.isdecimal()]
        rows = Photo.objects.filter(Q(ref__in=refs) | Q(pk__in=known))
        found = [_described(photo) for photo in unseen_by(request).photos(rows)]
        return JsonResponse({"photos": found, "more": None})
    return _page(request)


def _page(request: HttpRequest) -> JsonResponse:
    rows = _found(request.GET.get("q", ""), request.GET.get("before", ""))
    page = list(unseen_by(request).photos(rows)[: PAGE_SIZE + 1])
    more = page[PAGE_SIZE - 1].pk if len(page) > PAGE_SIZE else None
    return JsonResponse({"photos": [_described(photo) for photo in page[:PAGE_SIZE]], "more": more})


def _found(words: str, before: str) -> QuerySet[Photo]:
    """Newest first; every word must stand somewhere in caption, credit, photographer, agency or file name."""
    rows = Photo.objects.order_by("-pk")
    for word in fold(words).split():
        rows = rows.filter(folded__contains=word)
    return rows.filter(pk__lt=before) if before.isdecimal() else rows


def _described(photo: Photo) -> dict[str, Any]:
    return {
        "id": photo.pk,
        "ref": photo.ref,
        "caption": photo.caption,
        "credit": photo.credit_line,
        "alt": photo.alt,
        "is_decorative": photo.is_decorative,
        "thumbnail": "" if photo.is_waiting else thumbnail_address(photo),
        "has_expired": bool(photo.rights_until and photo.rights_until <= timezone.now()),
        "is_sensitive": photo.is_sensitive,
        "is_graphic": photo.is_graphic,
    }
