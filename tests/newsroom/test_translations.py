"""The interface in Russian: whole, kept in step with the English, and what a page really says."""

from __future__ import annotations

import ast
import gettext
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib import admin
from django.test import Client
from django.utils import translation

from articles.admin.scripts import desk_config
from newsroom import django_sentences
from newsroom.templatetags.newsroom_tags import moment
from tests.cast import PASSWORD_BACKEND, Cast

ROOT = Path(__file__).resolve().parent.parent.parent
RUSSIAN = ROOT / "newsroom" / "locale" / "ru" / "LC_MESSAGES"
PLURAL_FORMS = 4
"""One, few, many, and fractions: the forms of Django's own Russian catalogue, into which ours is merged."""
THE_SAME_IN_RUSSIAN = {"Newsroom"}
FRAME = "%(count)s %(name)s"
"""Two placeholders and no word: Russian turns them round."""
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
LINE = re.compile(r'(msgid_plural|msgid|msgstr)(?:\[(\d)\])? (".*")')


@dataclass
class Message:
    msgid: str = ""
    plural: str = ""
    said: list[str] = field(default_factory=list)
    is_fuzzy: bool = False


def messages_of(path: Path) -> list[Message]:
    """The entries of a .po file, without its header."""
    found = [_message(block) for block in path.read_text().split("\n\n")]
    return [message for message in found if message.msgid]


def _message(block: str) -> Message:
    message, strings = Message(), {"msgid": "", "msgid_plural": ""}
    name = ""
    for line in block.splitlines():
        if line.startswith("#,") and "fuzzy" in line:
            message.is_fuzzy = True
        if match := LINE.fullmatch(line):
            name = match[1] + (match[2] or "")
            strings[name] = ast.literal_eval(match[3])
        elif line.startswith('"'):
            strings[name] += ast.literal_eval(line)
    message.msgid, message.plural = strings.pop("msgid"), strings.pop("msgid_plural")
    message.said = list(strings.values())
    return message


def compiled() -> gettext.GNUTranslations:
    with (RUSSIAN / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


class RussianCatalogueTests:
    def test_every_string_is_translated(self) -> None:
        for message in messages_of(RUSSIAN / "django.po"):
            assert not message.is_fuzzy, message.msgid
            assert len(message.said) == (PLURAL_FORMS if message.plural else 1), message.msgid
            for said in message.said:
                assert CYRILLIC.search(said) or message.msgid in THE_SAME_IN_RUSSIAN | {FRAME}, message.msgid

    def test_every_placeholder_is_kept(self) -> None:
        for message in messages_of(RUSSIAN / "django.po"):
            wanted = set(PLACEHOLDER.findall(message.plural or message.msgid))
            for said in message.said:
                assert set(PLACEHOLDER.findall(said)) == wanted, message.msgid

    def test_a_name_stays_in_small_letters(self) -> None:
        """Django puts the names of models and fields into sentences, and writes them large where they stand alone."""
        for message in messages_of(RUSSIAN / "django.po"):
            said = message.said[0]
            if message.msgid[0].islower() and said[0].isalpha():
                assert said[0].islower(), message.msgid

    def test_the_compiled_file_says_the_same(self) -> None:
        """Whoever installs Newsroom has no gettext: the compiled file is part of the repository."""
        catalogue = dict(compiled()._catalog)  # type: ignore[attr-defined]
        catalogue.pop("")
        expected: dict[str | tuple[str, int], str] = {}
        for message in messages_of(RUSSIAN / "django.po"):
            if message.plural:
                expected |= {(message.msgid, number): said for number, said in enumerate(message.said)}
            else:
                expected[message.msgid] = message.said[0]
        assert catalogue == expected

    @pytest.mark.skipif(not shutil.which("xgettext"), reason="gettext is not installed")
    def test_no_string_of_code_or_template_is_missing(self, tmp_path: Path) -> None:
        for part in ("articles", "media", "newsroom", "templates"):
            shutil.copytree(
                ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("static", "__pycache__")
            )
        shutil.copy(ROOT / "manage.py", tmp_path)
        subprocess.run(
            [sys.executable, "manage.py", "makemessages", "--all", "--no-obsolete", "--no-location"],
            cwd=tmp_path,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "newsroom.settings",
                "VAR_DIR": str(tmp_path / "var"),
            },
            check=True,
            capture_output=True,
        )
        gathered = messages_of(tmp_path / "newsroom" / "locale" / "ru" / "LC_MESSAGES" / "django.po")
        known = {(message.msgid, message.plural) for message in messages_of(RUSSIAN / "django.po")}
        assert {(message.msgid, message.plural) for message in gathered} == known, "run `make messages`"


class WordsOfOthersTests:
    """What we translate for Django's admin and for the editor must be what they say, letter for letter."""

    def test_the_admin_still_says_these_sentences(self) -> None:
        path = Path(admin.__file__).parent / "locale" / "ru" / "LC_MESSAGES" / "django.mo"
        with path.open("rb") as file:
            known = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
        calls = [
            node
            for node in ast.walk(ast.parse(Path(django_sentences.__file__).read_text()))
            if isinstance(node, ast.Call)
        ]
        assert calls
        for call in calls:
            sentence = ast.literal_eval(call.args[0])
            assert sentence in known or (sentence, 0) in known, sentence

    def test_the_scripts_of_the_desk_are_told_russian_words(self) -> None:
        with translation.override("ru"):
            for word in desk_config()["words"].values():
                assert CYRILLIC.search(word), word


class RussianPageTests:
    def test_a_moment_is_written_as_in_russian(self) -> None:
        with translation.override("ru"):
            shown = moment(datetime(2026, 11, 20, 7, 30, tzinfo=UTC))
        assert shown == '<time datetime="2026-11-20T07:30:00+00:00">20 ноября 2026, 07:30 UTC</time>'

    @pytest.mark.django_db
    def test_the_site_speaks_russian_under_its_prefix(self, client: Client) -> None:
        page = client.get("/ru/articles/?tag=река&section=нет").content.decode()
        for words in (
            "Перейти к тексту",
            "Все материалы",
            "Рубрика",
            "Показать",
            "Исправления",
            "Что почитать",
        ):
            assert words in page
        for words in ("Skip to the text", "All stories", "Corrections", "Show"):
            assert words not in page
        assert "Здесь ничего нет" in client.get("/ru/articles/2026/01/01/nothing/").content.decode()
        assert "All stories" in client.get("/articles/").content.decode()

    def test_the_desk_speaks_the_language_of_the_person(self, client: Client, cast: Cast) -> None:
        cast.chief.language = "ru"
        cast.chief.save()
        client.force_login(cast.chief, PASSWORD_BACKEND)
        page = client.get("/admin/articles/article/add/").content.decode()
        for words in (
            "Новый материал",
            "Сохранить черновик",
            "Подзаголовок",
            "Главное фото",
            "Добавить: материал",
        ):
            assert words in page
        for words in ("New story", "Save draft", "Standfirst", "Lead photo"):
            assert words not in page
        refused = client.get("/admin/newsroom/user/")
        assert refused.status_code == 403
        assert "Сюда у вас нет доступа" in refused.content.decode()
