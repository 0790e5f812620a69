"""Counting in the cache how often somebody has tried something: so much in a while, then nothing more is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """So many tries of one caller in each stretch of time.

    The counts lie in the cache: where each process has its own (`CACHE_URL` is locmem), each allows as many. They are
    no lock on a secret, which must be too long to guess by itself; they keep guessing from costing anything.
    """

    name: str
    most: int
    seconds: int = 60

    def is_used_up(self, caller: str) -> bool:
        return int(cache.get(self._key(caller), 0)) >= self.most

    def use(self, caller: str) -> None:
        key = self._key(caller)
        if cache.add(key, 1, timeout=2 * self.seconds):
            return
        try:
            cache.incr(key)
        except ValueError:  # It was put out of the cache in between.
            cache.set(key, 1, timeout=2 * self.seconds)

    def _key(self, caller: str) -> str:
        return f"{self.name}:{int(timezone.now().timestamp()) // self.seconds}:{caller}"


def caller_of(request: HttpRequest) -> str:
    """Where the request came from, as the server itself saw it; no header that a stranger can write is believed.

    Behind a proxy of ours (`BEHIND_PROXY`) that is the last address of X-Forwarded-For, which the proxy added: those
    before it are whatever the stranger sent. Somebody with IPv6 has a whole /64 to call from, so that counts as one.
    """
    told = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        told = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or told
    try:
        address = ip_address(told)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(ip_network((address, 64), strict=False))
    return str(getattr(address, "ipv4_mapped", None) or address)
