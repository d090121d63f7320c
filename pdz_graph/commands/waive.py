"""``pdz waive``: a finding that is put up with until a day, recorded like any other fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from pyoxigraph import Literal, NamedNode

from pdz_graph.commands import desk, options
from pdz_graph.commands.answer import Answer
from pdz_graph.errors import Text, UsageError
from pdz_graph.words import say_day

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
    thing = _found(office, code, subject, terms, last)
    recorded = office.add(_waiver(office.agreement.id, code, thing, texts, last), terms)
    return desk.answer(desk.told(office, recorded, terms), "text", spoken, None)


def _said(option: str, text: str) -> str:
    said = desk.line(option, text)
    if said:
        return said
    raise UsageError(
        "waiver-text",
        Text(f"{option} è vuoto.", f"{option} is empty."),
        Text("Una deroga ha un motivo e un atto.", "A waiver has a reason and an act."),
    )


def _found(office: Office, norm: str, subject: str, terms: Terms, last: date) -> NamedNode:
    """Return the thing of that IRI, of that last part of it, or the only one with such words in it, in which the norm
    finds something on the day.

    A thing in which nothing is found can be waived too, by its whole IRI: what has not happened yet. Refused is a last
    day before the day on which the norm finds it.
    """
    verdict = office.judge(terms.day, terms.readings, today=terms.now.date()).verdict
    if last < verdict.as_of:
        raise _over(last, verdict.as_of)
    from pdz_graph.tables.declared import slug

    things = sorted({finding.subject.id for finding in verdict.findings if finding.norm == norm})
    match = [iri for iri in things if subject in (iri, iri.rpartition("/")[2])]
    match = match or [iri for iri in things if slug(subject) and slug(subject) in iri.rpartition("/")[2]]
    match = match if len(match) == 1 else []
    if match or "://" in subject:
        try:
            return NamedNode(match[0] if match else subject)
        except ValueError:
            raise _no_iri(subject) from None
    raise _nothing_in(subject, norm, [iri.rpartition("/")[2] for iri in things], verdict.as_of)


def _no_iri(subject: str) -> UsageError:
    return UsageError(
        "waiver-thing",
        Text(f"«{subject}» non è un IRI.", f"“{subject}” is no IRI."),
        Text("Scriverlo come il rapporto in JSON o CSV.", "Write it as the report in JSON or CSV does."),
    )


def _nothing_in(subject: str, norm: str, things: Sequence[str], day: date) -> UsageError:
    listed = ", ".join(things)
    return UsageError(
        "waiver-thing",
        Text(
            f"Il {say_day(day, 'it')} {norm} non trova nulla in «{subject}».",
            f"On {say_day(day, 'en')} {norm} finds nothing in “{subject}”.",
        ),
        Text(
            f"Quel giorno trova: {listed}."
            if things
            else "Quel giorno non trova nulla: chiedere di un altro con --as-of, o indicare la cosa con l'IRI intero.",
            f"On that day it finds: {listed}."
            if things
            else "On that day it finds nothing: ask of another with --as-of, or name the thing by its whole IRI.",
        ),
    )


def _over(last: date, day: date) -> UsageError:
    return UsageError(
        "waiver-over",
        Text(
            f"La deroga finirebbe il {say_day(last, 'it')}, prima del giorno considerato ({say_day(day, 'it')}).",
            f"The waiver would end on {say_day(last, 'en')}, before the day considered ({say_day(day, 'en')}).",
        ),
        Text(
            "Indicare con --until un giorno non ancora passato, o con --as-of il giorno di cui si parla.",
            "Name by --until a day that has not passed, or by --as-of the day that is meant.",
        ),
    )


def _waiver(accordo: str, norm: str, thing: NamedNode, texts: Sequence[str], until: date) -> list[Triple]:
    """Return a waiver as triples; ``texts`` are its reason and its act."""
    from pdz_graph.facts import day_literal
    from pdz_graph.files import digest
    from pdz_graph.tables.declared import local_name
    from pdz_graph.terms import PDZ, TYPE, of_accordo

    whole = digest(thing.value.encode())[:8]
    name = local_name((norm, f"{thing.value.rpartition('/')[2]}-{whole}", until.isoformat()))
    node = of_accordo(accordo, "deroga", name)
    return [
        (node, TYPE, PDZ["Deroga"]),
        (node, PDZ["normaDerogata"], of_accordo(accordo, "norma", norm)),
        (node, PDZ["cosaDerogata"], thing),
        (node, PDZ["motivo"], Literal(texts[0])),
        (node, PDZ["attoDellaDeroga"], Literal(texts[1])),
        (node, PDZ["al"], day_literal(until)),
    ]
