"""Article: a story's identity, its desk state, and the working copy that the desk edits. Readers never see it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.models.author import Author
from articles.models.kind import Kind
from articles.models.section import Section
from articles.models.tag import FoldingTagManager, TaggedArticle
from articles.newsitem import BylineRole
from media.models import Photo
from newsroom.lib import languages
from newsroom.lib.folding import fold
from newsroom.lib.refs import new_ref
from newsroom.lib.richtext.fields import StoryBodyField


class DeskState(models.TextChoices):
    """Where a story stands at the desk. What readers see is another axis: see `published.py`."""

    IDEA = "idea", _("idea")
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    APPROVED = "approved", _("approved")
    TRASHED = "trashed", _("in the trash")


class Priority(models.IntegerChoices):
    LOW = 0, _("can wait")
    NORMAL = 1, _("ordinary")
    HIGH = 2, _("urgent")


class ArticleQuerySet(models.QuerySet["Article"]):
    def open_to(self, person: Any) -> ArticleQuerySet:
        """The stories that this person may know of: a closed one exists for those alone who are named on it."""
        named = Article.closed_to.through._default_manager.filter(user_id=person.pk).values("article_id")
        return self.filter(Q(is_closed=False) | Q(pk__in=named))

    def in_all_languages(self, article: Article) -> ArticleQuerySet:
        """The story, its original and all their translations."""
        root_id = article.translation_of_id or article.pk
        return self.filter(Q(pk=root_id) | Q(translation_of=root_id) | Q(pk=article.pk))


class Article(models.Model):  # type: ignore[django-manager-missing]  # The manager of `tagged_items` is taggit's.
    """One story in one language."""

    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    language = models.CharField(
        _("language"), max_length=8, choices=languages.choices, default=languages.unprefixed
    )
    kind = models.ForeignKey(Kind, models.PROTECT, null=True, blank=True, verbose_name=_("kind"))
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, verbose_name=_("section"))
    kicker = models.CharField(
        _("kicker"),
        max_length=120,
        blank=True,
        help_text=_("Only when other words than kind and section stand above it."),
    )
    headline = models.CharField(_("headline"), max_length=300)
    standfirst = models.TextField(
        _("standfirst"),
        blank=True,
        help_text=_("One or two sentences under the headline, in other words than the lead."),
    )
    body = StoryBodyField(_("body"), blank=True)
    tags = TaggableManager(
        through=TaggedArticle, manager=FoldingTagManager, blank=True, verbose_name=_("tags")
    )
    lead_photo = models.ForeignKey(
        Photo, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead photo")
    )
    lead_caption = models.TextField(
        _("caption here"),
        blank=True,
        help_text=_("Empty: the photo's own caption. The credit always comes along."),
    )
    lead_alt = models.TextField(
        _("alt text here"),
        blank=True,
        help_text=_(
            "What is seen, in the language of this story. Empty: the photo's own. A decorative photo has none."
        ),
    )
    slug = models.SlugField(
        _("address"), max_length=100, blank=True, allow_unicode=True,
        help_text=_("Last part of the address. Made from the headline when left empty; fixed once readers have seen it."),
    )  # fmt: skip
    published_at = models.DateTimeField(
        _("date on the story"), null=True, blank=True,
        help_text=_("Left empty, a story of ours takes the moment it opens. An imported one needs the date it first came out."),
    )  # fmt: skip
    translation_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="translations",
        verbose_name=_("translation of"),
    )

    desk_state = models.CharField(
        _("state"), max_length=12, choices=DeskState.choices, default=DeskState.DRAFT, editable=False
    )
    latest_revision = models.ForeignKey(
        "articles.Revision", models.PROTECT, null=True, editable=False, related_name="+"
    )
    approved_revision = models.ForeignKey(
        "articles.Revision", models.PROTECT, null=True, editable=False, related_name="+"
    )
    """The only text that publish and schedule may project."""
    imported_revision = models.ForeignKey(
        "articles.Revision", models.PROTECT, null=True, editable=False, related_name="+"
    )
    """What the last import wrote: equal to the latest while nobody has touched the story at the desk."""
    import_ref = models.CharField(max_length=200, null=True, unique=True, editable=False)
    path = models.CharField(max_length=200, blank=True, editable=False)
    """"2026/11/24/slug", fixed once a slice of the story has been visible; its row in `Address` keeps it unique."""
    embargo_until = models.DateTimeField(_("embargo until"), null=True, editable=False)
    embargo_reason = models.CharField(max_length=300, blank=True, editable=False)
    embargo_by = models.UUIDField(null=True, editable=False)
    second_read_owed_at = models.DateTimeField(null=True, editable=False)
    """Since when a published text waits for a second pair of eyes; empty when none does."""
    needs_legal_read = models.BooleanField(_("needs a lawyer's read"), default=False, editable=False)
    is_closed = models.BooleanField(_("closed"), default=False, editable=False)
    """Exists for the people in `closed_to` alone: see `workflow/closed.py`."""
    closed_to = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="closed_stories", editable=False
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("assigned to"), editable=False,
    )  # fmt: skip
    due_at = models.DateTimeField(_("due"), null=True, blank=True, editable=False)
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority.choices, default=Priority.NORMAL, editable=False
    )
    translated_from = models.ForeignKey(
        "articles.Revision", models.PROTECT, null=True, editable=False, related_name="+"
    )
    """The revision of the original that this translation was made from, or was last brought up to."""
    developing_until = models.DateTimeField(
        _("developing until"), null=True, blank=True,
        help_text=_("Readers are told that the story is still unfolding, until this moment."),
    )  # fmt: skip
    folded_headline = models.CharField(max_length=600, editable=False, default="")
    created_at = models.DateTimeField(_("started"), auto_now_add=True)
    created_by = models.UUIDField(null=True, editable=False)
    """`User.ref` of whoever started it: a writer edits and submits their own."""
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    changed_by = models.UUIDField(null=True, editable=False)

    objects = models.Manager.from_queryset(ArticleQuerySet)()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-changed_at", "-pk"]
        indexes = [
            models.Index(fields=["-changed_at", "-id", "desk_state", "folded_headline"], name="story_list"),
            models.Index(fields=["desk_state", "-changed_at", "-id"], name="story_list_by_state"),
            models.Index(fields=["section", "-changed_at", "-id"], name="story_list_by_section"),
            models.Index(fields=["created_by", "-changed_at"], name="story_list_of_a_person"),
            models.Index(fields=["language", "folded_headline"], name="story_by_headline"),
            models.Index(fields=["assigned_to", "-changed_at"], name="story_list_of_an_assignee"),
            models.Index(fields=["created_by", "desk_state", "-changed_at", "-id"], name="work_of_a_person"),
            models.Index(
                fields=["assigned_to", "desk_state", "-changed_at", "-id"], name="work_of_an_assignee"
            ),
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="stories_by_due_time"),
            models.Index(
                fields=["embargo_until"],
                condition=Q(embargo_until__isnull=False),
                name="stories_under_embargo",
            ),
            models.Index(
                fields=["second_read_owed_at"],
                condition=Q(second_read_owed_at__isnull=False),
                name="second_reads_owed",
            ),
            models.Index(fields=["is_closed"], condition=Q(is_closed=True), name="closed_stories"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(embargo_until__isnull=True)
                | (~Q(embargo_reason="") & Q(embargo_by__isnull=False)),
                name="an_embargo_has_a_reason_and_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(desk_state="approved") | Q(approved_revision__isnull=False),
                name="approved_names_the_revision",
            ),
            models.CheckConstraint(condition=~Q(translation_of=F("id")), name="no_translation_of_itself"),
        ]

    def __str__(self) -> str:
        return self.headline

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded_headline = fold(self.headline)[:600]  # Some characters fold to eighteen.
        super().save(*args, **kwargs)


class ArticleByline(models.Model):
    """One name in the byline of a story."""

    class Role(models.TextChoices):
        BY = BylineRole.BY.value, _("by")
        TRANSLATION = BylineRole.TRANSLATION.value, _("translated by")
        PHOTOGRAPHS = BylineRole.PHOTOGRAPHS.value, _("photographs by")

    article = models.ForeignKey(Article, models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, models.PROTECT, related_name="bylines", verbose_name=_("author"))
    role = models.CharField(_("role"), max_length=16, choices=Role.choices, default=Role.BY)
    affiliation = models.CharField(
        _("affiliation here"),
        max_length=160,
        blank=True,
        help_text=_("“exclusively for The Wire”; empty: the author's own."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("name in the byline")
        verbose_name_plural = _("byline")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author", "role"], name="an_author_stands_once_in_a_role"
            )
        ]

    def __str__(self) -> str:
        return str(self.author)
