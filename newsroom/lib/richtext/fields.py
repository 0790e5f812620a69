"""Model fields for rich text: the editor's buttons and the sanitiser come from the same list."""

from functools import partial
from typing import Any

from django_prose_editor.fields import ProseEditorField

from newsroom.lib.richtext.sanitiser import EDITOR_EXTENSIONS, PAGE_EXTENSIONS, sanitise


class StoryBodyField(ProseEditorField):
    """The body of a story: text, photos from the library, embeds, footnotes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"extensions": dict(EDITOR_EXTENSIONS), "sanitize": sanitise}
        super().__init__(*args, **kwargs)


class PageBodyField(ProseEditorField):
    """The body of a page such as the terms of use."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"extensions": dict(PAGE_EXTENSIONS), "sanitize": partial(sanitise, for_page=True)}
        super().__init__(*args, **kwargs)
