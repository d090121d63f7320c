"""The tables drawn from a judgement and from what is said: norms, findings, deadlines, organs, seats, comuni."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from pyoxigraph import NamedNode

from pdz_graph import words
from pdz_graph.facts import Term
from pdz_graph.linked.book import Book
from pdz_graph.metadata.outlines import SEPARATOR
from pdz_graph.metadata.published import Published
from pdz_graph.tables.written import Cells
from pdz_graph.terms import NOTATION, PDZ, of_accordo
from pdz_graph.verdict import Finding, Ruling, Value, is_iri, several


def drawn(published: Published) -> Mapping[str, tuple[Cells, ...]]:
    """Return the rows of each table that is not the register's, sorted."""
    tables = {
        "norme": _norms(published),
        "rilievi": _findings(published),
        "scadenze": _deadlines(published),
        "organi": _organs(published.book),
        "seggi": _seats(published.book),
        "comuni": _comuni(published.book),
    }
    return {name: tuple(rows) for name, rows in tables.items()}


def _norms(published: Published) -> Iterator[Cells]:
    verdict, book = published.judgement.verdict, published.book
    rulings = {ruling.norm: ruling for ruling in verdict.rulings}
    findings = Counter(finding.norm for finding in verdict.findings)
    for card in published.agreement.norms():
        ruling = rulings.get(card.id)
        status = words.STATUS[ruling.status if ruling else "not-judged"]
        yield {
            "codice": card.id,
            "nome": card.label.it,
            "nome_en": card.label.en,
            "articolo": card.article,
            "modalita": card.modality.it,
            "a_chi": card.bearer.it,
            "esito": status.it,
            "esito_en": status.en,
            **_looked(ruling, findings[card.id]),
            "iri": _out(book, of_accordo(verdict.accordo, "norma", card.id)),
        }


def _looked(ruling: Ruling | None, findings: int) -> Cells:
    if ruling is None:
        return {"guardate": "", "ignote": "", "rilievi": ""}
    return {"guardate": str(ruling.checked), "ignote": str(len(ruling.unknown)), "rilievi": str(findings)}


def _findings(published: Published) -> Iterator[Cells]:
    verdict, numbers = published.judgement.verdict, Counter[str]()
    for finding in verdict.findings:
        numbers[finding.norm] += 1
        code, severity = f"{finding.norm}-{numbers[finding.norm]}", words.SEVERITY[finding.severity]
        node = of_accordo(verdict.accordo, "rilievo", verdict.as_of.isoformat(), code)
        yield {
            "codice": code,
            "norma": finding.norm,
            "articolo": finding.article,
            "gravita": severity.it,
            "gravita_en": severity.en,
            "che_cosa": finding.subject.label.it or finding.subject.id,
            "che_cosa_en": finding.subject.label.en or finding.subject.id,
            "dal": _day(finding.since),
            "messaggio": finding.message.it,
            "messaggio_en": finding.message.en,
            "rimedio": finding.remedy.it,
            "rimedio_en": finding.remedy.en,
            **_compared(published.book, finding),
            "iri": _out(published.book, node),
        }


def _compared(book: Book, finding: Finding) -> Cells:
    return {
        "atteso": _value(book, finding.expected),
        "trovato": _value(book, finding.found),
        "dipende_da": SEPARATOR.join(finding.depends_on),
        "in_deroga_fino_al": _day(finding.waiver.until) if finding.waiver else "",
    }


def _deadlines(published: Published) -> Iterator[Cells]:
    for ruling in published.judgement.verdict.rulings:
        for one in published.judgement.deadlines(ruling.norm):
            state = words.DEADLINE_STATE[one.state]
            yield {
                "norma": ruling.norm,
                "anno": str(one.year),
                "entro": _day(one.due),
                "stato": state.it,
                "stato_en": state.en,
                "giorni_di_ritardo": "" if one.days_late is None else str(one.days_late),
                "iri": _out(published.book, NamedNode(one.id)),
            }


def _organs(book: Book) -> Iterator[Cells]:
    for node in _coded(book, book.of_kind(PDZ["Organo"])):
        yield {**_named(book, node), "iri": _out(book, node)}


def _seats(book: Book) -> Iterator[Cells]:
    """Yield each seat with how many hold it on the day."""
    held = set(book.of_kind(PDZ["InVigore"])) & set(book.of_kind(PDZ["Incarico"]))
    for node in _coded(book, book.of_kind(PDZ["Seggio"])):
        yield {
            **_named(book, node),
            "organo": min((book.value(one, NOTATION) for one in book.all(node, PDZ["nellOrgano"])), default=""),
            "minimo": book.value(node, PDZ["minimo"]),
            "massimo": book.value(node, PDZ["massimo"]),
            "per_ogni": ", ".join(sorted(book.label(kind).it for kind in book.all(node, PDZ["perOgni"]))),
            "occupati": str(len(held.intersection(book.subjects(PDZ["seggio"], node)))),
            "iri": _out(book, node),
        }


def _comuni(book: Book) -> Iterator[Cells]:
    areas = _areas(book)
    for node in _coded(book, (body for body in book.of_kind(PDZ["Ente"]) if book.one(body, PDZ["belfiore"]))):
        names = ("istat", "belfiore", "latitudine", "longitudine", "popolazione")
        yield {
            "codice": book.value(node, NOTATION),
            "nome": book.label(node).it,
            **{name: book.value(node, PDZ[name]) for name in names},
            "sub_ambito": areas.get(node, ""),
            **{name: book.value(node, PDZ[name]) for name in ("citta", "wikidata")},
            "iri": _out(book, node),
        }


def _areas(book: Book) -> dict[Term, str]:
    """Return the code of the sub-ambito in which each comune stands on the day."""
    found: dict[Term, str] = {}
    for belonging in book.of_kind(PDZ["Appartenenza"]):
        area, member = book.one(belonging, PDZ["aggregazione"]), book.one(belonging, PDZ["membro"])
        if area and member and PDZ["SubAmbito"] in book.kinds(area) and PDZ["InVigore"] in book.kinds(belonging):
            found[member] = book.value(area, NOTATION)
    return found


def _coded(book: Book, nodes: Iterable[NamedNode]) -> list[NamedNode]:
    """Return the things that have a code, sorted by it."""
    return sorted((node for node in nodes if book.value(node, NOTATION)), key=lambda node: book.value(node, NOTATION))


def _named(book: Book, node: NamedNode) -> Cells:
    label = book.label(node)
    return {"codice": book.value(node, NOTATION), "nome": label.it, "nome_en": label.en}


def _out(book: Book, node: NamedNode) -> str:
    return book.addresses.iri(node.value)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _value(book: Book, value: Value) -> str:
    """Return what a finding expected or found, as data: things by their address, several divided as in any cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    parts = several(str(value))
    return SEPARATOR.join(book.addresses.iri(part) if is_iri(part) else part for part in parts)
