"""The pages of what the agreement says and how it stands: text, norms, findings, deadlines, money, changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from pyoxigraph import NamedNode

from pdz_graph.pages.acts import changes, dues, findings, front, fund, norms, notes, oddities, text
from pdz_graph.pages.page import Page
from pdz_graph.pages.scene import Scene
from pdz_graph.terms import PDZ, SH

#: The view of each class.
VIEWS: Final[Mapping[NamedNode, Callable[[Scene, str, tuple[NamedNode, ...]], Page]]] = {
    PDZ["Norma"]: norms.norm,
    PDZ["SuddivisioneDelTesto"]: text.part,
    SH["ValidationResult"]: findings.finding,
    PDZ["Esito"]: norms.outcome,
    PDZ["Verdetto"]: findings.verdict,
    PDZ["Scadenza"]: dues.deadline,
    PDZ["Periodo"]: dues.deadline,
    PDZ["Esercizio"]: fund.exercise,
    PDZ["Stanziamento"]: fund.allotment,
    PDZ["Azione"]: fund.action,
    PDZ["Anomalia"]: oddities.anomaly,
    PDZ["Lettura"]: oddities.reading,
    PDZ["AttoCitato"]: oddities.cited,
    PDZ["Accordo"]: front.accordo,
}
#: The pages about no single thing.
LEAFLETS: Final[tuple[Callable[[Scene], Iterator[Page]], ...]] = (
    front.front,
    text.articles,
    norms.listing,
    findings.listing,
    dues.listing,
    fund.listing,
    oddities.anomalies,
    oddities.readings,
    changes.listing,
    notes.notes,
    notes.data,
    notes.lost,
)
