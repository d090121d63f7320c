"""The rules by which other servers give the documents of a publication: w3id.org, nginx, Apache. None is run here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from pdz_graph.errors import Text
from pdz_graph.linked import accept, served
from pdz_graph.linked.addresses import Addresses
from pdz_graph.terms import BASE, NOWHERE
from pdz_graph.words import LANGUAGES

#: Where the rules stand, from the base.
FOLDER: Final = "server"
NAMES: Final = ("apache.htaccess", "nginx.conf", "w3id.htaccess")
_TEMPLATES: Final = Path(__file__).parent / "server"
#: What keeps its IRIs whatever the base.
_WORDS: Final = ("onto", "shapes", "vocabolario", "problema")
_NONE_FITS: Final = Text(
    "La richiesta non accetta alcuna delle forme che ci sono.", "The request accepts none of the forms there are."
)


def files(addresses: Addresses, address: str = "", origin: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield the files of rules: their names from the base, and their bytes.

    ``address`` is where the documents stand, for the redirects of w3id.org; where that is not known ("") an address
    that is nobody's stands for it, and so where it is w3id.org itself, which would go round in a circle.
    ``origin`` is the address of a service that pages may ask too, "" for none.
    """
    known = f"{address.rstrip('/')}/"
    place = NOWHERE if known in ("/", BASE) else known
    common = {**_common(addresses), "POLICY": served.header(origin)}
    own = {"apache.htaccess": _apache(), "nginx.conf": _nginx(), "w3id.htaccess": _w3id(place)}
    for name in NAMES:
        text = (_TEMPLATES / name).read_text(encoding="utf-8")
        yield f"{FOLDER}/{name}", _filled(text, {**common, **own[name]}).encode()


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Return a template with values in the place of their names."""
    return re.sub("@([A-Z]+)@", lambda match: values[match[1]], text)


def _common(addresses: Addresses) -> dict[str, str]:
    base = addresses.base
    return {
        "TITLE": f"{_TITLE.it} {_TITLE.en}",
        "ROOT": base.rstrip("/"),
        "HOME": BASE.rstrip("/") if base != BASE else base.rstrip("/"),
        "ENDS": _any(served.ENDS),
        "WORDS": _any(_WORDS),
        "STATIC": served.STATIC,
        "SENTENCE": f"{_NONE_FITS.it} {_NONE_FITS.en} {_offered()}",
    }


def _offered() -> str:
    return ", ".join(form.media for form in served.FORMS)


def _any(ends: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, ends))


def _links(name: str, ends: tuple[str, ...]) -> str:
    """Return the links to forms of what is called ``name``, a variable of a server."""
    return ", ".join(served.alternates("@", ends)).replace("<%40.", f"<{name}.")


def _nginx() -> dict[str, str]:
    name, tongues = "$pdz_name", served.ENDS[: len(LANGUAGES)]
    problem = {
        "title": _NONE_FITS.en,
        "status": 406,
        "detail": f"{_NONE_FITS.it} {_NONE_FITS.en}",
        "offered": [form.media for form in served.FORMS],
    }
    wanted = [(regex, end or "$pdz_media") for regex, end in accept.forms()]
    return {
        "ACCEPT": _lines(f'"~*{regex}" {value};' for regex, value in wanted),
        "MEDIA": _lines(f"{media} {end};" for media, end in accept.medias().items()),
        "LANGUAGE": _lines(f'"~*{regex}" $pdz_tongue;' for regex in accept.languages()),
        "TYPES": _lines((f"{media} {end};" for end, media in served.TYPES.items()), 8),
        "NAMED": "\n".join(_nginx_named(file, media) for file, media in served.NAMED.items()),
        "LINKS": _links(name, served.ENDS),
        "PAGELINKS": _links(name, tongues),
        "PROBLEM": json.dumps(problem, ensure_ascii=False),
    }


def _nginx_named(file: str, media: str) -> str:
    """Return the block of a file whose type its name tells, not the end of it."""
    said = (f"location = /{file} {{", "    types { }", f"    default_type {media};")
    shared = ("    add_header X-Content-Type-Options nosniff always;", "}")
    return _lines((*said, '    add_header Access-Control-Allow-Origin "*" always;', *shared))


def _apache() -> dict[str, str]:
    name, tongues = "%{PDZ_NAME}e", served.ENDS[: len(LANGUAGES)]
    wanted = [(regex, end or "$1") for regex, end in accept.forms()]
    return {
        "ACCEPT": _lines((f'SetEnvIfNoCase Accept "{one}" PDZ_WANTED={end}' for one, end in reversed(wanted)), 0),
        "MEDIA": _lines(
            (
                f'SetEnvIfNoCase PDZ_WANTED "^{re.escape(one)}$" PDZ_WANTED={end}'
                for one, end in accept.medias().items()
            ),
            0,
        ),
        "LANGUAGE": _lines(
            (f'SetEnvIfNoCase Accept-Language "{one}" PDZ_LANG=$1' for one in reversed([*accept.languages()])), 0
        ),
        "TYPES": _lines((f"AddType {_apache_type(end)} .{end}" for end in served.TYPES), 0),
        "NAMED": _lines(
            (
                f'<Files "{file.rpartition("/")[2]}">\n    ForceType "{media}"\n</Files>'
                for file, media in served.NAMED.items()
            ),
            0,
        ),
        "LINKS": _links(name, served.ENDS),
        "PAGELINKS": _links(name, tongues),
    }


def _apache_type(end: str) -> str:
    media = served.media_type(f"x.{end}")
    return f'"{media}"' if " " in media else media


def _w3id(address: str) -> dict[str, str]:
    html, *others = served.FORMS
    pages = "|".join(map(re.escape, (html.media, *html.also)))
    rules = [
        line
        for form in others
        for line in (
            f"RewriteCond %{{HTTP:Accept}} !{pages} [NC]",
            f"RewriteCond %{{HTTP:Accept}} {re.escape(form.media)} [NC]",
            f"RewriteRule ^(.+)$ {address}$1.{form.end} [R=303,L]",
        )
    ]
    return {
        "ADDRESS": address,
        "MEDIAS": ", ".join(form.media for form in others),
        "ALLENDS": _any(tuple(sorted(served.TYPES))),
        "RULES": _lines(rules, 0),
    }


def _lines(lines: Iterator[str] | tuple[str, ...] | list[str], margin: int = 4) -> str:
    return "\n".join(" " * margin + line for line in lines)


_TITLE: Final = Text("Regole scritte da pdz_graph.", "Rules written by pdz_graph.")
