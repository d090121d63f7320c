"""Random registers of the imaginary accordo: its conforming register, thinned, and facts made up anew.

Every register is well formed, as a reader would have it: an interval does not end before it begins, what is named
exists. Days fall on bounds, or a day aside: of the validity, of the deadlines, of the day of the judgement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from altra_casa import VALVERDE
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from pdz_graph.facts import Term, day_literal
from pdz_graph.terms import ENTE, LABEL, NOTATION, PDZ, PERSONA, TYPE, VOCABOLARIO, XSD, of_accordo

_DAY = timedelta(days=1)
_BOUNDS = (
    *(date(2018, 6, 1), date(2018, 6, 30), date(2019, 6, 30), date(2019, 9, 30)),
    *(date(2020, 2, 29), date(2020, 6, 30), date(2021, 5, 31)),
)
#: What a property may say, and how many times.
Choice = tuple[Sequence[Term], int, int]


@dataclass(frozen=True)
class Drawn:
    """A register drawn at random, the day on which it is judged, and what the accordo does not say for once.

    ``beyond`` are those of its quads that vary the accordo: no register may say them.
    """

    day: date
    quads: tuple[Quad, ...]
    without: frozenset[Quad] = frozenset()
    beyond: frozenset[Quad] = frozenset()

    def __repr__(self) -> str:
        """Return a line: a register is too long to be shown, and the draw brings it back."""
        return f"Drawn({self.day}, {len(self.quads)} quads, {len(self.without)} gaps)"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))


def _own(family: str, *names: str) -> tuple[NamedNode, ...]:
    return tuple(of_accordo(VALVERDE, family, name) for name in names)


def _of(scheme: str, *codes: str) -> tuple[NamedNode, ...]:
    return tuple(VOCABOLARIO[f"{scheme}/{code}"] for code in codes)


def _text(*values: str, kind: str = "string") -> tuple[Literal, ...]:
    return tuple(Literal(value, datatype=XSD[kind]) for value in values)


_COMUNI = tuple(ENTE[f"comune-{name}"] for name in ("rocca-finta", "castel-nessuno", "borgo-inventato", "san-pretesto"))
_OTHERS = tuple(ENTE[name] for name in ("ats-valverde", "forum-valverde", "unione-delle-fole"))
_ADHERENTS = tuple(ENTE[name] for name in ("coop-fola", "coop-nuvola", "amici-della-rocca"))
_PEOPLE = tuple(PERSONA[name] for name in ("anna-alba", "bruno-brina", "elsa-erba", "gino-grano", "ugo-ulivo"))
_ORGANS = _own("organo", "assemblea", "giunta", "ufficio", "tavolo")
_AREAS = _own("sub-ambito", "alto", "basso")
_SEATS = _own(
    "seggio",
    *("assemblea-sindaco", "giunta-membro", "giunta-portavoce", "ufficio-responsabile", "ufficio-tecnico"),
    *("assemblea-garante", "tavolo-cooperative", "tavolo-osservatore", "tavolo-volontari"),
)
_ACTS = _own("atto", *(f"inventato-{n}" for n in range(4)))
_DESIGNATIONS = _own("designazione", "inventata-0", "inventata-1")
_KINDS_OF_ACT = _of(
    "tipo-atto",
    *("piano_operativo", "report_annuale", "contratto_di_servizio", "pubblicazione_burl", "intesa_asl", "delega"),
)
_KINDS_OF_MEETING = _of("tipo-incontro", "confronto_forum", "confronto_sindacati", "commissione")
_LISTS = (*_ORGANS, *_of("elenco", "adesioni", "atti", "incontri", "stanziamenti"))
_YEARS = _text("2018", "2019", "2020", kind="integer")
_AMOUNTS = _text("10", "10.5", "10.01", "20.51", kind="decimal")
_AGENTS = (*_PEOPLE, *_OTHERS, *_ORGANS, *_ADHERENTS)

#: For each class what its resources say besides their days; the names of days stand apart.
_FORMS: Mapping[str, Mapping[str, Choice]] = {
    "Adesione": {"ente": ((*_ADHERENTS, *_OTHERS), 1, 1), "documento": (_text("prot. 1"), 0, 1)},
    "Appartenenza": {"membro": (_COMUNI, 1, 1), "aggregazione": ((*_AREAS, ENTE["unione-delle-fole"]), 1, 1)},
    "Atto": {
        "tipo": (_KINDS_OF_ACT, 1, 1),
        "anno": (_YEARS, 0, 1),
        "organo": ((*_ORGANS, _COMUNI[0], _OTHERS[0]), 0, 1),
        "predispostoDa": (_ORGANS, 0, 2),
        "basatoSu": (_ACTS, 0, 2),
    },
    "Azione": {
        "anno": (_YEARS, 1, 1),
        "livello": (_of("livello", "comunale", "distrettuale", "sub_ambito"), 0, 2),
        "importo": (_AMOUNTS, 0, 1),
        "contratto": (_ACTS, 0, 1),
    },
    "Carica": {
        "persona": (_PEOPLE, 1, 1),
        "carica": (_of("carica", "sindaco", "assessore", "funzionario", "direttore_sociale"), 1, 1),
        "ente": ((*_COMUNI, _OTHERS[0]), 1, 1),
    },
    "AttoCitato": {
        "tipoDiAttoCitato": (_text("L."), 0, 1),
        "numero": (_text("1"), 0, 1),
        "citatoIn": (_own("testo", "art_1"), 0, 1),
    },
    "Completezza": {"elenco": (_LISTS, 1, 1)},
    "Designazione": {
        "designante": ((*_ORGANS, *_COMUNI, *_ADHERENTS), 0, 2),
        "elettore": ((*_ADHERENTS, *_COMUNI, *_PEOPLE), 0, 2),
        "atto": (_ACTS, 0, 1),
    },
    "Firma": {"ente": ((*_COMUNI, *_OTHERS), 0, 1), "persona": (_PEOPLE, 0, 1), "luogo": (_text("Altrove"), 0, 1)},
    "Incarico": {
        "seggio": (_SEATS, 1, 1),
        "persona": (_PEOPLE, 1, 1),
        "perContoDi": ((*_AREAS, *_COMUNI, *_OTHERS, *_ADHERENTS), 0, 1),
        "daDesignazione": (_DESIGNATIONS, 0, 1),
    },
    "Incontro": {
        "organo": (_ORGANS, 1, 1),
        "tipo": (_KINDS_OF_MEETING, 0, 2),
        "convocatoDa": (_AGENTS, 0, 1),
        "presente": (_AGENTS, 0, 3),
        "invitato": (_AGENTS, 0, 3),
        "letteraFirmataDa": (_PEOPLE, 0, 1),
        "destinatarioDellaLettera": (_AGENTS, 0, 2),
        "riguarda": (_ACTS, 0, 2),
    },
    "Referenza": {"aggregazione": (_AREAS, 1, 1), "ente": ((*_COMUNI, ENTE["unione-delle-fole"]), 1, 1)},
    "Stanziamento": {
        "anno": (_YEARS, 1, 1),
        "fonte": (_of("fonte", "f_sol", "fnps", "fsr"), 1, 1),
        "ente": ((*_COMUNI, *_OTHERS), 0, 1),
        "importo": (_AMOUNTS, 1, 1),
    },
    "Subentro": {
        "ente": ((ENTE["unione-delle-fole"],), 1, 1),
        "membro": (_COMUNI, 1, 1),
        "funzioni": (_text("referente", "servizio sociale"), 1, 2),
        "assenso": (_text("delibera 1"), 0, 1),
    },
}
_LASTING = ("Appartenenza", "Carica", "Completezza", "Incarico", "Referenza", "Subentro")
_DATED = ("Atto", "Incontro")
_SOMETIMES = ("Adesione", "AttoCitato", "Designazione", "Firma")
#: What other resources may refer to is always there; of the rest, so many of each at most, two where nothing is said.
_ALWAYS = {"Atto": _ACTS, "AttoCitato": _own("attocitato", "inventato"), "Designazione": _DESIGNATIONS}
_MOST = {"Carica": 4, "Completezza": 6, "Firma": 1, "Incarico": 6}
#: What an accordo describes and a register does not.
_ONLY_OF_ACCORDO = ("AttoCitato", "Firma")
#: Another reading of how long the accordo lasts.
_OTHER_READING = tuple(
    Quad(of_accordo(VALVERDE, "lettura", "inventata"), predicate, value)
    for predicate, value in (
        (TYPE, PDZ["Lettura"]),
        (NOTATION, Literal("inventata")),
        (PDZ["questione"], Literal("durata")),
        (PDZ["adottata"], Literal("false", datatype=XSD["boolean"])),
        (PDZ["dal"], day_literal(date(2018, 6, 1))),
        (PDZ["al"], day_literal(date(2020, 5, 31))),
    )
)
#: What the accordo may come to say besides.
_NEW_ORGAN = of_accordo(VALVERDE, "organo", "inventato")
_OF_ACCORDO = (
    *(
        (Quad(of_accordo(VALVERDE), PDZ[name], body),)
        for name in ("capofila", "firmatario")
        for body in (_COMUNI[0], _OTHERS[1], _OTHERS[2])
    ),
    (Quad(of_accordo(VALVERDE), PDZ["organoDellAccordo"], _NEW_ORGAN), Quad(_NEW_ORGAN, TYPE, PDZ["Organo"])),
    (Quad(of_accordo(VALVERDE), PDZ["cita"], _own("attocitato", "inventato")[0]),),
)


@st.composite
def registers(draw: st.DrawFn, conforming: Sequence[Quad], accordo: Sequence[Quad]) -> Drawn:
    """Draw a register: a part of the ``conforming`` one, resources of each class made up anew, gaps in the accordo."""
    day = draw(st.sampled_from([bound + step * _DAY for bound in _BOUNDS for step in (0, 1)]))
    near = sorted({when + step * _DAY for when in (*_BOUNDS, day) for step in (-1, 0, 1)})
    quads = draw(_thinned(conforming))
    beyond: list[Quad] = []
    for said in draw(st.lists(st.sampled_from(_OF_ACCORDO), max_size=2, unique=True)):
        beyond.extend(said)
    quads.extend(beyond)
    for name in _FORMS:
        many = draw(st.integers(0, _MOST.get(name, 2)))
        for node in _ALWAYS.get(name) or _own(name.lower(), *(f"inventato-{n}" for n in range(many))):
            drawn = draw(resource(node, name, near))
            quads.extend(drawn)
            beyond.extend(drawn if name in _ONLY_OF_ACCORDO else ())
    reading = draw(st.sampled_from([(), _OTHER_READING]))
    quads.extend(reading)
    gaps = [quad for quad in accordo if quad.predicate in _MAY_LACK]
    without = draw(st.frozensets(st.sampled_from(gaps), max_size=2))
    return Drawn(day, tuple(dict.fromkeys(quads)), without, frozenset((*beyond, *reading)))


@st.composite
def resource(draw: st.DrawFn, node: NamedNode, name: str, days: Sequence[date]) -> list[Quad]:
    """Draw what is said of one resource of a class, its days among ``days``; half of what lasts begins early."""
    quads = [
        Quad(node, TYPE, PDZ[name]),
        *([Quad(node, LABEL, Literal(name, language="it"))] if name == "Azione" else []),
    ]
    for said, (values, least, most) in _FORMS[name].items():
        chosen = draw(st.lists(st.sampled_from(values), min_size=least, max_size=most, unique=True))
        quads.extend(Quad(node, PDZ[said], value) for value in chosen if value != node)
    begins = draw(st.one_of(st.sampled_from(days[:3]), st.sampled_from(days)))
    ends = draw(st.one_of(st.none(), st.none(), st.sampled_from([when for when in days if when >= begins])))
    if name in _DATED or (name in _SOMETIMES and name != "Adesione" and draw(st.booleans())):
        quads.append(Quad(node, PDZ["data"], day_literal(begins)))
    elif name in _LASTING or (name == "Adesione" and draw(st.booleans())):
        quads.append(Quad(node, PDZ["dal"], day_literal(begins)))
        quads.extend(Quad(node, PDZ["al"], day_literal(when)) for when in [ends] if when)
    return quads


@st.composite
def _thinned(draw: st.DrawFn, quads: Sequence[Quad]) -> list[Quad]:
    """Draw a part of a register: a few resources left out or most of them, and some properties left unsaid."""
    nodes = list(dict.fromkeys(quad.subject for quad in quads if quad.object in _THINNED))
    few, most = st.sets(st.sampled_from(nodes), max_size=4), st.sets(st.sampled_from(nodes), min_size=len(nodes) // 2)
    out = draw(st.one_of(few, most, most))
    unsaid = {PDZ[name] for name in draw(st.sets(st.sampled_from(_MAY_BE_UNSAID), max_size=2))}
    meetings = {quad.subject for quad in quads if quad.object == PDZ["Incontro"]}
    needed = {quad for quad in quads if quad.subject in meetings and quad.predicate == PDZ["organo"]}
    return [q for q in quads if not {q.subject, q.object} & out and (q.predicate not in unsaid or q in needed)]


_THINNED = {PDZ[name] for name in _FORMS}
_MAY_BE_UNSAID = ("perContoDi", "daDesignazione", "designante", "organo", "riguarda", "contratto", "documento", "al")
_MAY_LACK = {
    PDZ[name] for name in ("allegato", "capofila", "firmatario", "luogo", "membro", "numero", "organoDellAccordo")
}


def after(day: date) -> st.SearchStrategy[list[Quad]]:
    """Draw facts that begin or happen after ``day``, about things that nothing else mentions."""
    later = [day + days * _DAY for days in (1, 2, 400)]
    names = sorted({*_LASTING, *_DATED})
    nodes = {name: of_accordo(VALVERDE, name.lower(), "domani") for name in names}
    drawn = st.lists(st.sampled_from(names), min_size=1, unique=True)
    return drawn.flatmap(lambda some: st.tuples(*(resource(nodes[name], name, later) for name in some))).map(
        lambda parts: [quad for part in parts for quad in part]
    )


def completeness(day: date) -> st.SearchStrategy[list[Quad]]:
    """Draw a statement that some list is complete from some day on."""
    node = of_accordo(VALVERDE, "completezza", "aggiunta")
    days = sorted({*_BOUNDS[:3], day - _DAY, day})
    return resource(node, "Completezza", days)
