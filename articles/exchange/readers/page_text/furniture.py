"""What every page of a site carries and no story owns: action bars, notices, lists of other stories."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.exchange.reading import Vocabulary
from newsroom.lib.folding import fold

from .dates import read_date
from .footer import is_footer_line
from .lines import Line, ends_a_sentence, last_mark, word_count

MAX_ACTION_BAR_LENGTH = 160
MAX_NOTICE_LENGTH = 500
MAX_OTHER_HEADLINE_LENGTH = 200


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split(", "))


_ACTIONS = _words(
    "pdf, пдф, share, print, printer, share this, print this, copy link, copied, bookmark, sharing, "
    "поделиться, поделись, распечатать, печать, напечатать, скопировать, в закладки, "
    "поділитися, поділитись, роздрукувати, друк, друкувати, надрукувати, скопіювати, скачать, завантажити, download"
)
_CHANNELS = _words(
    "facebook, twitter, telegram, whatsapp, viber, linkedin, instagram, youtube, vk, вконтакте, bluesky, threads, "
    "mastodon, reddit, pocket, email, e-mail, mail, messenger, x, tiktok, signal, фейсбук, твиттер, телеграм, вотсап, "
    "одноклассники, save, link, listen, comments, сохранить, ссылку, ссылка, слушать, комментарии, "
    "зберегти, посилання, слухати, коментарі, почта, пошта"
)
_SMALL_WORDS = _words(
    "on, this, via, the, article, story, page, to, in, with, by, text, по, в, на, у, через, эту, этой, статью, статьей, "
    "текст, текстом, страницу, цю, цією, статтю, статтею, сторінку, та, и, і, and, or"
)
_GLUED = sorted(
    {word.replace(" ", "").replace("-", "") for word in _ACTIONS | _CHANNELS if len(word) > 1},
    key=len,
    reverse=True,
)
_BAR_SEPARATORS = re.compile(r"[\s/|·•,_+>:—–-]+")

_LISTS = _words(
    "readers' choice, reader's choice, readers choice, most popular, most read, most viewed, popular, trending, "
    "trending now, editor's choice, editors' choice, editor's picks, editors' picks, read more, read also, see also, "
    "more on this topic, more on this story, more on the subject, more stories, more news, related stories, related articles, "
    "related, related news, recommended, recommended for you, you may also like, latest news, latest stories, latest, "
    "what to read next, read next, top stories, other stories, don't miss, "
    "выбор читателей, выбор редакции, самое читаемое, самое популярное, популярное, популярные материалы, сейчас читают, "
    "читайте также, читайте дальше, читать дальше, читать также, смотрите также, материалы по теме, по теме, новости по теме, еще по теме, "
    "ещё по теме, последние новости, главные новости, рекомендуем, другие материалы, другие новости, что почитать, "
    "вибір читачів, вибір редакції, найпопулярніше, популярне, найбільш читане, найчитаніше, читайте також, "
    "дивіться також, читати далі, матеріали за темою, за темою, новини за темою, ще за темою, останні новини, "
    "головні новини, рекомендуємо, інші новини, інші матеріали, зараз читають"
)
_TOPICS = re.compile(
    r"(?:topics?|tags?|tagged|keywords|темы?|теги|тэги|ключевые слова|теми|теґи|ключові слова)\s*:\s*(?P<tags>.+)",
    re.IGNORECASE,
)
_HASH_TAGS = re.compile(r"#[\w-]+(?:[\s,]+#[\w-]+)*")
_TAG_SEPARATOR = re.compile(r"\s*[,;|·•/]\s*|\s+#")
MAX_TAG_WORDS = 5

_COOKIE_NOTICE = re.compile(
    r"(?:we(?:\sand our partners)?\s(?:only\s)?use\s.{0,40}cookies|(?:this|our)\s(?:web)?site\suses\s.{0,20}cookies"
    r"|by\s(?:continuing|using|browsing)\b.{0,80}\bcookies"
    r"|(?:мы|наш сайт|этот сайт|сайт)\s+использу(?:ем|ет)\s.{0,20}(?:cookie|куки)|продолжая\b.{0,80}(?:cookie|куки)"
    r"|(?:ми|наш сайт|цей сайт|сайт)\s+використову(?:ємо|є)\s.{0,20}(?:cookie|кукі)|продовжуючи\b.{0,80}(?:cookie|кукі))",
    re.IGNORECASE,
)
_COOKIE_PURPOSE = re.compile(
    r"site|experience|accept|agree|consent|privacy|browser|settings|policy|traffic|analytics|preferences"
    r"|сайт|соглас|удобн|политик|браузер|настройк|аналитик|погоджу|згод|зручн|політик|налаштуван|аналітик",
    re.IGNORECASE,
)
_COOKIE_BUTTONS = _words(
    "accept, accept all, accept cookies, accept all cookies, i accept, i agree, agree, ok, okay, got it, reject, reject all, "
    "decline, manage, manage cookies, manage preferences, cookie settings, settings, learn more, allow all, close, "
    "принять, принять все, принимаю, согласен, согласиться, понятно, хорошо, отклонить, настройки, подробнее, закрыть, ок, "
    "прийняти, прийняти всі, приймаю, погоджуюсь, погоджуюся, зрозуміло, добре, відхилити, налаштування, докладніше, закрити"
)
_BROWSER_NOTICE = re.compile(
    r"(?:you\sare\susing|you're\susing|you\sseem\sto\sbe\susing)\san\s(?:outdated|old|unsupported)\s(?:version\sof\s.{0,30})?browser.*"
    r"|(?:your|this)\s(?:web\s)?browser\s(?:is|does|seems|has|version)\s.{0,30}"
    r"(?:out\sof\sdate|outdated|old|not\ssupport|unsupported|no\slonger\ssupported|support\b).*"
    r"|(?:please\s)?(?:upgrade|update)\syour\sbrowser\b.*|please\s(?:enable|turn on)\sjavascript.*"
    r"|(?:your\s)?javascript\sis\s(?:disabled|turned off).*"
    r"|(?:вы\sиспользуете|у\sвас)\sустаревш\w+\s(?:верси\w+\s)?браузер.*|ваш\sбраузер\s(?:устарел|не\sподдерживается).*"
    r"|(?:пожалуйста,?\s)?обновите\s(?:ваш\s|свой\s)?браузер.*|(?:пожалуйста,?\s)?включите\sjavascript.*"
    r"|(?:ви\sвикористовуєте|у\sвас)\sзастаріл\w+\s(?:версі\w+\s)?браузер.*|ваш\sбраузер\s(?:застарів|не\sпідтримується).*"
    r"|(?:будь\sласка,?\s)?оновіть\s(?:ваш\s|свій\s)?браузер.*|(?:будь\sласка,?\s)?увімкніть\sjavascript.*",
    re.IGNORECASE,
)
_SKIP_LINK = re.compile(
    r"(?:skip|jump)\sto\s(?:the\s)?(?:main\s)?(?:content|navigation|footer|menu|search)"
    r"|перейти\sк\s(?:основному\s)?(?:содержанию|содержимому|контенту|меню)|к\sсодержанию"
    r"|перейти\sдо\s(?:основного\s)?(?:вмісту|змісту|контенту|меню)",
    re.IGNORECASE,
)
_COUNTERS = re.compile(
    r"\d+\s*(?:min|mins|minutes?)(?:\s+(?:read|to read))?|(?:reading|read)\stime:?\s*\d+\s*\w*"
    r"|\d+\s*(?:мин|минут[аы]?|хв|хвилин[аи]?)\.?(?:\s(?:чтения|читання|на чтение))?|время\sчтения:?\s*\d+.{0,10}"
    r"|час\sчитання:?\s*\d+.{0,10}|\d+\s(?:comments?|views?|комментари\w+|просмотр\w*|коментар\w*|перегляд\w*)"
    r"|advertisement|advertising|реклама|promo",
    re.IGNORECASE,
)
_MENU = _words(
    "menu, search, home, main, log in, login, sign in, sign up, subscribe, support us, donate, newsletter, newsletters, "
    "back to top, to top, close, "
    "меню, поиск, главная, войти, вход, подписаться, подписка, поддержать, наверх, закрыть, "
    "пошук, головна, увійти, вхід, підписатися, підписка, підтримати, нагору, закрити"
)
"""Alone these are the site's menu, but only above the headline and below the story: "Home" can be a subhead."""


