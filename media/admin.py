"""The photo desk, first version: a list with thumbnails and states in words, a form that reads the file."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import label_for_field
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from media import intake, renditions, usage
from media.models import Agency, Photo
from media.validators import inspect
from newsroom.admin import UnloggedMixin
from newsroom.lib.dates import for_people
from newsroom.lib.folding import fold

RIGHTS_END_SOON = timedelta(days=14)
"""Time enough to ask an agency for more, or to find another picture."""


KEPT_FOR = "kept_for"
"""In the address of the page that adds a photo: the closed story that it is for."""


class StateFilter(admin.SimpleListFilter):
    """What still keeps a photo from readers."""

    title = _("what is missing")
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("file", _("waits for its file")),
            ("credit", _("no credit")),
            ("alt", _("no alt text")),
            ("rights", _("rights ended")),
            ("soon", _("rights end within two weeks")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        now = timezone.now()
        match self.value():
            case "file":
                return queryset.filter(file="")
            case "credit":
                return queryset.filter(credit_line="")
            case "alt":
                return queryset.filter(alt="", is_decorative=False).exclude(file="")
            case "rights":
                return queryset.filter(rights_until__lte=now)
            case "soon":
                return queryset.filter(rights_until__gt=now, rights_until__lte=now + RIGHTS_END_SOON)
        return queryset


class FoldedSearchMixin:
    """Search on a folded column, word by word: the database is never asked to fold."""

    folded_column = "folded"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        for word in fold(search_term).split():
            queryset = queryset.filter(**{f"{self.folded_column}__contains": word})
        return queryset, False


def states_of(photo: Photo) -> list[str]:
    """What an editor still has to see to, in words."""
    states = [
        (photo.is_waiting, gettext("waits for its file")),
        (not photo.has_credit, gettext("no credit")),
        (not photo.is_waiting and not photo.has_alt, gettext("no alt text")),
        (not photo.has_rights(), gettext("rights ended")),
        (photo.is_sensitive, gettext("sensitive")),
        (photo.is_graphic, gettext("graphic")),
    ]
    return [words for holds, words in states if holds]


@admin.register(Photo)
class PhotoAdmin(UnloggedMixin, FoldedSearchMixin, admin.ModelAdmin):
    list_display = ("thumbnail", "caption_start", "credit_line", "state", "created_at")
    list_display_links = ("thumbnail", "caption_start")
    list_filter = (StateFilter, "is_sensitive", "is_graphic", "created_at")
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("folded",)
    search_help_text = _("Words of the caption, the credit, the photographer, the agency or the file's name.")
    # A plain input: the stock one links to the original, which has no address.
    formfield_overrides = {models.FileField: {"widget": forms.FileInput(attrs={"accept": "image/*"})}}
    readonly_fields = ("preview", "facts", "where_used", "added")
    fieldsets = (
        (None, {"fields": ("preview", "file", "facts", "where_used")}),
        (
            _("What readers see"),
            {
                "fields": ("caption", "credit_line", "alt", "is_decorative"),
                "description": _("What you leave empty is filled from the words inside the file, if it has any."),
            },
        ),
        (
            _("Who made it, and what we may do with it"),
            {"fields": ("photographer", "agency", "licence", "copyright_notice", "rights_until", "source")},
        ),
        (_("How it is shown"), {"fields": ("focal_x", "focal_y", "is_sensitive", "is_graphic", "added")}),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Photo]:
        return usage.open_to(request.user, super().get_queryset(request))

    # The list

    @admin.display(description=_("photo"))
    def thumbnail(self, photo: Photo) -> str | SafeString:
        if photo.is_waiting or not photo.width or not photo.height:
            return gettext("waits for its file")
        width = min(photo.width, renditions.THUMBNAIL_WIDTH) // 2 or 1
        return format_html(
            '<img src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
            reverse("admin:media_photo_thumbnail", args=[photo.pk]),
            width,
            renditions.scaled_height(photo.width, photo.height, width),
            photo.alt or gettext("open this photo"),
        )

    @admin.display(description=_("caption"), ordering="caption")
    def caption_start(self, photo: Photo) -> str:
        return Truncator(photo.caption or str(photo)).words(14)

    @admin.display(description=_("to see to"))
    def state(self, photo: Photo) -> str:
        return ", ".join(states_of(photo))

    # The form

    @admin.display(description=_("photo"))
    def preview(self, photo: Photo) -> str | SafeString:
        return self.thumbnail(photo) if photo.pk else "—"

    @admin.display(description=_("the file"))
    def facts(self, photo: Photo) -> str:
        if photo.is_waiting:
            return "—"
        return gettext("%(name)s, %(width)s × %(height)s pixels") % {
            "name": photo.original_name or "—", "width": photo.width, "height": photo.height,
        }  # fmt: skip

    @admin.display(description=_("added"))
    def added(self, photo: Photo) -> str:
        person = get_user_model().objects.filter(ref=photo.created_by).first() if photo.created_by else None
        when = for_people(photo.created_at) if photo.created_at else "—"
        return f"{when}, {person}" if person else when

    @admin.display(description=_("where it is used"))
    def where_used(self, photo: Photo) -> str | SafeString:
        """As `get_object` found it for this person: a closed story is named only to those on it."""
        uses: list[usage.Use] = getattr(photo, "shown_uses", [])
        if not uses:
            return gettext("nowhere")
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{} {}</li>", map(self._use, uses)))

    @staticmethod
    def _use(use: usage.Use) -> tuple[str, str]:
        name = format_html('<a href="{}">{}</a>', use.address, use.label) if use.address else use.label
        return name, gettext("(readers see it)") if use.is_public else ""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        photo = super().get_object(request, object_id, from_field)
        if photo is not None:
            photo.shown_uses = usage.uses_of(photo, request.user)
        return photo

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new photo has no facts yet. Who may only look gets no link to the original, which the stock read-only
        field would make."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            left_out = set(self.readonly_fields)
        else:
            left_out = set() if self.has_change_permission(request, obj) else {"file"}
        return [
            (title, {**options, "fields": [name for name in options["fields"] if name not in left_out]})
            for title, options in fieldsets
        ]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Decodes the upload before the stock view opens its transaction; the form asks for the verdict later."""
        if request.method == "POST" and (
            self.has_add_permission(request) or self.has_change_permission(request)
        ):
            upload = request.FILES.get("file")
            if upload is not None:
                with suppress(ValidationError):
                    inspect(upload)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Photo, form: ModelForm, change: bool) -> None:
        filled: list[str] = []
        if not change:
            obj.created_by = request.user.ref  # type: ignore[union-attr]
            obj.kept_for = request.GET.get(KEPT_FOR, "")[:16]
        if "file" in form.changed_data and obj.file:
            filled = intake.fill_from_file(obj, obj.file.file)
        elif "credit_line" in form.changed_data:
            filled = intake.fill_from_credit(obj)
        super().save_model(request, obj, form, change)
        self._tell_what_was_filled(request, filled)
        if "file" in form.changed_data:
            self._warn_of_same_files(request, obj)
        if not change and obj.kept_for:
            sentence = gettext("Only the people named on the closed story find this photo.")
            messages.info(request, sentence)

    def _tell_what_was_filled(self, request: HttpRequest, filled: list[str]) -> None:
        if filled:
            names = ", ".join(str(label_for_field(name, Photo)) for name in filled)
            messages.info(
                request,
                gettext("Filled in from the file and the credit: %(names)s. Look it over.")
                % {"names": names},
            )

    def _warn_of_same_files(self, request: HttpRequest, photo: Photo) -> None:
        others = list(usage.open_to(request.user, intake.same_files(photo))[:5])
        if not others:
            return
        links = format_html_join(
            ", ",
            '<a href="{}">{}</a>',
            ((reverse("admin:media_photo_change", args=[other.pk]), str(other)) for other in others),
        )
        words = ngettext(
            "The library has this picture already: {}. Use that one, so that its credit is kept in one place.",
            "The library has this picture already, more than once: {}. Use one of those.",
            len(others),
        )
        messages.warning(request, format_html(words, links))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """A photo in use stays: the stock page then lists why, and deletes nothing."""
        to_delete, model_count, perms_needed, protected = super().get_deleted_objects(objs, request)
        reasons = [reason for photo in objs for reason in usage.reasons_to_keep(photo)]
        # The stock page names whatever holds the photo, and one of the stories may be closed.
        return (
            (to_delete, model_count, set(), reasons)
            if reasons
            else (to_delete, model_count, perms_needed, protected)
        )

    # The thumbnail

    def get_urls(self) -> list[URLPattern]:
        thumbnail = path(
            "<int:photo_id>/thumbnail/",
            self.admin_site.admin_view(require_safe(self.thumbnail_view)),
            name="media_photo_thumbnail",
        )
        return [thumbnail, *super().get_urls()]

    def thumbnail_view(self, request: HttpRequest, photo_id: int) -> HttpResponse:
        """A small picture for the desk, published or not; never the original."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        photo = self.get_queryset(request).filter(pk=photo_id).first()
        if photo is None or photo.is_waiting:
            raise Http404("No such photo.")
        try:
            content = renditions.thumbnail_of(photo)
        except (OSError, ValueError) as error:  # The file is lost or can no longer be read.
            raise Http404("The file of this photo is missing.") from error
        headers = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
        return HttpResponse(content, content_type="image/jpeg", headers=headers)


@admin.register(Agency)
class AgencyAdmin(UnloggedMixin, FoldedSearchMixin, admin.ModelAdmin):
    folded_column = "folded_name"
    list_display = ("name", "aliases", "licence")
    search_fields = ("folded_name",)
    fields = ("name", "aliases", "licence")
