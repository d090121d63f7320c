"""One row recorded in a register that is open, in a store with so many accordi: the seconds of each, as JSON.

``python tests/bench/registro.py N``. The store is one on disk, with the registers of N accordi, each in the graphs of
its own: the Cremasco one with the example register, the others minted anew from it. Each change is the import of one
row from a CSV table, judged, committed and flushed; rows of several tables take turns.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from molti import REGISTER, lines, minted
from pyoxigraph import Quad, RdfFormat, parse

from pdz_graph.agreement import Agreement
from pdz_graph.facts import triples_of
from pdz_graph.ledger import Change, Delta, Ledger
from pdz_graph.office import Office
from pdz_graph.proposal import Terms
from pdz_graph.store import QuadStore, canonical
from pdz_graph.store.embedded import EmbeddedStore
from pdz_graph.store.folder import Folder

DAY = date(2013, 6, 30)
#: A row of each of several tables, with the number of the change in it; none breaks a norm.
ROWS = {
    "persone": "codice,nome\nprova-{n},Prova Numero {n}\n",
    "enti": "codice,nome,tipo\nprova-{n},Cooperativa di Prova {n},cooperativa_sociale\n",
    "cariche": "persona,carica,ente,dal\nada-esempio,consigliere_comunale,comune-crema,{day}\n",
    "incontri": "codice,organo,tipo,data,convocato_da,presenti\nI-{n},cris,,{day},,comune-crema\n",
    "stanziamenti": "anno,fonte,importo\n2013,altri_fondi,{n}.50\n",
    "azioni": "codice,anno,nome,livello,importo\nprova-{n},2013,Azione di prova {n},comunale,{n}.00\n",
}
#: How often each of them takes its turn; the first turn of all is not counted.
TURNS = 6


def main() -> None:
    """Record row after row, and write how long each took."""
    with TemporaryDirectory() as folder:
        office = Office(Folder(Path(folder) / "registro", "cremasco-2012-2014"), Agreement.open())
        office.folder.create()
        fill(office, int(sys.argv[1]))
        taken = list(recorded(office, Path(folder)))
    sys.stdout.write(json.dumps(taken[len(ROWS) :]))


def fill(office: Office, many: int) -> None:
    """Put the registers of so many accordi into a store, each as a change of its own, and let the store settle."""
    happened = lines(office.agreement.read_register([REGISTER]).quads)
    with office.folder.writing() as store:
        put(store, office.agreement.id, happened)
        for number in range(many - 1):
            name = f"sintetico-{number}"
            put(store, name, minted(happened, office.agreement.id, name))
        assert isinstance(store, EmbeddedStore)
        store.quads.optimize()


def put(store: QuadStore, accordo: str, said: str) -> None:
    """Record the register of an accordo whole."""
    triples = canonical(triples_of(Quad(*one) for one in parse(said, RdfFormat.N_TRIPLES)))
    change = Change(1, datetime.now(UTC), "prova")
    assert Ledger(store, accordo).append(change, Delta(frozenset(triples)))


def recorded(office: Office, folder: Path) -> Iterator[float]:
    """Record the rows, yielding the seconds that each took."""
    with office.folder.writing() as store:
        for number in range(TURNS * len(ROWS)):
            name = list(ROWS)[number % len(ROWS)]
            source = folder / str(number)
            source.mkdir()
            row = ROWS[name].format(n=number, day=date(2013, 1, 10) + timedelta(days=3 * number))
            (source / f"{name}.csv").write_text(row, encoding="utf-8")
            terms = Terms("prova", datetime.now(UTC), "no-new", DAY)
            start = time.perf_counter()
            done = office.change_in(store, office.entering([source]), terms)
            yield time.perf_counter() - start
            assert done.change, (name, done.proposal.weighed.refusing)


if __name__ == "__main__":
    main()
