"""The files in which the whole of the data can be taken away, and where each stands; none is written here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pdz_graph.errors import Text
from pdz_graph.media import CSV, N_QUADS, TRIG, XLSX
from pdz_graph.metadata import said
from pdz_graph.metadata.outlines import OUTLINES

#: The folder of the dumps, and what stands in it beside them.
FOLDER: Final = "dati"
TABLES: Final = f"{FOLDER}/tabelle"
CSVW: Final = f"{TABLES}/csv-metadata.json"
MANIFEST: Final = f"{FOLDER}/manifest.json"
DIGESTS: Final = f"{FOLDER}/SHA256SUMS"


@dataclass(frozen=True)
class Dump:
    """A file of data: the name of its distribution, its path, its media type, its format in the list of the European
    Union, what it is called, what is in it."""

    name: str
    path: str
    media: str
    form: str
    title: Text
    about: Text


def trig(accordo: str) -> str:
    """Return the path of the TriG dump."""
    return f"{FOLDER}/{accordo}.trig"


def n_quads(accordo: str) -> str:
    """Return the path of the N-Quads dump."""
    return f"{FOLDER}/{accordo}.nq"


def workbook(accordo: str) -> str:
    """Return the path of the workbook."""
    return f"{FOLDER}/{accordo}.xlsx"


def table(name: str) -> str:
    """Return the path of a table."""
    return f"{TABLES}/{name}.csv"


def dumps(accordo: str) -> tuple[Dump, ...]:
    """Return every dump of an accordo: the graphs, the workbook, the description of the tables, each table."""
    return (
        Dump("trig", trig(accordo), TRIG.media_type, "RDF_TRIG", said.TRIG, said.ABOUT_GRAPHS),
        Dump("n-quads", n_quads(accordo), N_QUADS.media_type, "RDF_N_QUADS", said.N_QUADS, said.ABOUT_GRAPHS),
        Dump("xlsx", workbook(accordo), XLSX.media_type, "XLSX", said.WORKBOOK, said.ABOUT_WORKBOOK),
        Dump("csvw", CSVW, "application/csvm+json", "JSON", said.TABLES, said.ABOUT_TABLES),
        *(
            Dump(f"csv-{one.name}", table(one.name), CSV.media_type, "CSV", one.title, said.ABOUT_TABLE)
            for one in OUTLINES
        ),
    )
