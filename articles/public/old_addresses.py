"""Old addresses: what a reader gets where nothing stands now. Asked only after a miss."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from articles.models import Address, Author, PublishedArticle, PublishedListing, Section, Tag
from newsroom.lib import ledger
from newsroom.lib.languages import in_language
from newsroom.models import Page
from newsroom.views import gone

GetResponse = Callable[[HttpRequest], HttpResponseBase]

NOT_FOR_READERS = ("/admin/", "/media/", "/static/", "/preview/")
FEED = "/feeds/rss.xml"
_OF_A_STORY = re.compile(r"(/articles/\d{4}/\d\d/\d\d/[^/.]+)(\.pdf|/print/)")
"""What a reader takes away stands and moves with its story."""
MOST_CHARACTERS = 300


class OldAddressMiddleware:
    """A 404 of a public page is asked once more: it may have moved (301) or been taken away (410).

    A redirect leads to where the target stands at this moment, so it never leads to another redirect.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.NOT_FOUND or not _may_be_old(request):
            return response
        path, ending = _target_of(request.path_info)
        language = request.language  # type: ignore[attr-defined]
        return _answer(request, language, path, ending, timezone.now()) or response


def _target_of(path: str) -> tuple[str, str]:
    """The page that an address belongs to, and what it ends with in place of the page's own slash."""
    if path.endswith(FEED):
        return path.removesuffix(FEED) + "/", FEED
    if of_a_story := _OF_A_STORY.fullmatch(path):
        return f"{of_a_story[1]}/", of_a_story[2]
    return path, "/"


def _may_be_old(request: HttpRequest) -> bool:
    path = request.path_info
    return (
        request.method in ("GET", "HEAD")
        and not path.startswith(NOT_FOR_READERS)
        and len(path) <= MOST_CHARACTERS
        and "\x00" not in path
    )


def _answer(
    request: HttpRequest, language: str, path: str, ending: str, moment: datetime
) -> HttpResponse | None:
    """`ending` is how the page asked for ends. None leaves the 404 as it is: nothing ever stood here, or it is still to come."""
    known = _known(language, path)
    if known is not None and known.target_kind == Address.Target.CUT:
        return gone(request)
    if known is not None and known.target_kind != Address.Target.STORY:
        address = _standing(known, language, moment)
        return _moved(request, address, ending) if address else None
    closed = PublishedArticle.public.last_closed(language, path, moment)
    story_id = known.target_id if known else closed.story_id if closed else None
    if story_id is None:
        return None
    live = PublishedArticle.public.at(moment).filter(story_id=story_id).only("path", "language").first()
    if live is not None:
        return _moved(request, live.address, ending)
    closed = closed or PublishedArticle.public.last_closed_of(story_id, moment)
    return gone(request, closed.words_for_readers) if closed else None


def _known(language: str, path: str) -> Address | None:
    """What is written down of this path. Of one that held redacted words that is a digest, with and without language."""
    rows = Address.objects.filter(language__in=(language, ""))
    digests = [ledger.path_digest(code, path) for code in (language, "")] if ledger.has_key() else []
    return rows.filter(path__in=[path, *digests]).first()


def _standing(known: Address, language: str, moment: datetime) -> str | None:
    """Where a tag, section, author or page stands now; None when its page would be a 404 as well."""
    match known.target_kind:
        case Address.Target.PAGE:
            page = Page.objects.filter(pk=known.target_id).first()
            return in_language(f"/{page.slug}/", page.language) if page else None
        case Address.Target.TAG:
            tag = Tag.objects.filter(pk=known.target_id).select_related("merged_into").first()
            target_id, path = (tag.current.pk, f"/tags/{tag.current.slug}/") if tag else (0, "")
        case Address.Target.SECTION:
            section = Section.objects.filter(pk=known.target_id).first()
            target_id, path = known.target_id, f"/sections/{section.slug_in(language)}/" if section else ""
        case _:
            author = Author.objects.filter(pk=known.target_id).first()
            target_id, path = (
                known.target_id,
                f"/authors/{author.slug_in(language)}/" if author and author.has_page else "",
            )
    rows = PublishedListing.public.at(moment).filter(
        list=known.target_kind, target_id=target_id, language=language
    )
    return in_language(path, language) if path and rows.exists() else None


def _moved(request: HttpRequest, address: str, ending: str) -> HttpResponse | None:
    """The rest of the query comes along, such as the place in a list."""
    address = address.removesuffix("/") + ending
    if address == request.path:
        return None
    query = request.META.get("QUERY_STRING", "")
    target = iri_to_uri(address) or ""
    return HttpResponsePermanentRedirect(f"{target}?{query}" if query else target)
