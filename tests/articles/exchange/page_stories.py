"""Random stories for the property test of the page reader: a `NewsItem`, a `Footer`, and the habits of a site."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

from hypothesis import strategies as st

from articles.exchange.reading import Footer
from articles.newsitem import Byline, BylineRole, NewsItem, PhotoPlace, PhotoUse, Term
from tests.articles.exchange.page_printer import Habits

WORDS = {
    "en": (
        "war peace Ukraine’s council vote river “guarantees” city said the a of to before Berlin NATO 25% Q&A <b> "
        "cookies photo editor chief share print ceasefire — son-in-law don’t 2025 winter, president he they"
    ).split(),
    "ru": (
        "война мир совет голосование река «гарантии» город сказал на в перед Берлином НАТО 25% <b> P&L файлы фото "
        "редактор главный поделиться печать перемирие — что-то 2025 зима, президент он они объявил съёмка"
    ).split(),
    "uk": (
        "війна мир рада голосування річка «гарантії» місто сказав на в перед Берліном НАТО 25% <b> P&L файли світлина "
        "редактор головний поділитися друк перемир’я — щось 2025 зима, президент він вони її ґанок"
    ).split(),
}
STARTS = {
    "en": ("Kyiv", "The", "“Nobody", "Photo", "Editor", "Moscow", "In", "We", "Share"),
    "ru": ("Киев", "Это", "«Никто", "Фото", "Главный", "Москва", "В", "Мы", "Печать"),
    "uk": ("Київ", "Це", "«Ніхто", "Світлина", "Головний", "Їхній", "У", "Ми", "Друк"),
}
ENDS = {
    "en": ("last night", "she added", "in the end", "of the border”"),
    "ru": ("этой ночью", "добавила она", "в конце концов", "на границе»"),
    "uk": ("цієї ночі", "додала вона", "зрештою", "на кордоні»"),
}
PEOPLE = {
    "en": (
        ("Tolga Akmen", "TOLGA AKMEN"),
        ("Jane O’Neil-Roe", "JANE O’NEIL-ROE"),
        ("John McKay", "JOHN MCKAY"),
    ),
    "ru": (("Анна Иванова", "АННА ИВАНОВА"), ("Пётр Семёнов-Тян", "ПЁТР СЕМЁНОВ-ТЯН")),
    "uk": (("Олена Шевченко", "ОЛЕНА ШЕВЧЕНКО"), ("Іван Нечуй", "ІВАН НЕЧУЙ")),
}
AGENCIES = ("EPA", "AFP", "Getty Images", "EPA-EFE", "Newsroom Europe", "ТАСС", "УНІАН")
KINDS = {
    "en": ("News", "Stories", "Interview", "Columns"),
    "ru": ("Новости", "Истории", "Интервью", "Сюжеты"),
    "uk": ("Новини", "Історії", "Коментар", "Колонки"),
}
SECTIONS = {
    "en": ("Politics", "Society", "Human rights", "UK"),
    "ru": ("Политика", "Общество", "Права человека"),
    "uk": ("Політика", "Суспільство", "Права людини"),
}
KNOWN_KINDS = (
    "News",
    "Stories",
    "Interview",
    "Новости",
    "Истории",
    "Интервью",
    "Новини",
    "Історії",
    "Коментар",
)
AUTHORS = {
    "en": ("Jane Roe", "John van der Berg", "Mary-Ann Smith"),
    "ru": ("Мария Крылова", "Лев Д. Орлов"),
    "uk": ("Наталя В’юн", "Юрій Коваль"),
}
AFFILIATIONS = {
    "en": ("correspondent", "exclusively for The Wire", "for Newsroom Europe"),
    "ru": ("корреспондент", "специально для «Волны»"),
    "uk": ("кореспондентка", "спеціально для «Хвилі»"),
}
TAGS = {"en": ("war", "EU", "Human rights"), "ru": ("Война", "ЕС"), "uk": ("Війна", "ЄС", "права людини")}
LINKS = {
    "en": ("Terms of use", "Privacy policy", "Contacts"),
    "ru": ("Условия использования", "Политика конфиденциальности"),
    "uk": ("Умови використання", "Політика конфіденційності"),
}
EDITORS = {"en": "Kirill Martynov", "ru": "Кирилл Мартынов", "uk": "Кирило Мартинов"}


@st.composite
def phrases(draw: st.DrawFn, language: str, least: int, most: int) -> str:
    """A run of words that begins with a capital and ends with no mark."""
    words = draw(st.lists(st.sampled_from(WORDS[language]), min_size=least, max_size=most))
    return " ".join([draw(st.sampled_from(STARTS[language])), *words, draw(st.sampled_from(ENDS[language]))])


@st.composite
def paragraphs(draw: st.DrawFn, language: str) -> str:
    speech = draw(st.sampled_from(("", "", "", "— ", "– ")))
    return (
        speech + draw(phrases(language, 5, 25)) + draw(st.sampled_from((".", ".", ".", "!", "?", "…", ":")))
    )


def closing_paragraphs(language: str) -> st.SearchStrategy[str]:
    return phrases(language, 5, 25).map(lambda text: text + ".")


@st.composite
def photos(draw: st.DrawFn, key: str, place: PhotoPlace, language: str) -> PhotoUse:
    name, shouted = draw(st.sampled_from(PEOPLE[language]))
    agency, second = draw(st.lists(st.sampled_from(AGENCIES), min_size=2, max_size=2, unique=True))
    person, line, agencies = draw(
        st.sampled_from(
            (
                (name, f"{agency} / {shouted}", agency),
                (name, f"{agency}/{shouted}", agency),
                (name, f"{name} / {agency}", agency),
                (name, f"{name} / {agency} / {second}", f"{agency} / {second}"),
                (name, f"{name} for {agency}", agency),
                (name, name, ""),
                ("", agency, agency),
            )
        )
    )
    caption = f"{draw(phrases(language, 3, 10))} {key}" + draw(
        st.sampled_from((".", ", 8 December 2025.", ""))
    )
    return PhotoUse(
        key=key, place=place, caption=caption, credit_line=line, photographer=person, agency=agencies
    )


@st.composite
def bodies(draw: st.DrawFn, language: str, first_key: int) -> tuple[str, list[PhotoUse]]:
    """HTML that begins with two paragraphs (an earlier photo would be the lead) and closes with one."""
    first, second = draw(closing_paragraphs(language)), draw(closing_paragraphs(language))
    # The same line twice running below a headline would be a caption.
    blocks = [("p", first), ("p", "2025: " + second if second == first else second)]
    inline: list[PhotoUse] = []
    for tag in draw(st.lists(st.sampled_from(("p", "p", "p", "h2", "ul", "ol", "figure")), max_size=8)):
        if tag == "p":
            blocks.append((tag, draw(paragraphs(language))))
        elif tag == "h2":
            blocks.append((tag, draw(phrases(language, 0, 5))))
        elif tag == "figure" and blocks[-1][0] != "h2":
            photo = draw(photos(str(first_key + len(inline)), PhotoPlace.INLINE, language))
            inline.append(photo)
            blocks.append((tag, photo.key))
        elif tag in ("ul", "ol") and blocks[-1][0] not in ("ul", "ol"):
            items = draw(st.lists(phrases(language, 0, 6), min_size=2, max_size=4))
            blocks.append((tag, "".join(f"<li>{escape(text, quote=False)}</li>" for text in items)))
    blocks.append(("p", draw(closing_paragraphs(language))))
    return "".join(_html(tag, inner) for tag, inner in blocks), inline


def _html(tag: str, inner: str) -> str:
    if tag == "figure":
        return f'<figure data-photo="{inner}"></figure>'
    return f"<{tag}>{inner if tag in ('ul', 'ol') else escape(inner, quote=False)}</{tag}>"


@st.composite
def bylines(draw: st.DrawFn, language: str) -> tuple[Byline, ...]:
    names = draw(st.lists(st.sampled_from(AUTHORS[language]), max_size=2, unique=True))
    writers = [
        Byline(name=name, affiliation=draw(st.sampled_from(("", *AFFILIATIONS[language])))) for name in names
    ]
    roles = draw(st.sets(st.sampled_from((BylineRole.TRANSLATION, BylineRole.PHOTOGRAPHS))))
    helpers = [
        Byline(name=draw(st.sampled_from(AUTHORS[language])), role=role)
        for role in BylineRole
        if role in roles
    ]
    return (*writers, *helpers)


@st.composite
def stories(draw: st.DrawFn) -> NewsItem:
    language = draw(st.sampled_from(("en", "ru", "uk")))
    has_lead = draw(st.booleans())
    lead = (draw(photos("1", PhotoPlace.LEAD, language)),) if has_lead else ()
    body, inline = draw(bodies(language, 1 + len(lead)))
    names = draw(bylines(language))
    moment = draw(
        st.none() | st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
    )
    kind = draw(st.none() | st.sampled_from(KINDS[language]))
    section = draw(
        st.sampled_from(SECTIONS[language])
        if kind and kind not in KNOWN_KINDS
        else st.none() | st.sampled_from(SECTIONS[language])
    )
    standfirst = draw(phrases(language, 6, 15)) + draw(st.sampled_from((".", "")))
    headline = draw(phrases(language, 5, 10)) + draw(st.sampled_from(("", "", "?", "!")))
    # The same line twice running would be the headline, printed twice.
    has_standfirst = draw(st.booleans()) and (has_lead or names or moment) and standfirst != headline
    return NewsItem(
        headline=headline,
        language=language,
        standfirst=standfirst if has_standfirst else "",
        kind=Term(name=kind) if kind else None,
        section=Term(name=section) if section else None,
        bylines=names,
        tags=tuple(Term(name=name) for name in draw(st.lists(st.sampled_from(TAGS[language]), unique=True))),
        photos=(*lead, *inline),
        body=body,
        published_at=moment.replace(second=0, microsecond=0) if moment else None,
    )


@st.composite
def footers(draw: st.DrawFn, language: str) -> Footer:
    links = draw(st.lists(st.sampled_from(LINKS[language]), unique=True))
    return Footer(editor_in_chief=draw(st.sampled_from(("", EDITORS[language]))), links=tuple(links))


def habits() -> st.SearchStrategy[Habits]:
    return st.builds(
        Habits,
        kicker=st.sampled_from(("glued", " · ", " / ", " | ", "lines")),
        captions=st.sampled_from(("once", "twice", "alt first", "apart", "loose")),
        is_byline_bare=st.booleans(),
        byline_first=st.booleans(),
        date=st.sampled_from(("words", "iso", "dotted", "clock first", "american")),
        blank_lines=st.sampled_from(((0,), (1,), (2,), (1, 2), (0, 1, 2))),
        line_end=st.sampled_from(("\n", "\r\n", "\r")),
        bar=st.sampled_from(("bottom", "top", "middle", "everywhere", "nowhere")),
        popular=st.sampled_from(("nowhere", "middle", "bottom", "last")),
        notices=st.booleans(),
        footer=st.sampled_from(("one line", "lines", "links first", "bars")),
        bullet=st.sampled_from(("• ", "- ", "▪ ")),
        seed=st.integers(0, 2**32),
    )
