"""Arranging the front page: the box beside a story's form, and the page of all that is pinned now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.admin.access import person, powers_of
from articles.admin.fields import MomentField, zone_note
from articles.admin.pages import StoryPages
from articles.models import Article, FrontPin
from articles.models.front import SLOTS, Slot
from articles.workflow import front, publication
from articles.workflow.actions import Refused
from articles.workflow.roles import Right
from articles.workflow.transitions import PublicState
from newsroom.lib import languages
from newsroom.lib.dates import for_people

FORM = "front-form"
"""The box stands inside the story's form, where HTML allows no other form: its fields name this one."""
SLOTS_BY_CODE = {slot.code: slot for slot in SLOTS}


class PinForm(forms.Form):
    slot = forms.ChoiceField(label=gettext_lazy("Place"))
    front_until = MomentField(label=gettext_lazy("Until"), required=False)

    def __init__(self, data: Any = None, pin: FrontPin | None = None) -> None:
        initial = {"slot": pin.slot.code, "front_until": pin.until} if pin else {}
        super().__init__(data, initial=initial)
        choice, until = self.fields["slot"], self.fields["front_until"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(code, str(slot)) for code, slot in SLOTS_BY_CODE.items()]
        until.help_text = _("Empty: a day; three days in the strip.") + " " + zone_note()
        for field in (choice, until):
            field.widget.attrs["form"] = FORM


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One pin as the desk reads it."""

    pin: FrontPin
    story: Article
    state: str
    stands: bool
    may_unpin: bool

    @property
    def slot(self) -> Slot:
        return self.pin.slot

    @property
    def language(self) -> str:
        return self.pin.language


def lines(request: HttpRequest) -> list[Line]:
    """Every pin whose time is not over, by language and place; in one place what stands comes first."""
    pins = list(FrontPin.objects.filter(until__gt=timezone.now()))
    order = {slot: number for number, slot in enumerate(SLOTS)}
    pins.sort(key=lambda pin: (pin.language, order[pin.slot], -pin.since.timestamp(), -pin.pk))
    numbers = [pin.story_id for pin in pins]
    stories = Article.objects.select_related("section").in_bulk(numbers)
    seen = publication.public_states(numbers)
    found = []
    for _place, rivals in groupby(pins, key=lambda pin: (pin.language, pin.slot)):
        found += _in_one_place(request, rivals, stories, seen)
    return found


def _in_one_place(
    request: HttpRequest,
    pins: Iterable[FrontPin],
    stories: dict[int, Article],
    seen: dict[int, PublicState],
) -> list[Line]:
    standing: Article | None = None
    found = []
    for pin in pins:
        story, state = stories[pin.story_id], seen[pin.story_id]
        stands = state is PublicState.LIVE and standing is None
        found.append(
            Line(
                pin=pin,
                story=story,
                state=_state(pin, state, standing),
                stands=stands,
                may_unpin=powers_of(request).may(Right.ARRANGE, story),
            )
        )
        standing = story if stands else standing
    return found


def _state(pin: FrontPin, seen: PublicState, standing: Article | None) -> str:
    match seen:
        case PublicState.LIVE if standing is None:
            return _("stands there now")
        case PublicState.LIVE:
            return _("“%(headline)s” stands in its place") % {"headline": standing.headline}  # type: ignore[union-attr]
        case PublicState.SCHEDULED:
            return _("from %(when)s") % {"when": for_people(pin.since)}
    return _("not shown: readers do not see this story")


class FrontPlaces(StoryPages):
    """Pins from the story's own form, and takes off from there and from the page of all pins."""

    def get_urls(self) -> list[URLPattern]:
        def at(route: str, view: Any, name: str) -> URLPattern:
            return path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")

        return [
            at("front/", self.front_view, "front"),
            at("<int:object_id>/front/", self.pin_view, "pin"),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article = kwargs.get("obj")
        if article is not None and article.pk is not None:
            context["front"] = self._box(
                request, Article.objects.select_related("section").get(pk=article.pk)
            )
        return super().render_change_form(request, context, *args, **kwargs)

    def _box(self, request: HttpRequest, article: Article) -> dict[str, Any]:
        line = next((line for line in lines(request) if line.story.pk == article.pk), None)
        objection = front.why_not(article, person(request))
        return {
            "line": line,
            "form": None if objection else PinForm(pin=line.pin if line else None),
            "objection": objection,
            "is_shown": line is not None or powers_of(request).holds(Right.ARRANGE),
        }

    @method_decorator(require_POST)
    def pin_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Pin the story, or take it off; what was refused is said on the page that the person comes back to."""
        article = self.story_or_404(request, object_id)
        try:
            done = (
                self._take_off(request, article) if "_unpin" in request.POST else self._pin(request, article)
            )
        except Refused as refused:
            self.message_user(request, refused.sentence, messages.ERROR)
        else:
            self.message_user(request, done, messages.SUCCESS)
        if "_from_front" in request.POST:
            return HttpResponseRedirect(reverse("admin:articles_article_front"))
        return self.to_story(article)

    def _pin(self, request: HttpRequest, article: Article) -> str:
        form = PinForm(request.POST)
        if not form.is_valid():
            raise Refused(" ".join(str(error) for errors in form.errors.values() for error in errors))
        slot = SLOTS_BY_CODE[form.cleaned_data["slot"]]
        made = front.pin(article, person(request), slot, until=form.cleaned_data["front_until"])
        sentences = [
            _("Pinned to the front page: %(place)s, until %(when)s.")
            % {"place": slot, "when": for_people(made.pin.until)}
        ]
        for other in made.displaced:
            sentences.append(
                _("“%(headline)s” stood there and is pinned no more.") % {"headline": other.headline}
            )
        for other in made.first:
            sentences.append(
                _("“%(headline)s” stands there until %(when)s.")
                % {"headline": other.headline, "when": for_people(made.pin.since)}
            )
        return " ".join(sentences)

    def _take_off(self, request: HttpRequest, article: Article) -> str:
        front.unpin(article, person(request))
        return _("%(headline)s: taken off its place on the front page.") % {"headline": article.headline}

    def front_view(self, request: HttpRequest) -> TemplateResponse:
        """What is pinned now, language by language."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        names = dict(languages.choices())
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Pinned to the front page"),
            "fronts": [
                (names.get(language, language), languages.in_language("/", language), list(found))
                for language, found in groupby(lines(request), key=lambda line: line.language)
            ],
        }
        return TemplateResponse(request, "admin/articles/article/front.html", context)
