"""Pages such as the terms of use: their editor speaks the language of the desk, as that of stories does."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from articles.admin.scripts import desk_config
from newsroom.admin import PageAdmin
from newsroom.models import Page

admin.site.unregister(Page)


@admin.register(Page)
class SitePageAdmin(PageAdmin):
    change_form_template = "admin/newsroom/page/change_form.html"

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        return super().render_change_form(request, {**context, "desk_config": desk_config()}, *args, **kwargs)
