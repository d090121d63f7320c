"""Which of several forms, or languages, a client would rather have: Accept and Accept-Language (RFC 9110, 12.5)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pdz_graph.words import LANGUAGES

_NAME: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_RANGE: Final = re.compile(rf"({_NAME})/({_NAME})")
_PARAMETER: Final = re.compile(rf";\s*({_NAME})=(?:({_NAME})|\"([^\"\\]*)\")\s*")
_QUALITY: Final = re.compile(r"0(\.\d{0,3})?|1(\.0{0,3})?")
#: Parameters that tell nothing of which form is meant.
_IDLE: Final = frozenset({"charset", "profile", "version"})


@dataclass(frozen=True)
class Range:
    """One of the media ranges of an Accept: type, subtype (either may be "*"), parameters, and quality from 0 to 1."""

    type: str
    subtype: str
    parameters: frozenset[tuple[str, str]]
    quality: float

    def closeness(self, kind: str, subtype: str, parameters: frozenset[tuple[str, str]]) -> int:
        """Return how closely the range names a media type: 0 not at all, 1 by */*, 2 by type/*, 3 and more exactly."""
        if self.type == "*" and self.subtype == "*":
            return 1
        if self.type != kind:
            return 0
        if self.subtype == "*":
            return 2
        return 3 + len(self.parameters) if self.subtype == subtype and self.parameters <= parameters else 0


def _parameters(text: str) -> Mapping[str, str] | None:
    """Return the parameters of a media type or range, None where they are not written as RFC 9110 says (5.6.6)."""
    found, place = {}, 0
    while place < len(text):
        match = _PARAMETER.match(text, place)
        if match is None:
            return None
        found[match[1].lower()] = (match[2] if match[2] is not None else match[3]).lower()
        place = match.end()
    return found


def media_type(text: str) -> tuple[str, Mapping[str, str]] | None:
    """Return a media type, in lower case, and its parameters; None where it is not written as one."""
    match = _RANGE.match(text.strip())
    parameters = _parameters(text.strip()[match.end() :].strip()) if match else None
    return (f"{match[1]}/{match[2]}".lower(), parameters) if match and parameters is not None else None


@lru_cache(maxsize=512)
def ranges(accept: str) -> tuple[Range, ...]:
    """Return the media ranges of an Accept in their order; those that are not written as RFC 9110 says are left out."""
    found = []
    for part in accept.split(","):
        said = media_type(part)
        if said is None:
            continue
        kind, _, subtype = said[0].partition("/")
        quality = said[1].get("q", "1")
        if _QUALITY.fullmatch(quality) and (kind != "*" or subtype == "*"):
            parameters = {(name, value) for name, value in said[1].items() if name not in {"q", *_IDLE}}
            found.append(Range(kind, subtype, frozenset(parameters), float(quality)))
    return tuple(found)


@lru_cache(maxsize=2048)
def chosen(accept: str | None, offered: Sequence[str]) -> int | None:
    """Return which of the media types ``offered`` (a tuple, the best first) an Accept prefers; None for none of them.

    The highest quality wins; among equals what is named more closely, then what the client names first, then what is
    offered first. No Accept, or one without a range that can be read, admits everything.
    """
    wanted = ranges(accept or "")
    if not wanted:
        return 0
    best: tuple[float, int, int, int] | None = None
    for place, media in enumerate(offered):
        quality, closeness, order = _worth(media, wanted)
        if quality > 0 and (best is None or (quality, closeness, -order, -place) > best):
            best = (quality, closeness, -order, -place)
    return -best[3] if best else None


def _worth(media: str, wanted: Sequence[Range]) -> tuple[float, int, int]:
    """Return the quality of a media type, how closely it is named, and how late."""
    said = media_type(media)
    assert said is not None
    kind, _, subtype = said[0].partition("/")
    parameters = frozenset(said[1].items())
    closest = max((one.closeness(kind, subtype, parameters), -order, one.quality) for order, one in enumerate(wanted))
    return (closest[2], closest[0], -closest[1]) if closest[0] else (0.0, 0, 0)


@lru_cache(maxsize=512)
def language(accept: str | None) -> str:
    """Return the language that an Accept-Language prefers, of those spoken here; English where it asks for neither."""
    best, spoken = 0.0, "en"
    for part in (accept or "").split(","):
        tag, _, rest = part.strip().partition(";")
        name, _, value = rest.strip().partition("=")
        quality = value.strip() if name.strip() == "q" else "1"
        primary = tag.strip().lower().partition("-")[0]
        known = primary in LANGUAGES and _QUALITY.fullmatch(quality)
        if known and float(quality) > best:
            best, spoken = float(quality), primary
    return spoken
