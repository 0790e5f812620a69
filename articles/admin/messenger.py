"""The box "Post for messengers" beside a story: the text ready to copy, and whether what was posted is out of date."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.admin.access import names_of, person, powers_of
from articles.admin.pages import Panel, StoryPages
from articles.delivery import messenger
from articles.delivery.messenger import Standing
from articles.models import Article, Posted, PublishedArticle
from articles.workflow import sending
from articles.workflow.actions import Refused
from articles.workflow.roles import Right
from newsroom.lib import languages

WHAT_NOW = {
    Standing.UPDATED: gettext_lazy(
        "The story was updated after it was posted: put the text below in its place."
    ),
    Standing.CORRECTED: gettext_lazy(
        "The story was corrected after it was posted: put the text below in its place, and say what was wrong."
    ),
    Standing.RETRACTED: gettext_lazy(
        "The story was retracted: delete the post, or say in it that the story was retracted."
    ),
    Standing.TAKEN_DOWN: gettext_lazy("The story was taken down: delete or correct the post."),
}


class StoryPost(StoryPages):
    def get_urls(self) -> list[URLPattern]:
        posted = path(
            "<int:object_id>/posted/",
            self.admin_site.admin_view(self.posted_view),
            name="articles_article_posted",
        )
        return [posted, *super().get_urls()]

    def panels(self, request: HttpRequest, article: Article) -> list[Panel]:
        panels = super().panels(request, article)
        if not powers_of(request).may(Right.SEND_OUT, article):
            return panels
        rows = _versions(article)
        own = next((row for row in rows if row.story_id == article.pk), None)
        posted = Posted.objects.filter(story_id=article.pk).order_by("-pk").first()
        if posted is None and (own is None or own.is_retraction):
            return panels
        state = messenger.standing(posted, own) if posted else None
        is_out_of_date = state is not None and state.is_out_of_date
        panel = Panel(
            key="messenger",
            title=_("Post for messengers: out of date") if is_out_of_date else _("Post for messengers"),
            template="admin/articles/article/messenger.html",
            words={
                "posts": _posts(rows, article),
                "own": own if own and not own.is_retraction else None,
                "posted": posted,
                "posted_by": names_of([posted.posted_by])[posted.posted_by] if posted else "",
                "is_out_of_date": is_out_of_date,
                "what_now": WHAT_NOW.get(state) if state else "",
                "retraction": own.words_for_readers if own and own.is_retraction else "",
            },
            action=reverse("admin:articles_article_posted", args=[article.pk]),
            is_open=is_out_of_date,
            order=20 if is_out_of_date else 60,
        )
        return [*panels, panel]

    @method_decorator(require_POST)
    def posted_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        article = self.story_or_404(request, object_id)
        if not powers_of(request).may(Right.SEND_OUT, article):
            raise PermissionDenied
        try:
            sending.mark_posted(article, person(request), request.POST.get("public_hash", ""))
        except Refused as refused:
            self.message_user(request, refused.sentence, messages.ERROR)
        else:
            self.message_user(
                request,
                _("Noted as posted. When the story changes, the desk says that the post is out of date."),
                messages.SUCCESS,
            )
        return self.to_story(article)


def _versions(article: Article) -> list[PublishedArticle]:
    """What readers see of the story and of its translations now; the story itself first."""
    now = timezone.now()
    group = article.translation_of_id or article.pk
    rows = PublishedArticle.public.at(now).filter(translation_group=group)
    own = PublishedArticle.public.at(now).filter(story_id=article.pk)
    found = {row.story_id: row for row in [*own, *rows.order_by("language")]}
    return list(found.values())


def _posts(rows: list[PublishedArticle], article: Article) -> list[dict[str, Any]]:
    others, names = messenger.other_addresses(), dict(languages.choices())
    return [
        {
            "post": messenger.post(row, others),
            "language": names.get(row.language, row.language),
            "is_own": row.story_id == article.pk,
            "number": row.story_id,
        }
        for row in rows
        if not row.is_retraction
    ]
