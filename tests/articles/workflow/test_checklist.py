"""What a story needs before readers may see it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from articles.workflow import checklist
from media.models import Photo
from tests.cast import Cast, a_photo
from tests.stories import a_draft


def codes(points: list[checklist.Point]) -> set[str]:
    return {point.code for point in points}


class TestBlocking:
    def test_a_complete_story_has_nothing_against_it(self, cast: Cast) -> None:
        assert checklist.failing(checklist.examine(a_draft(cast))) == []

    def test_each_missing_thing_is_named(self, cast: Cast) -> None:
        now = timezone.now()
        with_file = a_photo(alt="")
        Photo.objects.filter(pk=with_file.pk).update(file="originals/x.jpg")
        cases = {
            "headline": {"headline": " "},
            "section": {"section": None},
            "body": {"body": "<p> </p>"},
            "date": {"import_ref": "en/abc", "published_at": None},
            "date_ahead": {"published_at": now + timedelta(days=1)},
            "credit": {"lead_photo": a_photo(credit_line=" ")},
            "alt": {"lead_photo": Photo.objects.get(pk=with_file.pk)},
            "rights": {"lead_photo": a_photo(rights_until=now - timedelta(seconds=1))},
            "embargo": {
                "embargo_until": now + timedelta(days=1),
                "embargo_reason": "Agreed.",
                "embargo_by": cast.chief.ref,
            },
        }
        for code, fields in cases.items():
            failing = checklist.failing(checklist.examine(a_draft(cast, **fields)))
            assert codes(failing) == {code}
            assert failing[0].sentence.endswith((".", "first came out."))

    def test_a_decorative_photo_needs_no_alt_text(self, cast: Cast) -> None:
        photo = a_photo(alt="", is_decorative=True)
        Photo.objects.filter(pk=photo.pk).update(file="originals/x.jpg")
        assert checklist.failing(checklist.examine(a_draft(cast, lead_photo=Photo.objects.get()))) == []

    def test_an_alt_text_written_for_this_story_is_enough(self, cast: Cast) -> None:
        photo = a_photo(alt="")
        Photo.objects.filter(pk=photo.pk).update(file="originals/x.jpg")
        photo.refresh_from_db()
        body = f'<p>One.</p><figure data-photo="{photo.ref}"{{}}></figure>'
        described = (
            a_draft(cast, lead_photo=photo, lead_alt="Паром."),
            a_draft(cast, body=body.format(' data-alt="Паром."')),
        )
        assert [checklist.failing(checklist.examine(story)) for story in described] == [[], []]
        captioned = a_draft(cast, body=body.format(' data-alt=" " data-caption="Паром."'))
        assert codes(checklist.failing(checklist.examine(captioned))) == {"alt"}

    def test_a_photo_that_waits_for_its_file_needs_a_credit_and_no_alt_text(self, cast: Cast) -> None:
        assert checklist.failing(checklist.examine(a_draft(cast, lead_photo=a_photo(alt="")))) == []

    def test_photos_in_the_text_count_too(self, cast: Cast) -> None:
        photo = a_photo(credit_line="")
        story = a_draft(cast, body=f'<p>One.</p><figure data-photo="{photo.ref}"></figure>')
        assert codes(checklist.failing(checklist.examine(story))) == {"credit"}


class TestAdvice:
    def test_it_never_blocks(self, cast: Cast) -> None:
        story = a_draft(cast, standfirst="")
        story.tags.clear()
        story.bylines.all().delete()
        unmet = [point for point in checklist.examine(story) if not point.is_met]
        assert codes(unmet) == {"byline", "lead_photo", "standfirst", "tags"}
        assert checklist.failing(unmet) == []
