"""RDF as readers that are not ours read it: rdflib, Oxigraph and, where it is installed, Jena; each to one digest."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import rdflib
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse

from pdz_graph.facts import Triple

OXIGRAPH = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
#: Where Debian's libapache-jena-java and what it needs are, and what of it is started.
JARS = Path(os.environ.get("JENA_JARS", "/usr/share/java"))
_JENA = (
    *(
        f"jena-{part}"
        for part in ("arq", "base", "cmds", "core", "iri", "shacl", "shex", "tdb", "tdb2", "rdfconnection")
    ),
    *(f"jena-dboe-{part}" for part in ("base", "index", "storage", "trans-data", "transaction")),
    *("slf4j-api", "slf4j-simple", "jcl-over-slf4j", "commons-cli", "commons-codec", "commons-compress", "commons-csv"),
    *(
        "commons-io",
        "commons-lang3",
        "dexx.collection",
        "gson",
        "guava",
        "httpclient",
        "httpcore",
        "protobuf",
        "thrift",
    ),
    *("jackson-core", "jackson-annotations", "jackson-databind", "jsonld-java", "xercesImpl"),
)
RDFLIB = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}


def digest(triples: Iterable[Triple]) -> str:
    """Return the SHA-256 of the canonical N-Quads (RDFC-1.0) of triples."""
    dataset = Dataset(Quad(*triple) for triple in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return hashlib.sha256("".join(sorted(f"{quad} .\n" for quad in dataset)).encode()).hexdigest()


def by_oxigraph(document: bytes, form: str, context: bytes) -> list[Triple]:
    """Return the triples of a document as Oxigraph reads it."""
    said = _whole(document, context) if form == "jsonld" else document
    return [(q.subject, q.predicate, q.object) for q in parse(said, OXIGRAPH[form])]


def by_rdflib(document: bytes, form: str, context: bytes) -> list[Triple]:
    """Return the triples of a document as rdflib reads it, their literals as they are written."""
    said = _whole(document, context) if form == "jsonld" else document
    with _as_written():
        lines = rdflib.Graph().parse(data=said, format=RDFLIB[form]).serialize(format="nt", encoding="utf-8")
    return by_oxigraph(lines, "nt", context)


def _whole(document: bytes, context: bytes) -> bytes:
    """Return a JSON-LD document with the context inside: nothing is fetched here."""
    said = json.loads(document)
    if isinstance(said, dict):
        assert str(said["@context"]).endswith("context.jsonld")
        said |= json.loads(context)
    return json.dumps(said).encode()


@contextmanager
def _as_written() -> Iterator[None]:
    """Let rdflib neither change a literal nor complain of one that is ill typed."""
    normal, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = normal
        logger.setLevel(level)


def jena_is_here() -> bool:
    """Tell whether Jena is installed."""
    return (JARS / "jena-arq.jar").is_file()


def by_jena(files: Sequence[Path]) -> list[Triple]:
    """Return the triples of documents, all together, as Jena reads them: not JSON-LD, whose context it fetches.

    The message bundles of Debian's Jena stand in the wrong package: they are put in the right one, before all else.
    """
    with tempfile.TemporaryDirectory() as folder:
        bundled = "org/apache/jena/ext/"
        with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
            for name in jar.namelist():
                if name.startswith(f"{bundled}xerces/") and not name.endswith("/"):
                    path = Path(folder) / name.removeprefix(bundled)
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(jar.read(name))
        found = [folder, *(str(JARS / f"{name}.jar") for name in _JENA)]
        typed = ["java", "-cp", ":".join(found), "riotcmd.riot", "--output=nt", *map(str, files)]
        said = subprocess.run(typed, capture_output=True, check=False, timeout=120)
        assert said.returncode == 0, said.stderr.decode()
        complaints = [line for line in said.stderr.decode().splitlines() if "INFO" not in line]
        assert complaints == []
    return by_oxigraph(said.stdout, "nt", b"")
