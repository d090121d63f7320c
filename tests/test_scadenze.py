"""Deadlines and months as a snapshot spells them out, and how each deadline fared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from grafo import ACCORDO_ID
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from situazioni import cremasco

from pdz_graph.deadlines import a_year_before, expand, last_of, months, years
from pdz_graph.facts import Facts, Term, Triple, day_literal, triples_of
from pdz_graph.snapshot import choose, readings_of, take
from pdz_graph.states import DeadlineState, states_of
from pdz_graph.terms import NOTATION, PDZ, TYPE, XSD, concept, of_accordo

NORM = of_accordo("prova", "norma", "prova")
PIANO, CONTRATTO, REPORT = "art-13-piano-operativo", "art-13-contratto-servizio", "art-13-report"
PREFIXES = """
@prefix ex: <https://example.org/> .
@prefix elenco: <https://w3id.org/pdz/vocabolario/elenco/> .
@prefix pdz: <https://w3id.org/pdz/onto#> .
@prefix tipo-atto: <https://w3id.org/pdz/vocabolario/tipo-atto/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
COMPLETE = 'ex:elenco a pdz:Completezza ; pdz:elenco elenco:atti ; pdz:dal "2012-04-01"^^xsd:date .\n'


def day(text: str) -> date:
    return date.fromisoformat(text)


def said(triples: Sequence[Triple], predicate: str) -> dict[Term, str]:
    """Return what is said of each subject by a property, as text."""
    return {subject: value.value for subject, property_, value in triples if property_ == PDZ[predicate]}


def phases(triples: Sequence[Triple], norm: str) -> dict[int, str]:
    """Return the phase of each deadline of a norm, by year."""
    years, owners = said(triples, "anno"), said(triples, "norma")
    states = said(triples, "statoTemporale").items()
    mine = of_accordo(ACCORDO_ID, "norma", norm).value
    return {int(years[node]): state.rpartition("/")[2] for node, state in states if owners[node] == mine}


def snapshot(on: str, reading: str, register: Sequence[Quad] = ()) -> tuple[Triple, ...]:
    facts = Facts(triples_of((*cremasco().quads, *register)))
    return take(facts, ACCORDO_ID, day(on), choose(readings_of(facts), [reading]).values()).triples


def deadline(month: int, later: bool = False) -> dict[NamedNode, list[Term]]:
    """Return a norm with a deadline at the end of a month, of its year or of the next."""
    norm: dict[NamedNode, list[Term]] = {
        TYPE: [PDZ["NormaDiScadenza"]],
        NOTATION: [Literal("prova")],
        PDZ["mese"]: [Literal(str(month), datatype=XSD["integer"])],
    }
    return norm | ({PDZ["annoSuccessivo"]: [Literal("true", datatype=XSD["boolean"])]} if later else {})


def spelt(norm: dict[NamedNode, list[Term]], on: str, start: str, end: str) -> list[Triple]:
    return list(expand({NORM: norm}, "prova", day(on), day(start), day(end)))


# Months and years


@pytest.mark.parametrize(
    ("year", "month", "last"),
    [(2013, 1, 31), (2013, 2, 28), (2012, 2, 29), (2000, 2, 29), (2100, 2, 28), (2013, 4, 30), (2013, 12, 31)],
)
def test_a_month_ends_on_its_last_day(year: int, month: int, last: int) -> None:
    assert last_of(year, month) == date(year, month, last)


