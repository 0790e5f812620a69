"""Stories in and out: readers make a `NewsItem` of bytes, `ingest` brings it in, writers make bytes of it again.

May import workflow, public, snapshot, models, newsitem, media, newsroom; readers know no database and no network.
"""