_LANGUAGES = _words("en, ru, uk, ua, eng, рус, укр, english, русский, українська")
"""A menu only in a row of two or more: "UK" alone is a section."""


def take_topics(lines: Sequence[Line]) -> tuple[tuple[str, ...], list[Line]]:
    """The tags of rows such as "Topics: war, EU", and the lines without them."""
    tags: dict[str, str] = {}
    others = []
    for line in lines:
        found = _tags_of(line.text)
        for tag in found:
            tags.setdefault(fold(tag), tag)
        if not found:
            others.append(line)
    return tuple(tags.values()), others


def without_furniture(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Line]:
    """The lines without action bars, notices and lists of other stories, wherever they stand."""
    kept: list[Line] = []
    position = 0
    while position < len(lines):
        length = (
            _length_of_actions(lines, position)
            or _length_of_notice(lines, position)
            or _length_of_list(lines, position, vocabulary)
        )
        if not length:
            kept.append(lines[position])
        position += length or 1
    return kept


def without_menus(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Line]:
    """The lines without the menus and the paper's own name above and below the story."""
    names = {fold(name) for name in vocabulary.site_names}
    start, end = 0, len(lines)
    while start < end and _is_menu(lines[start].text, names, vocabulary):
        start += 1
    while end > start and _is_menu(lines[end - 1].text, names, vocabulary):
        end -= 1
    return list(lines[start:end])


