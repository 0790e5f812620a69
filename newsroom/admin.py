"""The people who sign in, and what the paper says of itself: names, footer links, pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import (
    AdminUserCreationForm,
    ReadOnlyPasswordHashField,
    ReadOnlyPasswordHashWidget,
    UserChangeForm,
)
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from js_asset import Media

from newsroom.lib import languages
from newsroom.models import FooterLink, Page, SiteAddress, SiteSettings, SiteWords, User

admin.site.site_header = _("Newsroom")
admin.site.site_title = _("Newsroom")
admin.site.index_title = _("The desk")
admin.site.empty_value_display = "—"
admin.site.enable_nav_sidebar = False
admin.site.unregister(Group)
"""Rights come from the table of roles; a group would be a second, silent way to get them."""


class NonceMixin:
    """Gives the page's scripts and import map the nonce without which the content policy stops the editor."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["media"] = Media.from_media(context["media"], nonce=getattr(request, "csp_nonce", ""))
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]


class NeverDeletedMixin:
    """Nothing is deleted at the desk: it is switched off, merged or moved to the trash."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class UnloggedMixin:
    """Django's own log would keep headlines and names where no redaction finds them: such things have a history of ours."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None


class PasswordButton(ReadOnlyPasswordHashWidget):
    """The button alone: how a password is kept is nobody's business, and we have no other way to sign in."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "summary": []}


class PersonForm(UserChangeForm):
    password = ReadOnlyPasswordHashField(label=_("Password"), widget=PasswordButton)


class NewPersonForm(AdminUserCreationForm):
    """Everybody signs in with a password here, so nobody is asked whether they do."""

    usable_password = None  # type: ignore[assignment]


@admin.register(User)
class PersonAdmin(NeverDeletedMixin, UserAdmin):
    """A person's login. What they may do is their assignment, which `articles.admin.people` adds below."""

    form, add_form = PersonForm, NewPersonForm
    list_display = ("username", "get_full_name", "email", "is_active", "last_login")
    list_filter = ("is_active",)
    search_fields = ("username__contains", "email__contains")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password", "is_active")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email", "language")}),
    )
    add_fieldsets = (
        (None, {"classes": ("wide",), "fields": ("username", "password1", "password2")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email", "language")}),
    )

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """The desk speaks fewer languages than the stories."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "language" and isinstance(field, forms.ChoiceField):
            field.choices = [("", "—"), *languages.of_the_desk()]
        return field

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Whoever has a login works at the desk: what they may do there is another matter."""
        obj.is_staff = True
        super().save_model(request, obj, form, change)


class SiteWordsInline(admin.StackedInline):
    model = SiteWords
    extra = 0

    def get_max_num(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return len(languages.codes())

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SiteAddressInline(admin.TabularInline):
    """Readers learn of these from the posts for messengers and from the evening digest."""

    model = SiteAddress
    fields = ("url", "note", "order")
    extra = 0

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "url":
            kwargs |= {"assume_scheme": "https", "widget": forms.URLInput(attrs={"class": "vURLField"})}
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(SiteSettings)
class SiteSettingsAdmin(NeverDeletedMixin, admin.ModelAdmin):
    """One row: its list leads straight to it."""

    fields = ("logo", "four_eyes")
    inlines = (SiteWordsInline, SiteAddressInline)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        settings = SiteSettings.load()
        return HttpResponseRedirect(reverse("admin:newsroom_sitesettings_change", args=[settings.pk]))


class PageForm(forms.ModelForm):
    class Meta:
        model = Page
        fields = ("title", "language", "slug", "body")


@admin.register(Page)
class PageAdmin(NonceMixin, admin.ModelAdmin):
    form = PageForm
    list_display = ("title", "language", "slug", "changed_at")
    list_filter = ("language",)
    search_fields = ("slug__contains",)


@admin.register(FooterLink)
class FooterLinkAdmin(admin.ModelAdmin):
    list_display = ("label", "language", "place", "page", "address", "order")
    list_filter = ("language", "place")
    list_editable = ("order",)
    list_select_related = ("page",)
