"""Words that the paper avoids, found in a story's own words; and quotations that do not end as they began.

Advice: nothing here keeps a story from anywhere, and nothing changes without a person's click.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article, HouseWord
from articles.rendering.search_text import root, words
from articles.workflow import revisions
from articles.workflow.actions import Refused
from articles.workflow.roles import Powers
from newsroom.lib import sentences, typography
from newsroom.lib.folding import fold
from newsroom.lib.richtext.lines import Line, Lines
from newsroom.models import User

PARTS = ("headline", "standfirst", "body")
MOST_IN_A_HEADLINE = 300
"""What its column holds."""
_WORD = re.compile(r"[^\W_]+(?:['’ʼ`][^\W_]+)*")
_BETWEEN = re.compile("[ \\u00a0\u2010-\u2012-]+")
"""What may stand between the words of one expression: a comma or a full stop ends it."""


class Text:
    """A story's words by part, in lines; the body is HTML and is put together again after a change."""

    def __init__(self, parts: Mapping[str, str]) -> None:
        self._body = Lines(parts.get("body", ""))
        self.lines: dict[str, list[Line]] = {
            "headline": _plain(parts.get("headline", "")),
            "standfirst": _plain(parts.get("standfirst", "")),
            "body": list(self._body),
        }

    def parts(self) -> dict[str, str]:
        plain = {
            part: "\n".join(line.text for line in self.lines[part]) for part in ("headline", "standfirst")
        }
        return {**plain, "body": self._body.html()}


def _plain(text: str) -> list[Line]:
    return [Line.plain(line) for line in text.replace("\r\n", "\n").split("\n")]


