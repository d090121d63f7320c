"""The tables of a register: what each row becomes, whatever the form of the file, and what it may repeat."""

from __future__ import annotations

from pathlib import Path

from registri import ACCORDO, ATTI, CARICHE, INCONTRI, PEOPLE, folder, iri, known, only_problem, quads_of, read, said

from pdz_graph.tables import read_register
from pdz_graph.tables.schema import TABLES
from pdz_graph.terms import ENTE, LABEL, PDZ, PERSONA

REGISTER = {
    "enti": "codice,nome,tipo,istat\ncoop-aurora,Cooperativa Aurora,cooperativa_sociale,\n",
    "persone": PEOPLE,
    "adesioni": "ente,data,documento,fine\ncoop-aurora,2012-05-01,delibera 3,31/12/2013\nCooperativa Aurora,,,\n",
    "cariche": "persona,carica,ente,dal,al\nrossi-anna,sindaco,comune-crema,2012-04-01,\n",
    "incarichi": "seggio,persona,per_conto_di,designato_da,data_designazione,dal,al,atto,elettori\n"
    "udp-operatore,rossi-anna,comune-crema,ads;verdi-ugo,2012-03-30,2012-04-01,2013-04-01,n1,Crema;Izano\n"
    "udp-operatore,verdi-ugo,sub-ambito-1,,,2012-04-01,,,\n",
    "atti": ATTI + "n1,nomina,2012,2012-03-30,ads,udp,piano,asl-cremona\n",
    "incontri": INCONTRI
    + "i1,udp,confronto_forum;commissione,2012-05-03,verdi-ugo,Crema;ads,Izano,verdi-ugo,asl-cremona,n1\n",
    "stanziamenti": 'anno,fonte,ente,importo,atto\n2013,fnps,comune-crema,"1.234,50",n1\n',
    "azioni": "codice,anno,nome,livello,importo,contratto\na1,2013,Asilo estivo,comunale;distrettuale,1500.00,n1\n",
    "appartenenze": "comune,sub_ambito,dal,al\ncomune-gombito,sub-ambito-2,2012-04-01,\n",
    "subentri": "ente,comune,funzioni,dal,al,assenso\n"
    "comune-crema,comune-izano,referente; servizi sociali,2012-04-01,,delibera 7\n",
    "completezza": "elenco,dal,al,fonte\nudp,2012-04-01,,verbali\natti,2012-04-01,2012-12-31,\n",
}
EXPECTED = r"""
ente:coop-aurora a pdz:Ente ; skos:notation "coop-aurora" ; rdfs:label "Cooperativa Aurora" ;
    pdz:tipo voc:tipo-ente\/cooperativa_sociale .
persona:rossi-anna a pdz:Persona ; skos:notation "rossi-anna" ; rdfs:label "Anna Rossi" .
persona:verdi-ugo a pdz:Persona ; skos:notation "verdi-ugo" ; rdfs:label "Ugo Verdi" .
accordo:adesione\/coop-aurora-2012-05-01 a pdz:Adesione ; pdz:ente ente:coop-aurora ; pdz:documento "delibera 3" ;
    pdz:dal "2012-05-01"^^xsd:date ; pdz:al "2013-12-31"^^xsd:date .
accordo:adesione\/coop-aurora a pdz:Adesione ; pdz:ente ente:coop-aurora .
accordo:carica\/rossi-anna-sindaco-comune-crema-2012-04-01 a pdz:Carica ; pdz:persona persona:rossi-anna ;
    pdz:carica voc:carica\/sindaco ; pdz:ente ente:comune-crema ; pdz:dal "2012-04-01"^^xsd:date .
accordo:incarico\/udp-operatore-rossi-anna-comune-crema-2012-04-01 a pdz:Incarico ;
    pdz:seggio accordo:seggio\/udp-operatore ; pdz:persona persona:rossi-anna ; pdz:perContoDi ente:comune-crema ;
    pdz:dal "2012-04-01"^^xsd:date ; pdz:al "2013-04-01"^^xsd:date ;
    pdz:daDesignazione accordo:designazione\/udp-operatore-rossi-anna-comune-crema-2012-04-01 .
accordo:designazione\/udp-operatore-rossi-anna-comune-crema-2012-04-01 a pdz:Designazione ;
    pdz:designante accordo:organo\/ads , persona:verdi-ugo ; pdz:data "2012-03-30"^^xsd:date ;
    pdz:atto accordo:atto\/n1 ; pdz:elettore ente:comune-crema , ente:comune-izano .
accordo:incarico\/udp-operatore-verdi-ugo-sub-ambito-1-2012-04-01 a pdz:Incarico ;
    pdz:seggio accordo:seggio\/udp-operatore ; pdz:persona persona:verdi-ugo ;
    pdz:perContoDi accordo:sub-ambito\/1 ; pdz:dal "2012-04-01"^^xsd:date .
accordo:atto\/n1 a pdz:Atto ; skos:notation "n1" ; pdz:tipo voc:tipo-atto\/nomina ; pdz:anno 2012 ;
    pdz:data "2012-03-30"^^xsd:date ; pdz:organo accordo:organo\/ads ; pdz:predispostoDa accordo:organo\/udp ;
    pdz:basatoSu accordo:atto\/piano ; pdz:controparte ente:asl .
accordo:incontro\/i1 a pdz:Incontro ; skos:notation "i1" ; pdz:organo accordo:organo\/udp ;
    pdz:tipo voc:tipo-incontro\/confronto_forum , voc:tipo-incontro\/commissione ;
    pdz:data "2012-05-03"^^xsd:date ; pdz:convocatoDa persona:verdi-ugo ;
    pdz:presente ente:comune-crema , accordo:organo\/ads ; pdz:invitato ente:comune-izano ;
    pdz:letteraFirmataDa persona:verdi-ugo ; pdz:destinatarioDellaLettera ente:asl ;
    pdz:riguarda accordo:atto\/n1 .
accordo:stanziamento\/2013-fnps-comune-crema-n1-1234.5 a pdz:Stanziamento ; pdz:anno 2013 ;
    pdz:fonte voc:fonte\/fnps ; pdz:ente ente:comune-crema ; pdz:importo 1234.5 ; pdz:atto accordo:atto\/n1 .
accordo:azione\/a1 a pdz:Azione ; skos:notation "a1" ; rdfs:label "Asilo estivo" ; pdz:anno 2013 ;
    pdz:livello voc:livello\/comunale , voc:livello\/distrettuale ; pdz:importo "1500"^^xsd:decimal ;
    pdz:contratto accordo:atto\/n1 .
accordo:appartenenza\/comune-gombito-sub-ambito-2-2012-04-01 a pdz:Appartenenza ; pdz:membro ente:comune-gombito ;
    pdz:aggregazione accordo:sub-ambito\/2 ; pdz:dal "2012-04-01"^^xsd:date .
accordo:subentro\/comune-crema-comune-izano-2012-04-01-referente-servizi-sociali a pdz:Subentro ;
    pdz:ente ente:comune-crema ; pdz:membro ente:comune-izano ; pdz:funzioni "referente" , "servizi sociali" ;
    pdz:dal "2012-04-01"^^xsd:date ; pdz:assenso "delibera 7" .
accordo:completezza\/udp-2012-04-01 a pdz:Completezza ; pdz:elenco accordo:organo\/udp ;
    pdz:dal "2012-04-01"^^xsd:date ; pdz:fonteDati "verbali" .
accordo:completezza\/atti-2012-04-01 a pdz:Completezza ; pdz:elenco voc:elenco\/atti ;
    pdz:dal "2012-04-01"^^xsd:date ; pdz:al "2012-12-31"^^xsd:date .
"""