def _tags_of(text: str) -> list[str]:
    if len(text) > MAX_NOTICE_LENGTH or ends_a_sentence(text):
        return []
    found = _TOPICS.fullmatch(text)
    if not found and not _HASH_TAGS.fullmatch(text):
        return []
    tags = [tag.strip(" #") for tag in _TAG_SEPARATOR.split(found["tags"] if found else " " + text)]
    tags = [tag for tag in tags if tag]
    return tags if all(word_count(tag) <= MAX_TAG_WORDS for tag in tags) else []


def _length_of_actions(lines: Sequence[Line], start: int) -> int:
    """A run of lines made of "share", "print" and their kin. Channels alone ("Telegram") may be a subhead,
    so they need an action or two more channels beside them."""
    end, actions, channels = start, 0, 0
    while end < len(lines):
        found = _count_actions(lines[end].text)
        if found == (0, 0):
            break
        actions, channels, end = actions + found[0], channels + found[1], end + 1
    return end - start if actions or channels >= 3 else 0


def _count_actions(text: str) -> tuple[int, int]:
    """How many actions and channels a line is made of; none when it holds anything else."""
    if len(text) > MAX_ACTION_BAR_LENGTH or last_mark(text) in (".", "!", "?", "…"):
        return 0, 0
    actions = channels = 0
    for word in _BAR_SEPARATORS.split(fold(text)):
        if not word or word.isdigit() or word in _SMALL_WORDS:
            continue
        pieces = [word] if word in _ACTIONS | _CHANNELS else _unglue(word)
        if not pieces:
            return 0, 0
        actions += sum(piece in _ACTIONS for piece in pieces)
        channels += sum(piece in _CHANNELS for piece in pieces)
    return actions, channels


def _unglue(word: str) -> list[str]:
    """ "pdfshareprint" -> pdf, share, print; empty when a rest stays."""
    pieces = []
    while word:
        piece = next((piece for piece in _GLUED if word.startswith(piece)), "")
        if not piece:
            return []
        pieces.append(piece)
        word = word[len(piece) :]
    return pieces


def _length_of_notice(lines: Sequence[Line], start: int) -> int:
    """A cookie notice with its buttons, an old-browser notice, a skip link, a counter."""
    text = lines[start].text
    if len(text) > MAX_NOTICE_LENGTH:
        return 0
    if _SKIP_LINK.fullmatch(text) or _BROWSER_NOTICE.fullmatch(text) or _COUNTERS.fullmatch(text):
        return 1
    if not (_COOKIE_NOTICE.match(text) and _COOKIE_PURPOSE.search(text)):
        return 0
    end = start + 1
    while end < len(lines) and _is_row_of(lines[end].text, _COOKIE_BUTTONS):
        end += 1
    return end - start


def _is_row_of(text: str, labels: frozenset[str]) -> bool:
    """One of the labels, or several with a mark between them."""
    parts = [part for part in re.split(r"\s*[|·•/,]\s*", fold(text)) if part]
    return bool(parts) and all(part.rstrip(".!") in labels for part in parts)


def _length_of_list(lines: Sequence[Line], start: int, vocabulary: Vocabulary) -> int:
    """ "Readers' choice" with the headlines below it, up to a line that is none, or a wider gap."""
    label, _, inline = lines[start].text.partition(":")
    if fold(_plain_apostrophes(label)) not in _LISTS:
        return 0
    if inline.strip():
        return 0 if ends_a_sentence(inline) else 1
    end = start + 1
    usual_gap = None
    while end < len(lines) and _is_other_headline(lines[end].text):
        gap = lines[end].gap
        if end > start + 1:
            if usual_gap is not None and gap > usual_gap:
                break
            usual_gap = gap
        end += 1
    return end - start


def _is_other_headline(text: str) -> bool:
    if len(text) > MAX_OTHER_HEADLINE_LENGTH or is_footer_line(text) or _count_actions(text) != (0, 0):
        return False
    is_label = fold(_plain_apostrophes(text.rstrip(":"))) in _LISTS
    return not is_label and not _tags_of(text) and last_mark(text) not in (".", "…", ":")


def _plain_apostrophes(text: str) -> str:
    return text.replace("’", "'").replace("ʼ", "'").strip(" .")


def _is_menu(text: str, site_names: set[str], vocabulary: Vocabulary) -> bool:
    if fold(text) in site_names or _is_row_of(text, _MENU):
        return True
    parts = [part for part in re.split(r"\s*[|·•/]\s*", text) if part]
    if len(parts) > 1 and all(fold(part) in _MENU | _LANGUAGES for part in parts):
        return True
    is_row = len(parts) >= 4 and all(word_count(part) <= 3 and not ends_a_sentence(part) for part in parts)
    return is_row and not any(read_date(part, vocabulary.zone) for part in parts)
