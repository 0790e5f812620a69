"""Notes beside a story: written on the whole of it or on one paragraph, settled, opened again."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles.admin.access import names_of, person
from articles.admin.pages import Panel, StoryPages, belong_to
from articles.models import Article, Note
from articles.workflow import notes
from articles.workflow.actions import Refused

FIRST_WORDS = 9
"""As many as tell one paragraph from its neighbours at a glance."""


def _key(words: str) -> str:
    """Names a paragraph by its words: another that has slipped into its place meanwhile is not taken for it."""
    return sha256(words.encode()).hexdigest()[:20]


class NoteForm(forms.Form):
    use_required_attribute = False
    """Its box holds other buttons too, which ask for no words."""

    text = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=notes.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write the note.")},
    )
    paragraph = forms.CharField(label=gettext_lazy("About"), required=False, widget=forms.Select())

    def __init__(self, article: Article, data: Any = None, *, stands_in: str = "") -> None:
        super().__init__(data, auto_id="id_note_%s")
        self.by_key = {_key(words): words for words in notes.paragraphs_of(article)}
        select = self.fields["paragraph"].widget
        assert isinstance(select, forms.Select)
        choices = [(key, Truncator(words).words(FIRST_WORDS)) for key, words in self.by_key.items()]
        select.choices = [("", _("the whole story")), *choices]
        belong_to(self, stands_in)

    def clean_paragraph(self) -> str:
        key = self.cleaned_data["paragraph"]
        if key and key not in self.by_key:
            raise ValidationError(_("This paragraph has changed since you opened the page. Choose it again."))
        return self.by_key.get(key, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One note as the desk reads it."""

    note: Note
    who: str
    settled_by: str
    paragraph: str
    """Its first words; empty for a note on the whole story."""
    is_changed: bool
    """The paragraph does not stand in the text any more: the note still has its words."""


def remarks(article: Article) -> list[Remark]:
    """Oldest first, as they were said: two queries, however many there are."""
    found = list(article.notes.all())
    if not found:
        return []
    names = names_of([ref for note in found for ref in (note.made_by, note.settled_by)])
    places = notes.places(found, notes.paragraphs_of(article))
    return [
        Remark(
            note=note,
            who=note.made_by_name or names[note.made_by],
            settled_by=names[note.settled_by] if note.settled_at else "",
            paragraph=Truncator(note.paragraph).words(FIRST_WORDS),
            is_changed=bool(note.paragraph) and places[note.pk] is None,
        )
        for note in found
    ]


class StoryNotes(StoryPages):
    """The box "Notes", open while one of them waits for an answer."""

    def panels(self, request: HttpRequest, article: Article) -> list[Panel]:
        found = remarks(article)
        waiting = [remark for remark in found if remark.note.settled_at is None]
        panel = Panel(
            key="notes",
            title=_title(len(waiting)),
            template="admin/articles/article/notes.html",
            words={
                "open": waiting,
                "settled": [remark for remark in found if remark.note.settled_at is not None],
                "form": NoteForm(article, stands_in="panel-notes-form"),
            },
            action=reverse("admin:articles_article_notes", args=[article.pk]),
            is_open=bool(waiting),
            order=10,
        )
        return [*super().panels(request, article), panel]

    @method_decorator(require_POST)
    def notes_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """`_settle` and `_reopen` name a note; words that stand in the field beside them are written as one too."""
        article = self.story_or_404(request, object_id)
        button = next((name for name in ("_settle", "_reopen") if name in request.POST), "")
        try:
            if button:
                self._turn_note(request, article, button)
            if button and not request.POST.get("text", "").strip():
                return self.to_story(article)
            form = NoteForm(article, request.POST)
            if not form.is_valid():
                return self._show_note(request, article, form)
            notes.write(article, person(request), **form.cleaned_data)
        except Refused as refused:
            return self._refuse_note(request, article, refused)
        self.message_user(request, _("The note stands beside the story."), messages.SUCCESS)
        return self.to_story(article)

    def _turn_note(self, request: HttpRequest, article: Article, button: str) -> None:
        number = request.POST[button]
        note = article.notes.filter(pk=number).first() if number.isdecimal() else None
        if note is None:
            raise Http404
        if button == "_settle":
            notes.settle(note, person(request))
            self.message_user(request, _("The note is settled."), messages.SUCCESS)
        else:
            notes.reopen(note, person(request))
            self.message_user(request, _("The note is open again."), messages.SUCCESS)

    def _refuse_note(self, request: HttpRequest, article: Article, refused: Refused) -> HttpResponse:
        """What was written stays on the page."""
        if not request.POST.get("text", "").strip():
            self.message_user(request, refused.sentence, messages.ERROR)
            return self.to_story(article)
        form = NoteForm(Article.objects.get(pk=article.pk), request.POST)
        form.is_valid()
        form.add_error(None, refused.sentence)
        return self._show_note(request, article, form)

    def _show_note(self, request: HttpRequest, article: Article, form: NoteForm) -> HttpResponse:
        return self.story_page(
            request,
            "panel_form.html",
            article,
            status=400,
            title=_("Note"),
            form=form,
            button=_("Write the note"),
        )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.notes_view)
        return [path("<int:object_id>/notes/", view, name="articles_article_notes"), *super().get_urls()]


def _title(waiting: int) -> str:
    if not waiting:
        return _("Notes")
    return ngettext("Notes: %(count)s open", "Notes: %(count)s open", waiting) % {"count": waiting}
