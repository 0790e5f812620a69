from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Site and people")

    def ready(self) -> None:
        from newsroom import chrome, models

        for part in (models.SiteSettings, models.SiteWords, models.FooterLink, models.Page):
            post_save.connect(chrome.rewrite, sender=part)
            post_delete.connect(chrome.rewrite, sender=part)
