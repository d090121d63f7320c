"""The register of an office, in each kind of store: what goes through the gate, what does not, what stays."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from altra_casa import ALTRA, VALVERDE
from estrazioni import agreement
from pyoxigraph import Literal

from pdz_graph.errors import InputError, Text, UsageError
from pdz_graph.gate import POLICIES, Weighed
from pdz_graph.office import Office
from pdz_graph.proposal import Recorded, Terms
from pdz_graph.store.folder import Folder
from pdz_graph.tables.schema import MOST_FACTS, table_of
from pdz_graph.tables.written import as_csv
from pdz_graph.terms import PDZ, of_accordo
from pdz_graph.verdict import Finding, Thing, Value

DAY = date(2019, 10, 15)
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
SOUND = ALTRA / "registro"
#: A fourth member of an area that has room for three, who holds no office.
EXTRA = "seggio,persona,per_conto_di,designato_da,data_designazione,dal\n"
FOURTH = f"{EXTRA}giunta-membro,nino-neve,valle-alta,assemblea,2019-10-01,2019-10-01\n"


def terms(policy: str = "no-new", **more: object) -> Terms:
    return replace(Terms("anna", NOW, policy, DAY), **more)  # type: ignore[arg-type]


@pytest.fixture
def local(tmp_path: Path) -> Office:
    """An empty register in a folder."""
    folder = Folder(tmp_path / "ufficio", VALVERDE)
    folder.create()
    return Office(folder, agreement())


@pytest.fixture
def filled(local: Office) -> Office:
    """A register in a folder, which breaks nothing."""
    assert local.record([SOUND], terms()).change
    return local


def table(path: Path, name: str, text: str) -> Path:
    path.mkdir(exist_ok=True)
    (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def edited(path: Path, *edits: tuple[str, str, str]) -> Path:
    """Return a copy of the sound register with some edits: table, old, new."""
    shutil.copytree(SOUND, path)
    for name, old, new in edits:
        file = path / f"{name}.csv"
        text = file.read_text("utf-8")
        assert text.count(old) == 1, old
        file.write_text(text.replace(old, new), "utf-8")
    return path


def kinds(recorded: Recorded) -> dict[str, int]:
    rows = recorded.proposal.rows
    return {kind: sum(row.kind == kind for row in rows) for kind in sorted({row.kind for row in rows})}


def broken(recorded: Recorded) -> set[tuple[str, str]]:
    return {(finding.norm, finding.shape) for finding in recorded.proposal.weighed.new}


def test_the_gate_says_the_same_in_every_store(folder: Folder, tmp_path: Path) -> None:
    """One story, told to a folder, to Oxigraph and to Virtuoso: each of them keeps only this one."""
    office = Office(folder, agreement())
    assert kinds(office.record([SOUND], terms())) == {"added": 92}
    assert office.record([SOUND], terms()).change is None
    extra = table(tmp_path / "quarto", "incarichi", FOURTH)
    refused = office.record([extra], terms())
    assert refused.change is None
    assert broken(refused) == {("art-06-membri", "carica-assente"), ("art-06-membri", "composizione-troppi")}
    recorded = office.record([extra], terms("report", message="si vedrà"))
    assert recorded.change
    assert (recorded.change.number, recorded.change.before, recorded.change.after) == (2, 0, 2)
    assert office.record([SOUND], terms("strict")).change is None  # nothing differs, so nothing is refused either
    undone = office.undo(2, terms(now=NOW + timedelta(hours=1)))
    assert undone.change
    assert (undone.change.number, undone.change.undoes) == (3, 2)
    assert len(undone.proposal.weighed.solved) == 2
    with folder.reading() as store:
        ledger = office.ledger(store)
        assert ledger.register_after(1) == ledger.register()[1]
        assert [change.message for change in ledger.changes()] == ["", "si vedrà", ""]
        assert [source.name for source in ledger.change(2).sources] == ["quarto/incarichi.csv"]
        assert ledger.change(2).instant == NOW + timedelta(microseconds=1)
        assert ledger.change(2) == recorded.change
        assert [version.split()[0] for version in ledger.change(2).versions] == ["pdz_graph", "pyoxigraph"]
        assert (ledger.change(2).agent, ledger.change(2).engine, ledger.change(2).policy) == ("anna", "fast", "report")
        assert [len(source.sha256) for source in ledger.change(2).sources] == [64]
        assert len(ledger.change(2).new) == len(ledger.change(3).solved) == 2


# What goes in.


def test_the_same_register_twice_changes_nothing_whatever_its_form(filled: Office, tmp_path: Path) -> None:
    again = table(tmp_path / "capo", "persone", "codice,nome\nnino-neve,Neve Nino\n")
    for sources in ([SOUND], [again], [again, SOUND / "atti.csv"]):
        recorded = filled.record(sources, terms())
        assert (recorded.change, recorded.proposal.delta, recorded.proposal.rows) == (
            None,
            type(recorded.proposal.delta)(),
            (),
        )


def test_a_changed_register_becomes_the_least_that_differs(filled: Office, tmp_path: Path) -> None:
    term = "ufficio-tecnico,lino-lago,valle-bassa,comune-borgo-inventato,2018-06-01,2018-06-05,"
    changed = edited(
        tmp_path / "altro",
        ("persone", "codice,nome\n", "codice,nome\nzeno-zolla,Zeno Zolla\n"),
        ("incarichi", term, f"{term}2019-12-31"),
    )
    recorded = filled.record([changed], terms())
    assert kinds(recorded) == {"added": 1, "ended": 1}
    (ended,) = (row for row in recorded.proposal.rows if row.kind == "ended")
    (cell,) = ended.cells
    assert (cell.column, cell.before, [value.value for value in cell.after]) == ("al", (), ["2019-12-31"])
    assert len(recorded.proposal.delta.removed) == 0


def test_what_a_whole_register_lacks_is_withdrawn_and_what_it_says_otherwise_is_changed(
    filled: Office, tmp_path: Path
) -> None:
    changed = edited(
        tmp_path / "altro",
        ("azioni", '"30.000,00"', '"29.000,00"'),
        ("subentri", "delibera 7/2018", "delibera 8/2018"),
        ("incontri", "2018-06-04,,assemblea,ugo-ulivo;tavolo", "2018-06-04,,assemblea,ugo-ulivo"),
    )
    with pytest.raises(InputError) as refused:
        filled.record([changed], terms())
    assert {(p.code, Path(p.place.file).name, p.place.column) for p in refused.value.problems} == {
        ("row-contradicts", "azioni.csv", "importo"),
        ("row-contradicts", "subentri.csv", "assenso"),
    }
    assert all(problem.place.row for problem in refused.value.problems)
    whole = filled.record([changed], terms("report"), whole=True)
    assert kinds(whole) == {"changed": 3}


def test_a_table_alone_replaces_only_itself(filled: Office, tmp_path: Path) -> None:
    lines = (SOUND / "stanziamenti.csv").read_text("utf-8").splitlines(keepends=True)
    less = table(tmp_path / "meno", "stanziamenti", "".join(lines[:-1]))
    assert [row.kind for row in filled.record([less], terms("report")).proposal.entry.left] == ["withdrawn"]
    recorded = filled.record([less], terms("report"), whole=True)
    assert [(row.kind, row.table) for row in recorded.proposal.rows] == [("withdrawn", "stanziamenti")]


def test_a_row_to_which_others_refer_stays(filled: Office, tmp_path: Path) -> None:
    few = table(tmp_path / "poche", "enti", "codice,nome,tipo\nx,Ente nuovo,altro\n")
    before = filled.register()
    with pytest.raises(UsageError) as refused:
        filled.record([few], terms("report"), whole=True)
    assert refused.value.code == "row-referred"
    assert filled.register() == before


@pytest.mark.parametrize("policy", POLICIES)
def test_each_policy_on_each_side_of_its_bound(policy: str, local: Office, tmp_path: Path) -> None:
    """A violation that stands lets through what makes no other, but for the strictest; a new one passes by report."""
    late = edited(
        tmp_path / "tardi",
        ("atti", "piano-2018,piano_operativo,2018,2018-06-30", "piano-2018,piano_operativo,2018,2018-07-01"),
    )
    assert local.record([late], terms("report")).change
    harmless = table(tmp_path / "innocuo", "persone", "codice,nome\nzeno-zolla,Zeno Zolla\n")
    harmful = table(tmp_path / "dannoso", "incarichi", FOURTH)
    went_in = [local.record([source], terms(policy)).change is not None for source in (harmless, harmful)]
    assert went_in == {"no-new": [True, False], "strict": [False, False], "report": [True, True]}[policy]


def test_a_refusal_and_a_trial_change_nothing(filled: Office, tmp_path: Path) -> None:
    extra = table(tmp_path / "quarto", "incarichi", FOURTH)
    before = filled.register()
    assert filled.record([extra], terms()).change is None
    assert filled.record([extra], terms("report"), trial=True).change is None
    assert filled.record([SOUND], terms(), trial=True).change is None
    assert filled.register() == before
    with filled.folder.reading() as store:
        assert filled.ledger(store).last == 1


def test_a_day_and_a_reading_decide_what_is_refused(filled: Office, tmp_path: Path) -> None:
    extra = table(tmp_path / "quarto", "incarichi", FOURTH)
    assert not filled.record([extra], terms(day=date(2019, 9, 30)), trial=True).proposal.weighed.refusing
    assert filled.record([extra], terms(day=date(2019, 10, 1)), trial=True).proposal.weighed.refusing


# What comes out.


def tables_of(office: Office) -> dict[str, str]:
    rows = office.tables(office.register()).rows
    return {name: as_csv(table, rows[name]) for name in rows if (table := table_of(name))}


def test_the_tables_come_back_as_they_went(filled: Office, tmp_path: Path) -> None:
    out = tables_of(filled)
    assert filled.tables(filled.register()).unwritten == 0
    folder = tmp_path / "fuori"
    for name, text in out.items():
        table(folder, name, text)
    assert filled.record([folder], terms(), whole=True).proposal.rows == ()
    other = Folder(tmp_path / "altro", VALVERDE)
    other.create()
    second = Office(other, agreement())
    assert second.record([folder], terms()).change
    assert (second.register(), tables_of(second)) == (filled.register(), out)


def test_what_no_table_holds_is_counted(filled: Office, tmp_path: Path) -> None:
    more = tmp_path / "di-piu.ttl"
    more.write_text(
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix pdz: <https://w3id.org/pdz/onto#> .\n"
        '<https://w3id.org/pdz/persona/nino-neve> a pdz:Persona ; rdfs:comment "alto" ; rdfs:label "Neve Nino" .\n'
    )
    assert filled.record([more], terms()).change
    assert filled.tables(filled.register()).unwritten == 1


# Taking back.


def test_what_a_later_change_has_touched_is_not_taken_back_before_it(filled: Office, tmp_path: Path) -> None:
    person = table(tmp_path / "uno", "persone", "codice,nome\nzeno-zolla,Zeno Zolla\n")
    renamed = table(
        tmp_path / "due", "persone", (SOUND / "persone.csv").read_text("utf-8") + "zeno-zolla,Zeno Zolla Rossi\n"
    )
    assert filled.record([person], terms()).change
    assert filled.record([renamed], terms(), whole=True).change
    with pytest.raises(UsageError) as refused:
        filled.undo(2, terms())
    assert refused.value.code == "undo-touched"
    assert "3" in refused.value.sentence.en
    assert filled.undo(3, terms()).change
    assert filled.undo(2, terms()).change
    with filled.folder.reading() as store:
        ledger = filled.ledger(store)
        assert ledger.register()[1] == ledger.register_after(1)


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_change_that_is_not_there_cannot_be_taken_back(number: int, filled: Office) -> None:
    with pytest.raises(UsageError) as refused:
        filled.undo(number, terms())
    assert refused.value.code == "change"


def test_an_undo_goes_through_the_gate_too(filled: Office) -> None:
    undone = filled.undo(1, terms("strict"))
    assert undone.change  # an empty register breaks nothing: all is unknown
    assert not filled.register()


def test_what_if_somebody_left(filled: Office) -> None:
    name = "giunta-membro-fabio-fonte-valle-alta-2018-06-05"
    whole = of_accordo(VALVERDE, "incarico", name).value
    for term in (name, whole, "Fabio Fonte"):
        left = filled.end(term, date(2019, 10, 14), terms())
        assert kinds(left) == {"ended": 1}
        assert broken(left) == {("art-06-membri", "composizione-pochi")}
        assert not broken(filled.end(term, date(2019, 10, 15), terms()))
    with pytest.raises(UsageError) as refused:
        filled.end("giunta-membro", date(2019, 10, 14), terms())
    assert "giunta-membro-" in refused.value.remedy.en


def test_whatever_enters_may_be_judged_again(filled: Office) -> None:
    verdict = filled.judge(DAY, today=DAY).verdict
    alone = agreement().judge([SOUND], DAY, today=DAY).verdict
    assert verdict == alone


def test_a_register_that_grows_stays_as_large_as_may_be_judged(local: Office, tmp_path: Path) -> None:
    """What a source may hold is what a register may: neither goes over, the second little by little."""
    head = "codice,anno,nome,livello,importo\n"
    row = "azione-{0},2019,Azione {0},comunale,1.00\n"
    full = table(tmp_path / "molte", "azioni", head + "".join(row.format(n) for n in range(MOST_FACTS)))
    assert local.record([full], terms("report")).change
    with pytest.raises(InputError) as refused:
        local.record([table(tmp_path / "una", "azioni", head + row.format("in-piu"))], terms("report"))
    (problem,) = refused.value.problems
    assert (problem.code, problem.place.row) == ("register-large", 2)
    fewer = table(tmp_path / "meno", "azioni", head + "".join(row.format(n) for n in range(MOST_FACTS - 1)))
    assert local.record([fewer], terms("report"), whole=True).change
    assert local.record([table(tmp_path / "ora", "azioni", head + row.format("in-piu"))], terms("report")).change


# What goes back.


def test_a_change_is_taken_back_on_its_own_day_and_once(filled: Office, tmp_path: Path) -> None:
    extra = table(tmp_path / "quarto", "incarichi", FOURTH)
    assert filled.record([extra], terms("report")).change
    undone = filled.undo(2, terms(day=None, policy="report"))
    assert undone.change
    assert undone.change.day == DAY
    with pytest.raises(UsageError) as refused:
        filled.undo(2, terms())
    assert (refused.value.code, "3" in refused.value.sentence.en) == ("undo-done", True)


def test_no_row_is_left_in_pieces_by_taking_a_change_back(filled: Office, tmp_path: Path) -> None:
    """A later change may have filled a row that an earlier one brought, or given it another end."""
    head = "seggio,persona,per_conto_di,dal,al\n"
    row = "giunta-membro,nino-neve,valle-alta,2019-10-01,"
    for name, last in (("inizia", ""), ("finisce", "2019-12-31")):
        assert filled.record([table(tmp_path / name, "incarichi", f"{head}{row}{last}\n")], terms("report")).change
    with pytest.raises(UsageError) as refused:
        filled.undo(2, terms("report"))
    assert (refused.value.code, "3" in refused.value.sentence.en) == ("undo-touched", True)
    whole, incarichi = filled.tables(filled.register()).rows["incarichi"], table_of("incarichi")
    assert incarichi
    other = [cells | {"al": "2019-11-30"} if cells["persona"] == "nino-neve" else cells for cells in whole]
    folder = table(tmp_path / "intero", "incarichi", as_csv(incarichi, other))
    assert filled.record([folder], terms("report"), whole=True).change
    assert filled.undo(4, terms("report")).change
    assert filled.undo(3, terms("report")).change
    assert filled.undo(2, terms("report")).change


def test_a_waiver_is_not_said_twice_in_other_words(filled: Office) -> None:
    node = of_accordo(VALVERDE, "deroga", "prova")
    one, other = ([(node, PDZ["motivo"], Literal(text))] for text in ("uno", "due"))
    assert filled.add(one, terms("report")).change
    assert filled.add(one, terms("report")).change is None
    with pytest.raises(UsageError) as refused:
        filled.add(other, terms("report"))
    assert refused.value.code == "said-otherwise"


# What is not new, and yet is worse.


def finding(expected: Value, found: Value, severity: str = "violation") -> Finding:
    thing, same = Thing("https://example.org/x", Text("x", "x")), Text("", "")
    return Finding("n", "1", severity, thing, None, same, same, expected, found, (), "s")


@pytest.mark.parametrize(
    ("before", "after", "refused"),
    [
        ((5, 6), (5, 7), True),
        ((5, 6), (5, 6), False),
        ((5, 7), (5, 6), False),
        ((2, 1), (2, 0), True),
        ((2, 0), (2, 1), False),
        ((Decimal("100.00"), Decimal("100.01")), (Decimal("100.00"), Decimal("100.02")), True),
        ((date(2013, 3, 31), date(2013, 4, 1)), (date(2013, 3, 31), date(2013, 4, 2)), True),
        ((date(2013, 3, 31), date(2013, 4, 2)), (date(2013, 3, 31), date(2013, 4, 1)), False),
        (("a", "b"), ("a", "c"), False),
    ],
)
def test_a_violation_that_grows_is_refused_like_a_new_one(
    before: tuple[Value, Value], after: tuple[Value, Value], refused: bool
) -> None:
    findings = [(finding(*one),) for one in (before, after)]
    weighed = Weighed("no-new", *findings)
    assert bool(weighed.refusing) is refused
    assert bool(weighed.standing) is not refused
    gentle = [(finding(*one, "warning"),) for one in (before, after)]
    assert not Weighed("no-new", *gentle).refusing


@pytest.mark.parametrize(
    ("name", "row", "told"),
    [
        ("incarichi", "ufficio-tecnico,lino-lago,valle-bassa,2018-06-02,", True),
        ("incarichi", "ufficio-tecnico,lino-lago,valle-alta,2018-06-02,", False),
        ("incarichi", "ufficio-tecnico,lino-lago,valle-bassa,2018-05-01,2018-06-05", True),
        ("incarichi", "ufficio-tecnico,lino-lago,valle-bassa,2018-05-01,2018-05-31", False),
        ("cariche", "nino-neve,sindaco,comune-borgo-inventato,2019-10-01,", False),
    ],
)
def test_a_new_row_that_is_much_like_a_recorded_one_is_told(
    name: str, row: str, told: bool, filled: Office, tmp_path: Path
) -> None:
    """Another day of a term, while that term lasts, may be a slip of the pen; another body or another time is not."""
    heads = {"incarichi": "seggio,persona,per_conto_di,dal,al", "cariche": "persona,carica,ente,dal,al"}
    source = table(tmp_path / "simile", name, f"{heads[name]}\n{row}\n")
    notices = filled.record([source], terms("report"), trial=True).proposal.entry.notices
    assert [(notice.code, notice.place.row) for notice in notices] == ([("row-alike", 2)] if told else [])
