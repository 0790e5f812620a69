"""Rich text: which HTML is allowed (`sanitise`), and the editor field whose buttons decide it (`fields`)."""

from newsroom.lib.richtext.sanitiser import sanitise

__all__ = ["sanitise"]