def test_every_table_becomes_statements(tmp_path: Path) -> None:
    register = read(tmp_path / "registro", REGISTER)
    assert set(register.quads) == quads_of(EXPECTED)
    assert not register.notices
    assert {table.name for table in TABLES} == set(REGISTER)


def test_the_same_bytes_give_the_same_quads_in_the_same_order(tmp_path: Path) -> None:
    first, second = read(tmp_path / "a", REGISTER), read(tmp_path / "b", REGISTER)
    assert first.quads == second.quads
    assert [source.sha256 for source in first.sources] == [source.sha256 for source in second.sources]
    assert len(first.sources) == len(TABLES)
    assert first.sources[0].name == "a/adesioni.csv"


def test_each_resource_remembers_its_row(tmp_path: Path) -> None:
    origins = read(tmp_path / "registro", REGISTER).origins
    place = origins[iri("incarico", "udp-operatore-verdi-ugo-sub-ambito-1-2012-04-01").value]
    assert (place.file, place.sheet, place.row) == (str(tmp_path / "registro" / "incarichi.csv"), None, 3)
    assert origins[iri("designazione", "udp-operatore-rossi-anna-comune-crema-2012-04-01").value].row == 2
    assert origins[ENTE["coop-aurora"].value].row == 2


def test_form_does_not_matter(tmp_path: Path) -> None:
    """Byte order mark, semicolons, other order, capitals, asterisks and spaces in the header, line ends, empty rows."""
    plain = read(tmp_path / "a", {"persone": PEOPLE})
    text = "\ufeffNome *;CODICE\r\n\r\nAnna Rossi; rossi-anna \r\n;\r\nUgo Verdi;verdi-ugo\r\n"
    odd = read(tmp_path / "b", {"Persone": text})
    assert plain.quads == odd.quads
    assert odd.origins[PERSONA["verdi-ugo"].value].row == 5
    assert read(tmp_path / "c", {"persone": PEOPLE.replace("\n", "\r")}).quads == plain.quads


