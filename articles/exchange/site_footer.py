"""What a page says of the paper itself, taken into the site's settings while they are empty, else compared."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from articles.exchange.reading import Footer, Warning
from newsroom.lib import languages
from newsroom.lib.folding import fold
from newsroom.lib.slugs import slug_of
from newsroom.models import RESERVED_SLUGS, FooterLink, Page, SiteSettings, SiteWords

PAGES: dict[str, tuple[str, ...]] = {
    "terms-of-use": (
        "terms of use", "terms of service", "terms and conditions", "terms & conditions", "terms", "user agreement",
        "условия использования", "правила использования", "правила пользования", "пользовательское соглашение",
        "умови використання", "правила користування", "правила використання", "угода користувача",
        "користувацька угода",
    ),
    "privacy-policy": (
        "privacy policy", "privacy notice", "privacy",
        "политика конфиденциальности", "политика приватности", "конфиденциальность",
        "політика конфіденційності", "політика приватності", "конфіденційність", "приватність",
    ),
}  # fmt: skip
"""The pages that every paper has, with one address in all languages, and what footers call them."""

_SLUGS = {fold(label): slug for slug, labels in PAGES.items() for label in labels}


@dataclass(slots=True)
class SiteFooter:
    """The footers of one run. It remembers what it has taken in, so that a dry run tells the same."""

    _known: dict[str, Footer] = field(default_factory=dict)
    _told: set[tuple[str, Footer]] = field(default_factory=set)

    def take(self, footer: Footer, language: str) -> list[Warning]:
        """Fill what is empty; what differs is told once in a run for each different footer."""
        if footer == Footer() or (language, footer) in self._told:
            return []
        self._told.add((language, footer))
        known = self._known.setdefault(language, footer_of_site(language))
        warnings = []
        if footer.editor_in_chief and not known.editor_in_chief:
            _fill_editor(footer.editor_in_chief, language)
            known = replace(known, editor_in_chief=footer.editor_in_chief)
        elif footer.editor_in_chief and fold(footer.editor_in_chief) != fold(known.editor_in_chief):
            warnings.append(
                _differs("editor in chief", footer.editor_in_chief, known.editor_in_chief, language)
            )
        if footer.links and not known.links:
            warnings += _fill_links(footer.links, language)
            known = replace(known, links=footer.links)
        elif not set(map(fold, footer.links)) <= set(
            map(fold, known.links)
        ):  # More links on the site are no fault.
            warnings.append(_differs("links", ", ".join(footer.links), ", ".join(known.links), language))
        self._known[language] = known
        return warnings


def footer_of_site(language: str) -> Footer:
    words = SiteWords.objects.filter(language=language).first()
    links = FooterLink.objects.filter(language=language, place=FooterLink.Place.FOOTER)
    return Footer(
        editor_in_chief=words.editor_in_chief if words else "",
        links=tuple(links.values_list("label", flat=True)),
    )


def _fill_editor(name: str, language: str) -> None:
    SiteWords.objects.update_or_create(
        site=SiteSettings.load(), language=language, defaults={"editor_in_chief": name}
    )


def _fill_links(labels: tuple[str, ...], language: str) -> list[Warning]:
    """Every label becomes a link to its page; pages that the site lacks are made, empty, and told."""
    made = []
    for order, label in enumerate(labels):
        slug = _SLUGS.get(fold(label)) or slug_of(label)
        link = FooterLink(language=language, label=label, order=order)
        if slug in RESERVED_SLUGS or slug in languages.codes():
            link.address = languages.absolute(languages.in_language(f"/{slug}/", language))
        else:
            link.page, is_new = Page.objects.get_or_create(
                language=language, slug=slug, defaults={"title": label}
            )
            made += [label] if is_new else []
        link.save()
    if not made:
        return []
    names = ", ".join(f"“{label}”" for label in made)
    return [
        Warning(
            code="new_page",
            sentence=f"The footer links to {names}: these come in as empty pages. Write them in the admin.",
        )
    ]


def _differs(what: str, on_page: str, on_site: str, language: str) -> Warning:
    return Warning(
        code="footer_differs",
        sentence=(
            f"The page's footer has other words for {what} than the site ({language}): “{on_page}”, not “{on_site}”. "
            "The site's own were kept; change them in the admin if the page is right."
        ),
    )
