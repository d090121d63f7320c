"""The child process that builds what is served: the graphs of a day, in a store only to be read. It serves nothing."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path

from pyoxigraph import Quad, Store

from pdz_graph.agreement import Agreement
from pdz_graph.asking.there import ask_there, day_there
from pdz_graph.catalogue import codes_of
from pdz_graph.errors import PdzError
from pdz_graph.files import digest
from pdz_graph.projection.edition import Wanted, opened
from pdz_graph.store.dump import as_n_quads
from pdz_graph.store.endpoint import Endpoint
from pdz_graph.store.folder import Folder
from pdz_graph.terms import BASE
from pdz_graph.web.publication import Edition, Order, told, written


def main() -> int:
    """Read what is ordered from the standard input, publish it, and tell what came of it on the standard output."""
    asked = json.loads(sys.stdin.buffer.read())
    said = asked["order"]
    order = Order(**{**said, "sources": tuple(said["sources"]), "readings": tuple(said["readings"])})
    try:
        answer = written(published(order, Path(asked["target"]), date.fromisoformat(asked["today"])))
    except PdzError as error:
        answer = {"error": told(error)}
    sys.stdout.buffer.write(json.dumps(answer).encode())
    return 0


def published(order: Order, target: Path, today: date) -> Edition:
    """Build what is ordered and leave it in ``target``, a folder that is not there yet: whole, or not at all."""
    if order.behind:
        return _behind(order, order.behind, today)
    found = opened(_wanted(order), today)
    graphs = found.dataset.graphs
    _write(found.dataset.quads(), target)
    return Edition(
        version=digest(as_n_quads(graphs).encode()),
        day=found.dataset.day,
        label=found.agreement.label,
        change=found.change,
        graphs={name.value: len(triples) for name, triples in graphs.items()},
        codes=codes_of(found.agreement.commons.questions.values(), found.dataset.ask),
        gone=frozenset(iri.removeprefix(BASE) for iri in found.gone if iri.startswith(BASE)),
    )


def _behind(order: Order, endpoint: Endpoint, today: date) -> Edition:
    """Return what is known of data that stand behind an endpoint: the day that they are of, and the codes of things."""
    there, agreement = partial(ask_there, endpoint), Agreement.open(order.accordo)
    codes = codes_of(agreement.commons.questions.values(), there)
    return Edition("", day_there(there, today), agreement.label, codes=codes)


def _wanted(order: Order) -> Wanted:
    """Return what is ordered, as it is opened."""
    return Wanted(
        sources=tuple(Path(source) for source in order.sources),
        folder=Folder.read(Path(order.register)) if order.register else None,
        accordo=order.accordo,
        as_of=date.fromisoformat(order.as_of) if order.as_of else None,
        readings=order.readings,
        public=not order.internal,
    )


def _write(statements: Iterable[Quad], target: Path) -> None:
    """Write statements into a store on disk, and leave a copy of it, which nobody writes to, in ``target``."""
    making = target.with_name(f"{target.name}.new")
    shutil.rmtree(making, ignore_errors=True)
    store = Store(str(making))
    store.extend(statements)  # read a tenth quicker than what is loaded in bulk, which is compacted more
    store.flush()
    store.backup(str(target))
    del store
    shutil.rmtree(making)


if __name__ == "__main__":
    sys.exit(main())
