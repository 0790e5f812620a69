"""The desk as a test walks it: somebody who is signed in, and the forms as the page itself holds them."""

from __future__ import annotations

import re
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from articles.models import Article
from media.models import Photo
from newsroom.models import User
from tests.cast import PASSWORD_BACKEND, a_photo
from tests.media.pictures import a_jpeg

BYLINES = {"bylines-TOTAL_FORMS": "0", "bylines-INITIAL_FORMS": "0"}
MOVE_BUTTON = re.compile(r'name="_move" value="(\w+)"|/move/(\w+)/"')


def desk_of(person: User) -> Client:
    client = Client()
    client.force_login(person, PASSWORD_BACKEND)
    return client


def address(story: Article, name: str = "change", *arguments: Any) -> str:
    return reverse(f"admin:articles_article_{name}", args=[story.pk, *arguments])


def buttons(client: Client, story: Article) -> set[str]:
    """The moves that the story's page offers."""
    page = client.get(address(story)).content.decode()
    return {named or linked for named, linked in MOVE_BUTTON.findall(page)}


def filled_in(client: Client, story: Article | None = None) -> dict[str, Any]:
    """What the browser would send if nobody touched the form."""
    page = client.get(address(story) if story else reverse("admin:articles_article_add"))
    form = page.context["adminform"].form
    data = {name: form[name].value() for name in form.fields}
    data["tags"] = form["tags"].field.widget.format_value(data["tags"]) if "tags" in form.fields else ""
    for formset in page.context["inline_admin_formsets"]:
        for one in [formset.formset.management_form, *formset.formset.forms]:
            data |= {one.add_prefix(name): one[name].value() for name in one.fields}
    if form["published_at"].value() if "published_at" in form.fields else None:
        data["published_at"] = form["published_at"].value().strftime("%Y-%m-%dT%H:%M")
    return {name: value for name, value in data.items() if value is not None and value is not False}


def save(client: Client, story: Article, **changed: Any) -> Any:
    """Open the story, change these fields, press Save."""
    return client.post(address(story), {**filled_in(client, story), "_continue": "1", **changed})


def a_shot_photo(**fields: Any) -> Photo:
    """A photo that has its file."""
    return a_photo(file=ContentFile(a_jpeg(900, 600), name="ferry.jpg"), **fields)


def errors(response: Any) -> dict[str, list[str]]:
    return {name: list(found) for name, found in response.context["adminform"].form.errors.items()}
