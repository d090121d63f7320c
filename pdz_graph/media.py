"""The formats of the files that are read and written, told by extension; a content is never guessed, never fetched."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat

#: One megabyte, in bytes: the unit of every limit on sizes.
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Medium:
    """A format: its name, the extensions that tell it, its media type, and the largest file read, in bytes.

    ``rdf`` is the parser's format for RDF, None for a table.
    """

    name: str
    extensions: tuple[str, ...]
    media_type: str
    limit: int
    rdf: RdfFormat | None = None


TURTLE = Medium("Turtle", (".ttl",), "text/turtle", 10 * MEGABYTE, RdfFormat.TURTLE)
TRIG = Medium("TriG", (".trig",), "application/trig", 10 * MEGABYTE, RdfFormat.TRIG)
N_TRIPLES = Medium("N-Triples", (".nt",), "application/n-triples", 10 * MEGABYTE, RdfFormat.N_TRIPLES)
N_QUADS = Medium("N-Quads", (".nq",), "application/n-quads", 10 * MEGABYTE, RdfFormat.N_QUADS)
JSON_LD = Medium("JSON-LD", (".jsonld", ".json"), "application/ld+json", 10 * MEGABYTE, RdfFormat.JSON_LD)
RDF_XML = Medium("RDF/XML", (".rdf", ".xml", ".owl"), "application/rdf+xml", 10 * MEGABYTE, RdfFormat.RDF_XML)
CSV = Medium("CSV", (".csv",), "text/csv", 5 * MEGABYTE)
XLSX = Medium("XLSX", (".xlsx",), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 5 * MEGABYTE)

#: Every format that is read, in the order in which messages name them.
MEDIA = (CSV, XLSX, TURTLE, TRIG, JSON_LD, N_TRIPLES, N_QUADS, RDF_XML)


def medium_of(path: Path) -> Medium | None:
    """Return the format that the extension of ``path`` tells, whatever its case; None when it tells none."""
    extension = path.suffix.lower()
    return next((medium for medium in MEDIA if extension in medium.extensions), None)


def admitted() -> str:
    """Return the extensions that are read, for a message: ".csv, .xlsx, .ttl, ..."."""
    return ", ".join(extension for medium in MEDIA for extension in medium.extensions)