@given(st.dates(max_value=date(9998, 12, 31)))
def test_after_the_last_day_of_a_month_comes_the_first_of_the_next(any_day: date) -> None:
    last = last_of(any_day.year, any_day.month)
    assert any_day <= last
    assert (last + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("of", "before"),
    [
        ("2013-03-31", "2012-03-31"),
        ("2012-02-29", "2011-02-28"),
        ("2013-02-28", "2012-02-28"),
        ("2012-12-31", "2011-12-31"),
    ],
)
def test_a_year_before_is_the_same_day_or_the_28th_of_february(of: str, before: str) -> None:
    assert a_year_before(day(of)) == day(before)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2012-04-01", "2012-06-30", ["2012-04-01", "2012-05-01", "2012-06-01"]),
        ("2012-04-02", "2012-06-30", ["2012-05-01", "2012-06-01"]),
        ("2012-11-30", "2013-02-01", ["2012-12-01", "2013-01-01", "2013-02-01"]),
        ("2012-12-15", "2013-01-01", ["2013-01-01"]),
        ("2012-04-30", "2012-04-30", []),
        ("2012-04-01", "2012-04-01", ["2012-04-01"]),
    ],
)
def test_the_months_that_begin_within_a_validity(start: str, end: str, expected: list[str]) -> None:
    assert [first.isoformat() for first in months(day(start), day(end))] == expected


# Deadlines in a snapshot


def test_a_deadline_at_the_end_of_february_follows_the_leap_years() -> None:
    triples = spelt(deadline(2), "2013-01-01", "2011-01-01", "2016-12-31")
    assert sorted(said(triples, "entro").values()) == [
        "2011-02-28", "2012-02-29", "2013-02-28", "2014-02-28", "2015-02-28", "2016-02-29",
    ]  # fmt: skip


def test_the_window_of_the_29th_of_february_begins_on_the_28th_a_year_before() -> None:
    triples = spelt(deadline(2), "2013-01-01", "2010-01-01", "2012-12-31")
    assert said(triples, "dal")[of_accordo("prova", "scadenza", "prova-2012")] == "2011-02-28"


def test_a_window_never_begins_before_the_validity() -> None:
    triples = spelt(deadline(4), "2013-01-01", "2012-04-01", "2013-12-31")
    assert sorted(said(triples, "dal").values()) == ["2012-04-01", "2012-04-30"]


def test_a_deadline_of_the_next_year_is_about_the_year_before() -> None:
    triples = spelt(deadline(1, later=True), "2013-01-01", "2012-04-01", "2012-12-31")
    assert said(triples, "anno").items() == {of_accordo("prova", "scadenza", "prova-2012"): "2012"}.items()
    assert list(said(triples, "entro").values()) == ["2013-01-31"]


@pytest.mark.parametrize(
    ("on", "state", "after"),
    [("2013-03-30", "futura", []), ("2013-03-31", "futura", []), ("2013-04-01", "scaduta", ["2013-04-01"])],
)
def test_a_deadline_has_passed_only_from_the_day_after(on: str, state: str, after: list[str]) -> None:
    triples = spelt(deadline(3), on, "2013-01-01", "2013-12-31")
    assert [text.rpartition("/")[2] for text in said(triples, "statoTemporale").values()] == [state]
    assert list(said(triples, "dopo").values()) == after


@pytest.mark.parametrize(
    ("start", "end", "state"),
    [
        ("2013-03-31", "2013-03-31", "scaduta"),
        ("2013-04-01", "2013-12-31", "nulla"),
        ("2013-01-01", "2013-03-30", "nulla"),
        ("2013-01-01", "2013-03-31", "scaduta"),
    ],
)
def test_a_deadline_outside_the_validity_is_void(start: str, end: str, state: str) -> None:
    triples = spelt(deadline(3), "2020-01-01", start, end)
    assert [text.rpartition("/")[2] for text in said(triples, "statoTemporale").values()] == [state]


@given(st.dates(date(2011, 1, 1), date(2017, 12, 31)))
def test_every_deadline_has_one_phase_on_any_day(on: date) -> None:
    triples = spelt(deadline(3), on.isoformat(), "2012-04-01", "2015-03-31")
    due = {node: day(text) for node, text in said(triples, "entro").items()}
    for node, state in said(triples, "statoTemporale").items():
        valid = day("2012-04-01") <= due[node] <= day("2015-03-31")
        assert state.endswith("nulla" if not valid else "futura" if on <= due[node] else "scaduta")


