"""The one list of allowed HTML, derived from the editor's own extensions, so that the two cannot drift apart."""

import re
from functools import cache
from typing import Any

import nh3
from django_prose_editor.config import allowlist_from_extensions, expand_extensions

from newsroom.lib.addresses import LINK_SCHEMES
from newsroom.lib.richtext.document import parse, serialise
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


LEADS_NOWHERE = re.compile(r"<a(?![^>]* href=)[ >]")
"""May find one too many, in the value of an attribute; whoever is asked then looks properly."""


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
    cleaner = _cleaner(for_page)
    cleaned = cleaner.clean(carriable(html))
    if LEADS_NOWHERE.search(cleaned):
        cleaned = cleaner.clean(_without_empty_links(cleaned))
    return "" if cleaned in ("<p></p>", "<p><br></p>") else cleaned


def _without_empty_links(html: str) -> str:
    """A link that lost its address, such as `javascript:…`, loses itself too and leaves its words."""
    root = parse(html)
    for link in list(root.iter("a")):
        if not link.get("href"):
            link.drop_tag()
    return serialise(root)
