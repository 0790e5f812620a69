"""The box "Preview links" beside a story's form: for whom there are links, ending one, making a new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.admin.access import names_of, person, powers_of
from articles.admin.pages import Panel, StoryPages, belong_to
from articles.models import Article, PreviewLink
from articles.workflow import preview_links
from articles.workflow.actions import Refused
from articles.workflow.preview_links import DEFAULT_HOURS, Standing
from articles.workflow.roles import Right
from newsroom.lib.dates import for_people
from newsroom.lib.languages import absolute

MOST_SHOWN = 20
HOURS = (
    (1, gettext_lazy("an hour")),
    (4, gettext_lazy("4 hours")),
    (24, gettext_lazy("a day")),
    (72, gettext_lazy("3 days")),
    (168, gettext_lazy("7 days")),
)
STANDING: dict[Standing, str | Promise] = {
    Standing.REVOKED: gettext_lazy("revoked"),
    Standing.EXPIRED: gettext_lazy("its time is over"),
    Standing.PUBLISHED: gettext_lazy("ended when the story came out"),
    Standing.TRASHED: gettext_lazy("ended when the story was moved to the trash"),
    Standing.MAKER_GONE: gettext_lazy("ended: whoever made it may not see the story any more"),
}


class PreviewLinkForm(forms.Form):
    for_whom = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=120,
        help_text=gettext_lazy("Their name or what they are: it stands on the page and in the history."),
        error_messages={"required": gettext_lazy("Say for whom the link is.")},
    )
    hours = forms.TypedChoiceField(
        label=gettext_lazy("Lasts"), choices=HOURS, coerce=int, initial=DEFAULT_HOURS
    )
    may_clear = forms.BooleanField(
        label=gettext_lazy("Ask whether it may be published"),
        required=False,
        help_text=gettext_lazy("For a lawyer: their yes or no counts as a lawyer's read."),
    )

    def __init__(self, data: Any = None, *, stands_in: str = "") -> None:
        super().__init__(data, auto_id="id_preview_%s")
        belong_to(self, stands_in)


class StoryPreviewLinks(StoryPages):
    def panels(self, request: HttpRequest, article: Article) -> list[Panel]:
        boxes = super().panels(request, article)
        if not powers_of(request).may(Right.SHARE_PREVIEW, article):
            return boxes
        objection = preview_links.why_not(article, person(request))
        lines = _lines(article)
        panel = Panel(
            key="preview-links",
            title=_title(lines),
            template="admin/articles/article/preview_links_panel.html",
            words={
                "story": article,
                "lines": lines,
                "objection": objection,
                "form": None if objection else PreviewLinkForm(stands_in="panel-preview-links-form"),
            },
            action=reverse("admin:articles_article_share_preview", args=[article.pk]),
            order=60,
        )
        return [*boxes, panel]

    @method_decorator(require_POST)
    def share_preview_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Make a link and show its address, this once: nobody can look it up afterwards."""
        article = self._shared_story(request, object_id)
        form = PreviewLinkForm(request.POST)
        if not form.is_valid():
            return self._show_form(request, article, form)
        try:
            link, token = preview_links.make(article, person(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.sentence)
            return self._show_form(request, article, form)
        return self.story_page(
            request,
            "preview_link_made.html",
            article,
            title=_("Preview link"),
            link=link,
            until=for_people(link.expires_at),
            address=absolute(reverse("preview:story", args=[token]) + "/"),
        )

    def _show_form(self, request: HttpRequest, article: Article, form: PreviewLinkForm) -> HttpResponse:
        return self.story_page(
            request,
            "panel_form.html",
            article,
            status=400,
            title=_("Preview link"),
            form=form,
            button=_("Make a link"),
        )

    @method_decorator(require_POST)
    def revoke_preview_view(self, request: HttpRequest, object_id: int, link_id: int) -> HttpResponse:
        article = self._shared_story(request, object_id)
        link = article.preview_links.filter(pk=link_id).first()
        if link is None:
            raise Http404
        try:
            preview_links.revoke(link, person(request))
        except Refused as refused:
            self.message_user(request, refused.sentence, messages.ERROR)
        else:
            sentence = _("The link for %(whom)s is revoked: it leads nowhere from now on.")
            self.message_user(request, sentence % {"whom": link.for_whom}, messages.SUCCESS)
        return self.to_story(article)

    def _shared_story(self, request: HttpRequest, object_id: int) -> Article:
        article = self.story_or_404(request, object_id)
        if not powers_of(request).may(Right.SHARE_PREVIEW, article):
            raise PermissionDenied
        return article

    def get_urls(self) -> list[URLPattern]:
        def at(route: str, view: Any, name: str) -> URLPattern:
            return path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")

        return [
            at("<int:object_id>/preview-links/", self.share_preview_view, "share_preview"),
            at(
                "<int:object_id>/preview-links/<int:link_id>/revoke/",
                self.revoke_preview_view,
                "revoke_preview",
            ),
            *super().get_urls(),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One link as the desk reads it."""

    link: PreviewLink
    made_by: str
    until: str
    opened: str
    ended: str | Promise
    """Why it leads nowhere any more; empty while it leads to the story."""


def _lines(article: Article) -> list[Line]:
    """Those that still lead to the story first."""
    links = list(article.preview_links.all()[:MOST_SHOWN])
    names = names_of([link.made_by for link in links])
    lines = []
    for link in links:
        link.article = article
        lines.append(
            Line(
                link=link,
                made_by=names[link.made_by],
                until=for_people(link.expires_at),
                opened=for_people(link.opened_at) if link.opened_at else "",
                ended=STANDING.get(preview_links.standing(link), ""),
            )
        )
    return sorted(lines, key=lambda line: bool(line.ended))


def _title(lines: list[Line]) -> str:
    number = sum(1 for line in lines if not line.ended)
    return _("Preview links: %(number)s") % {"number": number} if number else _("Preview links")
