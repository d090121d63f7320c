"""The files of a site, written by the child that builds: the documents of all things. It serves nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from html import escape
from pathlib import Path

from pdz_graph.agreement import Agreement
from pdz_graph.dataset import Dataset
from pdz_graph.files import digest
from pdz_graph.linked import rules
from pdz_graph.linked.addresses import Addresses
from pdz_graph.linked.book import Book
from pdz_graph.linked.context import context_of
from pdz_graph.linked.forms import Forms
from pdz_graph.web.site import MANIFEST
from pdz_graph.words import LANGUAGES


def build_site(target: Path, agreement: Agreement, found: Dataset, base: str, address: str = "") -> None:
    """Write the files of what was found into ``target``, a folder that is not there yet: all of them, or none.

    ``base`` is how the IRIs of the data begin, ``address`` where the server stands, "" where that is not known.
    """
    making = target.with_name(f"{target.name}.new")
    shutil.rmtree(making, ignore_errors=True)
    listed = []
    for name, data in files(agreement, found, base, address):
        _write(making, name, data)
        listed.append({"path": name, "bytes": len(data), "sha256": digest(data)})
    _write(making, MANIFEST, json.dumps({"files": sorted(listed, key=str)}, indent=0).encode())
    making.rename(target)


def _write(folder: Path, name: str, data: bytes) -> None:
    """Write a file; its folder is made where it is not there yet, which is seldom."""
    path = folder / name
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True)
        path.write_bytes(data)


def files(agreement: Agreement, found: Dataset, base: str, address: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield every file of a site: its name from the base, and its bytes."""
    addresses = Addresses(base)
    forms = Forms(Book(agreement.id, found.graphs, addresses), context_of(agreement.commons))
    yield from forms.files()
    for path, things in forms.book.documents.items():
        for lang in LANGUAGES:
            yield addresses.file(path, f"{lang}.html"), _page(forms.book.label(things[0]).say(lang), lang)
    for lang in LANGUAGES:
        yield f"index.{lang}.html", _page(agreement.label.say(lang), lang)
        yield f"404.{lang}.html", _page("404", lang)
    yield from rules.files(addresses, address or base)


def _page(title: str, lang: str) -> bytes:
    title = escape(title)
    head = f'<meta charset="utf-8">\n<title>{title}</title>'
    return f'<!doctype html>\n<html lang="{lang}">\n{head}\n<h1>{title}</h1>\n</html>\n'.encode()
