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
    "lead_photo_id lead_caption lead_alt translation_of_id latest_revision_id changed_by",
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
    door("password_change_done", who(STAFF)),
    door("jsi18n", who(STAFF)),
    door("app_list", who(STAFF), at=("articles",)),
    door("app_list", who(AT_STORIES, 200, 404), at=("media",), label="media"),
    door("app_list", who((*EDIT, *ADMINISTRATORS), 200, 404), at=("newsroom",), label="newsroom"),
    # A story has no address of its own to lead to, and what has none answers 404.
    door("view_on_site", who(STAFF, 404), at=("content_type_of_stories", "draft")),
    door("autocomplete", who(STAFF, 403), label="asked for nothing"),
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
        new={"username": "somebody_new", "password1": "Kq7-long-enough", "password2": "Kq7-long-enough"},
        changed={"first_name": "Another"},
        but={
            "add": {
                "writes": {
                    "newsroom_user": "*",
                    "articles_assignment": "*",
                    "articles_assignment_sections": "*",
                }
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
        changed={"order": "7"},
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
        changed={"name": "Rivers"},
        writes={"articles_address": "*"},
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
        who(("chief", "writer"), 200, 404),
        at="closed",
        label="closed",
        # The stock page sends whoever asks for what is not there to the front page of the desk.
        post=who(("chief", "writer"), 302, 404),
        sends={"headline": "Council drops the night ferry"},
        writes=SAVE,
        writers=("chief", "writer"),
    ),
    door("articles_article_history", who(("chief", "writer"), 200, 404).but(ADMINISTRATORS, 403), at="closed", label="closed"),
    door("articles_article_preview", who(("chief", "writer"), 200, 404).but(ADMINISTRATORS, 403), at="closed", label="closed"),
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
    move("trash", "draft", EDIT_HERE, stories("desk_state approved_revision_id")),
    move("untrash", "trashed", EDIT_HERE, stories("desk_state")),
    door("articles_article_move", who(AT_STORIES, 404), at=("draft", "no_such_move"), label="unknown"),
    door("articles_article_move", who(("chief", "writer"), 200, 404).but(ADMINISTRATORS, 403), at=("closed", "submit"),
         label="closed", post=who(("chief", "writer"), 302, 404).but(ADMINISTRATORS, 403),
         writes={**stories("desk_state")}, writers=("chief", "writer")),
]  # fmt: skip

OUTSIDE = [
    # A picture that readers do not see is the desk's alone, and looks to all others as if it were not there.
    door("media:picture", who(AT_STORIES, 200, 404).but((ANONYMOUS, STRANGER), 404), at=("photo_key", "photo_file"),
         post=who(EVERYBODY, 405)),
]  # fmt: skip

DOORS: list[Door] = [*SITE, *PEOPLE, *SITE_WORDS, *PHOTOS, *TAXONOMY, *STORIES, *MOVES, *OUTSIDE]
