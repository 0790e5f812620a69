"""Making again what readers see, from the published revision."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import PublishedArticle, SectionName
from tests.cast import Cast, a_story
from tests.stories import live


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("rebuild_published", *arguments, stdout=out)
    return out.getvalue()


class RebuildPublishedTests:
    def test_nothing_changes_where_nothing_changed(self, cast: Cast) -> None:
        live(cast)
        assert said() == "1 made again; readers see a change in 0 of them.\n"

    def test_a_renamed_section_reaches_the_page_and_the_working_copy_does_not(self, cast: Cast) -> None:
        story = live(cast)
        SectionName.objects.filter(section=cast.politics).update(name="The City")
        story.headline = "Not read by anybody yet"
        story.save()
        assert "a change in 1 of them" in said()
        row = PublishedArticle.public.at().get()
        assert row.display["kicker"][-1]["name"] == "The City"
        assert row.headline != "Not read by anybody yet"

    def test_it_takes_the_stories_that_are_named(self, cast: Cast) -> None:
        first, second = live(cast), live(cast, headline="The tram is late")
        SectionName.objects.filter(section=cast.politics).update(name="The City")
        assert said(str(second.pk)) == "1 made again; readers see a change in 1 of them.\n"
        assert PublishedArticle.public.at().get(story_id=first.pk).display["kicker"][-1]["name"] == "Politics"

    def test_a_story_that_readers_have_never_seen_is_told(self, cast: Cast) -> None:
        draft = a_story(section=cast.politics)
        with pytest.raises(CommandError, match=f"never seen story {draft.pk}") as told:
            said(str(draft.pk))
        assert told.value.returncode == 2
