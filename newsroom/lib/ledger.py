"""The ledger of redactions: what an older backup must lose again when it is put back.

It lies outside the database, so that restoring one does not lose it, and holds no word: only digests of the words,
made with a key of its own. Whoever has both files can try out guesses, as with any list that can be applied again; so
both are readable by the site alone, and a backup that is given away is given away without them.
"""

from __future__ import annotations

import hmac
import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from newsroom.lib.blackout import Phrases, Tokens, readings
from newsroom.lib.locks import alone

KEY_FILE = "redaction_key"
LEDGER_FILE = "redactions.jsonl"
FOR_THE_SITE_ALONE = 0o600
Digest = tuple[int, str]
"""How many tokens, and the keyed digest of them."""


class Damaged(ValueError):
    """A line of the ledger cannot be read, or its key is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One redaction, as it must be done again elsewhere."""

    ref: str
    story: str
    """Ref of the story; empty for every story."""
    cuts_addresses: bool
    reason: str
    asked_at: str
    asked_by: str
    confirmed_at: str
    confirmed_by: str
    digests: list[Digest]


def _path(name: str) -> Path:
    return Path(settings.VAR_DIR) / name


def has_key() -> bool:
    return _path(KEY_FILE).exists()


def key() -> bytes:
    """Made with the first redaction. A lost one cannot be made again, and its ledger says nothing any more."""
    path = _path(KEY_FILE)
    if not path.exists():
        _make_key(path)
    return bytes.fromhex(path.read_text().strip())


def _make_key(path: Path) -> None:
    with alone("redaction-key"):
        if _path(LEDGER_FILE).exists():
            raise Damaged(f"{path} is gone, without which {LEDGER_FILE} cannot be read. Put it back.")
        if not path.exists():
            _write_whole(path, secrets.token_hex(32))


def _write_whole(path: Path, text: str) -> None:
    """A key cut short by a power cut would be a lost one."""
    unfinished = path.with_name(f".{path.name}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FOR_THE_SITE_ALONE)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def _digest(secret: bytes, kind: str, text: str) -> str:
    return hmac.digest(secret, f"{kind}\n{text}".encode(), "sha256").hex()


def digests_of(phrases: Phrases) -> list[Digest]:
    """In an order that says nothing of the order in which they were typed."""
    secret = key()
    return sorted((len(tokens), _digest(secret, "words", " ".join(tokens))) for tokens in phrases.tokens)


def path_digest(language: str, path: str) -> str:
    """What stands in place of an address that held redacted words; it begins like no address."""
    return "hmac:" + _digest(key(), "address", f"{language}{path}")


class DigestedPhrases:
    """Words that nobody knows any more, found by their digests."""

    def __init__(self, digests: Iterable[Digest]) -> None:
        self._digests = {(number, digest) for number, digest in digests}
        self.lengths = frozenset(number for number, _digest in self._digests)
        self._secret = key()
        self._known: dict[Tokens, bool] = {}

    def has(self, tokens: Tokens) -> bool:
        known = self._known.get(tokens)
        if known is None:
            digest = _digest(self._secret, "words", " ".join(tokens))
            known = (len(tokens), digest) in self._digests
            if len(self._known) < MOST_REMEMBERED:
                self._known[tokens] = known
        return known

    def may_be_in(self, text: str) -> bool:
        return bool(self._digests) and any(
            reading is None or self._is_among(_WORD.findall(reading)) for reading in readings(text)
        )

    def _is_among(self, words: list[str]) -> bool:
        return any(
            self.has(tokens)
            for number in self.lengths
            for tokens in zip(*(words[n:] for n in range(number)), strict=False)
        )


_WORD = re.compile(r"[^\W_ʼʹʻ]+")
MOST_REMEMBERED = 2_000_000
"""Stories repeat each other's words; some 300 bytes each."""


def write(line: Line) -> None:
    """On the disk when this returns. The same redaction is written once."""
    with alone("redactions"):
        if any(known.ref == line.ref for known in lines()):
            return
        descriptor = os.open(_path(LEDGER_FILE), os.O_WRONLY | os.O_CREAT | os.O_APPEND, FOR_THE_SITE_ALONE)
        with os.fdopen(descriptor, "a") as file:
            file.write(json.dumps(asdict(line), ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())


def lines() -> Iterator[Line]:
    path = _path(LEDGER_FILE)
    if not path.exists():
        return
    for number, text in enumerate(path.read_text().splitlines(), start=1):
        try:
            said = json.loads(text)
            said["digests"] = [(int(count), str(digest)) for count, digest in said["digests"]]
            yield Line(**said)
        except (ValueError, TypeError, KeyError) as error:
            raise Damaged(
                f"Line {number} of {path} cannot be read. Put the file back from a backup."
            ) from error
