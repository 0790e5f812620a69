"""States as the desk reads them: a word with a coloured dot, never the colour alone."""

from __future__ import annotations

from datetime import datetime

from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.models import Article, DeskState
from articles.workflow.transitions import PUBLIC_STATE_LABELS, PublicState


def state_word(state: str, label: object) -> SafeString:
    return format_html('<span class="state state-{}">{}</span>', state, label)


def desk_state(article: Article) -> SafeString:
    return state_word(article.desk_state, DeskState(article.desk_state).label)


def public_state(state: PublicState, *, has_changes: bool = False) -> SafeString:
    """What readers see; and whether the working copy has gone on since."""
    if state is PublicState.LIVE and has_changes:
        return state_word(state.value, _("live · changes not public yet"))
    return state_word(state.value, PUBLIC_STATE_LABELS[state])


def returned() -> SafeString:
    return state_word("returned", _("returned"))


def closed() -> SafeString:
    return state_word("closed", _("closed to named people"))


def second_read_owed() -> SafeString:
    return state_word("owed", _("second read owed"))


def short_time(moment: datetime) -> str:
    """The hour today, the day this year, the whole date before: in the newsroom's zone."""
    local, now = timezone.localtime(moment), timezone.localtime()
    if local.date() == now.date():
        return f"{local:%H:%M}"
    return (
        formats.date_format(local, "j E" if local.year == now.year else "SHORT_DATE_FORMAT")
        + f" {local:%H:%M}"
    )
