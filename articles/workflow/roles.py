"""What each role may do: the one table, asked by the door, the admin and the tests."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AnonymousUser

from articles.models import Article, Assignment, DeskState, Role
from newsroom.models import User


class Right(StrEnum):
    """A thing that somebody may do to a story."""

    CREATE = "create"
    EDIT_OWN = "edit_own"
    EDIT_ANY = "edit_any"
    EDIT_PHOTOS = "edit_photos"
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    SCHEDULE = "schedule"
    PUBLISH = "publish"
    CORRECT = "correct"
    UNPUBLISH = "unpublish"
    TRASH = "trash"
    SET_EMBARGO = "set_embargo"
    ARRANGE = "arrange"
    ASSIGN = "assign"
    TRANSLATE = "translate"
    ASK_LEGAL_READ = "ask_legal_read"
    RECORD_CLEARANCE = "record_clearance"
    DROP_LEGAL_READ = "drop_legal_read"
    SHARE_PREVIEW = "share_preview"
    CLOSE = "close"
    SEND_OUT = "send_out"
    RETRACT = "retract"
    LIFT_EMBARGO = "lift_embargo"
    REDACT = "redact"
    IMPORT = "import"


_WRITER = frozenset({Right.CREATE, Right.EDIT_OWN, Right.SUBMIT, Right.TRANSLATE})
_EDITOR = _WRITER | {
    Right.EDIT_ANY,
    Right.EDIT_PHOTOS,
    Right.RETURN,
    Right.APPROVE,
    Right.SCHEDULE,
    Right.PUBLISH,
    Right.CORRECT,
    Right.UNPUBLISH,
    Right.TRASH,
    Right.SET_EMBARGO,
    Right.ARRANGE,
    Right.ASSIGN,
    Right.ASK_LEGAL_READ,
    Right.RECORD_CLEARANCE,
    Right.SHARE_PREVIEW,
    Right.CLOSE,
    Right.SEND_OUT,
}
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.WRITER: _WRITER,
    Role.PHOTO_EDITOR: frozenset({Right.EDIT_PHOTOS}),
    Role.EDITOR: _EDITOR,
    Role.CHIEF: _EDITOR
    | {Right.RETRACT, Right.LIFT_EMBARGO, Right.DROP_LEGAL_READ, Right.REDACT, Right.IMPORT},
    Role.ADMINISTRATOR: frozenset({Right.IMPORT}),
}
BOUND_TO_SECTIONS = frozenset({Role.EDITOR, Role.PHOTO_EDITOR})
"""Roles whose rights hold in their own sections only, where any are named."""

_STORIES = (
    "articles.view_article",
    "articles.view_revision",
    "articles.view_correction",
    "articles.view_houseword",
)
_WORDS = ("author", "tag")
ADMIN_PERMISSIONS: dict[Role, frozenset[str]] = {
    Role.WRITER: frozenset(
        {*_STORIES, "articles.add_article", "articles.change_article", "media.view_photo", "media.add_photo"}
        | {f"articles.view_{word}" for word in _WORDS}
    ),
    Role.PHOTO_EDITOR: frozenset(
        {*_STORIES, "articles.change_article"}
        | {f"media.{do}_{what}" for do in ("view", "add", "change", "delete") for what in ("photo", "agency")}
    ),
    Role.EDITOR: frozenset(
        {*_STORIES, "articles.add_article", "articles.change_article"}
        | {f"articles.{do}_{word}" for do in ("view", "add", "change") for word in _WORDS}
        | {"articles.view_section", "articles.view_kind", "articles.add_kind", "articles.change_kind"}
        | {"articles.view_auditevent", "newsroom.view_page", "newsroom.change_page", "newsroom.add_page"}
        | {"articles.view_digest", "articles.add_digest", "articles.change_digest"}
        | {f"media.{do}_{what}" for do in ("view", "add", "change") for what in ("photo", "agency")}
    ),
    Role.ADMINISTRATOR: frozenset(
        {"articles.view_section", "articles.view_kind", "articles.view_auditevent"}
        | {f"newsroom.{do}_user" for do in ("view", "add", "change")}
        | {f"articles.{do}_assignment" for do in ("view", "add", "change")}
        | {"newsroom.view_sitesettings", "newsroom.change_sitesettings"}
        | {f"newsroom.{do}_sitewords" for do in ("view", "add", "change")}
        | {f"newsroom.{do}_siteaddress" for do in ("view", "add", "change", "delete")}
        | {
            f"newsroom.{do}_{what}"
            for do in ("view", "add", "change", "delete")
            for what in ("page", "footerlink")
        }
    ),
}
ADMIN_PERMISSIONS[Role.CHIEF] = ADMIN_PERMISSIONS[Role.EDITOR] | frozenset(
    {f"articles.{do}_{word}" for do in ("view", "add", "change") for word in ("section", "kind")}
    | {
        f"articles.{do}_{what}"
        for do in ("view", "add", "change", "delete")
        for what in ("houseword", "checklistrule")
    }
    | {"articles.view_redaction", "articles.add_redaction"}
    | {f"newsroom.{do}_siteaddress" for do in ("view", "add", "change", "delete")}
    | {"media.delete_photo", "media.delete_agency"}
    | {"newsroom.view_sitesettings", "newsroom.change_sitesettings"}
    | {f"newsroom.{do}_sitewords" for do in ("view", "add", "change")}
    | {
        f"newsroom.{do}_{what}"
        for do in ("view", "add", "change", "delete")
        for what in ("page", "footerlink")
    }
)


def assignment_of(user: User | AnonymousUser | None) -> Assignment | None:
    """The person's place in the newsroom; None for a stranger and for a switched-off account."""
    if user is None or not user.is_authenticated or not user.is_active:
        return None
    return Assignment.objects.prefetch_related("sections").filter(user_id=user.pk).first()


