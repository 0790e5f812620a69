"""The addresses of `media` alone."""

from django.urls import include, path

urlpatterns = [path("media/", include("media.urls"))]
