"""A register opened to be published or served, as everybody may read it or as it is: one way for every door."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from pdz_graph.agreement import Agreement
from pdz_graph.dataset import Dataset, dataset
from pdz_graph.errors import Place, Problem
from pdz_graph.facts import Triple, triples_of
from pdz_graph.judgement import Judgement
from pdz_graph.ledger import Change
from pdz_graph.office import Office
from pdz_graph.projection.leaks import check
from pdz_graph.projection.public import Projected, project
from pdz_graph.projection.told import told
from pdz_graph.reified import history
from pdz_graph.snapshot import default_day
from pdz_graph.store.folder import Folder
from pdz_graph.terms import GRAFO


@dataclass(frozen=True)
class Wanted:
    """What is to be opened: an accordo with sources, or with the register in a folder (as it was ``known_at`` an
    instant), on a day (None: today, or the last of the validity if that is past) and under some readings; for everybody
    or, where it is not ``public``, as it is, for the office alone.
    """

    sources: tuple[Path, ...] = ()
    folder: Folder | None = None
    accordo: str | None = None
    as_of: date | None = None
    readings: tuple[str, ...] = ()
    known_at: datetime | None = None
    public: bool = True


@dataclass(frozen=True)
class Opened:
    """What is published: the judgement of a day, the graphs, and the register (``quads``) as it is published.

    ``change`` and ``instant`` are the number of the last change of the register and when it was recorded, None where
    there is none. ``projected`` is None for the register as it is. ``notices``, the guesses made while reading, are for
    whoever publishes, and in public no part of the rest: they name people; so are the ``changes`` of the register.
    """

    agreement: Agreement
    judgement: Judgement
    dataset: Dataset
    quads: tuple[Quad, ...]
    change: int | None = None
    instant: datetime | None = None
    projected: Projected | None = None
    notices: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def gone(self) -> frozenset[str]:
        """The IRIs of the people who were erased, as the register has them."""
        return self.projected.gone if self.projected else frozenset()


@dataclass(frozen=True)
class _Read:
    """A register as it was read, with its history."""

    quads: tuple[Quad, ...] = ()
    notices: tuple[Problem, ...] = ()
    origins: Mapping[str, Place] = field(default_factory=dict)
    change: int | None = None
    instant: datetime | None = None
    history: Mapping[NamedNode, Iterable[Triple]] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()


def opened(wanted: Wanted, today: date) -> Opened:
    """Open what is wanted; for everybody it is projected, and searched for leaks before anything is given out.

    Raises InputError for unusable sources and for leaks, UsageError for an unknown accordo or reading, StoreError.
    """
    accordo = wanted.accordo or (wanted.folder.accordo if wanted.folder else None)
    agreement = Agreement.open(accordo)
    read = _of_folder(wanted, wanted.folder, agreement) if wanted.folder else _of_sources(wanted, agreement)
    day = wanted.as_of or default_day(agreement.readings(wanted.readings), today)
    projected = project(agreement, read.quads, day) if wanted.public else None
    quads = projected.quads if projected else read.quads
    notices = () if projected else read.notices
    judgement = agreement.judge_facts(
        quads, notices, wanted.as_of, wanted.readings, today=today, known_at=wanted.known_at
    )
    found = dataset(agreement.commons, agreement.quads, triples_of(quads), judgement, read.history)
    if projected:
        whole = {GRAFO["registro"]: triples_of(quads)}
        check({**found.graphs, **whole}, projected, agreement.house, read.origins)
    return Opened(agreement, judgement, found, quads, read.change, read.instant, projected, read.notices, read.changes)


def _of_sources(wanted: Wanted, agreement: Agreement) -> _Read:
    if not wanted.sources:
        return _Read()
    read = agreement.read_register(wanted.sources)
    return _Read(tuple(read.quads), read.notices, read.origins)


def _of_folder(wanted: Wanted, folder: Folder, agreement: Agreement) -> _Read:
    office = Office(folder, agreement)
    with folder.reading() as store:
        ledger = office.ledger(store)
        last = ledger.last_at(wanted.known_at)
        known = sorted(ledger.register_after(last), key=str)
        return _Read(
            quads=tuple(Quad(*triple) for triple in known),
            change=last,
            instant=ledger.change(last).instant if last else None,
            changes=tuple(ledger.change(number) for number in range(1, last + 1)),
            history=told(ledger, last) if wanted.public else history(ledger, last),
        )
