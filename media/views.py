"""Derived pictures for readers, while something that readers may see shows them. The originals have no address."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from media import derived, usage
from media.models import Photo
from media.renditions import CONTENT_TYPES

AN_HOUR = 3600
"""How long a browser may keep a picture without asking again: its story may be taken down meanwhile."""


def version_of(request: HttpRequest, public_key: str, name: str) -> str | None:
    """The ETag: moves on when the file is written anew. None where there is no such file, or none to show."""
    if _audience(request, public_key) is None:
        return None
    try:
        path = derived.path_of(public_key, name)
        written = default_storage.get_modified_time(path)
        return f'"{int(written.timestamp() * 1000):x}-{default_storage.size(path):x}"'
    except OSError:
        return None


@require_safe
@condition(etag_func=version_of)
def picture(request: HttpRequest, public_key: str, name: str) -> FileResponse:
    """One derived file: for everybody while readers see the photo somewhere, for the desk at any time."""
    audience = _audience(request, public_key)
    try:
        file = derived.open_file(public_key, name)
    except FileNotFoundError as error:
        raise Http404("No such picture.") from error
    if audience is None:
        file.close()
        raise Http404("No such picture.")
    response = FileResponse(file, content_type=CONTENT_TYPES[name.rpartition(".")[2]])
    if audience == "public":
        patch_cache_control(response, public=True, max_age=AN_HOUR)
    else:
        patch_cache_control(response, private=True, no_store=True)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _audience(request: HttpRequest, public_key: str) -> str | None:
    """ "public", "desk" or nobody. Who is asking is looked at only for a photo that readers do not see."""
    known: str | None = getattr(request, "_audience", "")
    if known == "":
        known = "public" if usage.is_shown(public_key) else None
        user = getattr(request, "user", None)
        if known is None and user is not None and user.is_active and user.has_perm("media.view_photo"):
            is_open = usage.open_to(user, Photo.objects.filter(public_key=public_key)).exists()
            known = "desk" if is_open else None
        request._audience = known  # type: ignore[attr-defined]
    return known
