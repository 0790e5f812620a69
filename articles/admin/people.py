"""A person's place in the newsroom, on the page of their login."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Assignment, Section
from newsroom.admin import PersonAdmin
from newsroom.models import User

admin.site.unregister(User)


class AssignmentInline(admin.StackedInline):
    """A person has one place or none, so it carries no number."""

    model = Assignment
    template = "admin/newsroom/user/assignment.html"
    fields = ("role", "is_on_duty", "sections")
    extra = max_num = 1
    can_delete = False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody gives themselves another role: two administrators are needed for that."""
        return obj != request.user and super().has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj != request.user and super().has_add_permission(request, obj)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["queryset"] = Section.objects.filter(merged_into=None).prefetch_related("names")
        kwargs["widget"] = forms.CheckboxSelectMultiple
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None:
            field.help_text = db_field.help_text
        return field


@admin.register(User)
class StaffAdmin(PersonAdmin):
    inlines = (AssignmentInline,)
    list_display = ("username", "full_name", "role", "is_active", "last_login")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).select_related("assignment")

    @admin.display(description=gettext_lazy("first and last name"))
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description=gettext_lazy("role"))
    def role(self, user: User) -> str:
        assignment: Assignment | None = getattr(user, "assignment", None)
        if assignment is None:
            return _("none: may do nothing")
        duty = _("on duty") if assignment.is_on_duty else ""
        return ", ".join(filter(None, (assignment.get_role_display(), duty)))
