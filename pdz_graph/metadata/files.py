"""Every file that is of the data as a whole, ready to be written: nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import RdfFormat

from pdz_graph.files import digest
from pdz_graph.metadata import distributions, dumps, feed, manifest, sheets, sitemap, whole
from pdz_graph.metadata.csvw import as_csvw
from pdz_graph.metadata.manifest import Files, Hashes
from pdz_graph.metadata.outlines import OUTLINES
from pdz_graph.metadata.published import Published
from pdz_graph.words import LANGUAGES


def files(published: Published, pages: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each file: dumps, tables, catalogue record, counts, feeds, sitemap, robots.

    ``pages`` are the paths of the pages of the site without language and form ("index", "accordo/x/norma/y"). What has
    to be written last, when every other file is known, is what ``closing`` yields.
    """
    written = dict(_data(published))
    yield from written.items()
    yield from _record(published, {path: len(data) for path, data in written.items()})
    for lang in LANGUAGES:
        yield feed.path(lang), feed.feed(published, lang)
    addresses, day = published.book.addresses, published.judgement.verdict.as_of
    yield from sitemap.sitemaps(pages, addresses, day)
    yield "robots.txt", sitemap.robots(addresses, published.service)


def closing(published: Published, others: Files) -> Iterator[tuple[str, bytes]]:
    """Yield the manifest and the list of digests of a site with all its ``others`` files."""
    data = manifest.manifest(published, others, hashes_of(published, others))
    yield distributions.MANIFEST, data
    yield distributions.DIGESTS, manifest.digests({**others, distributions.MANIFEST: data})


def hashes_of(published: Published, others: Files) -> Hashes:
    """Return how many statements each dump of the graphs holds, and the digest of their canonical N-Quads.

    Both dumps are written from the same statements, and so have one digest: that of the N-Quads, which are canonical.
    """
    accordo = published.agreement.id
    written = others.get(distributions.n_quads(accordo))
    data = written if isinstance(written, bytes) else dumps.n_quads(dumps.graphs_of(published.book))
    counted = (data.count(b"\n"), digest(data))
    return {path(accordo): counted for path in (distributions.trig, distributions.n_quads)}


def _data(published: Published) -> Iterator[tuple[str, bytes]]:
    """Yield the dumps: all the graphs, all the tables."""
    accordo, graphs = published.agreement.id, dumps.graphs_of(published.book)
    yield distributions.trig(accordo), dumps.trig(published.book, graphs)
    yield distributions.n_quads(accordo), dumps.n_quads(graphs)
    tables = sheets.tables_of(published)
    for outline in OUTLINES:
        yield distributions.table(outline.name), sheets.as_csv(outline, tables[outline.name])
    yield distributions.CSVW, as_csvw(published.agreement, published.book, tables)
    yield distributions.workbook(accordo), sheets.workbook(tables)


def _record(published: Published, sizes: dict[str, int]) -> Iterator[tuple[str, bytes]]:
    """Yield the catalogue record in the forms in which it is gathered, and the counts where programs look for them."""
    said = whole.record(published.book, sizes)
    yield f"{distributions.FOLDER}/catalogo.ttl", whole.turtle(published.book, said)
    yield f"{distributions.FOLDER}/catalogo.rdf", whole.other(published.book, said, RdfFormat.RDF_XML)
    yield f"{distributions.FOLDER}/catalogo.jsonld", whole.other(published.book, said, RdfFormat.JSON_LD)
    yield ".well-known/void", whole.turtle(published.book, whole.counts(published.book))
