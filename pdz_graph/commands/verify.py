"""``pdz verify``: a judgement repeated from its receipt: the same, or what differs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from pdz_graph.commands import desk, options
from pdz_graph.commands.answer import Answer
from pdz_graph.errors import Text, UsageError

if TYPE_CHECKING:
    from pdz_graph.receipts import Receipt as Kept

Receipt = Annotated[Path, typer.Argument(metavar="FILE", show_default=False, parser=options.path_of)]

_SAME = Text("Uguale: lo stesso giudizio, dalle stesse cose.", "Same: the same judgement, from the same things.")
_DIFFERS = Text("Diverso:", "It differs:")
_BUT = Text("Le versioni sono altre, e non conta:", "The versions are others, which does not matter:")
#: How the parts of a receipt are called.
_PARTS: Final = {
    "digests.ontology": Text("ontologia", "ontology"),
    "digests.norms": Text("accordo e norme", "accordo and norms"),
    "digests.shapes": Text("vincoli", "shapes"),
    "digests.snapshot": Text("fatti del giorno", "facts of the day"),
    "digests.report": Text("rapporto", "report"),
    "sources": Text("fonte", "source"),
    "versions": Text("versione di", "version of"),
}


def verify(
    *, receipt: Receipt, sources: options.Sources = None, register: options.Register = None, lang: options.Lang = None
) -> Answer:
    """Repeat the judgement of a receipt: status 1 when anything but the versions of programs differs."""
    from pdz_graph.receipts import differences, read_receipt

    spoken = options.spoken(lang)
    before = read_receipt(receipt)
    now = _repeated(before, tuple(sources or ()), register)
    lines: dict[bool, list[str]] = {False: [], True: []}
    for name, was, is_now in differences(before, now):
        lines[name.startswith("versions.")].append(f"  {_called(name, spoken)}: {was} → {is_now}")
    said = [_DIFFERS.say(spoken), *lines[False]] if lines[False] else [_SAME.say(spoken)]
    said += [_BUT.say(spoken), *lines[True]] if lines[True] else []
    return Answer("\n".join(said) + "\n", int(bool(lines[False])), None, "", spoken)


def _called(name: str, spoken: str) -> str:
    if name in _PARTS:
        return _PARTS[name].say(spoken)
    part, _, which = name.partition(".")
    return f"{_PARTS[part].say(spoken)} {which}"


def _repeated(before: Kept, sources: Sequence[Path], register: Path | None) -> Kept:
    """Repeat a judgement: on the register that it was made of, or on the same sources."""
    from pdz_graph.agreement import Agreement
    from pdz_graph.receipts import receipt_of

    day, readings, engine = before.as_of, tuple(before.readings.values()), before.engine
    if before.change is not None and sources:
        raise _no_register(before.change)
    if before.change is not None:
        office = desk.office(register, before.accordo)
        judgement = office.judge(day, readings, engine, today=day, known_at=before.known_at, after=before.change)
        return receipt_of(office.agreement, judgement, engine)
    if before.sources and not sources:
        raise _no_sources([source.name for source in before.sources])
    agreement = Agreement.open(before.accordo)
    return receipt_of(agreement, agreement.judge(sources, day, readings, engine, today=day), engine)


def _no_register(change: int) -> UsageError:
    return UsageError(
        "receipt-register",
        Text(
            f"La ricevuta è di un registro, dopo il cambiamento {change}: non di file.",
            f"The receipt is of a register, after change {change}: of no files.",
        ),
        Text("Indicare il registro con --register, e nessun file.", "Name the register by --register, and no files."),
    )


def _no_sources(names: Sequence[str]) -> UsageError:
    named = ", ".join(names[:12])
    return UsageError(
        "receipt-sources",
        Text(
            "La ricevuta è di un giudizio su fonti che qui mancano.",
            "The receipt is of sources that are not named here.",
        ),
        Text(f"Indicarle dopo il file: {named}.", f"Name them after the file: {named}."),
    )
