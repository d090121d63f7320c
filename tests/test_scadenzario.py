"""What falls due, for whom and how it stands: rows, text, tables and calendars, on the command line too."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from altra_casa import ALTRA, valverde
from calendari import Component, read, several
from comando import Pdz
from grafo import ACCORDO_ID, CASA
from icalendar import Calendar
from pyoxigraph import Literal, Quad, RdfFormat, parse
from situazioni import cremasco

from pdz_graph import words
from pdz_graph.agenda import Due, agenda, bearers, calendar, of_bearer, said, title
from pdz_graph.agreement import Agreement
from pdz_graph.errors import Text, UsageError
from pdz_graph.facts import day_literal, triples_of
from pdz_graph.judgement import Judgement
from pdz_graph.reports.deadlines import COLUMNS, FORMATS, render
from pdz_graph.terms import BASE, PDZ, TYPE, XSD, concept, of_accordo

DAY = date(2013, 6, 30)
EXAMPLES = CASA.root / "data" / "esempi"
BROKEN = EXAMPLES / "registro-con-errori"
REPORT, PLAN, CONTRACT, MONTHLY = (
    "art-13-report",
    "art-13-piano-operativo",
    "art-13-contratto-servizio",
    "art-10-frequenza",
)
#: A register that is complete and says that the report of 2012 came eleven days late, and no plan of 2013 at all.
LATE_AND_MISSED = f"""
@prefix ex: <https://example.org/> .
@prefix elenco: <{BASE}vocabolario/elenco/> .
@prefix pdz: <{BASE}onto#> .
@prefix tipo-atto: <{BASE}vocabolario/tipo-atto/> .
@prefix xsd: <{XSD.iri}> .
ex:elenco a pdz:Completezza ; pdz:elenco elenco:atti ; pdz:dal "2012-04-01"^^xsd:date .
ex:report a pdz:Atto ; pdz:tipo tipo-atto:report_annuale ; pdz:anno 2012 ; pdz:data "2013-02-11"^^xsd:date .
"""


@cache
def broken() -> Judgement:
    return cremasco().judge([BROKEN], DAY, today=DAY)


@cache
def mixed(waived: bool = False) -> Judgement:
    quads = list(parse(LATE_AND_MISSED.encode(), RdfFormat.TURTLE))
    if waived:
        node = of_accordo(ACCORDO_ID, "deroga", "piano")
        quads += [
            Quad(node, TYPE, PDZ["Deroga"]),
            Quad(node, PDZ["normaDerogata"], of_accordo(ACCORDO_ID, "norma", PLAN)),
            Quad(node, PDZ["cosaDerogata"], of_accordo(ACCORDO_ID, "scadenza", f"{PLAN}-2013")),
            Quad(node, PDZ["motivo"], Literal("in corso")),
            Quad(node, PDZ["attoDellaDeroga"], Literal("nota 12")),
            Quad(node, PDZ["al"], day_literal(date(2013, 9, 30))),
        ]
    return cremasco().judge_facts(quads, (), DAY, today=DAY)


def dues(judgement: Judgement, agreement: Agreement | None = None) -> tuple[Due, ...]:
    return agenda(agreement or cremasco(), judgement)


def one(found: tuple[Due, ...], norm: str, year: int) -> Due:
    (due,) = (due for due in found if due.norm == norm and due.year == year)
    return due


def events(data: bytes) -> dict[str, Component]:
    """Return the events of a calendar, by the last part of their name."""
    return {event.text("UID").rpartition("/")[2]: event for event in read(data).inside}


# The rows


def test_every_deadline_of_the_validity_is_there_as_the_verdict_has_it() -> None:
    found = dues(broken())
    for norm in (REPORT, PLAN, CONTRACT):
        mine = [(due.iri, due.year, due.due, due.state, due.days_late) for due in found if due.norm == norm]
        stands = broken().deadlines(norm)
        assert mine == [(state.id, state.year, state.due, state.state, state.days_late) for state in stands]
        assert len(mine) == 4
    assert [due.due for due in found] == sorted(due.due for due in found)
    assert len({due.iri for due in found}) == len(found)
    assert {due.seen for due in found} == {DAY}


def test_late_is_not_missed_and_each_says_what_was_found() -> None:
    late, missed = one(dues(mixed()), REPORT, 2012), one(dues(mixed()), PLAN, 2013)
    assert (late.state, late.days_late) == ("late", 11)
    assert (missed.state, missed.days_late) == ("missed", None)
    assert late.message != missed.message
    assert late.message
    assert missed.message
    for lang in words.LANGUAGES:
        assert said.state(late, lang) != said.state(missed, lang)
        assert "11" in said.state(late, lang)
        assert words.DEADLINE_STATE["missed"].say(lang) not in said.summary(late, lang)
        assert words.DEADLINE_STATE["missed"].say(lang) in said.summary(missed, lang)


def test_a_month_without_a_meeting_is_indicative_and_says_so() -> None:
    months = [due for due in dues(broken()) if due.kind == "period"]
    assert [due.due for due in months][::35] == [date(2012, 4, 30), date(2015, 3, 31)]
    assert {due.norm for due in months} == {MONTHLY}
    assert {(due.binding, due.modality) for due in months} == {(False, "raccomandazione")}
    missed = [due for due in months if due.state == "missed"]
    assert [(due.since, due.due) for due in missed] == [(date(2012, 8, 1), date(2012, 8, 31))]
    assert {due.state for due in months if due.due >= DAY} == {"to-come"}
    looked_at = next(ruling.looked_at for ruling in broken().verdict.rulings if ruling.norm == MONTHLY)
    assert [due.iri for due in months if due.due < DAY] == [thing.id for thing in looked_at]
    assert said.summary(missed[0], "it") == (
        "[indicativa] Un incontro al mese, come indicazione (agosto 2012): passato senza incontro"
    )
    assert said.ADVISED.en in said.description(missed[0], "en")


def test_a_month_of_which_nobody_can_tell_is_unknown() -> None:
    months = [due for due in dues(mixed()) if due.kind == "period"]
    assert {due.state for due in months if due.due < DAY} == {"unknown"}


def test_whoever_has_to_act_comes_from_the_norm() -> None:
    found = dues(broken())
    assert [bearer.code for bearer in bearers(found)] == ["ads", "comune-crema", "ctop"]
    assert {due.norm for due in of_bearer(found, "ads")} == {REPORT, PLAN}
    parts = [set(of_bearer(found, bearer.code)) for bearer in bearers(found)]
    assert set.union(*parts) == set(found)
    with pytest.raises(UsageError) as refused:
        of_bearer(found, "comune-crem")
    assert refused.value.remedy == Text(
        "Forse: comune-crema. Chi ne ha: ads, comune-crema, ctop.",
        "Perhaps: comune-crema. Those who have some: ads, comune-crema, ctop.",
    )


@pytest.mark.parametrize(("modality", "binding"), [("raccomandazione", False), ("facolta", False), ("obbligo", True)])
def test_what_binds_is_told_by_the_data(modality: str, binding: bool) -> None:
    plan = of_accordo(ACCORDO_ID, "norma", PLAN)
    other = Agreement(CASA, ACCORDO_ID, cremasco().commons)
    kept = (quad for quad in other.quads if (quad.subject, quad.predicate) != (plan, PDZ["modalita"]))
    other.quads = (*kept, Quad(plan, PDZ["modalita"], concept("modalita", modality)))
    due = one(dues(broken(), other), PLAN, 2014)
    assert (due.binding, due.modality) == (binding, modality)
    assert (said.INDICATIVE.it in said.summary(due, "it")) is not binding
    (event,) = read(calendar([due], "it")).inside
    assert event.values("STATUS") == ["CONFIRMED" if binding else "TENTATIVE"]


def test_a_deadline_outside_the_validity_is_void_as_the_reading_has_it() -> None:
    judgement = cremasco().judge_facts((), (), DAY, ["per-data"], today=DAY)
    states = {(due.norm, due.due): due for due in dues(judgement) if due.kind == "deadline"}
    assert states[PLAN, date(2014, 3, 31)].state == "to-come"
    assert states[CONTRACT, date(2014, 4, 30)].state == "void"
    assert states[CONTRACT, date(2014, 4, 30)].since is None
    assert one(dues(broken()), CONTRACT, 2014).state == "to-come"


def test_before_the_signature_nothing_was_missed() -> None:
    judgement = cremasco().judge_facts((), (), date(2011, 1, 1), today=DAY)
    assert {due.state for due in dues(judgement)} == {"void", "to-come"}
    judged = replace(mixed(), verdict=replace(mixed().verdict, signed=date(2013, 12, 1)))
    assert {due.state for due in dues(judged)} == {"void", "to-come", "unknown"}


def test_another_accordo_has_its_agenda_by_data_alone(tmp_path: Path) -> None:
    other = valverde(tmp_path)
    judgement = other.judge([ALTRA / "registro"], date(2019, 10, 15), today=DAY)
    found = dues(judgement, other)
    assert [bearer.code for bearer in bearers(found)] == ["assemblea", "ufficio"]
    states = {(due.norm, due.year): due.state for due in found if due.kind == "deadline"}
    assert states["art-09-piano", 2018] == "done"
    assert states["art-09-piano", 2020] == "to-come"
    assert {due.norm for due in found if due.kind == "period"} == {"art-07-riunioni"}
    assert read(calendar(found, "it", name=title(other.label))).text("X-WR-CALNAME").startswith("Scadenze: ")


def test_the_agenda_tells_no_name_of_a_register() -> None:
    register = cremasco().read_register([BROKEN])
    persons = {node for node, _, value in triples_of(register.quads) if value == PDZ["Persona"]}
    names = {value.value for node, _, value in triples_of(register.quads) if node in persons and " " in value.value}
    assert len(names) > 50
    told = repr(dues(broken())) + calendar(dues(broken()), "it").decode().replace("\r\n ", "")
    assert [name for name in names if name in told] == []


# The calendars


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_a_calendar_keeps_the_rules_of_the_rfc(lang: str) -> None:
    found = dues(broken())
    data = calendar(found, lang, name=title(cremasco().label))
    whole = read(data)
    assert [event.text("UID") for event in whole.inside] == [due.iri for due in found]
    assert whole.text("X-WR-CALNAME") == title(cremasco().label).say(lang)
    for due, event in zip(found, whole.inside, strict=True):
        assert event.values("DTSTART") == [f"{due.due:%Y%m%d}"]
        assert event.values("DTEND") == [f"{due.due + timedelta(days=1):%Y%m%d}"]
        assert event.values("DTSTAMP") == ["20130630T000000Z"]
        assert event.values("URL") == [due.norm_iri]
        assert event.text("SUMMARY") == said.summary(due, lang)
        assert event.text("DESCRIPTION") == said.description(due, lang)
        assert len(several(event.values("CATEGORIES")[0])) == 2 + len(due.bearers) + (not due.binding)
        assert [alarm.values("TRIGGER") for alarm in event.inside] == ([["-P30D"]] if due.state == "to-come" else [])


def test_the_library_reads_back_what_it_wrote_and_the_bytes_are_the_same_twice() -> None:
    data = calendar(dues(broken()), "it", name=Text("a, b; c\\d", ""))
    assert data == calendar(agenda(cremasco(), broken()), "it", name=Text("a, b; c\\d", ""))
    again = Calendar.from_ical(data)
    assert again.to_ical() == data
    assert str(again["X-WR-CALNAME"]) == "a, b; c\\d"
    assert [str(event["UID"]) for event in again.walk("VEVENT")] == [due.iri for due in dues(broken())]
    assert {event.decoded("DTSTART") for event in again.walk("VEVENT")} == {due.due for due in dues(broken())}


def test_the_state_of_a_deadline_is_told_in_words_and_by_its_status() -> None:
    found = events(calendar(dues(mixed()), "it"))
    status = {name: event.values("STATUS")[0] for name, event in found.items()}
    assert status[f"{PLAN}-2012"] == "CANCELLED"
    assert status[f"{PLAN}-2013"] == "CONFIRMED"
    assert status[f"{MONTHLY}-2013-05"] == "TENTATIVE"
    assert "fatto in ritardo (11 giorni dopo)" in found[f"{REPORT}-2012"].text("SUMMARY")
    assert "mancata" in found[f"{PLAN}-2013"].text("SUMMARY")
    assert found[f"{PLAN}-2014"].text("SUMMARY") == "Piano Operativo approvato entro marzo di ogni anno (2014)"


def test_a_waiver_is_told_and_its_reason_is_not() -> None:
    due = one(dues(mixed(waived=True)), PLAN, 2013)
    assert due.state == "missed"
    assert "In deroga fino al 30 settembre 2013." in said.description(due, "it")
    assert "in corso" not in calendar([due], "it").decode()


def test_another_base_is_in_every_iri_of_ours() -> None:
    data = calendar(dues(broken()), "en", base="https://example.org/pdz/").decode().replace("\r\n ", "")
    assert BASE not in data
    assert f"UID:https://example.org/pdz/accordo/{ACCORDO_ID}/scadenza/{PLAN}-2013\r\n" in data


def test_nothing_due_is_a_calendar_without_events() -> None:
    assert read(calendar((), "it")).inside == []


# The command


@pytest.mark.usefixtures("opened_once")
def test_the_command_answers_in_each_form_and_never_complains_of_what_was_missed(pdz: Pdz, tmp_path: Path) -> None:
    source = tmp_path / "registro.ttl"
    source.write_text(LATE_AND_MISSED, encoding="utf-8")
    asked = ("deadlines", source, "--as-of", DAY.isoformat(), "--lang", "it")
    text = pdz(*asked)
    assert text.status == 0
    assert "fatto in ritardo (11 giorni dopo)" in text.out
    assert "Cadenze mensili" in text.out
    assert "In sintesi: nulla: 3; non ancora passata: 5; fatto in ritardo: 1; mancata: 3." in text.out
    rows = list(csv.DictReader(StringIO(pdz(*asked, "--format", "csv").out, newline="")))
    assert tuple(rows[0]) == COLUMNS
    told = json.loads(pdz(*asked, "--format", "json").out)
    assert [entry["deadline"] for entry in told["deadlines"]] == [row["deadline"] for row in rows]
    page = " ".join((CASA.root / "docs" / "ufficio.md").read_text(encoding="utf-8").split())
    assert f"| `deadlines` | {', '.join(f'`{key}`' for key in told)} |" in page
    assert all(f"`{key}`" in page.partition("Una cosa dovuta ha")[2] for key in told["deadlines"][0])
    assert all(f"| `{state}` |" in page for state in words.DEADLINE_STATE)
    late = next(row for row in rows if row["state"] == "late")
    assert (late["norm"], late["days_late"], late["bearers"], late["binding"]) == (REPORT, "11", "ads", "true")
    pdz(*asked, "--format", "ics", "--output", tmp_path / "scadenze.ics")
    written = (tmp_path / "scadenze.ics").read_bytes()
    assert {event.text("UID") for event in read(written).inside} == {row["deadline"] for row in rows}


@pytest.mark.usefixtures("opened_once")
def test_the_command_asks_for_one_bearer_and_one_year(pdz: Pdz) -> None:
    asked = ("deadlines", "--as-of", DAY.isoformat(), "--format", "json")
    found = json.loads(pdz(*asked, "--bearer", "ads", "--year", "2013").out)["deadlines"]
    assert [(entry["norm"], entry["year"]) for entry in found] == [(REPORT, 2012), (PLAN, 2013)]
    assert json.loads(pdz(*asked, "--year", "1999").out)["deadlines"] == []
    assert "No deadline answers this question." in pdz("deadlines", "--year", "1999").out
    named = pdz("deadlines", "--bearer", "ctop", "--format", "ics").out
    assert read(named.encode()).text("X-WR-CALNAME").startswith("Deadlines: Coordinamento")


@pytest.mark.usefixtures("opened_once")
@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        (("--bearer", "comune-crma"), "comune-crema"),
        (("--bearer", ""), "ads, comune-crema, ctop"),
        (("--year", "13"), "2013"),
        (("--year", "MMXIII"), "2013"),
        (("--format", "xlsx"), ", ".join(FORMATS)),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_can(typed: tuple[str, str], hint: str, pdz: Pdz) -> None:
    refused = pdz("deadlines", *typed)
    assert (refused.status, refused.out) == (2, "")
    assert hint in refused.err
    assert "Traceback" not in refused.err


@pytest.mark.usefixtures("opened_once")
def test_the_register_of_an_office_is_asked_where_no_source_is(pdz: Pdz, tmp_path: Path) -> None:
    folder = tmp_path / "ufficio"
    assert pdz("init", folder).status == 0
    assert pdz("record", BROKEN, "--policy", "report", "--register", folder, "--as-of", DAY.isoformat()).status == 0
    asked = ("--as-of", DAY.isoformat(), "--format", "csv")
    assert pdz("deadlines", "--register", folder, *asked).out == pdz("deadlines", BROKEN, *asked).out
    before = pdz("deadlines", "--register", folder, *asked, "--known-at", "2020-01-01")
    assert before.out == pdz("deadlines", *asked).out


@pytest.mark.parametrize("width", [50, 100])
def test_a_text_keeps_to_its_width_and_names_the_next_deadline(width: int) -> None:
    text = render(dues(broken()), broken().verdict, "text", "en", name=title(cremasco().label), width=width)
    assert isinstance(text, str)
    assert max(map(len, text.splitlines())) <= width
    flat = " ".join(text.split())
    assert "The next: 31 January 2014, Annual report approved by the end of the next January (2013)" in flat
    assert "gone by without a meeting: 1 (August 2012)" in flat
