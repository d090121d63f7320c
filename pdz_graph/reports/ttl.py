"""A verdict in Turtle: a SHACL validation report, and beside it the outcome of each norm."""

from __future__ import annotations

from pdz_graph import terms
from pdz_graph.reports.turtle import Writer
from pdz_graph.statements import blocks_of
from pdz_graph.terms import PDZ, SH, SHAPES, XSD, of_accordo
from pdz_graph.verdict import Verdict


def verdict_report(verdict: Verdict) -> str:
    """Return the report: see ``statements.blocks_of``."""
    return Writer(_prefixes(verdict)).write(f"{verdict.label.it}: {verdict.as_of.isoformat()}.", blocks_of(verdict))


def _prefixes(verdict: Verdict) -> dict[str, str]:
    day = verdict.as_of.isoformat()
    folders = {"esito": ("esito", day), "norma": ("norma",), "rilievo": ("rilievo", day), "lettura": ("lettura",)}
    ours = {prefix: f"{of_accordo(verdict.accordo, *path).value}/" for prefix, path in folders.items()}
    shared = {"ente": terms.ENTE, "pdz": PDZ, "persona": terms.PERSONA, "rdfs": terms.RDFS, "sh": SH}
    shared |= {"shapes": SHAPES, "xsd": XSD}
    return ours | {prefix: one.iri for prefix, one in shared.items()} | {"stato": f"{terms.VOCABOLARIO.iri}stato/"}
