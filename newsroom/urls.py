"""Every address of the site. Other packages are named by dotted string, never imported."""

from django.contrib import admin
from django.urls import include, path

from newsroom import health

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("admin/", admin.site.urls),
    path("media/", include("media.urls")),
]
