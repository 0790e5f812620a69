"""Every address of the desk, who gets in, and what may change when they post: the table that the doors are tried against.

A new address needs a row here, or `test_roles_table.py` fails and names it. A row is a `Door`:

    Door(
        "articles_article_pin",            # the URL name without "admin:" (others in full: "media:picture")
        at="live",                         # what its arguments name: keys of `Stage.things`, or plain values
        get=closed_to_get,                 # who gets which answer; everybody else gets `otherwise`
        post=who(AT_STORIES, 302),
        sends={"slot": "lead-1"},          # on top of what the page's own form holds, if it has one
        writes={"articles_frontpin": "*"}, # tables and columns that this post may change ...
        writers=ARRANGERS,                 # ... and by whom; each of them must really change something
    )

The cast stands on both sides of every story: the stories are the writer's, in Politics. So `writer` is whoever owns
them and `writer_elsewhere` is not; `editor` works in their section and `editor_elsewhere` in another; chief editors
and administrators work everywhere. The stranger has a login and no role. `duty` is a writer with the duty right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ANONYMOUS, STRANGER = "anonymous", "stranger"
WRITERS = ("writer", "writer_elsewhere", "duty")
PHOTO_EDITORS = ("photo_editor", "photo_editor_elsewhere")
EDITORS = ("editor", "editor_elsewhere")
CHIEFS = ("chief", "chief_elsewhere")
ADMINISTRATORS = ("administrator", "administrator_elsewhere")

EDIT = (*CHIEFS, *EDITORS)
"""Whoever edits, in whatever section."""
EDIT_HERE = (*CHIEFS, "editor")
"""Whoever edits in the section of the story."""
AT_STORIES = (*EDIT, *WRITERS, *PHOTO_EDITORS)
"""Whoever may read stories at the desk."""
WRITE = (*EDIT, *WRITERS)
"""Whoever may begin a story."""
OWN_OR_HERE = (*EDIT_HERE, "writer")
"""Whoever may edit the writer's draft in Politics."""
SETTINGS = (*CHIEFS, *ADMINISTRATORS)
STAFF = (*AT_STORIES, *ADMINISTRATORS)
EVERYBODY = (*STAFF, STRANGER, ANONYMOUS)
NOBODY: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class The:
    """The number of one of the `Stage.things`, as a value that is sent."""

    name: str


TO_LOGIN = "to login"
"""Redirected to the page of signing in."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Status by role. Whoever has no login of the desk is always sent to sign in, unless the row says otherwise."""

    of: Mapping[str, int | str]
    otherwise: int | str

    def to(self, role: str) -> int | str:
        return self.of.get(role, TO_LOGIN if role in (ANONYMOUS, STRANGER) else self.otherwise)

    def but(self, roles: tuple[str, ...] | str, status: int) -> Answers:
        """The same table with another answer for these."""
        names = (roles,) if isinstance(roles, str) else roles
        return Answers({**self.of, **dict.fromkeys(names, status)}, self.otherwise)


def who(roles: tuple[str, ...], status: int | str = 200, otherwise: int | str = 403) -> Answers:
    return Answers(dict.fromkeys(roles, status), otherwise)


