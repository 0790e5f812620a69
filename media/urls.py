"""Under /media/. The pattern lets through a public key and a computed name, and no path of any other kind."""

from django.urls import re_path

from media import derived, views

app_name = "media"
urlpatterns = [
    re_path(rf"^(?P<public_key>{derived.KEY})/(?P<name>{derived.NAME})\Z", views.picture, name="picture"),
]
