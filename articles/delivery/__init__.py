"""After publication: what readers take away with them, made from published rows. PDF and print.

May import `public`, `rendering`, the published models, media and newsroom; never `exchange`.
"""
