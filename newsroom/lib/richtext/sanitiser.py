"""The one list of allowed HTML, derived from the editor's own extensions, so that the two cannot drift apart."""

from functools import cache
from typing import Any

import nh3
from django_prose_editor.config import allowlist_from_extensions, expand_extensions

from newsroom.lib.addresses import LINK_SCHEMES
from newsroom.lib.xml import carriable

EDITOR_EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": list(LINK_SCHEMES)},
    "History": True,
    "Photo": True,
    "Embed": True,
    "Footnote": True,
    "PasteCleanup": True,
}
"""What an editor can do in a story. Adding a button here adds its tags to the allowed ones."""

PAGE_EXTENSIONS = {
    name: options for name, options in EDITOR_EXTENSIONS.items() if name not in ("Photo", "Embed", "Footnote")
}
"""Pages such as the terms of use carry no photos, embeds or footnotes."""


@cache
def _cleaner(for_page: bool) -> nh3.Cleaner:
    extensions = PAGE_EXTENSIONS if for_page else EDITOR_EXTENSIONS
    allowed = allowlist_from_extensions(expand_extensions(extensions))
    attributes = allowed.get("attributes", {})
    attributes.get("a", set()).discard("rel")
    attributes.get("ol", set()).difference_update({"type", "data-type"})
    return nh3.Cleaner(
        **{
            **allowed,
            "attributes": attributes,
            "url_schemes": set(LINK_SCHEMES),
            "link_rel": "noopener",
            "clean_content_tags": {"script", "style", "svg", "math", "template", "iframe", "object"},
        }
    )


def sanitise(html: str, *, for_page: bool = False) -> str:
    """Keep what the editor could have made, drop the rest; scripts, styles and frames go with their content."""
    cleaned = _cleaner(for_page).clean(carriable(html))
    return "" if cleaned in ("<p></p>", "<p><br></p>") else cleaned
