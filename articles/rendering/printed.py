"""A rendered body for paper: every link followed by its whole address, every photo there before the page is printed."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from lxml import html as lxml_html

from newsroom.lib.richtext.document import parse, serialise

_FOR_SCREENS = ("loading", "srcset", "sizes")
"""By these a browser takes a picture too small for paper, or none before it is scrolled to."""


def for_print(html: str, address: str) -> str:
    """`address` is the story's own, from which relative links lead. Marks of footnotes are left as they are."""
    if not html:
        return ""
    root = parse(html)
    for link in list(root.iter("a")):
        target = urljoin(address, link.get("href") or "")
        if urlsplit(target).scheme not in ("http", "https", "mailto", "tel") or target.startswith(
            f"{address}#"
        ):
            continue
        link.set("href", target)
        shown = target.removeprefix("mailto:").removeprefix("tel:")
        if link.text_content().strip() in (shown, shown.partition("://")[2]):
            continue
        printed = lxml_html.Element("span")
        printed.set("class", "address")
        printed.text = f"({shown})"
        printed.tail, link.tail = link.tail, "\u00a0"
        link.addnext(printed)
    for source in list(root.iter("source")):
        source.drop_tag()  # Void, which lxml does not know: what stands beside it is inside it here.
    for image in root.iter("img"):
        for hint in _FOR_SCREENS:
            image.attrib.pop(hint, None)
    return serialise(root)
