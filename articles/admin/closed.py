"""Closed stories at the desk: which stories the admin finds at all, and the box with the people who are named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.admin.access import person, powers_of, unseen_by
from articles.admin.pages import Panel, StoryPages
from articles.models import Article, Author, Tag
from articles.workflow import actions, closed, closing
from articles.workflow.actions import Refused
from articles.workflow.roles import Right
from articles.workflow.transitions import TRANSITIONS, Move
from media.admin import KEPT_FOR
from newsroom.models import User

PANEL = "closed"


def people_field() -> forms.ModelMultipleChoiceField[User]:
    """What the move "Close to named people" asks for."""
    return forms.ModelMultipleChoiceField(
        closed.people(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label=_("People"),
        help_text=_("Who is to know of the story. You are one of them in any case."),
    )


def people_at_work(article: Article) -> list[User]:
    """Whoever has written the story so far, or is to: ticked before anybody chooses."""
    refs = [ref for ref in (article.created_by, article.changed_by) if ref is not None]
    rows = closed.people()
    return list(rows.filter(ref__in=refs) | rows.filter(pk=article.assigned_to_id or 0))


class AlsoNamed(forms.Form):
    """One more person, in the box beside the story."""

    person: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        None, label=gettext_lazy("Name one more"), empty_label=gettext_lazy("Choose a person")
    )

    def __init__(self, article: Article, data: Any = None, *, stands_in: str = "") -> None:
        super().__init__(data, auto_id="id_closed_%s")
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = closed.people().exclude(closed_stories=article)
        if stands_in:
            field.widget.attrs["form"] = stands_in


class StoryClosing(StoryPages):
    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return unseen_by(request).stories(super().get_queryset(request))

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.unseen = unseen_by(request)
        return form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "translation_of":
            kwargs["queryset"] = unseen_by(request).stories(Article.objects.all())
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def how_it_starts(self, request: HttpRequest, article: Article | None) -> list[tuple[Any, Any]]:
        """Part of the form of a new story, for those who may close one."""
        if article is not None or not powers_of(request).holds(Right.CLOSE):
            return []
        return [(_("Closed story"), {"fields": ("starts_closed",)})]

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        may_close = not change and powers_of(request).holds(Right.CLOSE)
        starts_closed = may_close and form.cleaned_data.get("starts_closed", False)
        obj.is_closed = obj.is_closed or starts_closed
        super().save_model(request, obj, form, change)
        if starts_closed:
            closing.begin_closed(obj, person(request))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        if "tags" in form.changed_data:
            closed.spell_anew(form.cleaned_data["tags"], unseen_by(request))
        super().save_related(request, form, formsets, change)

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """A story that somebody may not know of and one that was never there answer alike, whoever asks."""
        raise Http404

    # The box

    def panels(self, request: HttpRequest, article: Article) -> list[Panel]:
        return [*super().panels(request, article), *self._panel(request, article)]

    def _panel(self, request: HttpRequest, article: Article) -> list[Panel]:
        may_close = not actions.why_not(article, person(request), Move.CLOSE)
        if not article.is_closed and not may_close:
            return []
        action = reverse("admin:articles_article_people", args=[article.pk]) if article.is_closed else ""
        title = _("Closed story") if article.is_closed else _("Close this story")
        words = self._words(request, article) if article.is_closed else self._link(article, Move.CLOSE)
        template = "admin/articles/article/closed.html"
        return [Panel(key=PANEL, title=title, template=template, words=words, action=action, order=30,
                      is_open=article.is_closed)]  # fmt: skip

    def _words(self, request: HttpRequest, article: Article) -> dict[str, Any]:
        who, powers = person(request), powers_of(request)
        may_name = not closing.why_not_name(article, who)
        may_open = not actions.why_not(article, who, Move.OPEN)
        adds_photos = who.has_perm("media.add_photo")
        last = closed.holders(article)
        return {
            "people": [
                {"person": one, "may_go": may_name and last != [one], "is_me": one == who}
                for one in article.closed_to.order_by("first_name", "last_name", "username")
            ],
            "form": AlsoNamed(article, stands_in=f"panel-{PANEL}-form") if may_name else None,
            "objection": "" if may_name or powers.holds(Right.CLOSE) else closing.why_not_name(article, who),
            "photo_address": f"{reverse('admin:media_photo_add')}?{KEPT_FOR}={article.ref}"
            if adds_photos
            else "",
            **(self._link(article, Move.OPEN) if may_open else {}),
        }

    def _link(self, article: Article, move: Move) -> dict[str, Any]:
        return {
            "move": TRANSITIONS[move],
            "address": reverse("admin:articles_article_move", args=[article.pk, move.value]),
        }

    @method_decorator(require_POST)
    def people_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """`_remove` holds the number of somebody named; without it the person chosen is named too."""
        article = self.story_or_404(request, object_id)
        try:
            done = (
                self._unname(request, article) if "_remove" in request.POST else self._name(request, article)
            )
        except Refused as refused:
            self.message_user(request, refused.sentence, messages.ERROR)
        else:
            self.message_user(request, done, messages.SUCCESS)
        if not powers_of(request).may_see(article):
            return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
        return self.to_story(article)

    def _name(self, request: HttpRequest, article: Article) -> str:
        form = AlsoNamed(article, request.POST)
        if not form.is_valid():
            raise Refused(_("Choose the person who is to know of the story."))
        chosen = form.cleaned_data["person"]
        closing.name(article, person(request), chosen)
        return _("%(who)s knows of this story now.") % {"who": chosen}

    def _unname(self, request: HttpRequest, article: Article) -> str:
        number = request.POST["_remove"]
        gone = article.closed_to.filter(pk=number).first() if number.isdecimal() else None
        if gone is None:
            raise Refused(_("This person is not named here."))
        closing.unname(article, person(request), gone)
        if gone == person(request):
            return _("You took yourself off a closed story.")
        return _("%(who)s does not find this story any more.") % {"who": gone}

    def get_urls(self) -> list[URLPattern]:
        people = path(
            "<int:object_id>/people/",
            self.admin_site.admin_view(self.people_view),
            name="articles_article_people",
        )
        return [people, *super().get_urls()]


# Its lines in the history


def people_in(details: Mapping[str, Any]) -> list[UUID]:
    """Whom a line of the history names by their refs."""
    return [UUID(ref) for ref in (*details.get("people", ()), *filter(None, [details.get("person")]))]


def people_in_words(details: Mapping[str, Any], names: Mapping[UUID | None, str]) -> list[str]:
    return [names[ref] for ref in people_in(details)]


# Words of closed stories, wherever the admin lists them


class UnseenTagsMixin:
    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        return unseen_by(request).tags(super().get_queryset(request))  # type: ignore[misc]


class UnseenAuthorsMixin:
    def get_queryset(self, request: HttpRequest) -> QuerySet[Author]:
        return unseen_by(request).authors(super().get_queryset(request))  # type: ignore[misc]
