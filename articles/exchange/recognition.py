"""Knowing a story again, whichever name its page was saved under."""

from __future__ import annotations

import hashlib

from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.models import Article, Revision
from articles.newsitem import NewsItem
from newsroom.lib.folding import fold, fold_typography
from newsroom.lib.richtext.document import parse

_TEXT = "/text/"
"""Marks a ref that was made of a story's own words."""


def import_ref_of(item: NewsItem) -> str:
    """The one that its reader gave (language, date and slug of the path), else one made of its words."""
    return item.import_ref or text_ref_of(item)


def text_ref_of(item: NewsItem) -> str:
    """Equal for two savings of one story: headline and first paragraph, folded."""
    words = f"{item.headline}\n{first_paragraph(item.body)}"
    digest = hashlib.sha256(fold(fold_typography(words)).encode()).hexdigest()[:32]
    return f"{item.language}{_TEXT}{digest}"


def first_paragraph(body: str) -> str:
    """The first block that holds words: of a story without paragraphs, its first list item or subhead."""
    texts = {"p": "", "": ""}
    for element in parse(body).iter("p", "h2", "h3", "li"):
        words = " ".join(element.text_content().split())
        name = element.tag if element.tag == "p" else ""
        if words and not texts[name]:
            texts[name] = words
    return texts["p"] or texts[""]


def find_article(item: NewsItem, *, by_ref_alone: bool = False) -> Article | None:
    """The story of an earlier run: by its ref, by that of its words, or by the words of one that has another ref."""
    if by_ref_alone:
        return _known().filter(import_ref=item.import_ref).first() or _born_here(item.import_ref)
    refs = [import_ref_of(item), text_ref_of(item)]
    known = {article.import_ref: article for article in _known().filter(import_ref__in=refs)}
    return next((known[ref] for ref in refs if ref in known), None) or _under_another_ref(item)


def _known() -> QuerySet[Article]:
    """No import knows of a closed story, whoever imports: it changes none, and its report tells of none."""
    return Article.objects.filter(is_closed=False)


def ref_for_export(article: Article) -> str:
    """By which an import knows the story again: its `import_ref`, else one of its address or of its record."""
    if article.import_ref:
        return article.import_ref
    if article.path:
        made = f"{article.language}{article.path.removeprefix('/articles').rstrip('/')}"
        if not Article.objects.filter(import_ref=made).exists():
            return made
    return f"{article.language}/{timezone.localtime(article.created_at):%Y/%m/%d}/{article.ref}"


def _born_here(import_ref: str) -> Article | None:
    """The story of this desk that an export has named so."""
    language, _slash, dated = import_ref.partition("/")
    own = _known().filter(import_ref=None, language=language)
    return own.filter(Q(path=f"/articles/{dated}/") | Q(ref=dated.rpartition("/")[2])).first()


def _under_another_ref(item: NewsItem) -> Article | None:
    """A story whose ref came from its path, and whose page was saved again under another name."""
    candidates = (
        _known()
        .filter(folded_headline=fold(item.headline), language=item.language)
        .exclude(imported_revision=None)
        .exclude(import_ref__contains=_TEXT)
        .order_by("pk")
        .values_list("imported_revision_id", flat=True)
    )
    for revision in Revision.objects.filter(pk__in=list(candidates)).select_related("article").order_by("pk"):
        if text_ref_of(revision.news_item) == text_ref_of(item):
            return revision.article
    return None
