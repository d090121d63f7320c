"""The verdicts of a row of days are those of each day alone, and what is told between two of them is what differs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import estrazioni
import pytest
from altra_casa import ALTRA, valverde
from estrazioni import calm, conforming
from grafo import ACCORDO_ID, CASA
from hypothesis import given, seed
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad
from quanto import tried
from registri_casuali import Drawn, registers
from situazioni import cremasco

from pdz_graph.agreement import Agreement
from pdz_graph.errors import Text, UsageError
from pdz_graph.facts import Triple, day_literal, triples_of
from pdz_graph.ledger import Change
from pdz_graph.reasoner import Closure
from pdz_graph.ruling import keys, rule
from pdz_graph.terms import LABEL, PDZ, PERSONA, TYPE, of_accordo
from pdz_graph.timeline import Happening, Moment, Run, changes, days, happenings, history, timeline
from pdz_graph.timeline.course import Course
from pdz_graph.timeline.happenings import KINDS
from pdz_graph.verdict import Finding, Ruling, Thing, Verdict

DAY = date(2013, 6, 30)
EXAMPLES = ("registro-conforme", "registro-con-errori")


@cache
def register(name: str) -> tuple[Quad, ...]:
    return tuple(cremasco().read_register([CASA.root / "data" / "esempi" / name]).quads)


@cache
def row(name: str) -> tuple[Moment, ...]:
    return timeline(cremasco(), register(name), DAY)


def bare(verdict: Verdict) -> Verdict:
    """Return a verdict without what is not asked of a row of days."""
    findings = tuple(replace(finding, depends_on=()) for finding in verdict.findings)
    return replace(verdict, findings=findings, day_is_default=False)


def alone(agreement: Agreement, quads: tuple[Quad, ...], day: date) -> tuple[object, object]:
    """Return the rulings (without names) and the keys of the findings of one day, judged by itself and whole."""
    norms, snapshot = agreement.snapshot(triples_of(quads), day, agreement.readings())
    judged = agreement.fast(snapshot.triples)
    return [_seen(ruling) for ruling in rule(norms, judged, agreement.labels)], keys(norms, judged)


def _seen(ruling: Ruling) -> object:
    looked_at, unknown = ([thing.id for thing in things] for things in (ruling.looked_at, ruling.unknown))
    return ruling.norm, ruling.status, looked_at, unknown


def told(verdict: Verdict) -> tuple[object, object]:
    return [_seen(ruling) for ruling in verdict.rulings], {finding.key for finding in verdict.findings}


# The verdicts


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_verdict_of_a_row_is_that_of_its_day_alone(name: str) -> None:
    moments = row(name)
    assert [moment.day for moment in moments] == [moment.verdict.as_of for moment in moments]
    assert len({tuple(moment.verdict.counts.values()) for moment in moments}) > len(moments) / 2, "nothing moves"
    for moment in (*moments[:-1:2], moments[-1]):
        assert told(moment.verdict) == alone(cremasco(), register(name), moment.day), moment.day


def test_a_verdict_of_a_row_is_whole_with_names_facts_and_remedies() -> None:
    name = "registro-con-errori"
    for moment in (row(name)[0], row(name)[-1]):
        judged = cremasco().judge_facts(register(name), (), moment.day, today=moment.day).verdict
        assert moment.verdict == bare(judged)


def test_days_may_pass_in_any_order_and_come_back() -> None:
    there, back = date(2013, 3, 31), date(2012, 9, 30)
    course = Course(cremasco(), triples_of(register("registro-con-errori")))
    first, second, third, early = course.verdicts([there, back, there, date(2012, 1, 1)])
    assert first == third
    assert told(second) == alone(cremasco(), register("registro-con-errori"), back)
    assert early.is_early
    assert {ruling.status for ruling in early.rulings} == {"not_applicable"}


def test_whatever_the_register_each_verdict_of_a_row_is_that_of_its_day_alone() -> None:
    @seed(4)
    @calm(tried(6, 60))
    @given(registers(conforming(), estrazioni.agreement().quads), st.lists(st.integers(-200, 500), max_size=3))
    def same(drawn: Drawn, later: list[int]) -> None:
        course = Course(estrazioni.agreement(), triples_of(drawn.quads))
        passing = [drawn.day, *(drawn.day + timedelta(days=some) for some in later)]
        for verdict in course.verdicts([day for day in passing if estrazioni.agreement().binds(day)]):
            assert told(verdict) == alone(estrazioni.agreement(), tuple(drawn.quads), verdict.as_of)

    same()


def test_another_accordo_has_its_row_by_data_alone(tmp_path: Path) -> None:
    other = valverde(tmp_path)
    quads = tuple(other.read_register([ALTRA / "registro"]).quads)
    moments = timeline(other, quads, date(2019, 1, 15))
    assert [moment.day for moment in moments][:2] == [date(2018, 5, 24), date(2018, 5, 31)]
    for moment in moments:
        assert told(moment.verdict) == alone(other, quads, moment.day)


def test_a_row_has_the_readings_asked_for_and_stops_with_their_validity() -> None:
    moments = timeline(cremasco(), (), date(2014, 5, 15), ["per-data"])
    assert [moment.day for moment in moments[-3:]] == [date(2014, 2, 28), date(2014, 3, 31), date(2014, 5, 15)]
    assert {moment.verdict.readings["art-16"] for moment in moments} == {"per-data"}
    with pytest.raises(UsageError):
        timeline(cremasco(), (), DAY, ["nessuna"])


def test_a_waiver_counts_on_its_days_only() -> None:
    thing = next(finding for finding in row("registro-con-errori")[-1].verdict.findings if finding.breaks)
    node = of_accordo(ACCORDO_ID, "deroga", "prova")
    waiver = (
        Quad(node, TYPE, PDZ["Deroga"]),
        Quad(node, PDZ["normaDerogata"], of_accordo(ACCORDO_ID, "norma", thing.norm)),
        Quad(node, PDZ["cosaDerogata"], NamedNode(thing.subject.id)),
        Quad(node, PDZ["motivo"], Literal("prova")),
        Quad(node, PDZ["attoDellaDeroga"], Literal("atto")),
        Quad(node, PDZ["al"], day_literal(DAY)),
    )
    course = Course(cremasco(), triples_of((*register("registro-con-errori"), *waiver)))
    on, after = course.verdicts([DAY, DAY + timedelta(days=1)])
    assert {finding.key for finding in on.waived} == {thing.key}
    assert not after.waived


def test_what_is_closed_for_one_day_is_not_known_on_another() -> None:
    kind, other = PDZ["ComitatoRistretto"], NamedNode("https://example.org/altro")
    base = Closure(cremasco().fast.schema)
    base.grow([(other, TYPE, kind)])
    before = {node: set(kinds) for node, kinds in base.types.items()}
    base.fork().grow([(other, TYPE, PDZ["Adesione"]), (other, PDZ["norma"], other)])
    assert dict(base.types) == before
    assert all(triple[1] == TYPE for triple in base.known)


# The days


def test_the_days_of_a_row() -> None:
    signed, end = date(2012, 3, 28), date(2015, 3, 31)
    assert days(signed, end, date(2012, 5, 10)) == (signed, date(2012, 3, 31), date(2012, 4, 30), date(2012, 5, 10))
    assert days(signed, end, date(2012, 4, 30))[-2:] == (date(2012, 3, 31), date(2012, 4, 30))
    assert days(signed, end, signed) == (signed,)
    assert days(signed, end, date(2011, 1, 1)) == (date(2011, 1, 1),)
    assert days(signed, end, date(2020, 1, 1))[-2:] == (end, date(2020, 1, 1))
    assert len(days(signed, end, end)) == 38


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 2000), st.integers(-300, 3000))
def test_the_days_ascend_and_end_with_the_day(signed: date, lasts: int, later: int) -> None:
    end, day = signed + timedelta(days=lasts), signed + timedelta(days=later)
    found = days(signed, end, day)
    assert list(found) == sorted(set(found))
    assert found[-1] == day
    assert all(signed <= one for one in found[:-1])
    assert all((one + timedelta(days=1)).day == 1 for one in found[1:-1])


# What differs


def verdict(day: date, **statuses: str) -> Moment:
    """Return a moment with the status of some norms, and a finding of each that is violated."""
    rulings = tuple(Ruling(norm, "1", status, (), ()) for norm, status in sorted(statuses.items()))
    found = tuple(
        Finding(norm, "1", "violation", Thing("x", Text("", "")), None, *(Text("", ""),) * 2, None, None, (), "vincolo")
        for norm, status in sorted(statuses.items())
        if status == "violated"
    )
    return Moment(day, Verdict(ACCORDO_ID, Text("", ""), day, False, None, {}, rulings, found))


ONE, TWO, THREE, FOUR = (date(2013, month, 1) for month in range(1, 5))
MOMENTS = (
    verdict(ONE, a="satisfied", b="violated"),
    verdict(TWO, a="satisfied", b="satisfied", c="unknown"),
    verdict(THREE, a="violated", c="unknown"),
    verdict(FOUR, a="violated", b="violated", c="unknown"),
)


def test_what_turns_between_two_moments_is_told_once() -> None:
    steps = changes(MOMENTS)
    assert [(step.since, step.day) for step in steps] == [(None, ONE), (ONE, TWO), (TWO, THREE), (THREE, FOUR)]
    turned = [[(turn.norm, turn.before, turn.after) for turn in step.turns] for step in steps]
    assert turned == [
        [],
        [("b", "violated", "satisfied"), ("c", None, "unknown")],
        [("a", "satisfied", "violated"), ("b", "satisfied", None)],
        [("b", None, "violated")],
    ]
    assert [[finding.norm for finding in step.came] for step in steps] == [[], [], ["a"], ["b"]]
    assert [[finding.norm for finding in step.went] for step in steps] == [[], ["b"], [], []]
    assert changes(()) == ()


def test_the_history_of_a_norm_joins_neighbours_that_are_alike() -> None:
    assert history(MOMENTS, "a") == (Run(ONE, TWO, "satisfied"), Run(THREE, FOUR, "violated"))
    assert history(MOMENTS, "b") == (
        Run(ONE, ONE, "violated"),
        Run(TWO, TWO, "satisfied"),
        Run(FOUR, FOUR, "violated"),
    )
    assert history(MOMENTS, "z") == ()


def test_changes_lead_from_the_first_verdict_to_the_last() -> None:
    moments = row("registro-con-errori")
    stands = {finding.key for finding in moments[0].verdict.findings}
    statuses: dict[str, str | None] = {ruling.norm: ruling.status for ruling in moments[0].verdict.rulings}
    for step in changes(moments):
        stands = (stands | {finding.key for finding in step.came}) - {finding.key for finding in step.went}
        statuses |= {turn.norm: turn.after for turn in step.turns}
    assert stands == {finding.key for finding in moments[-1].verdict.findings}
    assert statuses == {ruling.norm: ruling.status for ruling in moments[-1].verdict.rulings}
    late = history(moments, "art-13-report")
    assert (late[-1].status, late[-1].start, late[-1].end) == ("violated", date(2013, 2, 28), DAY)


# What happened


def happened(quads: tuple[Quad, ...], day: date = DAY, *recorded: Change) -> tuple[Happening, ...]:
    register: tuple[Triple, ...] = tuple(triples_of(quads))
    _, snapshot = cremasco().snapshot(register, day, cremasco().readings())
    return happenings(cremasco(), register, snapshot, (), recorded)


def test_what_happened_is_told_in_the_order_of_days_and_none_of_what_is_to_come() -> None:
    quads = register("registro-con-errori")
    register_ = tuple(triples_of(quads))
    _, snapshot = cremasco().snapshot(register_, DAY, cremasco().readings())
    found = happenings(cremasco(), register_, snapshot, row("registro-con-errori"))
    assert found == happenings(cremasco(), reversed(register_), snapshot, row("registro-con-errori"))
    assert [one.day for one in found] == sorted(one.day for one in found)
    assert found[-1].day <= DAY
    assert {one.kind for one in found} == set(KINDS) - {"record"}
    assert len({(one.day, one.kind, one.iri) for one in found}) == len(found)
    turned = [one for one in found if one.kind == "verdict" and one.iri.endswith("/art-13-report")]
    assert [(one.day, one.status) for one in turned] == [(date(2013, 2, 28), "violated")]
    assert turned[0].label.en.endswith(": not applicable → violated")
    before = {one for one in happened(quads, date(2013, 1, 1)) if one.kind != "verdict"}
    assert before == {one for one in found if one.kind != "verdict" and one.day <= date(2013, 1, 1)}


def test_what_ended_did_so_on_its_last_day_and_money_is_told_with_its_act() -> None:
    found = happened(register("registro-con-errori"))
    ended = {(one.day, one.iri.rpartition("/")[2]) for one in found if one.kind == "term-ended"}
    assert (date(2013, 2, 28), "cris-componente-carla-finzione-sub-ambito-3-2012-04-12") in ended
    (first, second) = (one for one in found if one.kind == "allotment")
    assert (first.day, first.iri) == (date(2012, 6, 14), of_accordo(ACCORDO_ID, "atto", "riparto-2012").value)
    assert first.label.it.startswith("1.928.000,75\u00a0€ (9 somme), ")
    assert second.label.en.startswith("€1,928,000.75 (9 sums), ")


def test_names_are_those_of_the_register_as_it_is_handed_over() -> None:
    quads = register("registro-conforme")
    hidden = {value.value for node, predicate, value in triples_of(quads) if predicate == LABEL and node in PERSONA}
    shown = tuple(quad for quad in quads if quad.predicate != LABEL or quad.subject not in PERSONA)
    assert any(name in one.label.it for one in happened(quads) for name in hidden)
    assert not any(name in text for one in happened(shown) for text in (one.label.it, one.label.en) for name in hidden)


def test_a_change_that_was_recorded_tells_neither_who_nor_why() -> None:
    instant = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
    change = Change(3, instant, "anna-segreta", "motivo segreto", before=2, after=1)
    (found,) = (one for one in happened((), DAY, change) if one.kind == "record")
    assert (found.day, found.instant) == (date(2026, 11, 26), instant)
    assert found.iri == of_accordo(ACCORDO_ID, "cambio", "3").value
    assert found.label == Text(
        "Cambiamento del registro 3: 2 → 1 violazione", "Change of the register 3: 2 → 1 violation"
    )
    assert "segret" not in repr(found)
