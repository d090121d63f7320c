"""The register that a command works on: which folder, who asks and when, and on what terms."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdz_graph.commands import options
from pdz_graph.commands.answer import Answer, colour, width
from pdz_graph.errors import Text, UsageError
from pdz_graph.files import FORBIDDEN

if TYPE_CHECKING:
    from pdz_graph.office import Office
    from pdz_graph.proposal import Recorded, Terms
    from pdz_graph.reports.changes import Told

Policy = Annotated[str, typer.Option("--policy", metavar="no-new|strict|report")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME")]
Message = Annotated[str, typer.Option("--message", metavar="TEXT")]
DryRun = Annotated[bool, typer.Option("--dry-run")]
Form = Annotated[str, typer.Option("--format", metavar="text|json")]


def office(named: Path | None, accordo: str | None) -> Office:
    """Open the register that a command needs; refuse to go on without one."""
    from pdz_graph.office import Office

    found = options.folder(named)
    if found is None:
        raise UsageError(
            "register-none",
            Text("Qui non c'è un registro.", "There is no register here."),
            Text(
                "Crearlo con «pdz init», o indicarlo con --register DIR.",
                "Make one with “pdz init”, or name it with --register DIR.",
            ),
        )
    return Office.open(found, accordo)


def terms(by: str | None, policy: str, as_of: str | None, readings: Sequence[str] | None, message: str) -> Terms:
    """Return on what terms a change is made, as the options say; who makes it is told by the system if by nobody."""
    from pdz_graph import words
    from pdz_graph.gate import POLICIES
    from pdz_graph.proposal import Terms

    return Terms(
        agent=line("--by", by or "") or line("PDZ_AGENT", os.environ.get("PDZ_AGENT", "")) or _user(),
        now=datetime.now(UTC),
        policy=words.admitted("--policy", policy, POLICIES),
        day=options.day_of(as_of) if as_of is not None else None,
        readings=tuple(readings or ()),
        clock=lambda: datetime.now(UTC),
        message=line("--message", message),
    )


def line(option: str, text: str) -> str:
    """Return what an option says in one line, without idle spaces; refuse letters that nobody could read."""
    said = " ".join(text.split())
    if not (FORBIDDEN.search(said) or any("\ud800" <= letter <= "\udfff" for letter in said)):
        return said
    raise UsageError(
        "text-strange",
        Text(f"{option} contiene caratteri che non sono testo.", f"{option} holds characters that are no text."),
        Text(
            "Riscriverlo senza: contano lettere, cifre e segni.", "Write it without: letters, digits and marks count."
        ),
    )


def given(sources: Sequence[Path] | None) -> tuple[Path, ...]:
    """Return the sources of a command that cannot do without."""
    if not sources:
        raise UsageError(
            "source-none",
            Text("Manca la fonte.", "The source is missing."),
            Text(
                "Indicare una cartella di tabelle CSV, un file XLSX o file RDF.",
                "Name a folder of CSV tables, an XLSX file, or RDF files.",
            ),
        )
    return tuple(sources)


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "ignoto"


def told(desk: Office, recorded: Recorded, terms: Terms, *, trial: bool = False) -> Told:
    """Return what a page about a change, made on these terms, is made of."""
    from pdz_graph.labels import Labels
    from pdz_graph.reports.changes import Told
    from pdz_graph.verdict import Verdict

    proposal, agreement = recorded.proposal, desk.agreement
    after = proposal.after
    verdict = Verdict(
        accordo=agreement.id,
        label=agreement.label,
        as_of=after.day,
        day_is_default=terms.day is None,
        known_at=None,
        readings={question: reading.code for question, reading in after.readings.items()},
        rulings=(),
        findings=(),
    )
    register = {*proposal.before.register, *after.register}
    labels = Labels(register, agreement.labels_with((), after.snapshot))
    return Told(recorded, labels, verdict, terms.now.date(), trial)


def answer(said: Told, form: str, spoken: str, file: Path | None) -> Answer:
    """Return the page about a change as an answer: status 1 when the policy refuses it."""
    from pdz_graph.reports.changes import ending, render

    text = render(said, form, spoken, width=width(), colour=colour(file))
    proposal = said.recorded.proposal
    return Answer(
        text, int(bool(proposal.delta and proposal.weighed.refusing)), file, ending(said, spoken).rstrip("."), spoken
    )
