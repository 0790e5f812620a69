"""Every address of the site. Other packages are named by dotted string, never imported."""

from django.contrib import admin
from django.urls import include, path

from newsroom import health, views

handler404 = views.not_found
handler500 = views.server_error

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("admin/", admin.site.urls),
    path("media/", include("media.urls")),
    path("favicon.ico", views.favicon, name="favicon"),
    path("logo/", views.logo, name="logo"),
    path("preview/", include("articles.admin.preview_urls")),
    path("", include("articles.public.urls")),
    path("", include("articles.delivery.urls")),
    # Last: whatever the desk calls its pages.
    path("<slug:slug>/", views.page, name="page"),
]
