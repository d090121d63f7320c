"""Why the register of an office refuses a change before it is judged: too large, touched since, still referred to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pdz_graph.errors import Place, StoreError, Text, UsageError
from pdz_graph.facts import Triple
from pdz_graph.files import Source, refusal, unusable
from pdz_graph.ledger import Delta, Ledger
from pdz_graph.proposal import Triples
from pdz_graph.tables import oversize


def check_size(kept: Triples, said: Iterable[Triple], origins: Mapping[str, Place]) -> None:
    """Refuse what would make the register larger than may be judged, at the row that is one too many."""
    problems = list(oversize([*kept, *(triple for triple in said if triple not in kept)], origins))
    if problems:
        raise unusable(problems)


def check_age(sources: Iterable[Source], ledger: Ledger) -> None:
    """Refuse to take for the whole register a workbook that was exported before others changed it: that would be lost.

    What was recorded since from a file of the same name is in it.
    """
    exported = [source for source in sources if source.change is not None]
    changes = ledger.changes() if exported else []
    for source in exported:
        other = next(
            (one for one in changes[source.change :] if source.name not in {used.name for used in one.sources}), None
        )
        if other:
            raise refusal("workbook-old", Place(source.name), *_old(source.change or 0, other.number))


def _old(exported: int, other: int) -> tuple[Text, Text]:
    return (
        Text(
            f"Il foglio di lavoro è stato esportato dopo il cambiamento {exported}, e non ha ciò che ha portato il"
            f" {other}: con --whole si perderebbe.",
            f"The workbook was exported after change {exported}, and lacks what change {other} brought: --whole would"
            " lose that.",
        ),
        Text(
            "Esportarne uno nuovo e correggere quello («pdz export»), o registrarlo senza --whole.",
            "Export a new one and mend that (“pdz export”), or record it without --whole.",
        ),
    )


def overtaken() -> StoreError:
    """Return the error of a change that others keep overtaking."""
    return StoreError(
        "store-overtaken",
        Text("Altri continuano a cambiare il registro prima di noi.", "Others keep changing the register before us."),
        Text("Ripetere fra poco: nulla è cambiato.", "Repeat in a while: nothing has changed."),
    )


def said_otherwise() -> UsageError:
    """Return the error of something of which the register says otherwise already."""
    return UsageError(
        "said-otherwise",
        Text("Il registro lo dice già, con altre parole.", "The register says so already, in other words."),
        Text(
            "Annullare prima il cambiamento che le ha portate: «pdz log», «pdz undo».",
            "Take back first the change that brought them: “pdz log”, “pdz undo”.",
        ),
    )


def touched_since(number: int, ledger: Ledger, delta: Delta) -> UsageError:
    """Return the error of a change that cannot be taken back any more: it was already, or later ones touched it."""
    later = []
    touched = {triple[0] for triple in delta.added | delta.removed}
    for change in ledger.changes()[number:]:
        if change.undoes == number:
            return UsageError(
                "undo-done",
                Text(
                    f"Il cambiamento {number} è già annullato dal cambiamento {change.number}.",
                    f"Change {number} is taken back already, by change {change.number}.",
                ),
                Text(
                    f"Per farlo valere di nuovo, annullare il cambiamento {change.number}.",
                    f"To make it count again, undo change {change.number}.",
                ),
            )
        other = ledger.delta(change.number)
        if touched & {triple[0] for triple in other.added | other.removed}:
            later.append(str(change.number))
    named = ", ".join(later)
    return UsageError(
        "undo-touched",
        Text(
            f"Ciò che il cambiamento {number} ha fatto è stato toccato da: {named}.",
            f"What change {number} did has been touched by: {named}.",
        ),
        Text("Togliere prima quelli, dall'ultimo.", "Take those back first, from the last one."),
    )


def still_referred(held: Sequence[Text]) -> UsageError:
    """Return the error of rows that would go while others refer to them, which are ``held``."""
    more = " …" if len(held) > 5 else ""
    it, en = ("; ".join(label.say(lang) for label in held[:5]) for lang in ("it", "en"))
    return UsageError(
        "row-referred",
        Text(
            f"Si toglierebbe una riga a cui altre si riferiscono: {it}{more}.",
            f"A row would go to which others refer: {en}{more}.",
        ),
        Text("Togliere prima quelle, o lasciare la riga.", "Take those away first, or leave the row."),
    )
