"""What search engines are told: every page in each language (sitemaps.org), and that they may read it all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from pdz_graph.linked.addresses import PAGES, Addresses
from pdz_graph.terms import SITEMAP, XHTML
from pdz_graph.words import LANGUAGES

#: The most addresses that one file may hold.
MOST: Final = 50_000


def robots(addresses: Addresses, service: str = "") -> bytes:
    """Return what programs that read the site may do: read it all, but ask no questions of its ``service``."""
    asking = urlsplit(service).path
    rules = ["User-agent: *", *([f"Disallow: {asking}"] if asking else []), "Allow: /"]
    return "\n".join((*rules, "", f"Sitemap: {addresses.url('sitemap.xml')}", "")).encode()


def sitemaps(pages: Iterable[str], addresses: Addresses, day: date, most: int = MOST) -> Iterator[tuple[str, bytes]]:
    """Yield the sitemap of pages, given by their paths without language and form: several files under one that lists
    them where there are more than ``most`` addresses."""
    paths = sorted(set(pages))
    step = max(1, most // len(PAGES))
    parts = [paths[start : start + step] for start in range(0, len(paths), step)] or [[]]
    if len(parts) == 1:
        yield "sitemap.xml", _pages(parts[0], addresses, day)
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield "sitemap.xml", _index(names, addresses, day)
    for name, part in zip(names, parts, strict=True):
        yield name, _pages(part, addresses, day)


def _index(names: Sequence[str], addresses: Addresses, day: date) -> bytes:
    root = ET.Element("sitemapindex", {"xmlns": SITEMAP})
    for name in names:
        one = ET.SubElement(root, "sitemap")
        ET.SubElement(one, "loc").text = addresses.url(name)
        ET.SubElement(one, "lastmod").text = day.isoformat()
    return _written(root)


def _pages(paths: Sequence[str], addresses: Addresses, day: date) -> bytes:
    root = ET.Element("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML})
    for path in paths:
        places = {lang: addresses.url(addresses.file(path, form)) for lang, form in zip(LANGUAGES, PAGES, strict=True)}
        for place in places.values():
            one = ET.SubElement(root, "url")
            ET.SubElement(one, "loc").text = place
            ET.SubElement(one, "lastmod").text = day.isoformat()
            for lang, other in places.items():
                ET.SubElement(one, "xhtml:link", {"rel": "alternate", "hreflang": lang, "href": other})
    return _written(root)


def _written(root: ET.Element) -> bytes:
    ET.indent(root, " ")
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"
