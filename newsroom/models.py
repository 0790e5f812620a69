"""The people of the desk, and what the paper says of itself: names, footer, pages. All edited in the admin."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.lib import languages
from newsroom.lib.addresses import validate_link
from newsroom.lib.richtext.fields import PageBodyField


class User(AbstractUser):
    """Someone who signs in. What they may do is an `Assignment` in `articles`, never `is_superuser`."""

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """How audit and revisions name the person; erasing a person blanks this row and leaves those alone."""
    language = models.CharField(
        _("language of the desk"), max_length=8, blank=True, choices=languages.choices,
        help_text=_("The language in which this person sees the admin."),
    )  # fmt: skip

    class Meta(AbstractUser.Meta):
        pass

    def __str__(self) -> str:
        return self.get_full_name() or self.get_username()


class SiteSettings(models.Model):
    """One row: what holds for the whole site, in every language."""

    four_eyes = models.BooleanField(
        _("four eyes"), default=True,
        help_text=_("Nobody approves their own last change. Switch it off only in a newsroom of one person; "
                    "the audit trail says that it was off."),
    )  # fmt: skip
    logo = models.ImageField(
        _("logo"), blank=True, upload_to="site/",
        validators=[FileExtensionValidator(["png", "jpg", "jpeg", "webp"])],
        help_text=_("PNG, JPEG or WebP. Shown in the masthead and beside stories in search engines."),
    )  # fmt: skip

    class Meta:
        verbose_name = verbose_name_plural = _("site settings")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_row_of_site_settings")]

    def __str__(self) -> str:
        return str(_("Site settings"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def load(cls) -> SiteSettings:
        return cls.objects.get_or_create(pk=1)[0]


class SiteAddress(models.Model):
    """Another address at which the same site stands, for readers to whom the main one is blocked."""

    site = models.ForeignKey(
        SiteSettings, models.CASCADE, related_name="addresses", default=1, editable=False
    )
    url = models.URLField(
        _("address"), unique=True, help_text=_("With https:// and without a slash at the end.")
    )
    note = models.CharField(
        _("note"), max_length=120, blank=True, help_text=_("For the desk: whose it is, how it is reached.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("other address of the site")
        verbose_name_plural = _("other addresses of the site")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.url

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.url = self.url.rstrip("/")
        super().save(*args, **kwargs)


class SiteWords(models.Model):
    """The paper's own name and words in one language."""

    site = models.ForeignKey(SiteSettings, models.CASCADE, related_name="words", default=1, editable=False)
    language = models.CharField(_("language"), max_length=8, unique=True, choices=languages.choices)
    name = models.CharField(_("name of the paper"), max_length=120, blank=True)
    description = models.CharField(
        _("description"), max_length=300, blank=True,
        help_text=_("One sentence, for search engines and for the front page of this language."),
    )  # fmt: skip
    editor_in_chief = models.CharField(_("editor in chief"), max_length=120, blank=True)
    contacts = models.TextField(
        _("contacts"),
        blank=True,
        help_text=_("Shown in the footer, line by line: an e-mail, a telephone, a place."),
    )
    safety_notice = models.TextField(
        _("notice for the safety of readers"), max_length=400, blank=True,
        help_text=_("One or two calm sentences beside the buttons for sharing and beside the links for donations: "
                    "what a reader in your country should know before they share a story or send money. "
                    "Empty: none is shown."),
    )  # fmt: skip
    safety_page = models.ForeignKey(
        "Page", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("page about safety"),
        help_text=_("One of our pages in this language. The notice ends with a link to it."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("words of the site")
        verbose_name_plural = _("words of the site, by language")

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"

    def clean(self) -> None:
        if self.safety_page is None:
            return
        if self.safety_page.language != self.language:
            raise ValidationError({"safety_page": _("This page is in another language. Choose one in this.")})
        if not self.safety_notice:
            raise ValidationError(
                {"safety_notice": _("Write the notice that leads to the page, or choose no page.")}
            )


RESERVED_SLUGS = frozenset(
    "admin articles archive authors corrections digests feeds healthz logo media news-sitemap.xml preview readyz "
    "robots.txt s search sections sitemap.xml static tags security.txt .well-known".split()
)
"""First parts of addresses that belong to the site itself; languages are refused as well."""


class Page(models.Model):
    """A page that is not a story: terms of use, privacy policy, about, how to help."""

    language = models.CharField(_("language"), max_length=8, choices=languages.choices)
    slug = models.SlugField(
        _("address"),
        max_length=80,
        help_text=_("The page stands at /address/; when you change it, the old one redirects."),
    )
    title = models.CharField(_("title"), max_length=160)
    body = PageBodyField(_("text"), blank=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["language", "title"]
        constraints = [models.UniqueConstraint(fields=["language", "slug"], name="one_page_per_address")]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"

    def clean(self) -> None:
        if self.slug in RESERVED_SLUGS or self.slug in dict(settings.LANGUAGES):
            raise ValidationError(
                {
                    "slug": _("“%(slug)s” belongs to the site itself. Choose another address.")
                    % {"slug": self.slug}
                }
            )


class FooterLink(models.Model):
    """One link of the paper's own: in the footer row, to its social accounts, or to donate."""

    class Place(models.TextChoices):
        FOOTER = "footer", _("footer")
        SOCIAL = "social", _("social")
        DONATION = "donation", _("donation")

    language = models.CharField(_("language"), max_length=8, choices=languages.choices)
    place = models.CharField(_("place"), max_length=10, choices=Place.choices, default=Place.FOOTER)
    label = models.CharField(_("label"), max_length=80)
    page = models.ForeignKey(
        Page, models.PROTECT, null=True, blank=True, verbose_name=_("page"), related_name="links"
    )
    address = models.CharField(
        _("other address"), max_length=300, blank=True, validators=[validate_link],
        help_text=_("Where the link leads when it is not one of our pages: https://…"),
    )  # fmt: skip
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links in the footer")
        ordering = ["language", "place", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(page__isnull=False, address="")
                | (models.Q(page__isnull=True) & ~models.Q(address="")),
                name="link_leads_to_a_page_or_an_address",
                violation_error_message=_(
                    "Choose one of our pages, or give another address: one of the two."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Chrome(models.Model):
    """What surrounds every page of one language, kept ready as one row: names, footer, menu of sections.

    Written by `newsroom.chrome` only, whenever any of its parts changes.
    """

    language = models.CharField(max_length=8, unique=True)
    words = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.language
