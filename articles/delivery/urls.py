"""Addresses of what readers take away, under the story's own. Its converters are those of `articles.public`."""

from django.urls import path

import articles.public.urls  # noqa: F401  Registers the converters.
from articles.delivery import views

app_name = "delivery"
urlpatterns = [
    # /articles/YYYY/MM/DD/slug
    path("articles/<yyyy:year>/<nn:month>/<nn:day>/<words:slug>.pdf", views.story_pdf, name="pdf"),
    path("articles/<yyyy:year>/<nn:month>/<nn:day>/<words:slug>/print/", views.story_print, name="print"),
]
