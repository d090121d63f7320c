"""How each file of a publication goes over HTTP, whoever serves it: its type, its links, what its page may load."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from pdz_graph.linked.addresses import Addresses
from pdz_graph.media import CSV, JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE, XLSX
from pdz_graph.terms import BASE
from pdz_graph.words import LANGUAGES


@dataclass(frozen=True)
class Form:
    """A form in which a thing can be had: the end of its document, its media type, other names by which it is asked."""

    end: str
    media: str
    also: tuple[str, ...] = ()


#: What a thing can be had as, the one that is given to whoever admits everything first.
FORMS: Final = (
    Form("html", "text/html", ("application/xhtml+xml",)),
    Form("ttl", TURTLE.media_type, ("application/x-turtle", "application/turtle")),
    Form("jsonld", JSON_LD.media_type, ("application/json",)),
    Form("nt", N_TRIPLES.media_type),
    Form("rdf", RDF_XML.media_type, ("application/xml", "text/xml")),
)
#: The ends of the documents of a thing: its pages, then its statements.
ENDS: Final = (*(f"{lang}.html" for lang in LANGUAGES), *(form.end for form in FORMS[1:]))
#: The media type of a file by the end of its name; what is text is in UTF-8.
TYPES: Final = {
    **{form.end: form.media for form in FORMS},
    "csv": CSV.media_type,
    "nq": N_QUADS.media_type,
    "trig": TRIG.media_type,
    "xlsx": XLSX.media_type,
    "atom": "application/atom+xml",
    "css": "text/css",
    "htaccess": "text/plain",
    "conf": "text/plain",
    "ico": "image/x-icon",
    "ics": "text/calendar",
    "js": "text/javascript",
    "json": "application/json",
    "md": "text/markdown",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "webmanifest": "application/manifest+json",
    "woff2": "font/woff2",
    "xml": "application/xml",
}
#: What is known by its name, not by the end of it.
NAMED: Final = {
    ".well-known/void": TURTLE.media_type,
    "dati/SHA256SUMS": "text/plain",
    "dati/tabelle/csv-metadata.json": "application/csvm+json",
}
#: The folder of the files that pages load, which change with the program only.
STATIC: Final = "static/"


def policy(origin: str = "") -> str:
    """Return what a page may load and run (CSP level 3), as the page itself says it: what the site has of its own.

    ``origin`` is the address of a service that it may ask too.
    """
    mine = f"'self' {origin}" if origin else "'self'"
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            f"connect-src {mine}",
            f"form-action {mine}",
            "base-uri 'none'",
        )
    )


def header(origin: str = "") -> str:
    """Return the same as a server says it: nobody may show the page inside another, which only a header can say."""
    return f"{policy(origin)}; frame-ancestors 'none'"


#: What a server says of a page that asks nobody else.
POLICY: Final = header()


def media_type(file: str) -> str:
    """Return the content type of a file, by its name; of bytes where nothing is known of it."""
    media = NAMED.get(file) or TYPES.get(file.rpartition(".")[2], "application/octet-stream")
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def parted(file: str) -> tuple[str, str]:
    """Return the path of the document that a file is a form of, and the form; "" and "" where it is none."""
    for end in ENDS:
        if file.endswith(f".{end}") and len(file) > len(end) + 1:
            return file.removesuffix(f".{end}"), end
    return "", ""


def alternates(path: str, ends: Iterable[str], but: str = "") -> Iterator[str]:
    """Yield the links (RFC 8288) to the forms of the document at a path, relative to it, without one of them."""
    name = path.rpartition("/")[2] or "index"
    for end in ends:
        if end != but:
            lang, dot, _ = end.rpartition(".")
            spoken = f'; hreflang="{lang}"' if dot else ""
            media = TYPES[end.rpartition(".")[2]]
            yield f'<{quote(f"{name}.{end}", safe="")}>; rel="alternate"; type="{media}"{spoken}'


def links(addresses: Addresses, file: str, ends: Iterable[str]) -> str:
    """Return the Link header of a file: what it describes, where it stands for good, its other forms (``ends``)."""
    path, form = parted(file)
    canonical = f'<{addresses.base}{quote(file)}>; rel="canonical"'
    if not form:
        return canonical
    about = [f'<{addresses.iri(BASE + path)}>; rel="describes"'] if "ttl" in ends else []
    return ", ".join((*about, canonical, *alternates(path, ends, form)))