def test_quotes_hold_dividers_and_lines(tmp_path: Path) -> None:
    text = 'codice;nome\na;"Rossi; ""la Anna"""\nb;"Ugo\nVerdi"\nc;Bianchi\n'
    register = read(tmp_path / "r", {"persone": text})
    assert said(register, LABEL) == ['Rossi; "la Anna"', "Ugo Verdi", "Bianchi"]
    assert register.origins[PERSONA["c"].value].row == 4


def test_notes_in_the_folder_are_left_alone_and_whatever_else_is_not_read_is_told(tmp_path: Path) -> None:
    path = folder(tmp_path / "r", {"persone": PEOPLE, "_appunti": "x", "LEGGIMI": "y", "readme": "z"})
    for name in ("leggimi.txt", "README.md", ".nascosto", ".~lock.atti.ods#", "~$atti.xlsx", "_bozza.xls"):
        (path / name).write_text("ciao")
    unread = ["altro.ttl", "atti.csv.txt", "foglio.ods", "incontri.tsv", "note.txt", "persone.xls"]
    for name in unread:
        (path / name).write_text("")
    (path / "vecchi").mkdir()
    register = read_register([path], known(), ACCORDO)
    told = {Path(notice.place.file).name: notice for notice in register.notices}
    assert [*told] == [*unread, "vecchi"]
    assert {name: notice.code for name, notice in told.items() if notice.code != "file-other"} == {
        "atti.csv.txt": "table-other",
        "incontri.tsv": "table-other",
    }
    assert "atti.csv" in told["atti.csv.txt"].remedy.it
    assert "da solo" in told["altro.ttl"].remedy.it
    assert "da solo" in told["vecchi"].remedy.it
    assert "XLSX" in told["foglio.ods"].remedy.it


def test_a_table_in_another_form_is_among_the_problems_of_those_that_refer_to_it(tmp_path: Path) -> None:
    path = folder(tmp_path / "r", {"cariche": CARICHE + "rossi-anna,sindaco,Crema,2012-04-01,\n"})
    (path / "persone.ods").write_text("")
    problem = only_problem(path)
    assert (problem.code, problem.place.file) == ("table-other", str(path / "persone.ods"))
    assert "persone.csv" in problem.remedy.it


def test_tables_of_several_sources_are_one_register(tmp_path: Path) -> None:
    one = folder(tmp_path / "a", {"persone": PEOPLE})
    two = folder(tmp_path / "b", {"cariche": REGISTER["cariche"]})
    register = read_register([two, one / "persone.csv"], known(), ACCORDO)
    assert iri("carica", "rossi-anna-sindaco-comune-crema-2012-04-01").value in register.origins


def test_a_row_may_repeat_a_body_of_the_accordo_that_agrees(tmp_path: Path) -> None:
    tables = {
        "enti": "codice,nome,tipo,istat\n"
        "comune-crema,Comune di Crema,comune,019035\ncomune-gombito,GOMBITO,comune,019048\n",
        "persone": "codice,nome\nbruno-brutti,Bruno Brutti\n",
    }
    register = read(tmp_path / "r", tables)
    assert register.quads == list(quads_of('ente:comune-gombito pdz:istat "019048" .'))


def test_a_row_may_close_a_membership_of_the_accordo(tmp_path: Path) -> None:
    text = "comune,sub_ambito,dal,al\nCrema,sub-ambito-1,2012-04-01,2013-06-30\n"
    register = read(tmp_path / "a", {"appartenenze": text})
    assert {quad.subject for quad in register.quads} == {iri("appartenenza", "comune-crema-sub-ambito-1-2012-04-01")}
    assert said(register, PDZ["al"]) == ["2013-06-30"]
    problem = only_problem(folder(tmp_path / "b", {"appartenenze": text.replace("Crema", "Izano")}))
    assert (problem.code, problem.place.row, problem.place.column) == ("fact-closed", 2, "al")
    assert "2013-04-01" in problem.remedy.it
