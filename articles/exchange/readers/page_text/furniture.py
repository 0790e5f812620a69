"""What every page of a site carries and no story owns: action bars, notices, lists of other stories."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.exchange.reading import Vocabulary
from newsroom.lib.folding import fold

from .dates import read_date
from .footer import is_footer_line
from .kicker import is_full_kicker, read_kicker
from .lines import Line, ends_a_sentence, is_closed, last_mark, word_count

MAX_ACTION_BAR_LENGTH = 160
MAX_NOTICE_LENGTH = 500
MAX_OTHER_HEADLINE_LENGTH = 200


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split(", "))


_ACTIONS = _words(
    "pdf, пдф, share, print, printer, share this, print this, copy link, copied, bookmark, sharing, "
    "поделиться, поделись, распечатать, печать, напечатать, скопировать, в закладки, "
    "поділитися, поділитись, поширити, поширюйте, роздрукувати, друк, друкувати, надрукувати, скопіювати, скачать, завантажити, download"
)
_CHANNELS = _words(
    "facebook, twitter, telegram, whatsapp, viber, linkedin, instagram, youtube, vk, вконтакте, bluesky, threads, "
    "mastodon, reddit, pocket, email, e-mail, mail, messenger, x, tiktok, signal, tweet, pinterest, flipboard, "
    "шер, шэр, шейр, принт, твитнуть, отправить, переслать, твітнути, надіслати, відправити, фейсбук, твиттер, телеграм, вотсап, "
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
_WHERE_TO_SHARE = re.compile(
    r"\b(?:on|to|via)\ssocial\s(?:media|networks)\b|\bwith\s(?:your\s)?friends\b|\bcopy(?=\s(?:the\s)?(?:link|url)\b)"
    r"|\bв\s(?:соцсетях|соцсети|социальных\sсетях)\b|\bс\sдрузьями\b"
    r"|\b[ву]\s(?:соцмережах|соцмережі|соціальних\sмережах)\b|\b[зі]\sдрузями\b"
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
_OF_THIS_TIME = re.compile(
    r"\s(?:(?:of|in|for)?\s?(?:today|now|the\s(?:day|week|month)|this\s(?:week|month)|last\s\d+\s\w+)|on\s(?:the|this|our)\ssite"
    r"|сегодня|сейчас|сьогодні|зараз|(?:за|на)\s(?:день|сутки|неделю|месяц|добу|тиждень|місяць|сайте|сайті))$"
)
"""What may follow such a label: "Most read this week", "Самое читаемое за неделю"."""
_TOPIC_LABELS = _words(
    "topic, topics, tag, tags, tagged, keywords, тема, темы, теги, тэги, ключевые слова, теми, теґи, ключові слова"
)
_TOPICS = re.compile(rf"(?:{'|'.join(sorted(_TOPIC_LABELS))})\s*:\s*(?P<tags>.+)", re.IGNORECASE)
_HASH_TAGS = re.compile(r"#[\w-]+(?:[\s,]+#[\w-]+)+")
"""Two at least: a single one may be a shout in the story."""
_TAG_SEPARATOR = re.compile(r"\s*[,;|·•/]\s*|\s+#")
MAX_TAG_WORDS = 5
MAX_TAGS = 20
MAX_OTHER_HEADLINES = 60
"""With their kickers and dates; a longer run is no list beside a story."""

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
    r"(?:out\sof\sdate|outdated|not\ssupport|unsupported|no\slonger\ssupported|support\b).*"
    r"|(?:please\s)?(?:upgrade|update)\syour\sbrowser\b.*|please\s(?:enable|turn on)\sjavascript.*"
    r"|(?:your\s)?javascript\sis\s(?:disabled|turned off).*"
    r"|(?:вы\sиспользуете|у\sвас)\sустаревш\w+\s(?:верси\w+\s)?браузер.*|ваш\sбраузер\s(?:устарел|не\sподдерживается).*"
    r"|(?:пожалуйста,?\s)?обновите\s(?:ваш\s|свой\s)?браузер.*|(?:пожалуйста,?\s)?включите\sjavascript.*"
    r"|(?:ви\sвикористовуєте|у\sвас)\sзастаріл\w+\s(?:версі\w+\s)?браузер.*|ваш\sбраузер\s(?:застарів|не\sпідтримується).*"
    r"|(?:будь\sласка,?\s)?оновіть\s(?:ваш\s|свій\s)?браузер.*|(?:будь\sласка,?\s)?увімкніть\sjavascript.*",
    re.IGNORECASE,
)
_INVITATION = re.compile(
    r"(?:(?:please\s)?(?:subscribe|sign\sup)(?:\s(?:now|here))?\s(?:to|for)|join|follow|read)\s(?:us|our)\b.{0,60}"
    r"|(?:подпи(?:шитесь|сывайтесь)|читайте\sнас|следите\sза\sнами)\s(?:на|в)\s.{1,60}"
    r"|(?:підпи(?:шіться|суйтесь|суйтеся)|читайте\sнас|стежте\sза\sнами)\s(?:на|в|у)\s.{1,60}",
    re.IGNORECASE,
)
_OWN_CHANNEL = re.compile(
    r"newsletter|channel|facebook|twitter|telegram|instagram|youtube|whatsapp|viber|rss|podcast"
    r"|рассылк|канал|телеграм|фейсбук|соцсет|подкаст|розсилк|соцмереж",
    re.IGNORECASE,
)
"""An invitation to the paper's own letters and channels; a story may ask its readers to join our fight."""

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
    r"|listen\sto\s(?:this|the)\s(?:article|story)(?:\s\d.{0,20})?"
    r"|(?:прослушать|послушать|слушать|прослухати|слухати)\s(?:эту\s|цю\s)?(?:статью|статтю|текст)"
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
    others: list[Line] = []
    position = 0
    while position < len(lines):
        found, length = _tags_of(lines[position].text), 1
        if not found:
            found = _tags_below(lines, position)
            length += len(found)
        for tag in found:
            tags.setdefault(fold(tag), tag)
        others += [] if found else [lines[position]]
        position += length
    return tuple(tags.values()), others


