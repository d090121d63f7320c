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
from pdz_graph.dataset import Dataset
from pdz_graph.errors import PdzError
from pdz_graph.files import digest
from pdz_graph.office import Office
from pdz_graph.store.dump import as_n_quads
from pdz_graph.store.endpoint import Endpoint
from pdz_graph.store.folder import Folder
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
    agreement, change, found = _found(order, today)
    _write(found.quads(), target)
    questions = agreement.commons.questions.values()
    return Edition(
        version=digest(as_n_quads(found.graphs).encode()),
        day=found.day,
        label=agreement.label,
        change=change,
        graphs={name.value: len(triples) for name, triples in found.graphs.items()},
        codes=codes_of(questions, found.ask),
    )


def _behind(order: Order, endpoint: Endpoint, today: date) -> Edition:
    """Return what is known of data that stand behind an endpoint: the day that they are of, and the codes of things."""
    there, agreement = partial(ask_there, endpoint), Agreement.open(order.accordo)
    codes = codes_of(agreement.commons.questions.values(), there)
    return Edition("", day_there(there, today), agreement.label, codes=codes)


def _found(order: Order, today: date) -> tuple[Agreement, int | None, Dataset]:
    """Return the accordo, the last change of its register, and its graphs on the day that is asked for."""
    day = date.fromisoformat(order.as_of) if order.as_of else None
    if order.register is None:
        agreement = Agreement.open(order.accordo)
        paths = [Path(source) for source in order.sources]
        return agreement, None, agreement.dataset(paths, day, order.readings, today=today)
    folder = Folder.read(Path(order.register))
    office = Office.open(folder, order.accordo)
    with folder.reading() as store:
        change = office.ledger(store).last
    return office.agreement, change, office.dataset(day, order.readings, today=today)


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
