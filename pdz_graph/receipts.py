"""Receipts: what a judgement was made of and what came of it, as canonical digests, so that others can repeat it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import pyoxigraph
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse

from pdz_graph import __version__
from pdz_graph.agreement import Agreement
from pdz_graph.errors import Place, Text
from pdz_graph.files import Source, content, digest, refusal
from pdz_graph.judgement import Judgement
from pdz_graph.media import MEGABYTE
from pdz_graph.reports.ttl import verdict_report
from pdz_graph.terms import PDZ, PROV, XSD, of_accordo

_CONTEXT: Final = {
    "Receipt": PDZ["Ricevuta"].value,
    "accordo": {"@id": PDZ["accordo"].value, "@type": "@id"},
    "as_of": {"@id": PDZ["giorno"].value, "@type": XSD["date"].value},
    "known_at": {"@id": PDZ["notoAl"].value, "@type": XSD["dateTime"].value},
    "change": PDZ["dopoIlCambio"].value,
    "readings": {"@id": PDZ["letturaUsata"].value, "@container": "@index"},
    "engine": PDZ["motore"].value,
    "sources": PROV["used"].value,
    "name": PDZ["nome"].value,
    "sha256": PDZ["sha256"].value,
    "versions": PDZ["programma"].value,
    "version": PDZ["versione"].value,
    "digests": PDZ["impronta"].value,
}


@dataclass(frozen=True)
class Receipt:
    """A judgement that can be repeated: of which accordo, on which day, from which sources or after which change of the
    register, by which versions; and the digest of each thing that went in or came out.
    """

    accordo: str
    as_of: date
    known_at: datetime | None
    change: int | None
    readings: Mapping[str, str]
    engine: str
    sources: tuple[Source, ...]
    digests: Mapping[str, str]
    versions: Mapping[str, str] = field(default_factory=dict)


def receipt_of(agreement: Agreement, judgement: Judgement, engine: str) -> Receipt:
    """Return the receipt of a judgement."""
    verdict = judgement.verdict
    report = parse(verdict_report(verdict).encode(), RdfFormat.TURTLE)
    graphs: dict[str, Iterable[Quad]] = {
        "ontology": agreement.ontology,
        "norms": agreement.quads,
        "shapes": agreement.shapes,
        "snapshot": (Quad(*triple) for triple in judgement.snapshot.triples),
        "report": report,
    }
    return Receipt(
        accordo=verdict.accordo,
        as_of=verdict.as_of,
        known_at=verdict.known_at,
        change=judgement.change,
        readings=dict(sorted(verdict.readings.items())),
        engine=engine,
        sources=judgement.sources,
        digests={name: _canonical_digest(quads) for name, quads in graphs.items()},
        versions={"pdz_graph": __version__, "pyoxigraph": pyoxigraph.__version__},
    )


def _canonical_digest(quads: Iterable[Quad]) -> str:
    """Return the SHA-256 of the canonical N-Quads of RDFC-1.0, in hexadecimal."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return digest("".join(sorted(f"{quad} .\n" for quad in dataset)).encode())


def written(receipt: Receipt) -> str:
    """Return a receipt as JSON-LD, ending in a new line."""
    said = {
        "@context": _CONTEXT,
        "@type": "Receipt",
        "accordo": of_accordo(receipt.accordo).value,
        "as_of": receipt.as_of.isoformat(),
        "known_at": receipt.known_at.isoformat() if receipt.known_at else None,
        "change": receipt.change,
        "readings": dict(receipt.readings),
        "engine": receipt.engine,
        "sources": [{"name": source.name, "sha256": source.sha256} for source in receipt.sources],
        "versions": [{"name": name, "version": version} for name, version in receipt.versions.items()],
        "digests": [{"name": name, "sha256": value} for name, value in receipt.digests.items()],
    }
    return json.dumps(said, indent=2, ensure_ascii=False) + "\n"


def read_receipt(path: Path) -> Receipt:
    """Read a receipt; raises InputError when the file is none."""
    place, data = Place(str(path)), content(path, MEGABYTE)
    try:
        said: dict[str, Any] = json.loads(data.decode("utf-8-sig"))
        return Receipt(
            accordo=str(said["accordo"]).rpartition("/")[2],
            as_of=date.fromisoformat(said["as_of"]),
            known_at=datetime.fromisoformat(said["known_at"]) if said["known_at"] else None,
            change=int(said["change"]) if said["change"] is not None else None,
            readings={str(name): str(code) for name, code in said["readings"].items()},
            engine=str(said["engine"]),
            sources=tuple(Source(str(one["name"]), str(one["sha256"])) for one in said["sources"]),
            digests={str(one["name"]): str(one["sha256"]) for one in said["digests"]},
            versions={str(one["name"]): str(one["version"]) for one in said["versions"]},
        )
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise refusal("receipt", place, *_NO_RECEIPT) from error


def differences(before: Receipt, now: Receipt) -> Iterator[tuple[str, str, str]]:
    """Yield what differs between a receipt and the judgement repeated: its name, what it was and what it is.

    The same files under other names are no difference.
    """
    old, new = _only_in(before.sources, now.sources), _only_in(now.sources, before.sources)
    for kind, was, now_is in (
        ("versions", before.versions, now.versions),
        ("sources", old, new),
        ("digests", before.digests, now.digests),
    ):
        for name in sorted(was.keys() | now_is.keys()):
            if was.get(name) != now_is.get(name):
                yield f"{kind}.{name}", was.get(name, "-"), now_is.get(name, "-")


def _only_in(mine: Iterable[Source], theirs: Iterable[Source]) -> dict[str, str]:
    """Return the digests, by name, of the files whose bytes others do not have as many times."""
    there = Counter(source.sha256 for source in theirs)
    found: dict[str, list[str]] = {}
    for source in sorted(mine, key=lambda source: (source.sha256, source.name)):
        if there[source.sha256] > 0:
            there[source.sha256] -= 1
        else:
            found.setdefault(source.name, []).append(source.sha256)
    return {name: " ".join(some) for name, some in found.items()}


_NO_RECEIPT = (
    Text("Il file non è una ricevuta.", "The file is no receipt."),
    Text("Indicare un file scritto da «pdz validate --receipt».", "Name a file written by “pdz validate --receipt”."),
)
