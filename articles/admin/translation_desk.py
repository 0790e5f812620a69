"""The translation desk: beginning a translation, the two languages side by side, and keeping up with the original."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin import words
from articles.admin.access import person
from articles.admin.changes import Change, changes
from articles.admin.pages import Panel, StoryPages
from articles.admin.reading import photo_card, readable
from articles.models import Article, Revision
from articles.newsitem import NewsItem
from articles.snapshot import item_of
from articles.workflow import families, publication, story_tasks, translations
from articles.workflow.refusal import Refused
from articles.workflow.translations import Untranslated
from media.models import Photo


def name_of_language(code: str) -> str:
    """As it stands inside a sentence of the desk's language: "Russian", «русский»."""
    name = str(get_language_info(code)["name_translated"])
    return name if (get_language() or "en").startswith("en") else name[:1].lower() + name[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One language of the story, as its line in the box says it."""

    story: Article
    language: str
    state: SafeString
    is_original: bool
    is_this: bool
    made_from: int | None
    is_behind: bool


def versions(article: Article, request: HttpRequest) -> list[Version]:
    rows = families.family(article).open_to(request.user)
    stories = list(rows.select_related("translation_of", "translated_from"))
    seen = publication.public_states([story.pk for story in stories])
    found = [
        Version(
            story=story,
            language=name_of_language(story.language),
            state=words.public_state(seen[story.pk]),
            is_original=story.translation_of_id is None,
            is_this=story.pk == article.pk,
            made_from=story.translated_from.number if story.translated_from else None,
            is_behind=families.is_behind(story),
        )
        for story in stories
    ]
    return sorted(found, key=lambda version: not version.is_original)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The original, as it stands beside its translation."""

    original: Article
    translation: Article
    language: str
    revision: Revision
    item: NewsItem
    lead: SafeString | str
    body: SafeString
    made_from: Revision | None
    other_revisions: list[Revision]
    public_number: int | None
    changes: list[Change]
    """What the shown revision says otherwise than the one that the translation was made from."""
    can_be_brought_up: bool
    may_mind: bool
    has_translator: bool
    untranslated: list[Untranslated]

    @property
    def is_made_from_this(self) -> bool:
        return self.made_from is not None and self.made_from.pk == self.revision.pk

    @property
    def is_public(self) -> bool:
        return self.public_number == self.revision.number


def beside(request: HttpRequest, translation: Article) -> Beside | None:
    """None where there is no original, or none that this person may know of."""
    original = translation.translation_of
    if original is None or not Article.objects.open_to(request.user).filter(pk=original.pk).exists():
        return None
    choices = _choices(original, translation)
    revision = _chosen(choices, translation, request.GET.get("original"))
    if revision is None:
        return None
    item, made_from, live = revision.news_item, translation.translated_from, publication.live_slice(original)
    public = original.revisions.filter(pk=live.revision_id).first() if live else None
    is_newer = made_from is not None and made_from.number < revision.number
    return Beside(
        original=original,
        translation=translation,
        language=name_of_language(original.language),
        revision=revision,
        item=item,
        lead=_lead(item),
        body=readable(item.body),
        made_from=made_from,
        other_revisions=[other for other in choices if other.pk != revision.pk],
        public_number=public.number if public else None,
        changes=changes(made_from.news_item, item) if made_from and is_newer else [],
        can_be_brought_up=made_from is None or is_newer,
        may_mind=story_tasks.may_mind(translation, person(request)),
        has_translator=translations.has_translator(translation),
        untranslated=translations.still_in_original_words(item, item_of(translation)),
    )


def _choices(original: Article, translation: Article) -> list[Revision]:
    """The text that it was made from, the one that readers see or will, and the desk's newest: the oldest first."""
    found = [translation.translated_from, families.outgoing_revision(original), original.latest_revision]
    by_number = {revision.number: revision for revision in found if revision is not None}
    return [by_number[number] for number in sorted(by_number)]


def _chosen(choices: list[Revision], translation: Article, asked: str | None) -> Revision | None:
    """Unless another is asked for: what the translation has to say, and not what only the desk of the original knows."""
    if asked is not None:
        return next((revision for revision in choices if str(revision.number) == asked), None)
    made_from, original = translation.translated_from, translation.translation_of
    outgoing = families.outgoing_revision(original) if original else None
    due = [revision for revision in (made_from, outgoing) if revision is not None]
    return max(due, key=lambda revision: revision.number, default=None)


def _lead(item: NewsItem) -> SafeString | str:
    use = item.lead_photo
    if use is None:
        return ""
    return photo_card(
        Photo.objects.filter(ref=use.ref).first(), use.caption, use.alt if use.is_alt_local else ""
    )


class StoryTranslations(StoryPages):
    """The box of languages beside every story, and the page where a translator works."""

    def get_urls(self) -> list[URLPattern]:
        def at(route: str, view: Any, name: str) -> URLPattern:
            return path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")

        return [
            at("<int:object_id>/translate/", self.translate_view, "translate"),
            at("<int:object_id>/translation/", self.translation_view, "translation"),
            at("<int:object_id>/up-to-date/", self.up_to_date_view, "up_to_date"),
            *super().get_urls(),
        ]

    def panels(self, request: HttpRequest, article: Article) -> list[Panel]:
        found, by = super().panels(request, article), person(request)
        lacking = [] if translations.why_not(article, by) else translations.languages_lacking(article, by)
        known = versions(article, request)
        if len(known) < 2 and not lacking:
            return found
        is_known = any(version.is_original for version in known)
        box = Panel(
            key="languages",
            title=_("Languages"),
            template="admin/articles/article/languages.html",
            words={
                "versions": known if len(known) > 1 else [],
                "lacking": [(code, name_of_language(code)) for code, _name in lacking],
                "beside": article.translation_of_id is not None and is_known,
                "is_behind": any(version.is_this and version.is_behind for version in known),
                "lacks_translator": article.translation_of_id is not None
                and not translations.has_translator(article),
            },
            action=reverse("admin:articles_article_translate", args=[article.pk]) if lacking else "",
            is_open=article.translation_of_id is not None,
            order=20,
        )
        return [*found, box]

    @method_decorator(require_POST)
    def translate_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Begin a translation and go to its page."""
        article, language = self.story_or_404(request, object_id), request.POST.get("language", "")
        try:
            translation = translations.translate(article, person(request), language)
        except Refused as refused:
            self.message_user(request, refused.sentence, messages.ERROR)
            return self.to_story(article)
        self.message_user(
            request,
            _("The translation has begun: the photos and tags are there, the words are yours."),
            messages.SUCCESS,
        )
        if not translations.has_translator(translation):
            self.message_user(request, _no_author(str(person(request))), messages.WARNING)
        return _to_translation(translation)

    def translation_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The story's own form, with the original beside it: whatever saves there saves here."""
        translation = self.story_or_404(request, object_id)
        shown = beside(request, translation)
        if shown is None:
            raise Http404
        response = self.changeform_view(request, str(object_id), extra_context={"beside": shown})
        if not hasattr(request, "_saved_story") or "_move" in request.POST:
            return response
        if "_up_to_date" in request.POST:
            self._bring_up_to_date(request, translation, request.POST["_up_to_date"])
        return _to_translation(translation)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        response = super().render_change_form(request, context, *args, **kwargs)
        if "beside" in context:
            assert isinstance(response, TemplateResponse)
            response.template_name = "admin/articles/article/translation.html"
        return response

    @method_decorator(require_POST)
    def up_to_date_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """For whoever has nothing to change: the translation says already what this revision says."""
        translation = self.story_or_404(request, object_id)
        if beside(request, translation) is None:
            raise Http404
        self._bring_up_to_date(request, translation, request.POST.get("_up_to_date", ""))
        return _to_translation(translation)

    def _bring_up_to_date(self, request: HttpRequest, translation: Article, number: str) -> None:
        revisions = Revision.objects.filter(article=translation.translation_of_id)
        revision = revisions.filter(number=number).first() if number.isdecimal() else None
        try:
            if revision is None:
                raise Refused(_("This is no revision of the original."))
            translations.bring_up_to_date(translation, person(request), revision)
        except Refused as refused:
            self.message_user(request, refused.sentence, messages.ERROR)
        else:
            sentence = _("The translation says what revision %(number)s of the original says.")
            self.message_user(request, sentence % {"number": revision.number}, messages.SUCCESS)


def _no_author(name: str) -> str:
    sentence = _(
        "No author is called %(name)s, so the byline names no translator yet. Add the name in the byline."
    )
    return sentence % {"name": name}


def _to_translation(translation: Article) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:articles_article_translation", args=[translation.pk]))
