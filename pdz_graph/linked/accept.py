"""What a client would rather have, as regular expressions for servers that know no quality: to one decimal of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pdz_graph.linked.served import FORMS
from pdz_graph.words import LANGUAGES

#: The qualities that are told apart (RFC 9110, section 12.4.2), the highest first: 1, then from 0.9 to 0.1 whatever
#: its further decimals, then less than that. What has quality 0 is not admitted.
_QUALITIES: Final = (
    r"(?:;\s*q=1(?:\.0*)?\s*)?",
    *(rf";\s*q=0\.{tenth}\d*\s*" for tenth in range(9, 0, -1)),
    r";\s*q=0\.0(?:0?[1-9])\d*\s*",
)
#: What may come before the quality of a media range: parameters that tell nothing of which form is meant.
_MORE: Final = r"\s*(?:;\s*(?:charset|profile|version)=[^,;]*)*"
_START, _END = r"(?:^|,)\s*", r"(?=,|$)"
_NAMES: Final = {form.end: tuple(map(re.escape, (form.media, *form.also))) for form in FORMS}


def forms() -> Iterator[tuple[str, str]]:
    """Yield regular expressions for an Accept and the form that it wants: the first that is found holds.

    Where there is no form what the only group finds names it: a media type, as ``medias`` has them. Of media types of
    the same quality the first that the client names wins, then ranges; an Accept that nothing matches admits no form,
    one that names no media type at all admits every form (RFC 9110, section 12.5.1).
    """
    every = "|".join(name for names in _NAMES.values() for name in names)
    for quality in _QUALITIES:
        yield f"{_START}(?<pdz_media>{every}){_MORE}{quality}{_END}", ""
        for range_ in (r"text/\*", r"application/\*", r"\*/\*"):
            for end, names in _NAMES.items():
                if range_ == r"\*/\*" or names[0].startswith(range_.removesuffix(r"\*")):
                    yield f"^(?!.*{names[0]}).*?{_START}{range_}{_MORE}{quality}{_END}", end
    yield "^[^/]*$", FORMS[0].end


def languages() -> Iterator[str]:
    """Yield regular expressions for an Accept-Language: of the first that is found the only group is the language."""
    spoken = "|".join(LANGUAGES)
    for quality in _QUALITIES:
        yield rf"{_START}(?<pdz_tongue>{spoken})(?:-[A-Za-z0-9-]+)?\s*{quality}{_END}"


def medias() -> dict[str, str]:
    """Return the form of each media type that an Accept may name."""
    return {name: form.end for form in FORMS for name in (form.media, *form.also)}