NOT_BY_GET = who(STAFF, 405)
"""The method is asked before the person."""
READ_ONLY = who(STAFF, 405)


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    name: str
    at: tuple[Any, ...] | str = ()
    """Arguments of the address in their order."""
    query: str = ""
    get: Answers
    post: Answers | None = None
    """None: answered as a GET is, and nothing is written."""
    sends: Mapping[str, Any] = field(default_factory=dict)
    form: str | None = None
    """Which form of the page is sent, by its id; None: the one with the most fields that posts to the page itself."""
    writes: Mapping[str, str] = field(default_factory=dict)
    """Table -> columns between spaces; "*" is all of them and new rows, "new" new rows with no other columns filled,
    "gone" lets rows go. Every log may grow."""
    writers: tuple[str, ...] = NOBODY
    writes_for: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Other columns for one role: a photo editor changes the photos of a story and nothing else."""
    label: str = ""
    """Tells rows of one name apart."""

    @property
    def answers_to_post(self) -> Answers:
        return self.post or self.get

    @property
    def arguments(self) -> tuple[Any, ...]:
        return (self.at,) if isinstance(self.at, str) else self.at

    def __str__(self) -> str:
        return f"{self.name}[{self.label}]" if self.label else self.name


def door(name: str, get: Answers, **words: Any) -> Door:
    return Door(name=name, get=get, **words)


def pages_of(
    model: str,
    *,
    at: str,
    view: tuple[str, ...],
    add: tuple[str, ...] = NOBODY,
    change: tuple[str, ...] = NOBODY,
    delete: tuple[str, ...] = NOBODY,
    new: Mapping[str, Any] | None = None,
    changed: Mapping[str, Any] | None = None,
    writes: Mapping[str, str] | None = None,
    but: Mapping[str, Mapping[str, Any]] | None = None,
) -> list[Door]:
    """The seven addresses that the admin gives a model. `but` replaces words of one of them: {"changelist": {…}}."""
    table = {model: "*"} | dict(writes or {})
    doors: dict[str, dict[str, Any]] = {
        "changelist": {"get": who(view)},
        "add": {
            "get": who(add), "post": who(add, 302), "sends": new or {}, "writes": table, "writers": add,
        },
        "change": {
            "at": at, "get": who(view), "post": who(change, 302), "sends": changed or {}, "writes": table,
            "writers": change,
        },
        "history": {"at": at, "get": who(view)},
        "delete": {
            "at": at, "get": who(delete), "post": who(delete, 302), "sends": {"post": "yes"},
            "writes": dict.fromkeys(table, "* gone"), "writers": delete,
        },
        # The address without its last word leads on to the form, for whoever is signed in.
        "without_last_word": {"at": at, "get": who(STAFF, 302)},
    }  # fmt: skip
    for page, words in (but or {}).items():
        doors[page] |= words
    chosen = Door(
        name=f"{model}_changelist", label="delete those chosen", get=doors["changelist"]["get"],
        post=None if not delete else who(view, 200).but(delete, 302),
        sends={"action": "delete_selected", "_selected_action": The(at), "post": "yes"},
        writes=dict.fromkeys(table, "* gone"), writers=delete,
    )  # fmt: skip
    return [*(Door(name=f"{model}_{page}", **words) for page, words in doors.items()), chosen]


# Tables that a step of a story writes

SAVE = {
    "articles_article": "headline folded_headline standfirst body section_id kind_id language kicker slug published_at "
    "lead_photo_id lead_caption lead_alt translation_of_id developing_until latest_revision_id changed_by",
    "articles_articlebyline": "* gone",
    "articles_taggedarticle": "* gone",
    "articles_tag": "*",
    "articles_revision": "*",
}
SAVE_PHOTOS = {
    "articles_article": "lead_photo_id lead_caption lead_alt latest_revision_id changed_by",
    "articles_revision": "*",
}
NEW_STORY = {
    **SAVE,
    "articles_article": f"new ref created_at created_by {SAVE['articles_article']}",
    "articles_declinedtag": "*",
}
PUBLIC = {
    "articles_publishedarticle": "* gone",
    "articles_publishedlisting": "* gone",
    "articles_publishedphoto": "* gone",
    "articles_address": "*",
}
"""What readers see."""


def move(
    name: str,
    at: str,
    may: tuple[str, ...],
    writes: Mapping[str, str],
    sends: Mapping[str, Any] | None = None,
) -> Door:
    """Everybody at the stories may read the page of a move; whoever may not make it is told why (409)."""
    return Door(
        name="articles_article_move",
        at=(at, name),
        label=f"{name}, {at}",
        get=who(AT_STORIES),
        post=who(AT_STORIES, 409).but(may, 302),
        sends=sends or {},
        writes={**writes},
        writers=may,
    )


def stories(columns: str, **tables: str) -> dict[str, str]:
    return {"articles_article": columns, **tables}


AHEAD, FAR_AHEAD = "2031-05-06T12:00", "2032-05-06T12:00"

SITE = [
    door("index", who(STAFF)),
    door("login", who(STAFF, 302).but((ANONYMOUS, STRANGER), 200), post=who(EVERYBODY)),
    door("logout", who(STAFF, 405).but((ANONYMOUS, STRANGER), 302), post=who(STAFF).but((ANONYMOUS, STRANGER), 302)),
    door("password_change", who(STAFF), sends={"new_password1": "a", "new_password2": "b"}),
    door("password_change_done", who(STAFF), post=READ_ONLY),
    door("jsi18n", who(STAFF), post=READ_ONLY),
    door("app_list", who(STAFF), at=("articles",)),
    door("app_list", who(AT_STORIES, 200, 404), at=("media",), label="media"),
    door("app_list", who((*EDIT, *ADMINISTRATORS), 200, 404), at=("newsroom",), label="newsroom"),
    # A story has no address of its own to lead to, and what has none answers 404.
    door("view_on_site", who(STAFF, 404), at=("content_type_of_stories", "draft")),
    door("autocomplete", who(STAFF, 403), post=READ_ONLY, label="asked for nothing"),
    door(
        "autocomplete",
        who(AT_STORIES),
        query="?app_label=articles&model_name=article&field_name=translation_of&term=ferry",
        post=READ_ONLY,
        label="stories",
    ),
    door(
        "autocomplete",
        who(WRITE),
        query="?app_label=articles&model_name=articlebyline&field_name=author&term=vera",
        post=READ_ONLY,
        label="authors",
    ),
    door(
        "autocomplete",
        who(WRITE),
        query="?app_label=articles&model_name=taggedarticle&field_name=tag&term=river",
        post=READ_ONLY,
        label="tags",
    ),
    door(
        "autocomplete",
        who(ADMINISTRATORS),
        query="?app_label=articles&model_name=assignment&field_name=user&term=writer",
        post=READ_ONLY,
        label="people",
    ),
    door("catch_all", who(STAFF, 404), at=("no-such-page/",)),
]  # fmt: skip

PEOPLE = [
    *pages_of(
        "newsroom_user",
        at="a_writer",
        view=ADMINISTRATORS,
        add=ADMINISTRATORS,
        change=ADMINISTRATORS,
        changed={"first_name": "Another"},
        but={
            "add": {
                "sends": {
                    "username": "somebody_new",
                    "password1": "Kq7-long-enough",
                    "password2": "Kq7-long-enough",
                    "assignment-0-role": "writer",
                },
                "writes": {
                    "newsroom_user": "*",
                    "articles_assignment": "*",
                    "articles_assignment_sections": "*",
                },
            },
            "change": {
                "writes": {
                    "newsroom_user": "username first_name last_name email language is_active",
                    "articles_assignment": "role is_on_duty",
                    "articles_assignment_sections": "* gone",
                }
            },
        },
    ),
    # Nobody gives themselves another role.
    door(
        "newsroom_user_change",
        who(ADMINISTRATORS),
        at="the_administrator",
        label="oneself",
        post=who(ADMINISTRATORS, 302),
        sends={"first_name": "Another"},
        writes={"newsroom_user": "username first_name last_name email language is_active"},
        writers=("administrator",),
        writes_for={
            "administrator_elsewhere": {
                "newsroom_user": "username first_name last_name email language is_active",
                "articles_assignment": "role is_on_duty",
                "articles_assignment_sections": "* gone",
            }
        },
    ),
    door(
        "auth_user_password_change",
        who(ADMINISTRATORS),
        at="a_writer",
        post=who(ADMINISTRATORS, 302),
        sends={"password1": "Kq7-long-enough", "password2": "Kq7-long-enough"},
        writes={"newsroom_user": "password"},
        writers=ADMINISTRATORS,
    ),
]

SITE_WORDS = [
    *pages_of(
        "newsroom_sitesettings",
        at="site",
        view=SETTINGS,
        change=SETTINGS,
        # "Four eyes" is a box that the posted form leaves out, and so switches off.
        changed={"four_eyes": ""},
        writes={"newsroom_sitewords": "*", "newsroom_siteaddress": "* gone", "newsroom_chrome": "* gone"},
        but={"changelist": {"get": who(STAFF, 302)}},
    ),
    *pages_of(
        "newsroom_footerlink",
        at="footer_link",
        view=SETTINGS,
        add=SETTINGS,
        change=SETTINGS,
        delete=SETTINGS,
        new={"language": "en", "place": "footer", "label": "Donate", "address": "https://example.org/"},
        changed={"label": "Give"},
        writes={"newsroom_chrome": "* gone"},
    ),
    *pages_of(
        "newsroom_page",
        at="page",
        view=(*EDIT, *ADMINISTRATORS),
        add=(*EDIT, *ADMINISTRATORS),
        change=(*EDIT, *ADMINISTRATORS),
        delete=SETTINGS,
        new={"language": "en", "title": "About us", "slug": "about-us", "body": "<p>Us.</p>"},
        changed={"title": "Terms, again"},
        writes={"newsroom_chrome": "* gone", "articles_address": "*"},
    ),
]

PHOTOS = [
    *pages_of(
        "media_photo",
        at="unused_photo",
        view=AT_STORIES,
        add=AT_STORIES,
        change=(*EDIT, *PHOTO_EDITORS),
        delete=(*CHIEFS, *PHOTO_EDITORS),
        new={"caption": "A quay.", "credit_line": "EPA / TOLGA AKMEN"},
        changed={"caption": "Another quay."},
    ),
    door("media_photo_thumbnail", who(AT_STORIES), at="photo", post=READ_ONLY),
    *pages_of(
        "media_agency",
        at="agency",
        view=(*EDIT, *PHOTO_EDITORS),
        add=(*EDIT, *PHOTO_EDITORS),
        change=(*EDIT, *PHOTO_EDITORS),
        delete=(*CHIEFS, *PHOTO_EDITORS),
        new={"name": "Another agency"},
        changed={"name": "Renamed agency"},
    ),
]

NAMES = {"names-TOTAL_FORMS": "1", "names-INITIAL_FORMS": "0", "names-0-language": "en"}
TAXONOMY = [
    *pages_of(
        "articles_section",
        at="section",
        view=(*EDIT, *ADMINISTRATORS),
        add=CHIEFS,
        change=CHIEFS,
        new={**NAMES, "names-0-name": "Sport", "order": "9"},
        changed={"order": "7", "_confirmed": "1"},
        writes={"articles_sectionname": "*", "newsroom_chrome": "* gone", "articles_address": "*"},
    ),
    *pages_of(
        "articles_kind",
        at="kind",
        view=(*EDIT, *ADMINISTRATORS),
        add=EDIT,
        change=EDIT,
        new={**NAMES, "names-0-name": "Obituary", "order": "9"},
        changed={"order": "7"},
        writes={"articles_kindname": "*", "newsroom_chrome": "* gone"},
    ),
    *pages_of(
        "articles_author",
        at="author",
        view=WRITE,
        add=EDIT,
        change=EDIT,
        new={**NAMES, "names-0-name": "Ada Okafor", "form": "person"},
        changed={"desk_note": "Asks to be called late."},
        writes={"articles_authorname": "*", "articles_address": "*"},
    ),
    *pages_of(
        "articles_tag",
        at="tag",
        view=WRITE,
        add=EDIT,
        change=EDIT,
        new={"name": "Harbour"},
        changed={"name": "Rivers", "_confirmed": "1"},
        writes={"articles_address": "*"},
    ),
    door(
        "articles_section_merge",
        who(CHIEFS),
        at="section",
        post=who(CHIEFS, 302),
        sends={"target": The("other_section")},
        writes={
            "articles_section": "merged_into_id parent_id",
            "articles_sectionname": "section_id",
            "articles_article": "section_id",
            "articles_assignment_sections": "* gone",
            "articles_address": "*",
            "newsroom_chrome": "* gone",
        },
        writers=CHIEFS,
    ),
    door(
        "articles_author_merge",
        who(EDIT),
        at="author",
        post=who(EDIT, 302),
        sends={"target": The("other_author")},
        writes={
            "articles_author": "merged_into_id",
            "articles_authorname": "author_id",
            "articles_articlebyline": "author_id gone",
            "articles_address": "* gone",
        },
        writers=EDIT,
    ),
    door(
        "articles_tag_merge",
        who(EDIT),
        at="tag",
        post=who(EDIT, 302),
        sends={"target": The("other_tag")},
        writes={
            "articles_tag": "merged_into_id", "articles_taggedarticle": "* gone", "articles_address": "*",
        },
        writers=EDIT,
    ),
]  # fmt: skip

STORIES = [
    *pages_of(
        "articles_article",
        at="draft",
        view=AT_STORIES,
        add=WRITE,
        new={"headline": "A second ferry"},
        changed={"headline": "Council drops the night ferry", "lead_caption": "The ferry at night."},
        but={
            "add": {"writes": NEW_STORY},
            "change": {
                "post": who((*OWN_OR_HERE, "photo_editor"), 302),
                "writes": SAVE,
                "writers": (*OWN_OR_HERE, "photo_editor"),
                "writes_for": {"photo_editor": SAVE_PHOTOS},
            },
        },
    ),
    door(
        "articles_article_change",
        who(AT_STORIES),
        at="in_review",
        label="handed in",
        post=who((*EDIT_HERE, "photo_editor"), 302),
        sends={"headline": "Council drops the night ferry", "lead_caption": "The ferry at night."},
        writes=SAVE,
        writers=(*EDIT_HERE, "photo_editor"),
        writes_for={"photo_editor": SAVE_PHOTOS},
    ),
    door(
        "articles_article_change",
        who(("chief", "writer"), 200, 404).but(ADMINISTRATORS, 403),
        at="closed",
        label="closed",
        post=who(("chief", "writer"), 302, 404).but(ADMINISTRATORS, 403),
        sends={"headline": "Council drops the night ferry"},
        writes=SAVE,
        writers=("chief", "writer"),
    ),
    door("articles_article_history", who(("chief", "writer"), 200, 404).but(ADMINISTRATORS, 403), at="closed", label="closed"),
    door("articles_article_preview", who(("chief", "writer"), 200, 404).but(ADMINISTRATORS, 403), at="closed", label="closed"),
    door(
        "articles_article_breaking", who(WRITE), post=who(WRITE, 302),
        sends={"headline": "Bridge closed", "paragraph": "Since 7:40.", "section": The("section"), "language": "en"},
        writes={"articles_article": "*", "articles_revision": "*"}, writers=WRITE,
        writes_for={"duty": {"articles_article": "*", "articles_revision": "*", "newsroom_chrome": "* gone", **PUBLIC}},
    ),
    # Nobody here is on duty with a story of their own: whoever asks is told why it does not go out.
    door(
        "articles_article_broken", who(AT_STORIES), at="live", post=who(AT_STORIES, 409),
        sends={"paragraph": "The ferry takes the traffic of the bridge."},
    ),
    door(
        "articles_article_pitch", NOT_BY_GET, post=who(WRITE, 302),
        sends={"pitch-headline": "Who owns the quay?", "pitch-words": "Ask the registry."},
        writes={"articles_article": "*", "articles_revision": "*"}, writers=WRITE,
    ),
    door(
        "articles_article_share_preview", NOT_BY_GET, at="draft", post=who(EDIT_HERE, 200),
        sends={"for_whom": "The lawyer", "hours": "24"}, writes={"articles_previewlink": "*"}, writers=EDIT_HERE,
    ),
    door(
        "articles_article_revoke_preview", NOT_BY_GET, at=("draft", "preview_link"), post=who(EDIT_HERE, 302),
        writes={"articles_previewlink": "revoked_at revoked_by"}, writers=EDIT_HERE,
    ),
    door("articles_article_revision", who(AT_STORIES), at=("draft", 1)),
    door("articles_article_preview", who(AT_STORIES), at="draft"),
    door("articles_article_photos", who(AT_STORIES), post=who(AT_STORIES, 405)),
    door("articles_article_tags", who(AT_STORIES), query="?q=riv", post=who(AT_STORIES, 405)),
    door("articles_article_suggested_tags", NOT_BY_GET, post=who(WRITE), sends={"headline": "River", "language": "en"}),
    door(
        "articles_article_suggested_tags_of", NOT_BY_GET, at="draft", post=who(OWN_OR_HERE),
        sends={"headline": "River", "language": "en"},
    ),
    door(
        "articles_article_decline_tag", NOT_BY_GET, at="draft", post=who(OWN_OR_HERE), sends={"tag": The("other_tag")},
        writes={"articles_declinedtag": "*"}, writers=OWN_OR_HERE,
    ),
    door(
        "articles_article_bring_tag_back", NOT_BY_GET, at="draft", post=who(OWN_OR_HERE),
        sends={"tag": The("declined_tag")}, writes={"articles_declinedtag": "gone"}, writers=OWN_OR_HERE,
    ),
    door("articles_article_front", who(AT_STORIES)),
    # Whoever may not is sent back to the story, which says why.
    door(
        "articles_article_pin", NOT_BY_GET, at="live", post=who(AT_STORIES, 302), sends={"slot": "lead-1"},
        writes={"articles_frontpin": "*", "newsroom_chrome": "* gone"}, writers=EDIT_HERE,
    ),
    door(
        "articles_article_assignment", NOT_BY_GET, at="draft", post=who(EDIT_HERE, 302),
        sends={"to": The("a_writer"), "due_at": AHEAD, "priority": "2"},
        writes={"articles_article": "assigned_to_id due_at priority"}, writers=EDIT_HERE,
    ),
    door(
        "articles_article_assignment", NOT_BY_GET, at="draft", label="take it on", post=who(OWN_OR_HERE, 302),
        sends={"_take": "1"}, writes={"articles_article": "assigned_to_id"}, writers=OWN_OR_HERE,
    ),
    door(
        "articles_article_assignment", NOT_BY_GET, at="closed", label="closed",
        post=who(("chief",), 302, 404).but("writer", 403).but(ADMINISTRATORS, 403),
        sends={"to": The("the_writer"), "due_at": AHEAD, "priority": "2"},
        writes={"articles_article": "assigned_to_id due_at priority"}, writers=("chief",),
    ),
    door(
        "articles_article_notes", NOT_BY_GET, at="draft", post=who(AT_STORIES, 302),
        sends={"text": "Who says so?", "paragraph": ""}, writes={"articles_note": "*"}, writers=AT_STORIES,
    ),
    door(
        "articles_article_notes", NOT_BY_GET, at="closed", label="closed",
        post=who(("chief", "writer"), 302, 404).but(ADMINISTRATORS, 403),
        sends={"text": "Who says so?", "paragraph": ""}, writes={"articles_note": "*"}, writers=("chief", "writer"),
    ),
    # Whoever is offered a move of many stories is told of each why it was not made.
    *(
        door(
            "articles_article_bulk", NOT_BY_GET, label=label, post=who(offered),
            sends={"move": move_, "story": The(story), "_do": "1", "back": "", "to": The("a_writer"), **answers},
            writes={"articles_article": columns}, writers=may,
        )
        for label, move_, story, offered, may, columns, answers in (
            ("submit", "submit", "chosen_draft", WRITE, OWN_OR_HERE, "desk_state", {}),
            ("approve", "approve", "chosen_in_review", EDIT, EDIT_HERE, "desk_state approved_revision_id", {}),
            ("assign", "assign", "chosen_draft", EDIT, EDIT_HERE, "assigned_to_id", {}),
            ("closed", "submit", "chosen_closed", WRITE, NOBODY, "", {}),
        )
    ),
    door(
        "articles_checklistrule_changelist", who(CHIEFS), post=who(CHIEFS, 302),
        sends={
            "alt": "blocking", "byline": "advisory", "lead_photo": "advisory", "photo_waits": "blocking",
            "standfirst": "off", "tags": "advisory", "credit": "off",
        },
        writes={"articles_checklistrule": "*"}, writers=CHIEFS,
    ),
]  # fmt: skip

SENT_OUT = [
    *pages_of(
        "articles_houseword",
        at="house_word",
        view=AT_STORIES,
        add=CHIEFS,
        change=CHIEFS,
        delete=CHIEFS,
        new={"language": "en", "avoid": "claimed", "preferred": "said"},
        changed={"preferred": "poll"},
    ),
    door(
        "articles_article_house_style", NOT_BY_GET, at="draft", post=who(OWN_OR_HERE, 302),
        sends={"_replace": The("house_style_key"), "shown": The("draft_revision")}, writes=SAVE, writers=OWN_OR_HERE,
    ),
    door("articles_article_check_house_style", NOT_BY_GET, at="draft", post=who(OWN_OR_HERE)),
    door(
        "articles_article_posted", NOT_BY_GET, at="live", post=who(EDIT_HERE, 302), sends={"public_hash": The("live_hash")},
        writes={"articles_posted": "*"}, writers=EDIT_HERE,
    ),
    *pages_of(
        "articles_digest",
        at="digest",
        view=EDIT,
        add=EDIT,
        change=EDIT,
        new={"day": "2026-11-30", "language": "en", "title": "Evening"},
        changed={"title": "The evening, in short"},
        writes={"articles_digestline": "* gone"},
    ),
    door("articles_digest_preview", who(EDIT), at="digest"),
]  # fmt: skip

MOVES = [
    move("start", "idea", OWN_OR_HERE, stories("desk_state")),
    move("submit", "draft", OWN_OR_HERE, stories("desk_state")),
    move("return", "in_review", EDIT_HERE, stories("desk_state approved_revision_id"), {"note": "Who says so?"}),
    move("approve", "in_review", EDIT_HERE, stories("desk_state approved_revision_id")),
    move("publish", "approved", EDIT_HERE, stories("path", **PUBLIC)),
    move("publish", "draft", NOBODY, {}),
    move("publish", "embargoed", NOBODY, {}),
    move("schedule", "approved", EDIT_HERE, stories("path", **PUBLIC), {"moment": AHEAD, "until": ""}),
    move("cancel_schedule", "scheduled", EDIT_HERE, stories("path", **PUBLIC)),
    move(
        "set_embargo", "draft", EDIT_HERE, stories("embargo_until embargo_reason embargo_by"),
        {"moment": FAR_AHEAD, "reason": "Agreed with the source."},
    ),
    move(
        "lift_embargo", "embargoed", CHIEFS, stories("embargo_until embargo_reason embargo_by"), {"reason": "It leaked."}
    ),
    move(
        "correct", "live", EDIT_HERE,
        stories(
            "body headline folded_headline standfirst latest_revision_id approved_revision_id changed_by "
            "second_read_owed_at path", articles_correction="*", articles_revision="*", **PUBLIC,
        ),
        {"kind": "correction", "text": "The vote was at noon.", "headline": "Council keeps the ferry"},
    ),
    move("second_read", "owed", EDIT_HERE, stories("second_read_owed_at")),
    move("unpublish", "live", EDIT_HERE, stories("", **PUBLIC), {"reason": "Doubts.", "words": "Taken down."}),
    move("retract", "live", CHIEFS, stories("", **PUBLIC), {"reason": "Wrong.", "words": "We take it back."}),
    move("ask_legal_read", "draft", EDIT_HERE, stories("needs_legal_read"), {"reason": "It names a minister."}),
    move(
        "clear_legal_read", "for_a_lawyer", EDIT_HERE, {"articles_clearance": "*"},
        {"is_cleared": "yes", "name": "Ada Okafor", "remark": "Nothing to change."},
    ),
    move("drop_legal_read", "for_a_lawyer", CHIEFS, stories("needs_legal_read"), {"reason": "Nobody is named now."}),
    move("trash", "draft", EDIT_HERE, stories("desk_state approved_revision_id")),
    move("untrash", "trashed", EDIT_HERE, stories("desk_state")),
    door("articles_article_move", who(AT_STORIES, 404), at=("draft", "no_such_move"), label="unknown"),
    door("articles_article_move", who(("chief", "writer"), 200, 404).but(ADMINISTRATORS, 403), at=("closed", "submit"),
         label="closed", post=who(("chief", "writer"), 302, 404).but(ADMINISTRATORS, 403),
         writes={**stories("desk_state")}, writers=("chief", "writer")),
]  # fmt: skip

CLOSING = [
    # A writer who is named names nobody: they are sent back to the story, which says so.
    door(
        "articles_article_people", who(STAFF, 405), at="closed",
        post=who(("chief", "writer"), 302, 404).but(ADMINISTRATORS, 403),
        sends={"person": The("a_writer")}, writes={"articles_article_closed_to": "*"}, writers=("chief",),
    ),
    move(
        "close", "draft", EDIT_HERE,
        stories(
            "is_closed import_ref path assigned_to_id", articles_article_closed_to="*",
            articles_previewlink="revoked_at revoked_by",
        ),
        {"people": []},
    ),
    move("close", "live", NOBODY, {}, {"people": []}),
    move("open", "draft", NOBODY, {}, {"reason": "It is told."}),
    door(
        "articles_article_move", who(("chief", "writer"), 200, 404).but(ADMINISTRATORS, 403), at=("closed", "open"),
        label="open", post=who(("chief",), 302, 404).but("writer", 409).but(ADMINISTRATORS, 403),
        sends={"reason": "It is told."}, writes=stories("is_closed", articles_article_closed_to="gone"),
        writers=("chief",),
    ),
]  # fmt: skip

TRANSLATING = [
    # Whoever may not is sent back to the story, which says why.
    door(
        "articles_article_translate", NOT_BY_GET, at="translated", post=who(AT_STORIES, 302), sends={"language": "uk"},
        writes={
            "articles_article": "*", "articles_articlebyline": "*", "articles_taggedarticle": "*",
            "articles_revision": "*",
        },
        writers=(*EDIT_HERE, *WRITERS),
    ),
    door(
        "articles_article_translation", who(AT_STORIES), at="translation",
        post=who((*OWN_OR_HERE, "photo_editor"), 302),
        sends={"headline": "Паром остаётся", "lead_caption": "Паром ночью."}, writes=SAVE,
        writers=(*OWN_OR_HERE, "photo_editor"), writes_for={"photo_editor": SAVE_PHOTOS},
    ),
    door("articles_article_translation", who(AT_STORIES, 404), at="draft", label="no translation"),
    door(
        "articles_article_up_to_date", NOT_BY_GET, at="translation", post=who(AT_STORIES, 302),
        sends={"_up_to_date": "2"}, writers=OWN_OR_HERE,
        writes={"articles_article": "translated_from_id", "articles_task": "done_at done_by"},
    ),
    door(
        "articles_article_task", NOT_BY_GET, at="translation", post=who(AT_STORIES, 302), sends={"done": The("task")},
        writes={"articles_task": "done_at done_by"}, writers=OWN_OR_HERE,
    ),
]  # fmt: skip

OUTSIDE = [
    # A picture that readers do not see is the desk's alone, and looks to all others as if it were not there.
    door("media:picture", who(AT_STORIES, 200, 404).but((ANONYMOUS, STRANGER), 404), at=("photo_key", "photo_file"),
         post=who(EVERYBODY, 405)),
    # A link is a key of its own, whoever holds it: see test_shared_preview.py. A login is none.
    door("preview:story", who(EVERYBODY, 404), at=("no-such-token",)),
    door("preview:photo", who(EVERYBODY, 404), at=("no-such-token", "photo_key", "photo_file"), post=who(EVERYBODY, 405)),
    door("preview:nothing", who(EVERYBODY, 404), at=("no/such/token",)),
]  # fmt: skip

SECONDS = (*EDIT, *ADMINISTRATORS)
"""Who can be the second person of a redaction."""
REDACTING = [
    *pages_of(
        "articles_redaction",
        at="redaction",
        view=SECONDS,
        add=CHIEFS,
        new={"words": "Zwirbelkanari", "where": "everywhere", "reason": "Danger.", "_ask": "yes"},
        but={
            # Other words than those that were asked for: the page is shown again, and nothing is written.
            "change": {"post": None, "sends": {"words": "Another", "_confirm": "yes"}},
        },
    ),
    door(
        "articles_redaction_change", who(SECONDS), at="redaction", label="taken back",
        post=who(SECONDS).but(CHIEFS, 302), sends={"_withdraw": "yes"},
        writes={"articles_redaction": "* gone"}, writers=CHIEFS,
    ),
]  # fmt: skip

DOORS: list[Door] = [
    *SITE,
    *PEOPLE,
    *SITE_WORDS,
    *PHOTOS,
    *TAXONOMY,
    *STORIES,
    *SENT_OUT,
    *MOVES,
    *CLOSING,
    *TRANSLATING,
    *REDACTING,
    *OUTSIDE,
]
