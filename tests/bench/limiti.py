"""The worst registers that are still admitted: how long each takes to be read and judged, and in how much memory.

Each has as much as the limits allow of what one kind of norm looks at longest; each is judged in a process of its own.
Nothing fails when one takes more than a minute: the line says so.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from pdz_graph.agreement import Agreement
from pdz_graph.tables.schema import MOST_FACTS, MOST_ROWS, table_of

DAY = date(2013, 6, 30)
SECONDS, MEGABYTES = 60, 2_000
#: A table: the columns that are filled, and the rows.
Table = tuple[str, Iterable[str]]
PERSONS = 500

Tables = Mapping[str, Table]


def day(number: int) -> str:
    return f"2013-0{1 + number % 6}-{1 + number % 28:02}"


def people(many: int = PERSONS) -> Table:
    return "codice,nome", (f"p{number},Nome{number} Cognome{number}" for number in range(many))


def meetings(many: int, names: int, kind: str = "", act: str = "") -> Table:
    chance = random.Random(many)

    def cell() -> str:
        return ";".join(f"p{number}" for number in chance.sample(range(PERSONS), names))

    columns = "codice,organo,tipo,data,convocato_da,presenti,invitati,lettera_firmata_da,destinatari,riguarda"
    return columns, (
        f"i{n},ads,{kind if n % 2 else ''},{day(n)},{cell()},{cell()},{cell()},{cell()},{cell()},{act and f'a{n}'}"
        for n in range(many)
    )


def acts(many: int, based_on: int) -> Table:
    kinds = ("piano_operativo", "report_annuale", "contratto_di_servizio")

    def row(n: int) -> str:
        before = ";".join(f"a{other}" for other in range(max(0, n - based_on), n))
        return f"a{n},{kinds[n % 3]},{2012 + n % 3},{day(n)},ads,udp;cris,{before},csc"

    return "codice,tipo,anno,data,organo,predisposto_da,basato_su,controparte", map(row, range(many))


def seats(many: int, seat: str) -> Table:
    columns = "seggio,persona,per_conto_di,designato_da,data_designazione,dal,al,atto,elettori"
    return columns, (
        f"{seat},p{n % PERSONS},csc,comune-crema,2012-04-10,2012-05-{1 + n // PERSONS:02},,,csc;asl-cremona"
        for n in range(many)
    )


def offices(many: int) -> Table:
    kinds, bodies = ("sindaco", "assessore_politiche_sociali"), ("comune-crema", "comune-izano", "asl-cremona", "csc")
    rows = (f"p{n % PERSONS},{kinds[n % 2]},{bodies[n % 4]},2012-04-0{1 + n // PERSONS}," for n in range(many))
    return "persona,carica,ente,dal,al", rows


def money(many: int) -> Table:
    return "anno,fonte,ente,importo,atto", (f"2013,f_sol,comune-crema,{n}.50," for n in range(many))


def actions(many: int) -> Table:
    return "codice,anno,nome,livello,importo,contratto", (f"z{n},2013,N{n},distrettuale,10.00," for n in range(many))


def takeovers(many: int) -> Table:
    columns = "ente,comune,funzioni,dal,al,assenso"
    return columns, (f"comune-crema,comune-izano,funzione {n},2012-04-01,,delibera" for n in range(many))


def bodies(many: int) -> Table:
    return "codice,nome,tipo,istat", (f"unione-{n},Unione {n},unione_comuni," for n in range(many))


ADHESION: Table = ("ente,data,documento", ("csc,2012-04-02,prot. 1",))
CASES: Mapping[str, Callable[[], Tables]] = {
    "persons and bodies": lambda: {"persone": people(MOST_ROWS), "enti": bodies(MOST_ROWS)},
    "few meetings, long lists": lambda: {"persone": people(), "cariche": offices(1_000), "incontri": meetings(20, 340)},
    "many meetings": lambda: {"persone": people(), "cariche": offices(1_000), "incontri": meetings(MOST_FACTS, 6)},
    "acts based on acts": lambda: {"atti": acts(MOST_FACTS, 29)},
    "one seat": lambda: {
        "persone": people(), "adesioni": ADHESION, "incarichi": seats(MOST_FACTS, "udp-cooperazione")
    },
    "money": lambda: {"stanziamenti": money(MOST_FACTS), "azioni": actions(MOST_FACTS)},
    "takeovers": lambda: {"subentri": takeovers(MOST_FACTS)},
    "something of each": lambda: {
        "persone": people(MOST_ROWS),
        "enti": bodies(MOST_ROWS),
        "adesioni": ADHESION,
        "incarichi": seats(999, "udp-cooperazione"),
        "atti": acts(999, 2),
        "incontri": meetings(500, 1, "confronto_forum", "a"),
        "stanziamenti": money(700),
        "azioni": actions(700),
    },
}  # fmt: skip


def write(folder: Path, tables: Tables) -> None:
    """Write a register in an empty folder."""
    for name, (columns, rows) in tables.items():
        assert table_of(name)
        (folder / f"{name}.csv").write_text("\n".join((columns, *rows)) + "\n", encoding="utf-8")


def judge(folder: Path) -> None:
    """Read and judge a register, and write what it took."""
    start = time.perf_counter()
    Agreement.open().judge([folder], DAY, today=DAY)
    seconds, peak = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    beyond = "  beyond the target" if seconds > SECONDS or peak > MEGABYTES else ""
    sys.stdout.write(f"{seconds:8.1f} s {peak:6.0f} MB{beyond}\n")


def main() -> None:
    """Write each register and have it judged."""
    for name, tables in CASES.items():
        with TemporaryDirectory() as folder:
            write(Path(folder), tables())
            sys.stdout.write(f"{name:<26}")
            sys.stdout.flush()
            subprocess.run([sys.executable, __file__, folder], check=True)


if __name__ == "__main__":
    judge(Path(sys.argv[1])) if len(sys.argv) > 1 else main()