def without_furniture(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Line]:
    """The lines without action bars, notices and lists of other stories, wherever they stand."""
    kept: list[Line] = []
    is_below_story = False
    position = 0
    while position < len(lines):
        length = (
            _length_of_actions(lines, position)
            or _length_of_notice(lines, position)
            or _length_of_list(lines, position, vocabulary, is_below_story=is_below_story)
        )
        if not length:
            kept.append(lines[position])
            is_below_story = is_below_story or _is_paragraph(lines[position])
        position += length or 1
    return _without_last_list(kept, vocabulary)


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


def _tags_below(lines: Sequence[Line], start: int) -> list[str]:
    """The lines under "Topics", if all of them down to the end of the story's page are short enough for tags."""
    if fold(lines[start].text.rstrip(":")) not in _TOPIC_LABELS:
        return []
    below: list[str] = []
    for line in lines[start + 1 : start + 2 + MAX_TAGS]:
        if _stops_list(line.text):
            break
        if fold(line.text) in _TOPIC_LABELS or word_count(line.text) > MAX_TAG_WORDS or is_closed(line.text):
            return []
        below.append(line.text.lstrip("#"))
    return below if len(below) <= MAX_TAGS else []


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
    for word in _BAR_SEPARATORS.split(_WHERE_TO_SHARE.sub(" ", fold(text))):
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
    if any(notice.fullmatch(text) for notice in (_SKIP_LINK, _BROWSER_NOTICE, _COUNTERS)):
        return 1
    if _INVITATION.fullmatch(text) and _OWN_CHANNEL.search(text):
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


def _length_of_list(
    lines: Sequence[Line], start: int, vocabulary: Vocabulary, *, is_below_story: bool
) -> int:
    """ "Readers' choice" with the headlines below it, up to a line that is none, or a wider gap.

    Above the story the list ends where the last kicker begins the story.
    """
    if not _is_list_label(lines[start].text):
        return 0
    inline = lines[start].text.partition(":")[2]
    if inline.strip():
        return 0 if ends_a_sentence(inline) else 1
    end = start + 1 + _length_of_headlines(lines, start + 1, vocabulary)
    kickers = [n for n in range(start + 1, end) if read_kicker(lines[n].text, vocabulary)]
    return (end if is_below_story or not kickers else kickers[-1]) - start


def _length_of_headlines(lines: Sequence[Line], start: int, vocabulary: Vocabulary) -> int:
    """How many lines are headlines of other stories, with their kickers and dates."""
    end = start
    usual_gap = None
    limit = min(len(lines), start + MAX_OTHER_HEADLINES)
    while end < limit and _may_be_listed(lines, end, vocabulary) and not _stops_list(lines[end].text):
        if end > start:
            if usual_gap is not None and lines[end].gap > usual_gap:
                break
            usual_gap = lines[end].gap
        end += 1
    return end - start


def _without_last_list(lines: list[Line], vocabulary: Vocabulary) -> list[Line]:
    """Headlines under kickers of their own at the end of the page are other stories even without a label."""
    end = len(lines)
    while end and is_footer_line(lines[end - 1].text):
        end -= 1
    start = end
    while start > 1 and end - start < MAX_OTHER_HEADLINES and _may_be_listed(lines, start - 1, vocabulary):
        start -= 1
    kickers = (n for n in range(start, end - 1) if is_full_kicker(lines[n].text, vocabulary))
    first = next(kickers, end)
    return lines[:first] + lines[end:] if any(map(_is_paragraph, lines[:first])) else lines


def _may_be_listed(lines: Sequence[Line], position: int, vocabulary: Vocabulary) -> bool:
    text = lines[position].text
    is_below_kicker = is_full_kicker(lines[position - 1].text, vocabulary)
    return len(text) <= MAX_OTHER_HEADLINE_LENGTH and (is_below_kicker or _is_other_headline(text))


def _stops_list(text: str) -> bool:
    return (
        is_footer_line(text) or _count_actions(text) != (0, 0) or _is_list_label(text) or bool(_tags_of(text))
    )


def _is_other_headline(text: str) -> bool:
    return last_mark(text) not in (".", "…", ":")


def _is_list_label(text: str) -> bool:
    if len(text) > MAX_OTHER_HEADLINE_LENGTH:
        return False
    label = fold(_plain_apostrophes(text.partition(":")[0]))
    return _OF_THIS_TIME.sub("", label) in _LISTS


def _is_paragraph(line: Line) -> bool:
    return ends_a_sentence(line.text) and word_count(line.text) > MAX_TAG_WORDS


def _plain_apostrophes(text: str) -> str:
    return text.replace("’", "'").replace("ʼ", "'").strip(" .")


def _is_menu(text: str, site_names: set[str], vocabulary: Vocabulary) -> bool:
    if len(text) > MAX_NOTICE_LENGTH:
        return False
    if fold(text) in site_names or _is_row_of(text, _MENU):
        return True
    parts = [part for part in re.split(r"\s*[|·•/]\s*", text) if part]
    if len(parts) > 1 and all(fold(part) in _MENU | _LANGUAGES for part in parts):
        return True
    is_row = (
        text[0].isalnum()
        and len(parts) >= 4
        and all(word_count(part) <= 3 and not ends_a_sentence(part) for part in parts)
    )
    return is_row and not any(read_date(part, vocabulary.zone) for part in parts)