class Place(NamedTuple):
    """Where something stands: the part, its line and the letters."""

    part: str
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An avoided word as it stands in a story, in its sentence."""

    place: Place
    word_id: int
    avoid: str
    preferred: str
    why: str
    found: str
    before: str
    after: str
    instead: str
    """What one click writes there; empty for another form of the word, which only a person can put right."""

    @property
    def key(self) -> str:
        """Says in a form which one is meant, so that a text that changed meanwhile is not changed in a wrong place."""
        return f"{self.place.part}:{self.place.line}:{self.place.start}:{self.word_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuotation:
    """A quotation that was opened and is closed with another mark, or never."""

    place: Place
    opened: str
    closed: str
    before: str
    quotation: str
    after: str


class _Token(NamedTuple):
    root: str
    start: int
    end: int


class Expression(NamedTuple):
    """One line of the list, as its roots."""

    word: HouseWord
    avoid: tuple[str, ...]
    preferred: tuple[str, ...]


def _roots(text: str, language: str) -> tuple[str, ...]:
    return tuple(token.root for token in _tokens(text, language))


def _tokens(text: str, language: str) -> list[_Token]:
    return [
        _Token(root("".join(words(match[0])), language), match.start(), match.end())
        for match in _WORD.finditer(text)
    ]


def expressions(language: str) -> dict[str, list[Expression]]:
    """The list of one language, by the first root of what is avoided."""
    found: dict[str, list[Expression]] = defaultdict(list)
    for word in HouseWord.objects.filter(language=language):
        avoid = _roots(word.avoid, language)
        if avoid:
            found[avoid[0]].append(Expression(word, avoid, _roots(word.preferred, language)))
    return dict(found)


def findings(text: Text, language: str) -> list[Finding]:
    """In the order of the story. The longer of two expressions that begin at one word counts."""
    known = expressions(language)
    return [
        finding
        for part in PARTS
        for number, line in enumerate(text.lines[part] if known else ())
        for finding in _in_line(Place(part, number, 0, 0), line.text, known, language)
    ]


def _in_line(at: Place, text: str, known: Mapping[str, list[Expression]], language: str) -> Iterator[Finding]:
    tokens = _tokens(text, language)
    behind = 0
    for number, token in enumerate(tokens):
        if number < behind:
            continue
        standing = [
            expression
            for expression in known.get(token.root, ())
            if _stands(expression.avoid, tokens, number, text) and _is_meant(expression, tokens, number, text)
        ]
        if not standing:
            continue
        best = max(standing, key=lambda expression: len(expression.avoid))
        behind = number + len(best.avoid)
        place = at._replace(start=token.start, end=tokens[behind - 1].end)
        yield _finding(best.word, place, text)


def _stands(wanted: tuple[str, ...], tokens: list[_Token], number: int, text: str) -> bool:
    """Whether these roots follow each other from this token on, with nothing but spaces and hyphens between."""
    here = tokens[number : number + len(wanted)]
    return tuple(token.root for token in here) == wanted and all(
        _BETWEEN.fullmatch(text, first.end, second.start)
        for first, second in zip(here, here[1:], strict=False)
    )


def _is_meant(expression: Expression, tokens: list[_Token], number: int, text: str) -> bool:
    """False where the words are part of what the paper writes, or are that already in everything but their form."""
    word, avoid, preferred = expression
    found = text[tokens[number].start : tokens[number + len(avoid) - 1].end]
    if avoid == preferred:
        # The two differ in spelling or in capitals alone: another form of the word is no fault.
        is_avoided = fold(found) == fold(word.avoid) and found != word.preferred
        return is_avoided and (fold(word.avoid) != fold(word.preferred) or found == word.avoid)
    for shift in range(len(preferred) - len(avoid) + 1):
        is_part = preferred[shift : shift + len(avoid)] == avoid
        if is_part and number >= shift and _stands(preferred, tokens, number - shift, text):
            return False
    return True


def _finding(word: HouseWord, place: Place, text: str) -> Finding:
    start, end = sentences.around(text, place.start, place.end)
    found = text[place.start : place.end]
    return Finding(
        place=place,
        word_id=word.pk,
        avoid=word.avoid,
        preferred=word.preferred,
        why=word.why,
        found=found,
        before=text[start : place.start],
        after=text[place.end : end],
        instead=_instead(word, found),
    )


def _instead(word: HouseWord, found: str) -> str:
    """The preferred words with the first letter as it stands; nothing for another form than the avoided one."""
    if not word.preferred or fold(found) != fold(word.avoid):
        return ""
    if fold(word.avoid) == fold(word.preferred):
        return word.preferred
    if len(found) > 1 and found.isupper() and not word.avoid.isupper():
        return word.preferred.upper()
    if found[0].isupper() and not word.avoid[0].isupper():
        return word.preferred[0].upper() + word.preferred[1:]
    return word.preferred


def open_quotations(text: Text, language: str) -> list[OpenQuotation]:
    found = []
    for part in PARTS:
        lines = text.lines[part]
        for number, start, end, opened, closed in typography.open_quotations(lines, language):
            words_there = lines[number].text
            # One that is never closed would show the whole paragraph: its own sentence is enough to find it.
            first, last = sentences.around(words_there, start, end if closed else start + 1)
            end = min(end, last)
            found.append(
                OpenQuotation(
                    place=Place(part, number, start, end),
                    opened=opened,
                    closed=closed,
                    before=words_there[first:start],
                    quotation=words_there[start:end],
                    after=words_there[end:last],
                )
            )
    return found


# Changing the working copy -----------------------------------------------------------------------------------

Result = TypeVar("Result")


class TextHasChanged(Exception):
    """The story says something else than the page showed: nothing was changed."""


def replace(article: Article, by: User, key: str, *, shown: int | None, note: str = "") -> Finding:
    """Write the preferred words in the one place that `key` names, and save a revision based on the one shown."""

    def change(text: Text, language: str) -> Finding:
        finding = next((one for one in findings(text, language) if one.key == key and one.instead), None)
        if finding is None:
            raise TextHasChanged
        part, line, start, end = finding.place
        text.lines[part][line].replace(start, end, finding.instead)
        return finding

    return _change(article, by, shown, note, change)


def set_typography(article: Article, by: User, *, shown: int | None, note: str = "") -> bool:
    """Set marks and ties in the working copy, and save a revision. False when there was nothing to set."""

    def change(text: Text, language: str) -> bool:
        before = text.parts()
        for part in PARTS:
            for line in text.lines[part]:
                typography.set_line(line, language)
        return text.parts() != before

    return _change(article, by, shown, note, change)


def _change(
    article: Article,
    by: User,
    shown: int | None,
    note: str,
    change: Callable[[Text, str], Result],
) -> Result:
    """`shown` is the number of the revision that the person looked at: another's save is never written over."""
    with transaction.atomic():
        fresh = revisions.locked(article)
        if not Powers(by).may_edit(fresh):
            raise Refused(_("You may not change this story."))
        if fresh.latest_revision_id != shown:
            raise TextHasChanged
        text = Text({part: getattr(fresh, part) for part in PARTS})
        result = change(text, fresh.language)
        for part, words_now in text.parts().items():
            setattr(fresh, part, words_now)
        if len(fresh.headline) > MOST_IN_A_HEADLINE:
            raise Refused(
                _("The headline would be longer than %(most)d letters. Change it by hand.")
                % {"most": MOST_IN_A_HEADLINE}
            )
        fresh.save()
        revisions.record(fresh, by, based_on=fresh.latest_revision, note=note)
        return result
