"""Print a story as a page of a news site would be saved as text. Shares no code with the reader.

`Habits` are the ways of one site: how it sets its kicker, prints captions twice, where its action bar stands.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from html.parser import HTMLParser

from articles.exchange.reading import Footer
from articles.newsitem import Byline, BylineRole, NewsItem, PhotoUse

ACTION_BARS = {
    "en": (
        "pdfshareprint",
        "pdf share print",
        "PDF / Share / Print",
        "printsharepdf",
        "Share",
        "Share on Facebook",
    ),
    "ru": (
        "pdfподелитьсяраспечатать",
        "pdf поделиться распечатать",
        "поделитьсяпечать",
        "Поделиться · Распечатать",
    ),
    "uk": ("pdfподілитисядрук", "pdf поділитися роздрукувати", "Поділитися / Друк", "друкподілитися"),
}
POPULAR = {
    "en": ("Readers' choice", "Readers’ choice", "Most popular", "Most read"),
    "ru": ("Выбор читателей", "Самое читаемое", "Читайте также"),
    "uk": ("Вибір читачів", "Найпопулярніше", "Читайте також"),
}
NOTICES = {
    "en": (
        "Skip to content",
        "We use cookies to improve your experience on this site. Read our privacy policy to learn more.\nAccept all",
        "You are using an outdated browser. Please upgrade your browser to improve your experience.",
    ),
    "ru": (
        "Перейти к содержанию",
        "Мы используем файлы cookie, чтобы сайт работал удобнее.\nПринять",
        "Вы используете устаревший браузер. Обновите его.",
    ),
    "uk": (
        "Перейти до змісту",
        "Ми використовуємо файли cookie, щоб сайт працював зручніше.\nПрийняти",
        "Ваш браузер застарів. Оновіть його.",
    ),
}
EDITOR = {
    "en": ("Editor in chief — {}", "Editor-in-chief: {}"),
    "ru": ("Главный редактор — {}", "Главный редактор: {}"),
    "uk": ("Головний редактор — {}", "Головна редакторка: {}"),
}
TOPICS = {"en": ("Topics: ", "Tags: "), "ru": ("Темы: ", "Теги: "), "uk": ("Теми: ", "Теги: ")}
PHOTO = {"en": ("Photo: ", "Photo by "), "ru": ("Фото: ",), "uk": ("Фото: ", "Світлина: ")}
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
}
AND = {"en": " and ", "ru": " и ", "uk": " та "}
SIGNED = {
    BylineRole.BY: {"en": ("By ", "Text: "), "ru": ("Автор: ", "Текст: "), "uk": ("Автор: ", "Текст: ")},
    BylineRole.TRANSLATION: {"en": ("Translated by ",), "ru": ("Перевод: ",), "uk": ("Переклад: ",)},
    BylineRole.PHOTOGRAPHS: {"en": ("Photographs by ",), "ru": ("Фотографии: ",), "uk": ("Світлини: ",)},
}


@dataclass(frozen=True, kw_only=True)
class Habits:
    kicker: str = "glued"
    """glued, or the mark between kind and section; "lines" for a line each."""
    captions: str = "twice"
    """once; twice; "alt first" (the first copy without its credit); "apart" (the credit on its own line)."""
    is_byline_bare: bool = False
    byline_first: bool = False
    """Byline and date above the photo, not below it."""
    date: str = "words"
    blank_lines: tuple[int, ...] = (1,)
    """Chosen from at random, between two lines that belong to different parts of the page."""
    line_end: str = "\n"
    bar: str = "bottom"
    """Where the action bar stands: bottom, top, middle, everywhere, nowhere."""
    popular: str = "nowhere"
    notices: bool = False
    footer: str = "one line"
    bullet: str = "• "
    seed: int = 0


def print_page(item: NewsItem, footer: Footer, habits: Habits) -> str:
    """The whole page, parts and blank lines as the habits have it."""
    chance = random.Random(habits.seed)
    body = _body_parts(item, habits, chance)
    bar = chance.choice(ACTION_BARS[item.language])
    parts = [chance.choice(NOTICES[item.language])] if habits.notices else []
    parts += _kicker_parts(item, habits)
    parts += [item.headline] + ([bar] if habits.bar in ("top", "everywhere") else [])
    parts += _head_parts(item, habits, chance)
    middle = max(
        position
        for position, part in enumerate(body)
        if part.startswith("\0") and position <= len(body) // 2 + 1
    )
    body[middle] = body[middle].removeprefix("\0")
    inserted = [bar] if habits.bar in ("middle", "everywhere") else []
    inserted += [_popular(item.language, chance)] if habits.popular == "middle" else []
    body[middle:middle] = inserted
    parts += [part.removeprefix("\0") for part in body]
    parts += [_topics(item, chance)] if item.tags else []
    parts += [bar] if habits.bar in ("bottom", "everywhere") else []
    parts += [_popular(item.language, chance)] if habits.popular == "bottom" else []
    parts += _footer_parts(item.language, footer, habits, chance)
    parts += [_popular(item.language, chance)] if habits.popular == "last" else []
    return _join(parts, habits, chance)


def _join(parts: list[str], habits: Habits, chance: random.Random) -> str:
    page = "\n" * chance.choice(habits.blank_lines)
    for part in parts:
        page += part + "\n" + "\n" * chance.choice(habits.blank_lines)
    return page.replace("\n", habits.line_end)


def _kicker_parts(item: NewsItem, habits: Habits) -> list[str]:
    words = [term.name for term in (item.kind, item.section) if term]
    if len(words) < 2 or habits.kicker == "lines":
        return words
    return ["".join(words)] if habits.kicker == "glued" else [habits.kicker.join(words)]


def _head_parts(item: NewsItem, habits: Habits, chance: random.Random) -> list[str]:
    signed = _byline_parts(item, habits, chance)
    if item.published_at:
        signed.append(_date(item, habits))
    lead = item.lead_photo
    photo = [_photo(lead, item.language, habits, chance)] if lead else []
    standfirst = [item.standfirst] if item.standfirst else []
    return standfirst + (signed + photo if habits.byline_first else photo + signed)


def _byline_parts(item: NewsItem, habits: Habits, chance: random.Random) -> list[str]:
    parts = []
    for role in BylineRole:
        names = [_name(byline) for byline in item.bylines if byline.role == role]
        if not names:
            continue
        lead_in = chance.choice(SIGNED[role][item.language])
        is_bare = habits.is_byline_bare and role is BylineRole.BY
        joined = ", ".join(names[:-1]) + AND[item.language] + names[-1] if len(names) > 1 else names[0]
        parts.append(("" if is_bare else lead_in) + joined)
    return parts


def _name(byline: Byline) -> str:
    return byline.name + (", " + byline.affiliation if byline.affiliation else "")


def _date(item: NewsItem, habits: Habits) -> str:
    moment = item.published_at
    assert moment is not None
    month = MONTHS[item.language].split()[moment.month - 1]
    clock = f"{moment:%H:%M}"
    match habits.date:
        case "iso":
            return f"{moment:%Y-%m-%d} {clock}"
        case "dotted":
            return f"{moment:%d.%m.%Y} {clock}"
        case "clock first":
            return f"{clock}, {moment.day} {month} {moment.year}"
        case "american" if item.language == "en":
            return f"{month} {moment.day}, {moment.year}, {clock}"
        case _:
            return f"{moment.day} {month} {moment.year}, {clock}"


def _photo(photo: PhotoUse, language: str, habits: Habits, chance: random.Random) -> str:
    """The lines of a photo, blank lines between its two printings now and then."""
    lead_in = chance.choice(PHOTO[language])
    gap = "\n" * chance.choice((1, 2, 3))
    whole = f"{photo.caption} {lead_in}{photo.credit_line}".strip()
    apart = f"{photo.caption}\n{lead_in}{photo.credit_line}".strip()
    match habits.captions:
        case "once":
            return whole
        case "alt first" if photo.caption:
            return photo.caption + gap + whole
        case "apart" if photo.caption:
            return apart + gap + apart
        case "loose":
            return (
                whole
                + gap
                + whole.replace("’", "'").replace("“", '"').replace("”", '"').replace(" ", " \u00a0", 2)
            )
        case _:
            return whole + gap + whole


def _body_parts(item: NewsItem, habits: Habits, chance: random.Random) -> list[str]:
    """The body's parts; a zero byte marks those before which a foreign block may stand without doubt."""
    blocks = _Blocks()
    blocks.feed(item.body)
    parts = []
    for tag, lines in blocks.blocks:
        if tag == "figure":
            photo = item.photo(lines[0])
            assert photo is not None
            parts.append(_photo(photo, item.language, habits, chance))
        elif tag == "ul":
            parts.append("\n".join(habits.bullet + line for line in lines))
        elif tag == "ol":
            parts.append("\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1)))
        else:
            is_plain_paragraph = tag == "p" and lines[0].endswith((".", "…"))
            parts.append(("\0" if is_plain_paragraph else "") + lines[0])
    return parts


def _topics(item: NewsItem, chance: random.Random) -> str:
    return chance.choice(TOPICS[item.language]) + ", ".join(tag.name for tag in item.tags)


def _popular(language: str, chance: random.Random) -> str:
    headlines = {
        "en": ("The mayor who would not leave", "Who counted the votes?", "Five winters on the border"),
        "ru": ("Мэр, который не хотел уходить", "Кто считал голоса?", "Пять зим на границе"),
        "uk": ("Мер, який не хотів іти", "Хто рахував голоси?", "П’ять зим на кордоні"),
    }[language]
    return "\n".join([chance.choice(POPULAR[language]), *headlines[: chance.choice((1, 2, 3))]])


def _footer_parts(language: str, footer: Footer, habits: Habits, chance: random.Random) -> list[str]:
    editor = (
        [chance.choice(EDITOR[language]).format(footer.editor_in_chief)] if footer.editor_in_chief else []
    )
    links = list(footer.links)
    match habits.footer:
        case "lines":
            return editor + links
        case "links first":
            return ([" · ".join(links)] if links else []) + editor
        case "bars":
            return [" | ".join(editor + links)] if editor + links else []
        case _:
            return [". ".join(editor + links) + "."] if editor + links else []


class _Blocks(HTMLParser):
    """The body's HTML as (tag, lines)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[str, list[str]]] = []
        self._list: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "figure":
            self.blocks.append((tag, [dict(attrs)["data-photo"] or ""]))
        elif tag in ("ul", "ol"):
            self._list = []
            self.blocks.append((tag, self._list))
        elif tag == "li":
            assert self._list is not None
            self._list.append("")
        else:
            self._list = None
            self.blocks.append((tag, [""]))

    def handle_data(self, data: str) -> None:
        self.blocks[-1][1][-1] += data
