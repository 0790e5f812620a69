"""What a newsroom has decided about the points of its checklist: what blocks, what is only said, what is not asked.

Law and safety are nobody's taste: no rule, on the page or slipped into the table, weakens a point that protects them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import AuditEvent, ChecklistRule, Kind
from articles.workflow.audit import write_line
from newsroom.models import User

Level = ChecklistRule.Level
CHANGED = "checklist_changed"
"""What the audit trail calls it."""


class NotAllowed(Exception):
    """Nothing was changed; the words say why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One point of the checklist, as the page of the rules names it."""

    code: str
    label: str | Promise
    default: ChecklistRule.Level = Level.BLOCKING
    is_fixed: bool = False
    """Protects law, safety or the address of the story: it always blocks."""


POINTS = (
    Asked(code="headline", label=gettext_lazy("Headline"), is_fixed=True),
    Asked(code="body", label=gettext_lazy("Text"), is_fixed=True),
    Asked(code="section", label=gettext_lazy("Section"), is_fixed=True),
    Asked(code="language", label=gettext_lazy("Language"), is_fixed=True),
    Asked(code="date", label=gettext_lazy("Date of an imported story"), is_fixed=True),
    Asked(code="date_ahead", label=gettext_lazy("A date on the story that is not ahead"), is_fixed=True),
    Asked(code="credit", label=gettext_lazy("Credit of every photo"), is_fixed=True),
    Asked(code="rights", label=gettext_lazy("Rights to every photo"), is_fixed=True),
    Asked(code="embargo", label=gettext_lazy("No embargo in force"), is_fixed=True),
    Asked(code="legal", label=gettext_lazy("A lawyer's read, where one is asked for"), is_fixed=True),
    Asked(code="alt", label=gettext_lazy("Alt text of every photo, or “decorative”")),
    Asked(code="byline", label=gettext_lazy("Byline"), default=Level.ADVISORY),
    Asked(code="lead_photo", label=gettext_lazy("Lead photo"), default=Level.ADVISORY),
    Asked(code="photo_waits", label=gettext_lazy("A file behind every photo"), default=Level.ADVISORY),
    Asked(code="standfirst", label=gettext_lazy("Standfirst"), default=Level.ADVISORY),
    Asked(code="tags", label=gettext_lazy("Tags"), default=Level.ADVISORY),
)
FIXED = {asked.code: asked for asked in POINTS if asked.is_fixed}
OPEN = {asked.code: asked for asked in POINTS if not asked.is_fixed}
"""Those that a newsroom decides about."""

Levels = dict[str, ChecklistRule.Level]


def levels_for(kind_ref: str) -> Levels:
    """The level of every open point for stories of this kind: one query, whatever has been decided."""
    rows = ChecklistRule.objects.filter(Q(kind__isnull=True) | Q(kind__ref=kind_ref), code__in=OPEN)
    general_first = sorted(rows.values_list("kind_id", "code", "level"), key=lambda row: row[0] is not None)
    defaults = {code: asked.default for code, asked in OPEN.items()}
    return defaults | {code: Level(level) for _kind, code, level in general_first}


def decided(kind: Kind | None) -> Levels:
    """What has been decided for this kind alone, or for every kind, apart from the defaults."""
    rows = ChecklistRule.objects.filter(kind=kind, code__in=OPEN)
    return {code: Level(level) for code, level in rows.values_list("code", "level")}


def exceptions() -> dict[str, list[ChecklistRule]]:
    """Point -> the kinds for which something else was decided than for the rest."""
    found: dict[str, list[ChecklistRule]] = {}
    rows = ChecklistRule.objects.filter(kind__isnull=False, code__in=OPEN).select_related("kind")
    for rule in rows.prefetch_related("kind__names").order_by("kind__order", "kind_id"):
        found.setdefault(rule.code, []).append(rule)
    return found


def last_change() -> AuditEvent | None:
    return AuditEvent.objects.filter(article__isnull=True, move=CHANGED).first()


@transaction.atomic
def decide(by: User, kind: Kind | None, levels: Mapping[str, ChecklistRule.Level | None]) -> Levels:
    """Store what is to hold for stories of this kind (None: of every kind); no level means as everywhere else.

    Gives what was decided in the end. One line of the audit trail tells what it was and what it is.
    """
    if not by.has_perm("articles.change_checklistrule"):
        raise NotAllowed(_("Your role does not decide about the checklist: ask the chief editor."))
    for code in levels:
        if code not in OPEN:
            raise NotAllowed(_("This point always stops publication, and no rule can weaken it."))
    before = decided(kind)
    for code, level in levels.items():
        is_default = kind is None and level == OPEN[code].default
        if level is None or is_default:
            ChecklistRule.objects.filter(code=code, kind=kind).delete()
        else:
            ChecklistRule.objects.update_or_create(code=code, kind=kind, defaults={"level": level})
    after = decided(kind)
    if before != after:
        write_line(None, CHANGED, by, kind=kind.ref if kind else "", rules_before=before, rules_after=after)
    return after
