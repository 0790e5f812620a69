"""The invented paper of the demo: names, pages, links, agencies, sections and authors from `seeds/site.json`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from articles.models import Author, AuthorName, Section, SectionName
from media.intake import fill_from_file
from media.models import Agency, Photo
from newsroom.lib import languages
from newsroom.lib.folding import fold
from newsroom.models import FooterLink, Page, SiteSettings, SiteWords

Place = FooterLink.Place


@transaction.atomic
def fill_site(said: Mapping[str, Any], seeds: Path) -> bool:
    """Once, on a site that has no name yet; whatever a person has written already stays. False when it has one.

    `seeds` is the folder of the portraits that it names.
    """
    if SiteWords.objects.exclude(name="").exists():
        return False
    for language, words in said["languages"].items():
        if language in languages.codes():
            _fill_words(language, words)
            _fill_pages(language, words)
            _fill_safety(language, words)
    for agency in said["agencies"]:
        aliases = "\n".join(agency["aliases"])
        if not Agency.objects.filter(folded_name=fold(agency["name"])).exists():
            Agency.objects.create(name=agency["name"], aliases=aliases, licence=agency["licence"])
    for order, names in enumerate(said["sections"]):
        _add_section(names, order)
    for author in said["authors"]:
        portrait = seeds / author["portrait"] if "portrait" in author else None
        _add_author(author["form"], author["names"], portrait)
    return True


def _fill_words(language: str, said: Mapping[str, Any]) -> None:
    words, _ = SiteWords.objects.get_or_create(site=SiteSettings.load(), language=language)
    for name in ("name", "description", "editor_in_chief", "contacts"):
        setattr(words, name, getattr(words, name) or said[name])
    words.save()


def _fill_pages(language: str, said: Mapping[str, Any]) -> None:
    for page in said["pages"]:
        values = {"title": page["title"], "body": page["body"]}
        Page.objects.get_or_create(language=language, slug=page["slug"], defaults=values)
    _fill_links(language, Place.FOOTER, said["footer_links"])
    _fill_links(language, Place.SOCIAL, said["social_links"])
    _fill_links(language, Place.DONATION, [said["donation_link"]])


def _fill_safety(language: str, said: Mapping[str, Any]) -> None:
    """`safety_notice`, and the slug of its page in `safety_page`: a paper may have neither."""
    words = SiteWords.objects.get(language=language)
    if not words.safety_notice and "safety_notice" in said:
        words.safety_notice = said["safety_notice"]
        words.safety_page = Page.objects.filter(language=language, slug=said.get("safety_page")).first()
        words.save()


def _fill_links(language: str, place: str, links: list[Mapping[str, str]]) -> None:
    if FooterLink.objects.filter(language=language, place=place).exists():
        return
    for order, said in enumerate(links):
        link = FooterLink(language=language, place=place, label=said["label"], order=order)
        if "page" in said:
            link.page = Page.objects.get(language=language, slug=said["page"])
        else:
            link.address = said["address"]
        link.save()


def _add_section(names: Mapping[str, str], order: int) -> None:
    if not _is_known(SectionName, names):
        section = Section.objects.create(order=order)
        for language, name in names.items():
            SectionName.objects.create(section=section, language=language, name=name)


def _add_author(form: str, said: Mapping[str, Mapping[str, str]], portrait: Path | None) -> None:
    if not _is_known(AuthorName, {language: words["name"] for language, words in said.items()}):
        author = Author.objects.create(form=form, portrait=_photo(portrait) if portrait else None)
        for language, words in said.items():
            AuthorName.objects.create(author=author, language=language, **words)


def _photo(file: Path) -> Photo:
    """With the words that it carries inside."""
    photo = Photo(file=ContentFile(file.read_bytes(), name=file.name))
    with file.open("rb") as opened:
        fill_from_file(photo, opened)
    photo.save()
    return photo


def _is_known(names: type[SectionName] | type[AuthorName], said: Mapping[str, str]) -> bool:
    return any(
        names.objects.filter(language=language, folded_name=fold(name)).exists()
        for language, name in said.items()
    )
