"""The desk: stories, their words and their people in the Django admin. Every move goes through `articles.workflow`.

May import everything below it: workflow, public, rendering, snapshot, models, newsitem, media, newsroom.
"""

from articles.admin import article, checklist, dashboard, digest, people, site_pages, taxonomy

__all__ = ["article", "checklist", "dashboard", "digest", "people", "site_pages", "taxonomy"]
