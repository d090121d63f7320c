"""The questions of the catalogue asked of three scenes by three engines, and the answers that are kept.

Run as a program it writes the answers anew: python tests/domande.py [QUESTION ...]
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from comando import ROOT
from pyoxigraph import Literal, NamedNode

from pdz_graph.agreement import Agreement
from pdz_graph.answers import Answered, Graph, Rows, Truth
from pdz_graph.answers.forms import FORMS, write
from pdz_graph.catalogue import Question
from pdz_graph.dataset import Dataset
from pdz_graph.office import Office
from pdz_graph.projection.edition import Wanted, opened
from pdz_graph.proposal import Terms
from pdz_graph.store.folder import Folder
from pdz_graph.terms import XSD

ANSWERS = ROOT / "tests" / "domande"
EXAMPLES = ROOT / "data" / "esempi"
DAY = date(2013, 6, 30)
#: The tag of the questions about the history of a register: they are asked of an office, the others of two files.
HISTORY = "storia"
FILES = ("conforme", "con-errori")
#: The tag of the questions about findings, asked also of a day on which some depend on how the text is read.
FINDINGS, READ = "rilievi", "con-errori-2014"
SCENES = {"conforme": DAY, "con-errori": DAY, READ: date(2014, 6, 30)}
#: What the office records after the sound register: a row that is then taken back.
LATER = "codice,tipo,anno,data,organo\ndelega-prova,delega,2013,2013-05-10,ads\n"


@cache
def agreement() -> Agreement:
    return Agreement.open()


@cache
def questions() -> dict[str, Question]:
    return agreement().commons.questions


def cases() -> Iterator[tuple[str, str]]:
    """Yield each question with each scene of which it is asked."""
    for name, question in questions().items():
        files = (*FILES, READ) if FINDINGS in question.tags else FILES
        for scene in ("ufficio",) if HISTORY in question.tags else files:
            yield name, scene


@cache
def scene(name: str) -> Dataset:
    """Return what a question sees in a scene: a register of example, or the office."""
    if name in SCENES:
        register = EXAMPLES / f"registro-{name.removesuffix('-2014')}"
        return agreement().dataset([register], SCENES[name])
    with tempfile.TemporaryDirectory() as folder:
        office = _office(Path(folder))
        return opened(Wanted(folder=office.folder, as_of=DAY, public=False), DAY).dataset


def _office(root: Path) -> Office:
    """Make an office with three changes: the sound register, one more act, and the act taken back."""
    folder = Folder(root / "ufficio", agreement().id)
    folder.create()
    office = Office(folder, agreement())
    later = root / "dopo"
    later.mkdir()
    (later / "atti.csv").write_text(LATER, encoding="utf-8")
    for hour, source in ((9, EXAMPLES / "registro-conforme"), (10, later)):
        recorded = office.record([source], _terms(hour))
        assert recorded.change, source
    assert office.undo(2, _terms(11)).change
    return office


def _terms(hour: int) -> Terms:
    now = datetime(2013, 7, 1, hour, tzinfo=UTC)
    return Terms(agent="Ada Esempio", now=now, policy="report", day=DAY, clock=lambda: now, message=f"alle {hour}")


def kept(name: str, scene: str) -> Path:
    """Return the file of an answer: TSV, which keeps the types, or Turtle."""
    return ANSWERS / f"{name}.{scene}.{'ttl' if questions()[name].form == 'construct' else 'tsv'}"


def written(answered: Answered) -> bytes:
    """Return an answer as it is kept."""
    return write(
        answered, FORMS["ttl" if isinstance(answered, Graph) else "json" if isinstance(answered, Truth) else "tsv"]
    )


def counted(answered: Answered) -> Counter[tuple[object, ...]]:
    """Return what an answer says whatever the engine: rows or triples, numbers by value, in no order."""
    assert isinstance(answered, Rows | Graph)
    rows = answered.triples if isinstance(answered, Graph) else answered.rows
    return Counter(tuple(map(plain, row)) for row in rows)


def plain(term: object) -> object:
    """Return a term without what engines write differently: 1.50 or 1.5, "1" or true, Z or +00:00, a string's type."""
    if not isinstance(term, Literal):
        return term.value if isinstance(term, NamedNode) else term
    kind = term.datatype
    if kind in (XSD["integer"], XSD["decimal"], XSD["int"], XSD["double"]):
        return Decimal(term.value).normalize()
    if kind == XSD["boolean"]:
        return term.value in ("true", "1")
    if kind == XSD["dateTime"]:
        return datetime.fromisoformat(term.value)
    return (term.value, (term.language or "").lower(), "" if kind == XSD["string"] else kind.value)


def main(names: list[str]) -> None:
    ANSWERS.mkdir(exist_ok=True)
    for name, of in cases():
        if not names or name in names:
            kept(name, of).write_bytes(written(scene(of).ask(questions()[name].text)))


if __name__ == "__main__":
    main(sys.argv[1:])
