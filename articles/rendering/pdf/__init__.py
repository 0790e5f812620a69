"""A published story -> the PDF that readers keep: set like a page of the paper, the same bytes for everybody.

Data in, bytes out: no database, no clock, no network. May import newsitem, media's words, newsroom and `rendering`.
"""
