"""The engines by name, and the comparison of the two: what one finds and the other does not is a defect."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from pyoxigraph import NamedNode

from pdz_graph.commons import Commons
from pdz_graph.errors import EngineError, Text, UsageError
from pdz_graph.facts import Triple
from pdz_graph.judge import Engine, Judged
from pdz_graph.labels import Labels
from pdz_graph.ruling import NormPlace, keys, rule

#: The engines by name; ``both`` runs the two and compares.
ENGINES = ("fast", "reference", "both")


def engine_of(name: str, commons: Commons, norms: Mapping[NamedNode, NormPlace], labels: Labels) -> Engine:
    """Return the engine with a name; ``both`` compares what the two find of ``norms``, and tells it with ``labels``.

    Raises UsageError for an unknown name; the engine that compares raises EngineError where the two disagree.
    """
    if name == "fast":
        return commons.fast
    if name == "reference":
        return commons.reference
    if name != "both":
        admitted = ", ".join(ENGINES)
        raise UsageError(
            "engine",
            Text(f"Motore sconosciuto: «{name}».", f"Unknown engine: “{name}”."),
            Text(f"Quelli ammessi: {admitted}.", f"Those admitted: {admitted}."),
        )

    def both(triples: Iterable[Triple], only: Collection[NamedNode] | None) -> Judged:
        seen = tuple(triples)
        fast, reference = commons.fast(seen, only), commons.reference(seen, only)
        _agree(fast, reference, norms, labels)
        return fast

    return both


def _agree(fast: Judged, reference: Judged, norms: Mapping[NamedNode, NormPlace], labels: Labels) -> None:
    """Raise EngineError with every finding and every status on which the two judgements differ."""
    ours, theirs = keys(norms, fast), keys(norms, reference)
    statuses = [{r.norm: r.status for r in rule(norms, judged, labels)} for judged in (fast, reference)]
    lines = [f"fast: {' '.join(key)}" for key in sorted(ours - theirs)]
    lines += [f"reference: {' '.join(key)}" for key in sorted(theirs - ours)]
    lines += [
        f"{norm}: fast {statuses[0][norm]}, reference {statuses[1][norm]}"
        for norm in statuses[0]
        if statuses[0][norm] != statuses[1][norm]
    ]
    if lines:
        difference = "\n".join(lines)
        raise EngineError(
            "engines-disagree",
            Text(f"I due motori non concordano:\n{difference}", f"The two engines disagree:\n{difference}"),
            Text("È un difetto del programma: segnalarlo con i dati.", "This is a defect: report it with the data."),
        )
