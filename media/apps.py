from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "media"
    verbose_name = _("Photos")

    def ready(self) -> None:
        from media import changes

        # A signal, because deleting many at once in the admin calls no `delete` of the model.
        post_delete.connect(changes.after_delete, sender="media.Photo")
