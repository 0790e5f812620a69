"""Under /media/. The pattern lets through a public key and a computed name, and no path of any other kind."""

from django.urls import re_path

from media import views

app_name = "media"
urlpatterns = [
    re_path(
        r"^(?P<public_key>[2-9a-z]{26})/(?P<name>[0-9]{1,4}\.(?:jpg|webp))\Z", views.picture, name="picture"
    ),
]