# The three deadlines of the accordo, under both readings of its duration


@pytest.mark.parametrize(
    ("norm", "reading", "expected"),
    [
        (PIANO, "per-durata", {2012: "nulla", 2013: "scaduta", 2014: "scaduta", 2015: "futura"}),
        (PIANO, "per-data", {2012: "nulla", 2013: "scaduta", 2014: "scaduta"}),
        (CONTRATTO, "per-durata", {2012: "scaduta", 2013: "scaduta", 2014: "scaduta", 2015: "nulla"}),
        (CONTRATTO, "per-data", {2012: "scaduta", 2013: "scaduta", 2014: "nulla"}),
        (REPORT, "per-durata", {2012: "scaduta", 2013: "scaduta", 2014: "scaduta", 2015: "nulla"}),
        (REPORT, "per-data", {2012: "scaduta", 2013: "scaduta", 2014: "nulla"}),
    ],
)
def test_the_years_of_the_validity_on_its_last_day(norm: str, reading: str, expected: dict[int, str]) -> None:
    assert phases(snapshot("2015-03-31", reading), norm) == expected


def test_on_the_first_day_nothing_has_passed() -> None:
    triples = snapshot("2012-04-01", "per-durata")
    assert {phases(triples, norm)[2012] for norm in (CONTRATTO, REPORT)} == {"futura"}
    assert "scaduta" not in {state for norm in (PIANO, CONTRATTO, REPORT) for state in phases(triples, norm).values()}


@pytest.mark.parametrize(
    ("on", "reading", "count", "last"),
    [
        ("2012-04-30", "per-durata", 0, ""),
        ("2012-05-01", "per-durata", 1, "2012-04-30"),
        ("2013-02-28", "per-durata", 10, "2013-01-31"),
        ("2013-03-01", "per-durata", 11, "2013-02-28"),
        ("2014-03-31", "per-data", 23, "2014-02-28"),
        ("2014-04-01", "per-data", 24, "2014-03-31"),
        ("2016-01-01", "per-data", 24, "2014-03-31"),
        ("2016-01-01", "per-durata", 36, "2015-03-31"),
    ],
)
def test_a_month_counts_once_it_is_over_and_only_if_whole(on: str, reading: str, count: int, last: str) -> None:
    triples = snapshot(on, reading)
    periods = {subject for subject, predicate, value in triples if predicate == TYPE and value == PDZ["Periodo"]}
    ends = sorted(text for node, text in said(triples, "al").items() if node in periods)
    assert (len(ends), ends[-1] if ends else "") == (count, last)


def test_a_month_that_the_validity_cuts_is_not_whole() -> None:
    norm: dict[NamedNode, list[Term]] = {TYPE: [PDZ["NormaDiFrequenza"]], NOTATION: [Literal("prova")]}
    triples = spelt(norm, "2013-01-01", "2012-02-02", "2012-04-29")
    assert list(said(triples, "dopo").values()) == ["2012-04-01"]
    assert [(said(triples, "dal")[node], end) for node, end in said(triples, "al").items()] == [
        ("2012-03-01", "2012-03-31")
    ]


# What lasts, what is over and what is to come


@pytest.mark.parametrize(
    ("on", "there", "in_force", "after"),
    [
        ("2012-02-28", False, False, False),
        ("2012-02-29", True, True, False),
        ("2013-02-28", True, True, False),
        ("2013-03-01", True, False, True),
    ],
)
def test_a_fact_holds_from_its_first_day_to_its_last(on: str, there: bool, in_force: bool, after: bool) -> None:
    fact = NamedNode("https://example.org/carica")
    days = {"dal": day("2012-02-29"), "al": day("2013-02-28")}
    quads = [Quad(fact, PDZ[name], day_literal(when)) for name, when in days.items()]
    triples = take(Facts(triples_of([Quad(fact, TYPE, PDZ["Carica"]), *quads])), "prova", day(on), ()).triples
    assert (fact in {triple[0] for triple in triples}) is there
    assert ((fact, TYPE, PDZ["InVigore"]) in triples) is in_force
    assert ((fact, PDZ["dopo"], day_literal(day("2013-03-01"))) in triples) is after


