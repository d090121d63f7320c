"""``pdz waive``: a finding that is put up with until a day, recorded like any other fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from pyoxigraph import Literal, NamedNode

from pdz_graph.commands import desk, options
from pdz_graph.commands.answer import Answer
from pdz_graph.errors import Text, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pdz_graph.facts import Triple
    from pdz_graph.office import Office
    from pdz_graph.proposal import Terms

Subject = Annotated[str, typer.Argument(metavar="SUBJECT", show_default=False)]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT")]
Act = Annotated[str, typer.Option("--act", metavar="TEXT")]
Until = Annotated[str, typer.Option("--until", metavar="DAY")]


def waive(
    *,
    norm: options.NormCode,
    subject: Subject,
    reason: Reason,
    act: Act,
    until: Until,
    register: options.Register = None,
    accordo: options.Accordo = None,
    as_of: options.AsOf = None,
    by: desk.By = None,
    lang: options.Lang = None,
) -> Answer:
    """Waive what a norm finds in a thing; the thing is named as the report names it."""
    spoken = options.spoken(lang)
    terms = desk.terms(by, "report", as_of, None, "")
    last = options.day_of(until, "--until")
    texts = [_said(name, text) for name, text in (("--reason", reason), ("--act", act))]
    office = desk.office(register, accordo)
    code = office.agreement.card(norm).id
    thing = _found(office, code, subject, terms)
    recorded = office.add(_waiver(office.agreement.id, code, thing, texts, last), terms)
    return desk.answer(desk.told(office, recorded, terms), "text", spoken, None)


def _said(option: str, text: str) -> str:
    said = " ".join(text.split())
    if said:
        return said
    raise UsageError(
        "waiver-text",
        Text(f"{option} è vuoto.", f"{option} is empty."),
        Text("Una deroga ha un motivo e un atto.", "A waiver has a reason and an act."),
    )


def _found(office: Office, norm: str, subject: str, terms: Terms) -> NamedNode:
    """Return the thing of that IRI, or of that last part of it, in which the norm finds something on the day.

    A thing in which nothing is found can be waived too, by its whole IRI: what has not happened yet.
    """
    verdict = office.judge(terms.day, today=terms.now.date()).verdict
    things = sorted({finding.subject.id for finding in verdict.findings if finding.norm == norm})
    match = [iri for iri in things if subject in (iri, iri.rpartition("/")[2])]
    if match or "://" in subject:
        return NamedNode(match[0] if match else subject)
    listed = ", ".join(iri.rpartition("/")[2] for iri in things) or "-"
    raise UsageError(
        "waiver-thing",
        Text(f"{norm} non trova nulla in «{subject}».", f"{norm} finds nothing in “{subject}”."),
        Text(f"In quel giorno trova: {listed}.", f"On that day it finds: {listed}."),
    )


def _waiver(accordo: str, norm: str, thing: NamedNode, texts: Sequence[str], until: date) -> list[Triple]:
    """Return a waiver as triples; ``texts`` are its reason and its act."""
    from pdz_graph.facts import day_literal
    from pdz_graph.tables.declared import local_name
    from pdz_graph.terms import PDZ, TYPE, of_accordo

    name = local_name((norm, thing.value.rpartition("/")[2], until.isoformat()))
    node = of_accordo(accordo, "deroga", name)
    return [
        (node, TYPE, PDZ["Deroga"]),
        (node, PDZ["normaDerogata"], of_accordo(accordo, "norma", norm)),
        (node, PDZ["cosaDerogata"], thing),
        (node, PDZ["motivo"], Literal(texts[0])),
        (node, PDZ["attoDellaDeroga"], Literal(texts[1])),
        (node, PDZ["al"], day_literal(until)),
    ]
