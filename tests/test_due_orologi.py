"""Two clocks: what the register said then, and what held on that day, are what hand-built registers say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from altra_casa import VALVERDE
from estrazioni import agreement, calm, conforming
from hypothesis import given, seed
from hypothesis import strategies as st
from pyoxigraph import Literal, Quad
from quanto import tried
from registri_casuali import Drawn, registers

from pdz_graph.commands.options import instant
from pdz_graph.errors import UsageError
from pdz_graph.facts import Triple, as_day, triples_of
from pdz_graph.office import Office
from pdz_graph.proposal import Entry, Terms, Triples
from pdz_graph.store import canonical
from pdz_graph.store.folder import Folder
from pdz_graph.terms import PDZ
from pdz_graph.verdict import Verdict

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def verdict(triples: Triples | Sequence[Triple], day: date) -> Verdict:
    register = [Quad(*triple) for triple in triples]
    return agreement().judge_facts(register, as_of=day, today=day).verdict


def said(register: Drawn) -> Triples:
    return frozenset(canonical(triples_of(register.quads)))


def test_what_was_known_then_is_what_was_recorded_until_then() -> None:
    """Registers drawn at random take each other's place, an hour apart; each is known from its instant on."""

    @seed(1)
    @calm(8)
    @given(st.lists(registers(conforming(), agreement().quads), min_size=2, max_size=3), st.data())
    def known(drawn: list[Drawn], data: st.DataObject) -> None:
        with TemporaryDirectory() as root:
            office = Office(Folder(Path(root) / "registro", VALVERDE), agreement())
            office.folder.create()
            states: list[Triples] = [frozenset()]
            for hour, register in enumerate(drawn, 1):
                after = said(register)
                terms = Terms("anna", NOW + hour * HOUR, "report", register.day)
                office.change(lambda _known, _ledger, after=after: Entry(after), terms)  # type: ignore[misc]
                states.append(after)
            for hour, state in enumerate(states):
                day = data.draw(st.sampled_from([register.day for register in drawn]))
                expected = verdict(state, day)
                for when in (hour * HOUR, (hour + 1) * HOUR - timedelta(microseconds=1)):
                    judged = office.judge(day, today=day, known_at=NOW + when).verdict
                    assert judged == replace(expected, known_at=NOW + when)

    known()


def until(triples: Triples, day: date) -> list[Triple]:
    """Return what a hand would copy on a day: nothing that begins or happens later, nor anything that speaks of it.

    A reading of the text is no event: it holds whatever the day.
    """
    readings = {s for s, _, o in triples if o == PDZ["Lettura"]}
    days = {PDZ["dal"], PDZ["data"]}
    later = {s for s, p, o in triples if p in days and isinstance(o, Literal) and (as_day(o) or date.min) > day}
    later -= readings
    return [triple for triple in triples if triple[0] not in later and triple[2] not in later]


def test_a_day_is_judged_as_if_nothing_after_it_were_written() -> None:
    @seed(2)
    @calm(tried(20, 40))
    @given(registers(conforming(), agreement().quads), st.sampled_from([timedelta(days=n) for n in (-300, -1, 0, 1)]))
    def same(register: Drawn, step: timedelta) -> None:
        day, triples = register.day + step, said(register)
        assert verdict(triples, day) == verdict(until(triples, day), day)

    same()


def test_the_last_day_counts_and_the_day_after_does_not() -> None:
    """Whatever lasts is in force on its first and last day, and neither on the day before nor on the day after."""

    @seed(3)
    @calm(tried(20, 40))
    @given(registers(conforming(), agreement().quads))
    def closed(register: Drawn) -> None:
        facts: dict[object, dict[object, date]] = {}
        for subject, predicate, value in said(register):
            if predicate in (PDZ["dal"], PDZ["al"]) and isinstance(value, Literal):
                facts.setdefault(subject, {})[predicate] = as_day(value) or date.min
        for node, ends in sorted(facts.items(), key=str)[:3]:
            first, last = ends[PDZ["dal"]], ends.get(PDZ["al"])
            beside = [(first - timedelta(days=1), False), (first, True)]
            beside += [(last, True), (last + timedelta(days=1), False)] if last else []
            for day, expected in beside:
                readings = agreement().readings()
                _, snapshot = agreement().snapshot(triples_of(register.quads), day, readings)
                assert ((node, PDZ["fino"]) in {t[:2] for t in snapshot.triples}) == (first <= day)
                marked = any(t[0] == node and t[2] == PDZ["InVigore"] for t in snapshot.triples)
                assert marked == expected, (node, day)

    closed()


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-11-25T10:30+01:00", datetime(2026, 11, 25, 9, 30, tzinfo=UTC)),
        ("2026-11-25T10:30:15.5Z", datetime(2026, 11, 25, 10, 30, 15, 500000, tzinfo=UTC)),
    ],
)
def test_an_instant_with_a_zone_is_that_instant(text: str, utc: datetime) -> None:
    assert instant(text) == utc


def test_a_day_is_known_when_it_is_over() -> None:
    assert instant("2026-11-25").astimezone() == datetime(2026, 11, 25, 23, 59, 59, 999999).astimezone()


@pytest.mark.parametrize("text", ["", "ieri", "2026-13-01", "2026-11-25T25:00"])
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        instant(text)
    assert refused.value.code == "known-at"