def test_what_has_no_end_lasts_to_the_last_day_of_all() -> None:
    fact = NamedNode("https://example.org/carica")
    quads = [Quad(fact, TYPE, PDZ["Carica"]), Quad(fact, PDZ["dal"], day_literal(day("2012-02-29")))]
    triples = take(Facts(triples_of(quads)), "prova", day("2030-01-01"), ()).triples
    assert (fact, PDZ["fino"], day_literal(date.max)) in triples
    assert (fact, TYPE, PDZ["InVigore"]) in triples


@pytest.mark.parametrize(
    ("other", "lists", "through"),
    [
        (("2013-01-01", "2013-03-31"), "atti", "2013-03-31"),
        (("2012-06-01", "2013-03-31"), "atti", "2013-03-31"),
        (("2012-06-01", "2012-08-31"), "atti", "2012-12-31"),
        (("2013-01-01", ""), "atti", "9999-12-31"),
        (("2013-01-02", ""), "atti", "2012-12-31"),
        (("2013-01-01", ""), "incontri", "2012-12-31"),
        (("2013-07-01", ""), "atti", "2012-12-31"),
    ],
    ids=["the day after", "overlapping", "within", "open", "a day between", "of another thing", "to come"],
)
def test_a_list_stays_complete_from_one_statement_to_the_next(other: tuple[str, str], lists: str, through: str) -> None:
    first, second = (NamedNode(f"https://example.org/{name}") for name in ("primo", "secondo"))
    quads = []
    for node, of, (start, end) in ((second, lists, other), (first, "atti", ("2012-04-01", "2012-12-31"))):
        quads += [Quad(node, TYPE, PDZ["Completezza"]), Quad(node, PDZ["elenco"], concept("elenco", of))]
        quads += [Quad(node, PDZ[name], day_literal(day(on))) for name, on in (("dal", start), ("al", end)) if on]
    assert said(take(Facts(triples_of(quads)), "prova", day("2013-06-30"), ()).triples, "fino")[first] == through


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2012-03-31", []),
        ("2012-04-01", [("2012", "2012-04-01", "2012-04-01")]),
        ("2013-01-01", [("2012", "2012-04-01", "2012-12-31"), ("2013", "2013-01-01", "2013-01-01")]),
        (
            "2016-01-01",
            [
                ("2012", "2012-04-01", "2012-12-31"),
                ("2013", "2013-01-01", "2013-12-31"),
                ("2014", "2014-01-01", "2014-12-31"),
                ("2015", "2015-01-01", "2015-03-31"),
            ],
        ),
    ],
)
def test_of_each_year_what_lies_in_the_validity_and_has_gone_by(on: str, expected: list[tuple[str, ...]]) -> None:
    triples = list(years("prova", day(on), day("2012-04-01"), day("2015-03-31")))
    said_of = [said(triples, name) for name in ("anno", "dal", "al")]
    assert [tuple(values[node] for values in said_of) for node in said_of[0]] == expected


# How each deadline fared


def states(norm: str, on: str, register: str, reading: str = "per-durata") -> dict[int, tuple[str, int | None]]:
    """Return state and days of delay of each deadline of a norm, by year, with a register in Turtle."""
    return {one.year: (one.state, one.days_late) for one in told(norm, on, register, reading)}


def told(norm: str, on: str, register: str, reading: str = "per-durata") -> tuple[DeadlineState, ...]:
    quads = list(parse(PREFIXES + register, format=RdfFormat.TURTLE))
    verdict = cremasco().judge_facts(quads, as_of=day(on), reading=[reading], today=day(on)).verdict
    (ruling,) = (ruling for ruling in verdict.rulings if ruling.norm == norm)
    findings = [finding for finding in verdict.findings if finding.norm == norm]
    return states_of(of_accordo(ACCORDO_ID, "norma", norm), snapshot(on, reading, quads), ruling, findings)


