"""Who may do what, and doing it: one door for every change of state, one writer of what readers see.

May import rendering, snapshot, models, newsitem, media, newsroom; knows no pages.
"""
