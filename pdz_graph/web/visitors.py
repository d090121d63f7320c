"""Who asks: the address of a client, also behind servers that are trusted, and how often it may ask."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

#: The most clients whose pace is remembered; the one that asked longest ago is forgotten first.
_REMEMBERED: Final = 20_000

Networks = tuple[IPv4Network | IPv6Network, ...]


def networks(said: Sequence[str]) -> Networks:
    """Return networks as they are written in the settings."""
    return tuple(ip_network(one, strict=False) for one in said)


def within(peer: str, trusted: Networks) -> bool:
    """Tell whether an address is in one of some networks."""
    return bool(trusted) and _within(peer, trusted)


def client(peer: str, forwarded: str, trusted: Networks) -> str:
    """Return the address of a client: the peer's or, where that is trusted, the last that X-Forwarded-For tells and
    is not trusted itself.

    An IPv6 address counts by its network of 64 bits, which one client has to itself.
    """
    if not within(peer, trusted):
        return _counted(peer)
    told = peer
    for hop in reversed(forwarded.split(",")):
        address = hop.strip()
        if not _is_address(address):
            break
        told = address
        if not _within(address, trusted):
            break
    return _counted(told)


@lru_cache(maxsize=4096)
def _within(address: str, trusted: Networks) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in trusted)


@lru_cache(maxsize=4096)
def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def _counted(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ip_network(f"{found.compressed.partition('%')[0]}/64", strict=False))
    return address


class Pace:
    """How often each client may ask: ``rate`` times a second, and ``burst`` in a row (a token bucket for each)."""

    def __init__(self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate, self.burst, self.clock = rate, float(burst), clock
        self._known: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> float:
        """Count one request of a client; return 0 where it is admitted, else after how many seconds it would be."""
        if not self.rate:
            return 0.0
        now = self.clock()
        tokens, since = self._known.pop(client, (self.burst, now))
        tokens = min(self.burst, tokens + (now - since) * self.rate)
        admitted = tokens >= 1
        self._known[client] = (tokens - 1 if admitted else tokens, now)
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return 0.0 if admitted else (1 - tokens) / self.rate
