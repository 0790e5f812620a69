"""The records of a story, one file each. May import `articles.newsitem`, `media` and `newsroom`."""

from articles.models.address import Address
from articles.models.article import Article, ArticleByline, DeskState
from articles.models.assignment import Assignment, Role
from articles.models.audit import AuditEvent
from articles.models.author import Author, AuthorName
from articles.models.autosave import Autosave
from articles.models.correction import Correction
from articles.models.declined_tag import DeclinedTag
from articles.models.front import FrontPin
from articles.models.kind import Kind, KindName
from articles.models.published import FOREVER, PublishedArticle, PublishedListing, PublishedPhoto
from articles.models.revision import Revision
from articles.models.section import Section, SectionName
from articles.models.tag import Tag, TaggedArticle

__all__ = [
    "FOREVER",
    "Address",
    "Article",
    "ArticleByline",
    "Assignment",
    "AuditEvent",
    "Author",
    "AuthorName",
    "Autosave",
    "Correction",
    "DeclinedTag",
    "DeskState",
    "FrontPin",
    "Kind",
    "KindName",
    "PublishedArticle",
    "PublishedListing",
    "PublishedPhoto",
    "Revision",
    "Role",
    "Section",
    "SectionName",
    "Tag",
    "TaggedArticle",
]