def act(kind: str, year: int, on: str) -> str:
    return f'ex:{kind}-{on} a pdz:Atto ; pdz:tipo tipo-atto:{kind} ; pdz:anno {year} ; pdz:data "{on}"^^xsd:date .\n'


def test_the_six_states_of_a_deadline() -> None:
    register = act("piano_operativo", 2013, "2013-03-31") + act("piano_operativo", 2014, "2014-05-10") + COMPLETE
    assert states(PIANO, "2015-03-31", register) == {
        2012: ("void", None),
        2013: ("done", None),
        2014: ("late", 40),
        2015: ("to-come", None),
    }
    assert states(PIANO, "2015-04-01", register)[2015] == ("missed", None)
    assert states(PIANO, "2015-04-01", "")[2015] == ("unknown", None)


@pytest.mark.parametrize(
    ("approved", "late"),
    [("2014-04-01", 1), ("2014-04-30", 30), ("2015-03-31", 365)],
)
def test_a_delay_is_counted_in_days_from_the_deadline(approved: str, late: int) -> None:
    assert states(PIANO, "2015-03-31", act("piano_operativo", 2014, approved))[2014] == ("late", late)


def test_of_several_acts_the_first_counts() -> None:
    twice = act("report_annuale", 2012, "2013-02-05") + act("report_annuale", 2012, "2013-03-05")
    assert states(REPORT, "2013-06-30", twice)[2012] == ("late", 5)


def test_what_was_done_early_is_done_even_if_the_deadline_is_to_come() -> None:
    assert states(REPORT, "2013-12-31", act("report_annuale", 2013, "2013-12-31"))[2013] == ("done", None)
    assert states(REPORT, "2013-12-30", act("report_annuale", 2013, "2013-12-31"))[2013] == ("to-come", None)


def test_a_void_deadline_stays_void_whatever_was_done() -> None:
    assert states(REPORT, "2015-03-01", act("report_annuale", 2014, "2015-02-20"), "per-data")[2014] == ("void", None)
    assert states(REPORT, "2015-03-01", act("report_annuale", 2014, "2015-02-20"))[2014] == ("late", 20)


def test_a_contract_on_the_wrong_plan_was_signed_in_time_all_the_same() -> None:
    register = act("piano_operativo", 2013, "2013-04-20") + act("contratto_di_servizio", 2013, "2013-04-10")
    assert states(CONTRATTO, "2013-06-30", register)[2013] == ("done", None)


def test_a_state_says_which_deadline_it_is_of() -> None:
    (first, *_) = told(CONTRATTO, "2012-05-01", "")
    assert first == DeadlineState(
        2012, day("2012-04-30"), "unknown", None, of_accordo(ACCORDO_ID, "scadenza", f"{CONTRATTO}-2012").value
    )


def test_a_norm_without_deadlines_has_no_states() -> None:
    assert told("art-12-partizione", "2013-06-30", "") == ()


def test_a_norm_that_is_not_in_force_has_no_states() -> None:
    assert states_of(of_accordo(ACCORDO_ID, "norma", PIANO), snapshot("2013-06-30", "per-durata"), None, []) == ()


@pytest.mark.parametrize(("reading", "other"), [("per-durata", "per-data"), ("per-data", "per-durata")])
def test_of_two_ends_the_expected_one_is_that_of_the_reading_used(reading: str, other: str) -> None:
    day = date(2013, 6, 30)
    findings = cremasco().judge((), day, [reading], today=day).verdict.findings
    (found,) = (finding for finding in findings if finding.shape == "durata-discorde")
    assert [str(value).rpartition("/")[2] for value in (found.expected, found.found)] == [reading, other]
    assert found.depends_on == ()
