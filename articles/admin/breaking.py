"""The breaking lane: one screen for a phone, from nothing to readers; and the screen of what was just sent.

Everything here needs no script. The rules are in `workflow/breaking.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin import words
from articles.admin.access import may_edit, names_of, person, powers_of
from articles.admin.pages import StoryPages
from articles.models import Article, AuditEvent, Section
from articles.workflow import actions, breaking, publication
from articles.workflow.actions import Refused
from articles.workflow.breaking import Flash
from articles.workflow.transitions import TRANSITIONS, Move
from newsroom.lib import languages
from newsroom.lib.refs import new_ref

DEVELOPING_HOURS = (1, 2, 3, 6, 12, 24)
FIELDS_OF_POINTS = {"headline": "headline", "section": "section", "language": "language", "body": "paragraph"}
"""Where on this screen a point of the checklist is mended; the others need the story's own page."""
LONGEST_PARAGRAPH = 5000


def _signer(person_ref: UUID) -> Signer:
    return Signer(salt=f"breaking news by {person_ref}")


class FlashForm(forms.Form):
    """`token` is the name that the story will have: what is sent twice is made once."""

    token = forms.CharField(widget=forms.HiddenInput, required=False)
    headline = forms.CharField(
        label=gettext_lazy("Headline"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "data-one-line": "", "autofocus": True}),
        error_messages={"required": gettext_lazy("Write a headline.")},
    )
    paragraph = forms.CharField(
        label=gettext_lazy("What is known"),
        max_length=LONGEST_PARAGRAPH,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Write one paragraph: what is known, and from whom.")},
    )
    section: forms.ModelChoiceField[Section] = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Section"),
        empty_label=gettext_lazy("Choose a section"),
        error_messages={
            "required": gettext_lazy("Choose a section."),
            "invalid_choice": gettext_lazy("There is no such section any more. Choose another."),
        },
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    developing = forms.TypedChoiceField(
        label=gettext_lazy("Developing"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, request: HttpRequest) -> None:
        data = request.POST if request.method == "POST" else None
        token = _signer(person(request).ref).sign(new_ref())
        super().__init__(data, initial={"token": token}, label_suffix="")
        self.by = person(request)
        self.needs_a_draft = False
        """What stops it cannot be mended on this screen."""
        sections, language = self.fields["section"], self.fields["language"]
        assert isinstance(sections, forms.ModelChoiceField) and isinstance(language, forms.ChoiceField)
        sections.queryset = Section.objects.filter(merged_into=None).prefetch_related("names")
        sections.initial = _own_section(request)
        language.choices = languages.choices()
        language.initial = self.by.language or settings.LANGUAGE_CODE
        hours = self.fields["developing"]
        assert isinstance(hours, forms.ChoiceField)
        hours.choices = [("", _("no")), *((count, _hours(count)) for count in DEVELOPING_HOURS)]

    def clean_headline(self) -> str:
        return breaking.one_line(self.cleaned_data["headline"])

    def clean_token(self) -> str:
        """The name that this page was given; one that we have not given makes way for another."""
        try:
            return _signer(self.by.ref).unsign(self.cleaned_data["token"])
        except BadSignature:
            return new_ref()

    @property
    def flash(self) -> Flash:
        given = self.cleaned_data
        hours: int | None = given["developing"]
        return Flash(
            ref=given["token"],
            headline=given["headline"],
            paragraph=given["paragraph"],
            section=given["section"],
            language=given["language"],
            developing_until=timezone.now() + timedelta(hours=hours) if hours else None,
        )

    def add_refusal(self, refused: Refused) -> None:
        """Each point beside the field that mends it."""
        for point in refused.points:
            self.add_error(FIELDS_OF_POINTS.get(point.code), point.sentence)
        if not refused.points:
            self.add_error(None, refused.sentence)
        self.needs_a_draft = bool(self.non_field_errors())

    def shown_fields(self) -> Iterator[forms.BoundField]:
        """A paper of one language asks for none."""
        for field in self.visible_fields():
            if field.name != "language" or len(languages.codes()) > 1:
                yield field


def _own_section(request: HttpRequest) -> int | None:
    """Whoever works in one section writes for it."""
    own = powers_of(request).section_ids
    return next(iter(own)) if len(own) == 1 else None


def _hours(count: int) -> str:
    return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}


class ParagraphForm(forms.Form):
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    paragraph = forms.CharField(
        label=gettext_lazy("Next paragraph"),
        max_length=LONGEST_PARAGRAPH,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Write the paragraph first.")},
    )


class BreakingLane(StoryPages):
    def get_urls(self) -> list[URLPattern]:
        def at(route: str, view: Any, name: str) -> URLPattern:
            return path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")

        return [
            at("breaking/", self.breaking_view, "breaking"),
            at("<int:object_id>/breaking/", self.broken_view, "broken"),
            *super().get_urls(),
        ]

    def breaking_view(self, request: HttpRequest) -> HttpResponse:
        """GET says what will happen; POST does it. A refusal brings the form back as it was typed."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form, status = FlashForm(request), 200
        if request.method == "POST" and form.is_valid():
            send = breaking.keep_as_draft if "_draft" in request.POST else breaking.break_news
            try:
                article = send(form.flash, person(request))
            except Refused as refused:
                form.add_refusal(refused)
                status = 409
            else:
                if "_draft" in request.POST:
                    return self.to_story(article)
                return HttpResponseRedirect(reverse("admin:articles_article_broken", args=[article.pk]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Breaking news"),
            "form": form,
            "is_on_duty": powers_of(request).is_on_duty,
            "minutes": breaking.SECOND_READ_DUE.seconds // 60,
        }
        return TemplateResponse(request, "admin/articles/article/breaking.html", context, status=status)

    def broken_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """What became of it, its address, and the next paragraph."""
        article = self.story_or_404(request, object_id)
        form, status = ParagraphForm(request.POST if request.method == "POST" else None, label_suffix=""), 200
        if request.method == "POST" and form.is_valid():
            try:
                breaking.add_paragraph(article, person(request), **form.cleaned_data)
            except Refused as refused:
                form.add_error(None, refused.sentence)
                article.refresh_from_db()
                form.data = {**dict(form.data.items()), "seen": article.latest_revision_id}
                status = 409
            else:
                return HttpResponseRedirect(request.path)
        return self.story_page(
            request, "broken.html", article, status=status, **self._broken(request, article, form)
        )

    def _broken(self, request: HttpRequest, article: Article, form: ParagraphForm) -> dict[str, Any]:
        live = publication.live_slice(article)
        state = publication.public_state(article)
        form.fields["seen"].initial = article.latest_revision_id
        objection = breaking.why_not_go_on(article, person(request))
        return {
            "title": _("Breaking news"),
            "live": live,
            "address": languages.absolute(live.address) if live else "",
            "desk_state": words.desk_state(article),
            "public_state": words.public_state(state) if live else "",
            "is_overdue": breaking.is_overdue(article),
            "reader": _second_reader(article),
            "form": form if form.is_bound or not objection else None,
            "objection": objection if powers_of(request).is_on_duty else "",
            "may_edit": may_edit(request, article),
            "may_correct": TRANSITIONS[Move.CORRECT] in actions.available(article, person(request)),
        }


def _second_reader(article: Article) -> dict[str, Any] | None:
    """Who read it after it had gone out, and when."""
    if article.second_read_owed_at is not None:
        return None
    line = AuditEvent.objects.filter(article=article, move=Move.SECOND_READ).first()
    return {"who": names_of([line.made_by])[line.made_by], "at": line.made_at} if line else None
