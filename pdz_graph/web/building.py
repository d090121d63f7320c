"""The child process that builds what is served: the graphs of a day, in a store to be read, then the files."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
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
from pdz_graph.linked.addresses import Addresses
from pdz_graph.office import Office
from pdz_graph.store.dump import as_n_quads
from pdz_graph.store.endpoint import Endpoint
from pdz_graph.store.folder import Folder
from pdz_graph.web.builder import site_of
from pdz_graph.web.documented import build_site
from pdz_graph.web.publication import Edition, Order, edition_of, told, written


def main() -> int:
    """Read what is ordered from the standard input, publish it, and tell what came of it on the standard output."""
    asked = json.loads(sys.stdin.buffer.read())
    said, target = asked["order"], Path(asked["target"])
    order = Order(**{**said, "sources": tuple(said["sources"]), "readings": tuple(said["readings"])})
    try:
        for step in steps(order, target, date.fromisoformat(asked["today"])):
            _tell(step)
    except PdzError as error:
        _tell({"error": told(error)})
    return 0


def _tell(said: Mapping[str, object]) -> None:
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n")
    sys.stdout.buffer.flush()


def steps(order: Order, target: Path, today: date) -> Iterator[Mapping[str, object]]:
    """Build what is ordered, and tell each step: the graphs in ``target``, then the files in the folder beside it.

    Neither folder is there yet; each is left whole, or not at all.
    """
    if order.behind:
        yield written(_behind(order, order.behind, today))
        return
    agreement, change, found = _found(order, today)
    yield written(_published(order, target, agreement, change, found))
    if order.site:
        build_site(site_of(target), agreement, found, order.base, order.address)
        yield {"site": True}


def published(order: Order, target: Path, today: date) -> Edition:
    """Build the graphs of what is ordered, without files, and leave them in ``target``."""
    return edition_of(next(iter(steps(order, target, today))))


def _published(order: Order, target: Path, agreement: Agreement, change: int | None, found: Dataset) -> Edition:
    addresses = Addresses(order.base)
    graphs = {addresses.named(name): tuple(addresses.triples(some)) for name, some in found.graphs.items()}
    _write((Quad(*triple, name) for name, some in graphs.items() for triple in some), target)
    codes = codes_of(agreement.commons.questions.values(), found.ask)
    return Edition(
        version=digest(as_n_quads(graphs).encode()),
        day=found.day,
        label=agreement.label,
        change=change,
        graphs={name.value: len(triples) for name, triples in graphs.items()},
        codes={of: {code: addresses.named(node) for code, node in known.items()} for of, known in codes.items()},
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
