"""Derived pictures for readers. The originals have no address at all."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from media import derived
from media.renditions import CONTENT_TYPES

A_YEAR = 31_536_000


def version_of(request: HttpRequest, public_key: str, name: str) -> str | None:
    """The ETag: moves on when the file is written anew. None where there is no such file."""
    try:
        path = derived.path_of(public_key, name)
        written = default_storage.get_modified_time(path)
        return f'"{int(written.timestamp() * 1000):x}-{default_storage.size(path):x}"'
    except OSError:
        return None


@require_safe
@condition(etag_func=version_of)
def picture(request: HttpRequest, public_key: str, name: str) -> FileResponse:
    """One derived file. The address is its own permission: a key that nobody can guess, dead once changed."""
    try:
        file = derived.open_file(public_key, name)
    except FileNotFoundError as error:
        raise Http404("No such picture.") from error
    response = FileResponse(file, content_type=CONTENT_TYPES[name.rpartition(".")[2]])
    patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
