"""What a reader takes away: the story as a PDF, and as a page for the printer."""

from __future__ import annotations

from csp.decorators import csp_exempt
from django.core.cache import cache
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.delivery import pdf
from articles.models import PublishedArticle
from articles.rendering.printed import for_print
from newsroom import chrome
from newsroom.lib import qr, tasks
from newsroom.lib.languages import absolute
from newsroom.views import gone

A_MINUTE = 60
"""How long a cache may keep a PDF without asking again: its story may be taken down meanwhile."""
ASK_AGAIN_SECONDS = 4


def _story(request: HttpRequest, year: str, month: str, day: str, slug: str) -> PublishedArticle:
    language = request.language  # type: ignore[attr-defined]
    path = f"/articles/{year}/{month}/{day}/{slug}/"
    row = PublishedArticle.public.at().filter(language=language, path=path).first()
    if row is None:
        raise Http404
    return row


# The policy of a page would only be in the way of the browser's own viewer: there is nothing to run in a PDF.
@require_safe
@csp_exempt()  # type: ignore[arg-type]
def story_pdf(request: HttpRequest, year: str, month: str, day: str, slug: str) -> HttpResponseBase:
    """The PDF if it is there. It is never made here: one that is still to come is put into the queue."""
    row = _story(request, year, month, day, slug)
    if row.is_retraction:
        return gone(request, row.words_for_readers)
    edition = pdf.edition_of(row, chrome.of(request))
    etag = f'"{edition.digest}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            file, name = pdf.open_kept(edition)
        except FileNotFoundError:
            return _missing(request, edition)
        etag = f'"{name}"'
        response = FileResponse(file, content_type="application/pdf", filename=f"{slug}.pdf")
    response["ETag"] = etag
    response["Link"] = f'<{absolute(iri_to_uri(row.address) or "")}>; rel="canonical"'
    patch_cache_control(response, public=True, max_age=A_MINUTE)
    return response


def _missing(request: HttpRequest, edition: pdf.Edition) -> HttpResponse:
    """A page that says why: 404 for a story that cannot be set, 503 for what may still come."""
    if pdf.has_failed(edition):
        response = render(request, "articles/pdf_none.html", {"story": edition.row}, status=404)
    elif not tasks.is_worked_off():
        response = render(request, "articles/pdf_off.html", {"story": edition.row}, status=503)
    else:
        response = _coming(request, edition)
    patch_cache_control(response, no_store=True)
    response._has_been_logged = True  # type: ignore[attr-defined]  # Whatever failed is in the log already.
    return response


def _coming(request: HttpRequest, edition: pdf.Edition) -> HttpResponse:
    """503 with a page that asks again by itself. However many wait for it, the queue is told once a minute."""
    if cache.add(f"pdf-asked-for-{edition.digest}", True, A_MINUTE):
        pdf.ask_for(edition.row.story_id, pdf.MOST_WAITING_FOR_READERS)
    context = {"story": edition.row, "seconds": ASK_AGAIN_SECONDS}
    response = render(request, "articles/pdf_coming.html", context, status=503)
    response["Retry-After"] = str(ASK_AGAIN_SECONDS)
    return response


@require_safe
def story_print(request: HttpRequest, year: str, month: str, day: str, slug: str) -> HttpResponse:
    """The story on paper: nothing but the story, whole addresses, and the way back to the site."""
    row = _story(request, year, month, day, slug)
    address = absolute(iri_to_uri(row.address) or "")
    short_address = absolute(reverse("articles:short", kwargs={"story_id": row.story_id}))
    context = {
        "story": row,
        "lead_html": for_print(row.lead_html, address),
        "body_html": for_print(row.body_html, address),
        "canonical_path": row.address,
        "address": address,
        "short_address": short_address,
        "qr": qr.svg(short_address, _("QR code that leads to %(address)s") % {"address": short_address}),
    }
    return render(request, "articles/article_print.html", context)
