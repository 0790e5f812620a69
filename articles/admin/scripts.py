"""What the desk's scripts are told by the page: where the photos are, and every word that they say."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy


def desk_config() -> dict[str, Any]:
    """What the page's scripts need to know: where photos and tags are, and the words in the reader's language."""
    return {
        "photosUrl": reverse("admin:articles_article_photos"),
        "tagsUrl": reverse("admin:articles_article_tags"),
        "words": {name: str(word) for name, word in SCRIPT_WORDS.items()},
    }


SCRIPT_WORDS = {
    "add": gettext_lazy("Insert"),
    "alt": gettext_lazy("Alt text"),
    "altHere": gettext_lazy("Alt text here. Empty: the photo's own."),
    "apply": gettext_lazy("Apply"),
    "badAddress": gettext_lazy("Give the whole address of a page, such as https://example.org/video."),
    "badLink": gettext_lazy("Give a whole address, such as https://example.org or mailto:desk@example.org."),
    "bold": gettext_lazy("Bold"),
    "body": gettext_lazy("Text of the story"),
    "blockquote": gettext_lazy("Quotation"),
    "bringBack": gettext_lazy("Bring back"),
    "bringTagBack": gettext_lazy("Bring back: suggest the tag “%(name)s” for this story again"),
    "bulletList": gettext_lazy("List"),
    "cancel": gettext_lazy("Cancel"),
    "captionHere": gettext_lazy("Caption here. Empty: the photo's own."),
    "change": gettext_lazy("Choose another"),
    "choosePhoto": gettext_lazy("Choose a photo"),
    "close": gettext_lazy("Close"),
    "declinedTags": gettext_lazy("Declined:"),
    "declineTag": gettext_lazy("Do not suggest the tag “%(name)s” for this story"),
    "deskSilent": gettext_lazy("The desk did not answer, and nothing was changed. Try again."),
    "editLink": gettext_lazy("Change the link"),
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
    "linkAddress": gettext_lazy("Where the link leads: an address or an e-mail"),
    "more": gettext_lazy("Older photos"),
    "noCredit": gettext_lazy("No credit yet: the story cannot go out"),
    "noPhoto": gettext_lazy("No photo."),
    "nothingFound": gettext_lazy("No photo has these words."),
    "noWords": gettext_lazy("Write something here first."),
    "orderedList": gettext_lazy("Numbered list"),
    "paragraph": gettext_lazy("Paragraph"),
    "photo": gettext_lazy("Photo from the library"),
    "photoGone": gettext_lazy("This photo is no longer in the library."),
    "remove": gettext_lazy("Take out"),
    "rightsEnded": gettext_lazy("Rights ended"),
    "searchPhotos": gettext_lazy("Caption, credit, photographer, agency"),
    "suggested": gettext_lazy("Suggested:"),
    "tagDeclined": gettext_lazy("The tag “%(name)s” is not suggested for this story any more."),
    "tagIsBack": gettext_lazy("The tag “%(name)s” may be suggested for this story again."),
    "tagTaken": gettext_lazy("The tag “%(name)s” is in the field. It is on the story when you save."),
    "takeTag": gettext_lazy("Put the tag “%(name)s” into the field"),
    "unlink": gettext_lazy("Remove the link"),
    "unsaved": gettext_lazy("Not saved yet"),
    "waits": gettext_lazy("waits for its file"),
}
"""What the page's scripts say; the names of buttons are those of the editor's own menu."""