class Powers:
    """One person's rights, looked up once: `powers.may(Right.APPROVE, article)`."""

    def __init__(self, user: User | AnonymousUser | None) -> None:
        self.user = user
        self.assignment = assignment_of(user)
        self.role = Role(self.assignment.role) if self.assignment else None
        self.section_ids = (
            {section.pk for section in self.assignment.sections.all()}
            if self.assignment and self.role in BOUND_TO_SECTIONS
            else set()
        )

    def holds(self, right: Right) -> bool:
        """Whether the role has the right at all, in whatever section."""
        return self.role is not None and right in RIGHTS[self.role]

    def may(self, right: Right, article: Article | None = None) -> bool:
        """Whether the person has the right over this story."""
        return self.holds(right) and (article is None or (self.works_in(article) and self.may_see(article)))

    def works_in(self, article: Article) -> bool:
        """A story in no section yet is everybody's; a part of a section counts as the section."""
        if not self.section_ids or article.section_id is None:
            return True
        section = article.section
        return article.section_id in self.section_ids or (
            section is not None and section.parent_id in self.section_ids
        )

    def may_see(self, article: Article) -> bool:
        """Whether the person may know of the story at all: a closed one exists for those named on it, and nobody else."""
        if not article.is_closed:
            return True
        return isinstance(self.user, User) and article.closed_to.filter(ref=self.user.ref).exists()

    def owns(self, article: Article) -> bool:
        ref = getattr(self.user, "ref", None)
        return ref is not None and article.created_by == ref

    def is_assigned(self, article: Article) -> bool:
        return article.assigned_to_id is not None and article.assigned_to_id == getattr(self.user, "pk", None)

    def may_edit(self, article: Article) -> bool:
        """Any story in one's sections for an editor; for a writer their own and those assigned to them, until they
        are submitted."""
        if article.desk_state == DeskState.TRASHED or not self.may_see(article):
            return False
        if self.may(Right.EDIT_ANY, article):
            return True
        is_in_hand = article.desk_state in (DeskState.IDEA, DeskState.DRAFT) or self._goes_on_alone(article)
        is_mine = self.owns(article) or self.is_assigned(article)
        return self.holds(Right.EDIT_OWN) and is_mine and is_in_hand

    def _goes_on_alone(self, article: Article) -> bool:
        """What a person on duty put before readers alone stays in their hand until somebody else has read it."""
        return self.is_on_duty and article.second_read_owed_at is not None

    def may_edit_photos(self, article: Article) -> bool:
        return article.desk_state != DeskState.TRASHED and self.may(Right.EDIT_PHOTOS, article)

    @property
    def is_on_duty(self) -> bool:
        """A flag on a person who writes: it lets a writer break news too, with the second read owed."""
        return bool(self.assignment and self.assignment.is_on_duty and self.holds(Right.CREATE))


class RoleBackend(BaseBackend):
    """Answers the stock admin's `has_perm` from the table above. Nobody is a superuser, who would pass everything."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return perm in self._permissions(user_obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return any(perm.partition(".")[0] == app_label for perm in self._permissions(user_obj))

    def _permissions(self, user: Any) -> frozenset[str]:
        kept: frozenset[str] | None = getattr(user, "_newsroom_permissions", None)
        if kept is None:
            assignment = assignment_of(user)
            kept = self.remember(user, Role(assignment.role) if assignment else None)
        return kept

    @staticmethod
    def remember(user: Any, role: Role | None) -> frozenset[str]:
        """Whoever has looked the role up already spares the next question."""
        known: frozenset[str] = ADMIN_PERMISSIONS[role] if role else frozenset()
        user._newsroom_permissions = known
        return known
