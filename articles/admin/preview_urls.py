"""Under /preview/. Nothing here redirects: an address with a slash too few would be kept by whoever keeps redirects."""

from django.urls import re_path

from articles.admin import shared_preview
from media import derived

app_name = "preview"
urlpatterns = [
    re_path(r"^(?P<token>[^/]+)/?\Z", shared_preview.story, name="story"),
    re_path(
        rf"^(?P<token>[^/]+)/photo/(?P<public_key>{derived.KEY})/(?P<name>{derived.NAME})\Z",
        shared_preview.photo,
        name="photo",
    ),
    re_path(r"^(?P<token>.*)", shared_preview.nothing, name="nothing"),
]
