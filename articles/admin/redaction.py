"""Redact words: the chief's page that asks, the second person's page that confirms, and what each story says of it.

Both people type the words. No page shows them again but the one that they were just typed into, no session holds
them, and a message never says them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from articles.admin.access import names_of, person, powers_of
from articles.admin.pages import Panel, StoryPages
from articles.models import Article, Redaction
from articles.workflow import blacking, redaction
from articles.workflow.actions import Refused
from articles.workflow.roles import Right
from articles.workflow.scrubbing import NotClean
from newsroom.admin import NeverDeletedMixin, UnloggedMixin
from newsroom.lib.ledger import Damaged

WORDS_HELP = gettext_lazy(
    "One word or phrase a line, and each grammatical form of a name on a line of its own: capital letters, ё and "
    "bold type make no difference, endings do. Nobody keeps what you type here."
)


class WordsForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("Words that are to go"),
        help_text=WORDS_HELP,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Write the words, one word or phrase a line.")},
    )

    @property
    def phrases(self) -> list[str]:
        return redaction.phrases_of(self.cleaned_data["words"])


class AskForm(WordsForm):
    HERE, EVERYWHERE = "here", "everywhere"
    where = forms.ChoiceField(label=gettext_lazy("Where"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Stays in the history: say it without the words themselves."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Say why the words have to go, without saying them.")},
    )
    cuts_addresses = forms.BooleanField(
        label=gettext_lazy("Old addresses with the words lead nowhere"),
        help_text=gettext_lazy(
            "They answer that the page is gone, so that no redirect tells who hides behind a new name. Otherwise they "
            "go on leading to the story, although nobody can read the words in them any more."
        ),
        required=False,
    )

    def __init__(self, article: Article | None, data: Any = None) -> None:
        super().__init__(data)
        where = self.fields["where"]
        assert isinstance(where, forms.ChoiceField)
        here = [(self.HERE, _("in this story, in every version of it"))] if article else []
        where.choices = [*here, (self.EVERYWHERE, _("in everything that the paper keeps"))]
        where.initial = where.choices[0][0]


@admin.register(Redaction)
class RedactionAdmin(NeverDeletedMixin, UnloggedMixin, admin.ModelAdmin):
    """For those who ask and for those who can be the second person."""

    list_display = ("asked_at", "where", "state", "reason_in_short")
    list_select_related = ("article",)
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Redaction]:
        return redaction.open_to(person(request)).select_related("article")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Redaction | None = None) -> bool:
        # The page of signing in asks too, and there nobody is known yet.
        return request.user.is_authenticated and powers_of(request).role in redaction.CONFIRMS

    def has_add_permission(self, request: HttpRequest) -> bool:
        return powers_of(request).holds(Right.REDACT)

    def has_change_permission(self, request: HttpRequest, obj: Redaction | None = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("where"))
    def where(self, one: Redaction) -> str:
        return Truncator(one.article).chars(60) if one.article else _("everywhere")

    @admin.display(description=gettext_lazy("state"))
    def state(self, one: Redaction) -> str:
        return state_in_words(one)

    @admin.display(description=gettext_lazy("reason"))
    def reason_in_short(self, one: Redaction) -> str:
        return Truncator(one.reason).chars(80)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Redactions"), **(extra_context or {})})

    # Asking

    @method_decorator(sensitive_post_parameters("words"))
    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        article = self._story(request)
        form = AskForm(article, request.POST if request.method == "POST" else None)
        context: dict[str, Any] = {}
        if request.method == "POST" and form.is_valid():
            try:
                asked = self._ask_or_look(request, form, article, context)
            except (Refused, Damaged) as refusal:
                form.add_error(None, str(refusal))
            else:
                if asked is not None:
                    return self._asked(request, asked)
        return self._page(request, "ask.html", _("Redact words"), form=form, story=article, **context)

    def _story(self, request: HttpRequest) -> Article | None:
        """The story from whose page the person came."""
        number = request.GET.get("story", "")
        if not number:
            return None
        found = (
            Article.objects.open_to(person(request)).filter(pk=number).first() if number.isdecimal() else None
        )
        if found is None:
            raise Http404
        return found

    def _ask_or_look(
        self, request: HttpRequest, form: AskForm, story: Article | None, context: dict[str, Any]
    ) -> Redaction | None:
        """Nobody asks for what they have not looked at: the first button only counts."""
        user, phrases = person(request), form.phrases
        article = story if form.cleaned_data["where"] == AskForm.HERE else None
        if "_ask" in request.POST:
            return redaction.ask(
                user, phrases, reason=form.cleaned_data["reason"], article=article,
                cuts_addresses=form.cleaned_data["cuts_addresses"],
            )  # fmt: skip
        context["counts"] = in_words(redaction.look(article, phrases, user).counts)
        context["has_looked"] = True
        if article is not None:
            context["beside"] = redaction.stories_beside(article, phrases, user)
        return None

    def _asked(self, request: HttpRequest, asked: Redaction) -> HttpResponse:
        self.message_user(
            request,
            _("Nothing is blacked out yet. Tell the second person the words, but not through this site: they open this "
              "page, type them and confirm."),
            messages.WARNING,
        )  # fmt: skip
        return self._to(asked)

    # Confirming

    @method_decorator(sensitive_post_parameters("words"))
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        one = self._redaction_or_404(request, object_id)
        form = WordsForm(request.POST if "_confirm" in request.POST else None)
        if request.method == "POST":
            try:
                if answer := self._act(request, one, form):
                    return answer
            except (Refused, Damaged) as refusal:
                form.add_error(None, str(refusal)) if form.is_bound else self._say(request, str(refusal))
            except NotClean as problem:
                self._say(request, str(problem))
                return self._to(one)
        return self._page(request, "redaction.html", _("Redaction"), form=form, **self._of(request, one))

    def _redaction_or_404(self, request: HttpRequest, object_id: str) -> Redaction:
        if not self.has_view_permission(request):
            raise PermissionDenied
        one = self.get_queryset(request).filter(pk=object_id).first() if object_id.isdecimal() else None
        if one is None:
            raise Http404
        return one

    def _act(self, request: HttpRequest, one: Redaction, form: WordsForm) -> HttpResponse | None:
        user = person(request)
        if "_withdraw" in request.POST:
            redaction.withdraw(one, user)
            self.message_user(request, _("The redaction was taken back."), messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:articles_redaction_changelist"))
        if "_finish" in request.POST and one.done_at is not None:
            redaction.finish(one)
        elif form.is_bound and form.is_valid():
            redaction.confirm(one, user, form.phrases)
        else:
            return None
        self.message_user(request, _("The words are gone."), messages.SUCCESS)
        return self._to(one)

    def _of(self, request: HttpRequest, one: Redaction) -> dict[str, Any]:
        user = person(request)
        names = names_of([one.asked_by, one.confirmed_by])
        return {
            "redaction": one,
            "state": state_in_words(one),
            "asked_by": names[one.asked_by],
            "confirmed_by": names[one.confirmed_by],
            "counts": in_words(one.counts),
            "may_confirm": redaction.may_confirm(one, user),
            "may_withdraw": one.confirmed_at is None and redaction.may_ask(user),
            "is_unfinished": one.done_at is not None and one.cleaned_at is None,
        }

    # Pages

    def _page(self, request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
        everything = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, **context}
        return TemplateResponse(request, f"admin/articles/redaction/{template}", everything)

    def _to(self, one: Redaction) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:articles_redaction_change", args=[one.pk]))

    def _say(self, request: HttpRequest, sentence: str) -> None:
        self.message_user(request, sentence, messages.ERROR)


def state_in_words(one: Redaction) -> str:
    if one.confirmed_at is None:
        return _("waits for the second person")
    return (
        _("done") if one.cleaned_at else _("done in the database; files and caches are still to be cleaned")
    )


def in_words(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """("Revisions", 4), the most first."""
    found = [(capfirst(blacking.name_of(label)), count) for label, count in counts.items()]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


class StoryRedaction(StoryPages):
    """What a story says of its redactions, and the way to a new one."""

    def panels(self, request: HttpRequest, article: Article) -> list[Panel]:
        panels = super().panels(request, article)
        may_ask = redaction.may_ask(person(request))
        done = list(Redaction.objects.filter(article=article, done_at__isnull=False))
        if not may_ask and not done:
            return panels
        names = names_of([ref for one in done for ref in (one.asked_by, one.confirmed_by)])
        words = {
            "done": [(one, names[one.asked_by], names[one.confirmed_by]) for one in done],
            "ask": f"{reverse('admin:articles_redaction_add')}?story={article.pk}" if may_ask else "",
        }
        box = Panel(
            key="redaction", title=_("Redaction"), template="admin/articles/redaction/panel.html",
            words=words, is_open=bool(done), order=90,
        )  # fmt: skip
        return [*panels, box]
