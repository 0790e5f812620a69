"""A story, in the order it travels: newsitem, models, snapshot, rendering, workflow, public, exchange, admin.

May import `media` and `newsroom`; which part may import which is drawn in ARCHITECTURE.md.
"""
