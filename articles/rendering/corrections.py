"""What each kind of correction is called, on every page and on paper."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from articles.newsitem import CorrectionKind

CORRECTION_NAMES = {
    CorrectionKind.CORRECTION: _("Correction"),
    CorrectionKind.CLARIFICATION: _("Clarification"),
    CorrectionKind.ADDITION: _("Addition"),
    CorrectionKind.EDITORS_NOTE: _("Editor’s note"),
}
