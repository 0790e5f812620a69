"""The site's own tags, offered: those that begin with what somebody types, and those that the story itself names.

A suggestion that is taken goes into the field of the form, and onto the story when somebody saves it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse, QueryDict
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe

from articles.admin.access import may_edit, names_of, person, unseen_by
from articles.admin.fields import TagsInput, names_between_commas
from articles.admin.pages import StoryPages
from articles.models import Article, Tag
from articles.workflow import tag_suggestions
from articles.workflow.closed import Unseen
from articles.workflow.tag_suggestions import Vocabulary, Writing
from newsroom.lib.dates import for_people
from newsroom.lib.folding import fold

MOST = 8
"""As many as can be taken in at a glance."""
DECLINED_BEFORE_SAVING = "declined_tag"
"""Hidden fields of a story that is not saved yet: what was declined is remembered with its first save."""


@require_safe
def tags(request: HttpRequest) -> JsonResponse:
    """`?q=` is the beginning of a name in any case; an old spelling finds the tag that it was merged into."""
    beginning = fold(request.GET.get("q", "")).strip()
    if not beginning:
        return JsonResponse({"tags": []})
    unseen = unseen_by(request)
    found = unseen.tags(Tag.objects.filter(folded_name__startswith=beginning)).select_related("merged_into")
    today = (tag.current for tag in found.order_by("folded_name")[: MOST * 2])
    names = dict.fromkeys(tag.name for tag in today if tag.pk not in unseen.tag_ids)
    return JsonResponse({"tags": list(names)[:MOST]})


class StoryTags(StoryPages):
    """Tags that the story's words name, under the field; each is taken or declined. Answers as JSON."""

    @method_decorator(require_POST)
    def suggested_tags_view(self, request: HttpRequest, object_id: int | None = None) -> JsonResponse:
        """What the form says now, saved or not, decides what is suggested."""
        article = self._story_to_tag(request, object_id)
        return JsonResponse(_offer(request.POST, article, unseen_by(request)))

    @method_decorator(require_POST)
    def decline_tag_view(self, request: HttpRequest, object_id: int) -> JsonResponse:
        article = self._story_to_tag(request, object_id)
        assert article is not None
        tag_suggestions.decline(article, _tag_or_404(request), person(request))
        return JsonResponse(_offer(request.POST, article, unseen_by(request)))

    @method_decorator(require_POST)
    def bring_tag_back_view(self, request: HttpRequest, object_id: int) -> JsonResponse:
        article = self._story_to_tag(request, object_id)
        assert article is not None
        tag_suggestions.bring_back(article, _tag_or_404(request))
        return JsonResponse(_offer(request.POST, article, unseen_by(request)))

    def _story_to_tag(self, request: HttpRequest, object_id: int | None) -> Article | None:
        """The story, for whoever may change its tags; None is a story that is not saved yet."""
        article = self.story_or_404(request, object_id) if object_id is not None else None
        may = may_edit(request, article) if article else self.has_add_permission(request)
        if not may:
            raise PermissionDenied
        return article


def show_suggestions(form: forms.ModelForm[Article], unseen: Unseen) -> None:
    """Put what this form's words name under its field of tags, if it has one."""
    field = form.fields.get("tags")
    if field is None or not isinstance(field.widget, TagsInput):
        return
    article = form.instance if form.instance.pk is not None else None
    data = QueryDict(mutable=True)
    for name in ("headline", "standfirst", "body", "language"):
        if name in form.fields:
            data[name] = form[name].value() or ""
    data["tags"] = field.widget.format_value(form["tags"].value())
    if form.is_bound and article is None:
        data.setlist(DECLINED_BEFORE_SAVING, form.data.getlist(DECLINED_BEFORE_SAVING))
    offer = _offer(data, article, unseen)
    field.widget.suggested = {
        "offer": offer,
        "offer_json": json.dumps(offer),
        "urls": _urls(article),
        "declined_before_saving": _numbers(data.getlist(DECLINED_BEFORE_SAVING)),
    }


def remember_declined(article: Article, request: HttpRequest) -> None:
    """What was declined while the story had no number yet."""
    tags = Tag.objects.filter(pk__in=_numbers(request.POST.getlist(DECLINED_BEFORE_SAVING)))
    for tag in unseen_by(request).tags(tags):
        tag_suggestions.decline(article, tag, person(request))


def _offer(data: QueryDict, article: Article | None, unseen: Unseen) -> dict[str, Any]:
    """What is suggested for these words and what was declined, neither of it among the tags in the field."""
    vocabulary = Vocabulary(unseen)
    in_field = vocabulary.ids_named(names_between_commas(data.get("tags", "")))
    declined = _declined(data, article, vocabulary)
    language = data.get("language") or (article.language if article else "")
    words = {name: data.get(name, "") for name in ("headline", "standfirst", "body")}
    found = tag_suggestions.suggestions(
        Writing(language=language, **words), vocabulary, besides=in_field | set(declined)
    )
    return {
        "suggested": [{"id": one.id, "name": one.name} for one in found],
        "declined": [
            {"id": tag_id, "name": vocabulary.names[tag_id], "note": note}
            for tag_id, note in declined.items()
            if tag_id not in in_field and tag_id in vocabulary.names
        ],
    }


def _declined(data: QueryDict, article: Article | None, vocabulary: Vocabulary) -> dict[int, str]:
    """Tags of today, with who declined each and when."""
    if article is None:
        numbers = _numbers(data.getlist(DECLINED_BEFORE_SAVING))
        return {vocabulary.today(number): "" for number in numbers if number in vocabulary.names}
    rows = tag_suggestions.declined(article)
    people = names_of(row.declined_by for row in rows)
    return {
        vocabulary.today(row.tag_id): f"{people[row.declined_by]}, {for_people(row.declined_at)}"
        for row in rows
    }


def _urls(article: Article | None) -> dict[str, str]:
    """Where the script asks; a story without a number declines in the form itself."""
    if article is None:
        return {"suggested": reverse("admin:articles_article_suggested_tags")}
    names = {"suggested": "suggested_tags_of", "decline": "decline_tag", "bring_back": "bring_tag_back"}
    return {
        word: reverse(f"admin:articles_article_{name}", args=[article.pk]) for word, name in names.items()
    }


def _numbers(values: Iterable[str]) -> list[int]:
    return [int(value) for value in values if value.isdecimal() and len(value) < 19]


def _tag_or_404(request: HttpRequest) -> Tag:
    (number,) = _numbers([request.POST.get("tag", "")]) or (0,)
    tag = unseen_by(request).tags(Tag.objects.filter(pk=number)).first()
    if tag is None:
        raise Http404
    return tag
