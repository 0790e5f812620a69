"""Putting the evening digest together: today's stories ticked and ordered, one line each; then page, post and letter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.access import person, powers_of
from articles.delivery import digest as sent
from articles.delivery import messenger
from articles.models import Digest, DigestLine, PublishedArticle
from articles.public import digests
from articles.workflow import sending
from articles.workflow.actions import Refused
from articles.workflow.roles import Right
from newsroom import chrome
from newsroom.admin import NeverDeletedMixin, UnloggedMixin
from newsroom.lib import languages
from newsroom.lib.dates import DAY

MOST_OFFERED = 200
"""More stories than any newsroom writes in a day."""


class NewDigestForm(forms.ModelForm):
    class Meta:
        model = Digest
        fields = ("day", "language", "title")
        widgets = {"day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = _(
            "Empty: “The evening of” and the day, in the language of the digest."
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day, language = cleaned.get("day"), cleaned.get("language")
        if day is None or language is None:
            return cleaned
        if Digest.objects.filter(day=day, language=language).exists():
            raise ValidationError(
                {"day": _("This day has a digest in this language already: open it in the list.")}
            )
        cleaned["title"] = cleaned.get("title") or _title(day, language)
        return cleaned


def _title(day: date, language: str) -> str:
    with translation.override(language):
        return _("The evening of %(day)s") % {"day": formats.date_format(day, DAY)}


class DigestForm(forms.ModelForm):
    class Meta:
        model = Digest
        fields = ("title", "intro")
        widgets = {
            "title": forms.TextInput(attrs={"class": "vTextField"}),
            "intro": forms.Textarea(attrs={"rows": 3}),
        }


class LineForm(forms.Form):
    """One story that may stand in the digest."""

    story_id = forms.IntegerField(widget=forms.HiddenInput)
    is_in = forms.BooleanField(label=gettext_lazy("In the digest"), required=False)
    order = forms.IntegerField(label=gettext_lazy("Place"), required=False, min_value=1, max_value=999)
    line = forms.CharField(
        label=gettext_lazy("Line"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
    )


LineForms = forms.formset_factory(LineForm, extra=0, max_num=MOST_OFFERED, validate_max=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A story of the day as the page offers it: ticked when it has a line."""

    story_id: int
    headline: str
    kicker: str = ""
    published_at: datetime | None = None
    address: str = ""
    """Empty: readers do not see it now."""
    line: DigestLine | None = None

    @property
    def initial(self) -> dict[str, Any]:
        line = self.line
        return {
            "story_id": self.story_id,
            "is_in": line is not None,
            "order": line.order if line else None,
            "line": (line.line if line else "") or self.headline,
        }


def offered(digest: Digest, moment: datetime) -> list[Offered]:
    """Those in the digest in their order, then what else readers see of that day's stories, as they came out."""
    lines = {line.story_id: line for line in digest.lines.all()}
    rows = PublishedArticle.public.at(moment).filter(
        language=digest.language, form=PublishedArticle.Form.STORY
    )
    begin, end = _bounds(digest.day)
    of_the_day = rows.filter(published_at__gte=begin, published_at__lt=end).only(*digests.SHOWN)
    found = {row.story_id: row for row in of_the_day.order_by("published_at", "story_id")[:MOST_OFFERED]}
    found |= {row.story_id: row for row in rows.filter(story_id__in=lines).only(*digests.SHOWN)}
    chosen = [_offered(number, found.get(number), line) for number, line in lines.items()]
    return chosen + [_offered(number, row, None) for number, row in found.items() if number not in lines]


def _bounds(day: date) -> tuple[datetime, datetime]:
    """The newsroom's day."""
    zone = ZoneInfo(timezone.get_default_timezone_name())
    return datetime.combine(day, time(), zone), datetime.combine(day + timedelta(days=1), time(), zone)


def _offered(number: int, row: PublishedArticle | None, line: DigestLine | None) -> Offered:
    if row is None:
        return Offered(story_id=number, headline=line.line if line else "", line=line)
    return Offered(
        story_id=number,
        headline=row.headline,
        kicker=" · ".join(name["name"] for name in row.display.get("kicker", ())),
        published_at=row.published_at,
        address=row.address,
        line=line,
    )


@transaction.atomic
def store(digest: Digest, chosen: Iterable[dict[str, Any]], headlines: dict[int, str]) -> None:
    """Write the lines anew in the order of their places. A line that says the headline follows it from then on."""
    digest.save()
    wanted = [line for line in chosen if line.get("is_in") and line.get("story_id") in headlines]
    wanted.sort(key=lambda line: line.get("order") or MOST_OFFERED * 10)
    digest.lines.all().delete()
    DigestLine.objects.bulk_create(
        DigestLine(
            digest=digest,
            story_id=line["story_id"],
            line="" if line["line"].strip() == headlines[line["story_id"]] else line["line"].strip(),
            order=place,
        )
        for place, line in enumerate(wanted, 1)
    )


