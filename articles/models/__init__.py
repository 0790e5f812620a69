"""The records of a story, one file each. May import `articles.newsitem`, `media` and `newsroom`."""

from articles.models.address import Address
from articles.models.article import Article, ArticleByline, DeskState, Priority
from articles.models.assignment import Assignment, Role
from articles.models.audit import AuditEvent
from articles.models.author import Author, AuthorName
from articles.models.autosave import Autosave
from articles.models.checklist_rule import ChecklistRule
from articles.models.correction import Correction
from articles.models.declined_tag import DeclinedTag
from articles.models.front import FrontPin
from articles.models.house_word import HouseWord
from articles.models.kind import Kind, KindName
from articles.models.legal import Clearance, PreviewLink
from articles.models.note import Note
from articles.models.outgoing import Digest, DigestLine, Posted
from articles.models.published import FOREVER, PublishedArticle, PublishedListing, PublishedPhoto
from articles.models.redaction import Redaction
from articles.models.revision import Revision
from articles.models.section import Section, SectionName
from articles.models.tag import Tag, TaggedArticle
from articles.models.task import Task

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
    "ChecklistRule",
    "Clearance",
    "Correction",
    "DeclinedTag",
    "DeskState",
    "Digest",
    "DigestLine",
    "FrontPin",
    "HouseWord",
    "Kind",
    "KindName",
    "Note",
    "Posted",
    "PreviewLink",
    "Priority",
    "PublishedArticle",
    "PublishedListing",
    "PublishedPhoto",
    "Redaction",
    "Revision",
    "Role",
    "Section",
    "SectionName",
    "Tag",
    "TaggedArticle",
    "Task",
]
