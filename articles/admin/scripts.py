"""What the desk's scripts are told by the page: where the photos are, and every word that they say."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, gettext_noop
from django.views.i18n import JavaScriptCatalog


def desk_config() -> dict[str, Any]:
    """What the page's scripts need to know: where the photos are, and the words in the reader's language."""
    return {
        "photosUrl": reverse("admin:articles_article_photos"),
        "words": {name: str(word) for name, word in SCRIPT_WORDS.items()},
    }


SCRIPT_WORDS = {
    "add": gettext_lazy("Insert"),
    "bold": gettext_lazy("Bold"),
    "body": gettext_lazy("Text of the story"),
    "blockquote": gettext_lazy("Quotation"),
    "bulletList": gettext_lazy("List"),
    "captionHere": gettext_lazy("Caption here. Empty: the photo's own."),
    "change": gettext_lazy("Choose another"),
    "choosePhoto": gettext_lazy("Choose a photo"),
    "close": gettext_lazy("Close"),
    "embed": gettext_lazy("Embed a post or a video"),
    "embedAddress": gettext_lazy("Address of the post or video"),
    "failed": gettext_lazy("The library did not answer. Try again."),
    "footnote": gettext_lazy("Footnote"),
    "footnoteText": gettext_lazy("Text of the footnote"),
    "heading2": gettext_lazy("Subhead"),
    "heading3": gettext_lazy("Smaller subhead"),
    "history:redo": gettext_lazy("Redo"),
    "history:undo": gettext_lazy("Undo"),
    "horizontalRule": gettext_lazy("Rule"),
    "italic": gettext_lazy("Italic"),
    "link": gettext_lazy("Link"),
    "more": gettext_lazy("Older photos"),
    "noCredit": gettext_lazy("No credit yet: the story cannot go out"),
    "noPhoto": gettext_lazy("No photo."),
    "nothingFound": gettext_lazy("No photo has these words."),
    "orderedList": gettext_lazy("Numbered list"),
    "paragraph": gettext_lazy("Paragraph"),
    "photo": gettext_lazy("Photo from the library"),
    "photoGone": gettext_lazy("This photo is no longer in the library."),
    "remove": gettext_lazy("Take out"),
    "rightsEnded": gettext_lazy("Rights ended"),
    "searchPhotos": gettext_lazy("Caption, credit, photographer, agency"),
    "unlink": gettext_lazy("Remove the link"),
    "unsaved": gettext_lazy("Not saved yet"),
    "waits": gettext_lazy("waits for its file"),
}
"""What the page's scripts say; the names of buttons are those of the editor's own menu."""

EDITOR_WORDS = (
    gettext_noop("Edit Link"),
    gettext_noop("URL"),
    gettext_noop("Title"),
    gettext_noop("Update"),
)
"""What the editor's own dialogs say, letter for letter."""


class DeskCatalogue(JavaScriptCatalog):
    """Django's words for the scripts of its admin, and ours for the dialogs of the editor, which ask it too."""

    packages = ["django.contrib.admin"]

    def get_catalog(self) -> dict[str, Any]:
        return {**super().get_catalog(), **{word: gettext(word) for word in EDITOR_WORDS}}


admin.site.i18n_javascript = DeskCatalogue.as_view()  # type: ignore[method-assign, assignment]
