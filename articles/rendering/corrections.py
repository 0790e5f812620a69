"""The kinds of correction: what each is called, on every page and on paper, and which stand in the public log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from articles.newsitem import CorrectionKind

CORRECTION_NAMES = {
    CorrectionKind.CORRECTION: _("Correction"),
    CorrectionKind.CLARIFICATION: _("Clarification"),
    CorrectionKind.ADDITION: _("Addition"),
    CorrectionKind.EDITORS_NOTE: _("Editor’s note"),
}
LOGGED = (CorrectionKind.CORRECTION, CorrectionKind.CLARIFICATION)
"""The two that stand in the public log; an addition and an editor's note stand on the story alone."""