@admin.register(Digest)
class DigestAdmin(NeverDeletedMixin, UnloggedMixin, admin.ModelAdmin):
    form = NewDigestForm
    list_display = ("title", "day", "language", "stands")
    list_filter = ("language",)

    def get_urls(self) -> list[URLPattern]:
        preview = path(
            "<int:digest_id>/preview/",
            self.admin_site.admin_view(self.preview_view),
            name="articles_digest_preview",
        )
        return [preview, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Evening digests"), **(extra_context or {})})

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Day and language first: the stories are chosen on the page that follows."""
        words = {
            "title": _("New digest"),
            "show_save_and_add_another": False,
            "show_save_and_continue": False,
        }
        return super().add_view(request, form_url, words | (extra_context or {}))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"day": timezone.localdate(), "language": languages.unprefixed()}

    @admin.display(description=gettext_lazy("published"), boolean=True)
    def stands(self, digest: Digest) -> bool:
        return digest.published_at is not None

    def save_model(self, request: HttpRequest, obj: Digest, form: forms.ModelForm, change: bool) -> None:
        obj.made_by = person(request).ref
        super().save_model(request, obj, form, change)

    def response_add(self, request: HttpRequest, obj: Digest, post_url_continue: Any = None) -> HttpResponse:
        return self._to(obj)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Save, publish and take down; what was refused is said, and what was typed stays."""
        digest = self._digest_or_404(request, object_id)
        found = offered(digest, timezone.now())
        data = request.POST if request.method == "POST" else None
        form = DigestForm(data, instance=digest)
        lines = LineForms(data, initial=[one.initial for one in found], prefix="lines")
        if data is not None and form.is_valid() and lines.is_valid():
            headlines = {one.story_id: one.headline for one in found}
            store(form.save(commit=False), [line.cleaned_data for line in lines], headlines)
            self._say(request, digest)
            return self._to(digest)
        return self._page(request, digest, form, lines, found)

    def _page(
        self, request: HttpRequest, digest: Digest, form: DigestForm, lines: Any, found: list[Offered]
    ) -> HttpResponse:
        stored = Digest.objects.get(pk=digest.pk)
        shown = digests.lines_shown(stored.lines.all(), stored.language, timezone.now())
        others = messenger.other_addresses()
        by_number = {one.story_id: one for one in found}
        rows = [(line, by_number.get(_number(line["story_id"].value()))) for line in lines]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": stored.title,
            "digest": stored,
            "address": digests.address(stored),
            "form": form,
            "lines": lines,
            "rows": [(line, one) for line, one in rows if one is not None],
            "language": dict(languages.choices()).get(stored.language, stored.language),
            "may_publish": powers_of(request).holds(Right.SEND_OUT),
            "post": sent.post(stored, shown, others) if shown else None,
            "letter": sent.letter(stored, shown, chrome.read(stored.language)["name"], others)
            if shown
            else "",
        }
        status = 200 if request.method != "POST" else 400
        return TemplateResponse(request, "admin/articles/digest/change.html", context, status=status)

    def _say(self, request: HttpRequest, digest: Digest) -> None:
        """After saving: the move that the same button asked for."""
        try:
            if "_publish" in request.POST:
                sending.publish_digest(digest, person(request))
                sentence = _("Saved. The digest stands on the site.")
            elif "_withdraw" in request.POST:
                sending.withdraw_digest(digest, person(request))
                sentence = _("Saved. The digest is off the site.")
            else:
                sentence = _("Saved.")
        except Refused as refused:
            self.message_user(request, refused.sentence, messages.ERROR)
        else:
            self.message_user(request, sentence, messages.SUCCESS)

    def preview_view(self, request: HttpRequest, digest_id: int) -> HttpResponse:
        """The page as readers would see it now."""
        digest = self._digest_or_404(request, str(digest_id))
        lines = digests.lines_shown(digest.lines.all(), digest.language, timezone.now())
        with translation.override(digest.language):
            request.language = digest.language  # type: ignore[attr-defined]
            context = {"digest": digest, "lines": lines, "is_hidden_from_search": True}
            return render(request, "admin/articles/digest/preview.html", context)

    def _digest_or_404(self, request: HttpRequest, object_id: str) -> Digest:
        if not self.has_change_permission(request):
            raise PermissionDenied
        digest = Digest.objects.filter(pk=_number(object_id)).first()
        if digest is None:
            raise Http404
        return digest

    def _to(self, digest: Digest) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:articles_digest_change", args=[digest.pk]))


def _number(value: Any) -> int:
    """Zero for what is no number that the database could hold."""
    text = str(value)
    return int(text) if text.isdecimal() and len(text) < 19 else 0
