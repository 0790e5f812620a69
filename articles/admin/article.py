"""The desk's page of a story: list, form, moves, history. Django's admin carries it; the door is `workflow.actions`."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin import moves, photo_picker, tag_suggestions, words
from articles.admin.access import may_edit, may_edit_photos, names_of, person, powers_of, unseen_by
from articles.admin.assignment import StoryAssignment
from articles.admin.breaking import BreakingLane
from articles.admin.bulk import BulkMoves
from articles.admin.closed import StoryClosing
from articles.admin.fields import MomentField, TagsField, photo_field, zone_note
from articles.admin.front import FrontPlaces
from articles.admin.history import StoryHistory
from articles.admin.house_style import StoryHouseStyle
from articles.admin.legal_read import StoryLegalRead
from articles.admin.messenger import StoryPost
from articles.admin.notes import StoryNotes
from articles.admin.pitch import Pitches
from articles.admin.preview import preview
from articles.admin.preview_links import StoryPreviewLinks
from articles.admin.reading import photo_card, readable
from articles.admin.redaction import StoryRedaction
from articles.admin.scripts import desk_config
from articles.admin.standing import changed_since_live, last_save, returned, showings
from articles.admin.story_form import BylineInline, StoryForm
from articles.admin.story_list import StoryListAdmin
from articles.admin.story_tasks import StoryTasks
from articles.admin.translation_desk import StoryTranslations
from articles.models import Article, DeskState, Kind, Revision, Section
from articles.snapshot import item_of
from articles.workflow import actions, publication, revisions
from articles.workflow.roles import Right
from articles.workflow.transitions import Move, PublicState
from newsroom.admin import NeverDeletedMixin, NonceMixin, UnloggedMixin

PHOTO_FIELDS = ("lead_photo", "lead_caption", "lead_alt")
MAKE_THE_ADDRESS = ("slug", "published_at", "language")
"""Fixed once readers have seen the story: they, other sites and messengers keep the address."""


class KeptBeside(Exception):
    """Somebody else saved first. Raised to roll the save back; carries what was about to be saved."""

    def __init__(self, conflict: revisions.Conflict, article: Article, form: StoryForm) -> None:
        super().__init__(str(conflict))
        self.theirs = conflict.theirs
        self.article_id = article.pk
        self.item = item_of(article)
        self.based_on = form.based_on_revision()
        self.note = form.cleaned_data.get("revision_note", "")

    def holds_words_of_its_own(self, article: Article) -> bool:
        """False for someone who only looked, and whose form still says what the story said then."""
        known = (self.based_on, article.latest_revision)
        return all(revision is None or revision.news_item != self.item for revision in known)


@admin.register(Article)
class ArticleAdmin(
    NonceMixin,
    UnloggedMixin,
    NeverDeletedMixin,
    StoryListAdmin,
    moves.StoryMoves,
    StoryHistory,
    tag_suggestions.StoryTags,
    StoryAssignment,
    StoryNotes,
    StoryClosing,
    BulkMoves,
    StoryHouseStyle,
    StoryPost,
    FrontPlaces,
    StoryLegalRead,
    StoryPreviewLinks,
    StoryTranslations,
    StoryTasks,
    BreakingLane,
    Pitches,
    StoryRedaction,
):
    form = StoryForm
    inlines = (BylineInline,)
    autocomplete_fields = ("translation_of",)

    # Who may do what

    def has_add_permission(self, request: HttpRequest) -> bool:
        return powers_of(request).holds(Right.CREATE)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        if obj is None or obj.pk is None:
            return super().has_change_permission(request, obj)
        return may_edit(request, obj) or may_edit_photos(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> tuple[str, ...]:
        shown = ("body_to_read", "lead_photo_to_read")
        if obj is None or obj.pk is None:
            return shown
        if not may_edit(request, obj):
            return (*shown, *(name for name in StoryForm.Meta.fields if name not in PHOTO_FIELDS))
        return (*shown, *MAKE_THE_ADDRESS) if _has_been_seen(obj) else shown

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> list[tuple[Any, Any]]:
        article = obj if obj is not None and obj.pk is not None else None
        body = "body" if article is None or may_edit(request, article) else "body_to_read"
        may_change = article is None or self.has_change_permission(request, article)
        photo = "lead_photo" if may_change else "lead_photo_to_read"
        address = ("slug", "published_at") if article is None or not _has_been_seen(article) else ()
        this_save = (
            [(_("This save"), {"fields": ("revision_note", "is_minor")})] if article and may_change else []
        )
        return [
            (None, {"fields": ("headline", "standfirst", body, "based_on"), "classes": ("story",)}),
            (_("Place"), {"fields": ("section", "kind", "language", "kicker", "tags")}),
            (_("Lead photo"), {"fields": (photo, "lead_caption", "lead_alt")}),
            *self.how_it_starts(request, article),
            (_("Address and date"), {"fields": (*address, "translation_of", "developing_until")}),
            *this_save,
        ]

    # The form

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        match db_field.name:
            case "tags":
                help_text = _("Between commas: City council, River. The order is the one on the page.")
                return TagsField(label=_("Tags"), required=False, help_text=help_text)
            case "published_at" | "developing_until":
                return MomentField(
                    label=capfirst(db_field.verbose_name),
                    required=False,
                    help_text=f"{db_field.help_text} {zone_note()}",
                )
            case "lead_photo":
                return photo_field(request, label=capfirst(db_field.verbose_name), required=False)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            # What has changed is asked of the stored story, not of what the browser says it was.
            field.show_hidden_initial = False
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "section":
            kwargs["queryset"] = Section.objects.filter(merged_into=None).prefetch_related("names")
        elif db_field.name == "kind":
            kwargs["queryset"] = Kind.objects.prefetch_related("names")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=gettext_lazy("text"))
    def body_to_read(self, article: Article) -> SafeString:
        return format_html('<div class="reading">{}</div>', readable(article.body))

    @admin.display(description=gettext_lazy("lead photo"))
    def lead_photo_to_read(self, article: Article) -> SafeString | str:
        if article.lead_photo is None:
            return "—"
        return photo_card(article.lead_photo, article.lead_caption, article.lead_alt)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article = kwargs.get("obj")
        if article is not None and article.pk is not None:
            context |= self._state_of(request, article)
        context["may_save"] = self._may_save(request, article)
        context["desk_config"] = desk_config()
        tag_suggestions.show_suggestions(context["adminform"].form, unseen_by(request))
        return super().render_change_form(request, context, *args, **kwargs)

    def _may_save(self, request: HttpRequest, article: Article | None) -> bool:
        is_new = article is None or article.pk is None
        return self.has_add_permission(request) if is_new else self.has_change_permission(request, article)

    def _state_of(self, request: HttpRequest, shown: Article) -> dict[str, Any]:
        """What stands beside the form: the stored story's state, not what a refused form has made of it."""
        article = Article.objects.select_related("section", "latest_revision").get(pk=shown.pk)
        buttons = actions.available(article, person(request))
        seen, has_changes = publication.public_state(article), bool(changed_since_live([article]))
        saved_by, saved_at = last_save(article)
        people = names_of([article.created_by, saved_by])
        return {
            "story": article,
            **moves.arranged(buttons, is_all_public=seen is PublicState.LIVE and not has_changes),
            "desk_state": words.desk_state(article),
            "public_state": words.public_state(seen, has_changes=has_changes),
            "returned": returned(article),
            "four_eyes_note": self._four_eyes_note(request, article),
            "showings": showings(article),
            "points": moves.missing(article),
            "created_by": people[article.created_by],
            "saved_by": people[saved_by],
            "saved_at": saved_at,
            "panels": sorted(self.panels(request, article), key=lambda panel: panel.order),
        }

    def _four_eyes_note(self, request: HttpRequest, article: Article) -> str:
        """Why somebody who approves stories finds no button for it here."""
        is_asked = article.desk_state == DeskState.IN_REVIEW and powers_of(request).may(
            Right.APPROVE, article
        )
        if is_asked and actions.why_not(article, person(request), Move.APPROVE):
            return _("You made the last change: somebody else has to approve it.")
        return ""

    # Saving

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Article | None:
        """What is about to be saved is locked before anybody's right to save it is asked."""
        article: Article | None = super().get_object(request, object_id, from_field)
        if article is not None and connection.in_atomic_block:
            article = revisions.locked(article)
        return article

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Save in one transaction, then make the move that the same button asked for, outside it."""
        try:
            response = super().changeform_view(request, object_id, form_url, extra_context)
        except KeptBeside as kept:
            return self._show_conflict(request, kept)
        saved: Article | None = getattr(request, "_saved_story", None)
        move = moves.move_named(request.POST.get("_move", ""))
        return self.move_after_saving(request, saved, move) if saved is not None and move else response

    def save_model(self, request: HttpRequest, obj: Article, form: StoryForm, change: bool) -> None:
        if not change:
            obj.created_by = obj.changed_by = person(request).ref
            obj.desk_state = DeskState.IDEA if "_idea" in request.POST else DeskState.DRAFT
        if not change or form.has_changes_to_the_story:
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: StoryForm, formsets: Any, change: bool) -> None:
        """The snapshot is taken once, when text, tags and byline are all stored."""
        super().save_related(request, form, formsets, change)
        article = form.instance
        if not change:
            tag_suggestions.remember_declined(article, request)
        was_approved = article.desk_state == DeskState.APPROVED
        try:
            revisions.record(
                article,
                person(request),
                based_on=form.based_on_revision(),
                is_minor=form.cleaned_data.get("is_minor", False),
                note=form.cleaned_data.get("revision_note", ""),
            )
        except revisions.Conflict as conflict:
            raise KeptBeside(conflict, article, form) from conflict
        if was_approved and article.desk_state != DeskState.APPROVED:
            request._approval_withdrawn = True  # type: ignore[attr-defined]

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: Any = None) -> HttpResponse:
        return self._after_saving(request, obj)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self._after_saving(request, obj)

    def _after_saving(self, request: HttpRequest, article: Article) -> HttpResponse:
        request._saved_story = article  # type: ignore[attr-defined]
        if getattr(request, "_approval_withdrawn", False):
            sentence = _(
                "The text changed after it was approved: it is a draft again and has to be submitted and approved."
            )
            self.message_user(request, sentence, messages.WARNING)
        elif "_move" not in request.POST:
            self.message_user(request, _("Saved."), messages.SUCCESS)
        return self.to_story(article)

    def _show_conflict(self, request: HttpRequest, kept: KeptBeside) -> HttpResponse:
        """Their text stands; this person's own is kept beside it and can be read and copied."""
        article = Article.objects.get(pk=kept.article_id)
        mine: Revision | None = None
        if kept.holds_words_of_its_own(article):
            with transaction.atomic():
                mine = revisions.keep_beside(
                    article, kept.item, person(request), based_on=kept.based_on, note=kept.note
                )
        return self.story_page(
            request,
            "conflict.html",
            article,
            status=409,
            title=_("Somebody saved before you"),
            theirs=kept.theirs,
            mine=mine,
            who=names_of([kept.theirs.made_by])[kept.theirs.made_by],
        )

    def preview_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return preview(request, self.story_or_404(request, object_id))

    # Addresses

    def get_urls(self) -> list[URLPattern]:
        def at(route: str, view: Any, name: str) -> URLPattern:
            return path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")

        return [
            at("photos/", self.photos_view, "photos"),
            at("tags/", self.tags_view, "tags"),
            at("tags/suggested/", self.suggested_tags_view, "suggested_tags"),
            at("<int:object_id>/tags/suggested/", self.suggested_tags_view, "suggested_tags_of"),
            at("<int:object_id>/tags/decline/", self.decline_tag_view, "decline_tag"),
            at("<int:object_id>/tags/bring-back/", self.bring_tag_back_view, "bring_tag_back"),
            at("<int:object_id>/move/<slug:move>/", self.move_view, "move"),
            at("<int:object_id>/preview/", self.preview_view, "preview"),
            at("<int:object_id>/history/<int:number>/", self.revision_view, "revision"),
            *super().get_urls(),
        ]

    def photos_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return photo_picker.photos(request)

    def tags_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return tag_suggestions.tags(request)


def _has_been_seen(article: Article) -> bool:
    return publication.public_state(article) not in (PublicState.NONE, PublicState.SCHEDULED)
