"""Pages that are not stories, the logo, and what is said when there is nothing to show."""

from __future__ import annotations

import mimetypes

from django.contrib import admin
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.template import loader
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from newsroom.models import Page, SiteSettings

LOGO_SECONDS = 3600


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Terms of use, privacy policy, about: whatever the desk wrote under this address."""
    language = request.language  # type: ignore[attr-defined]
    found = get_object_or_404(Page, language=language, slug=slug)
    return render(request, "newsroom/page_detail.html", {"page": found, "canonical_path": request.path})


@require_safe
def logo(request: HttpRequest) -> FileResponse:
    """The one uploaded file that readers get as it is: a raster picture, checked when it was uploaded."""
    site = SiteSettings.objects.first()
    if site is None or not site.logo:
        raise Http404
    try:
        file = site.logo.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    kind, _encoding = mimetypes.guess_type(str(site.logo.name))
    response = FileResponse(file, content_type=kind or "application/octet-stream")
    response["Cache-Control"] = f"max-age={LOGO_SECONDS}, public"
    return response


@require_safe
def favicon(request: HttpRequest) -> HttpResponsePermanentRedirect:
    """Asked for by browsers that show a file, a feed or a picture, where no page names the icon."""
    response = HttpResponsePermanentRedirect(static("newsroom/img/icon.svg"))
    # The name of the file carries its digest, and a redirect that is kept for ever would outlive it.
    response["Cache-Control"] = f"max-age={LOGO_SECONDS}, public"
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    # The address comes first: on a public page nobody asks who is reading.
    if request.path_info.startswith("/admin/"):
        user = getattr(request, "user", None)  # Unknown where the address itself was turned away.
        if user is not None and user.is_authenticated:
            return render(request, "admin/404.html", admin.site.each_context(request), status=404)
    return render(request, "404.html", status=404)


def gone(request: HttpRequest, words: str = "") -> HttpResponse:
    """410: it stood here, and was taken away; `words` say why."""
    return render(request, "410.html", {"words_for_readers": words}, status=410)


def server_error(request: HttpRequest) -> HttpResponse:
    """Neither database nor context processors: whatever broke must not break this page too."""
    return HttpResponse(loader.get_template("500.html").render(), status=500)
