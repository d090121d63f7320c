"""Since which day a finding stands, what was expected and what was found, worked out by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from grafo import ACCORDO_ID
from pyoxigraph import RdfFormat, parse
from situazioni import cremasco

from pdz_graph.terms import of_accordo
from pdz_graph.verdict import Value, Verdict

DAY = "2013-06-30"
PREFIXES = "".join(
    f"@prefix {name}: <{iri}> .\n"
    for name, iri in {
        "ex": "https://example.org/",
        "pdz": "https://w3id.org/pdz/onto#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "ente": "https://w3id.org/pdz/ente/",
        **{
            name: f"https://w3id.org/pdz/accordo/cremasco-2012-2014/{name}/"
            for name in ("appartenenza", "organo", "referenza", "seggio", "sub-ambito")
        },
        **{
            name: f"https://w3id.org/pdz/vocabolario/{name}/"
            for name in ("carica", "elenco", "tipo-atto", "tipo-ente", "tipo-incontro")
        },
    }.items()
)


@dataclass(frozen=True)
class Case:
    """A register, the one finding that a constraint of a norm must make of it, and the day on which it is judged."""

    norm: str
    shape: str
    subject: str
    since: str | None
    expected: Value
    found: Value
    register: str
    day: str = DAY


def member(name: str, person: str, days: str, seat: str = "cris-componente", sub: str = "1") -> str:
    """Return a term in the Comitato Ristretto, or in another seat; ``days`` is written ``start/end``.

    ``sub`` is the number of a sub-ambito, or the code of a body; empty is nobody.
    """
    whom = f"pdz:perContoDi {'sub-ambito' if sub.isdigit() else 'ente'}:{sub} ; " if sub else ""
    return f"ex:{name} a pdz:Incarico ; pdz:seggio seggio:{seat} ; {whom}pdz:persona ex:{person} ; {lasting(days)} .\n"


def office(person: str, office: str, body: str, days: str) -> str:
    """Return an office that a person holds in a body."""
    whose = f"pdz:persona ex:{person} ; pdz:carica carica:{office} ; pdz:ente ente:{body}"
    return f"[] a pdz:Carica ; {whose} ; {lasting(days)} .\n"


def belonging(comune: str, whole: str, days: str) -> str:
    """Return the membership of a comune in a sub-ambito or in a union."""
    return f"[] a pdz:Appartenenza ; pdz:membro ente:comune-{comune} ; pdz:aggregazione {whole} ; {lasting(days)} .\n"


def left(comune: str, sub: str, last: str) -> str:
    """Return the last day of a comune in the sub-ambito where the text puts it."""
    return f'appartenenza:comune-{comune}-sub-ambito-{sub}-2012-04-01 pdz:al "{last}"^^xsd:date .\n'


def leading(name: str, body: str, sub: str, days: str) -> str:
    """Return the time in which a body leads a sub-ambito."""
    whose = f"pdz:aggregazione sub-ambito:{sub} ; pdz:ente {body}"
    return f"ex:{name} a pdz:Referenza ; {whose} ; {lasting(days)} .\n"


def no_lead(comune: str, sub: str, last: str) -> str:
    """Return the last day of a comune as the lead that the text names."""
    return f'referenza:sub-ambito-{sub}-comune-{comune}-2012-04-01 pdz:al "{last}"^^xsd:date .\n'


def succession(name: str, body: str, comune: str, days: str, functions: str) -> str:
    """Return the succession of a body to a comune in some functions, with its agreement."""
    whose = f'pdz:ente {body} ; pdz:membro ente:comune-{comune} ; pdz:funzioni "{functions}" ; pdz:assenso "n. 1"'
    return f"ex:{name} a pdz:Subentro ; {whose} ; {lasting(days)} .\n"


def reference(body: str, days: str) -> str:
    """Return the role of referente of the first sub-ambito."""
    return f"[] a pdz:Referenza ; pdz:aggregazione sub-ambito:1 ; pdz:ente ente:{body} ; {lasting(days)} .\n"


def adhesion(days: str) -> str:
    """Return the adhesion of a body."""
    return f'[] a pdz:Adesione ; pdz:ente ente:coop ; pdz:documento "Scheda" ; {lasting(days)} .\n'


def complete(lists: str, days: str) -> str:
    """Return a statement that a list is complete."""
    return f"[] a pdz:Completezza ; pdz:elenco {lists} ; {lasting(days)} .\n"


def lasting(days: str) -> str:
    """Return an interval."""
    start, _, end = days.partition("/")
    return f'pdz:dal "{start}"^^xsd:date' + (f' ; pdz:al "{end}"^^xsd:date' if end else "")


def act(name: str, kind: str, day: str, rest: str = "pdz:organo organo:ads") -> str:
    """Return an act, of the Assemblea unless it is said otherwise."""
    return f'ex:{name} a pdz:Atto ; pdz:tipo tipo-atto:{kind} ; pdz:data "{day}"^^xsd:date ; {rest} .\n'


def meeting(name: str, organ: str, day: str, rest: str) -> str:
    """Return a meeting of an organ."""
    return f'ex:{name} a pdz:Incontro ; pdz:organo organo:{organ} ; pdz:data "{day}"^^xsd:date ; {rest} .\n'


ALL = "assessore_politiche_sociali ; consigliere_comunale ; sindaco"
BOTH = "tipo-incontro:confronto_forum , tipo-incontro:confronto_sindacati"
CRIS = complete("organo:cris", "2012-06-01")
MEMBERS = "art-07-1-componenti"
UNION = "ex:u a pdz:Ente ; pdz:tipo tipo-ente:unione_comuni .\n"
OFFICES = "art-07-1-cariche"
CASES = {
    "two left one after the other, and since the first there were too few": Case(
        MEMBERS,
        "composizione-pochi",
        "1",
        "2013-01-11",
        2,
        0,
        CRIS
        + member("a", "anna", "2012-06-01/2013-01-10")
        + member("b", "bruno", "2012-06-01/2013-03-10")
        + member("c", "carla", "2012-06-01", sub="2")
        + member("d", "dario", "2012-06-01", seat="udp-operatore"),
    ),
    "the second came on the last day of the first": Case(
        MEMBERS,
        "composizione-pochi",
        "1",
        "2013-01-11",
        2,
        1,
        CRIS + member("a", "anna", "2012-06-01/2013-01-10") + member("b", "bruno", "2013-01-10"),
    ),
    "the second came when the first had left": Case(
        MEMBERS,
        "composizione-pochi",
        "1",
        "2012-06-01",
        2,
        1,
        CRIS + member("a", "anna", "2012-06-01/2013-01-10") + member("b", "bruno", "2013-01-11"),
    ),
    "one left who sat twice, and there never were two": Case(
        MEMBERS,
        "composizione-pochi",
        "1",
        "2012-06-01",
        2,
        0,
        CRIS + member("a", "anna", "2012-06-01/2013-01-10") + member("b", "anna", "2012-09-01/2013-01-10"),
    ),
    "one was replaced for a while, and since the replacement left there are too few": Case(
        MEMBERS,
        "composizione-pochi",
        "1",
        "2013-05-01",
        2,
        1,
        CRIS
        + member("a", "anna", "2012-06-01/2013-01-10")
        + member("b", "bruno", "2012-06-01")
        + member("c", "carla", "2013-02-01/2013-04-30"),
    ),
    "one was confirmed without a day between, and left a month later": Case(
        MEMBERS,
        "composizione-pochi",
        "1",
        "2013-02-11",
        2,
        1,
        CRIS
        + member("a", "anna", "2012-06-01/2013-01-10")
        + member("b", "bruno", "2012-06-01")
        + member("c", "anna", "2013-01-11/2013-02-10"),
    ),
    "nobody ever sat, and the list was complete before the accordo was in force": Case(
        MEMBERS,
        "composizione-pochi",
        "1",
        "2012-04-01",
        2,
        0,
        complete("organo:cris", "2012-01-01"),
    ),
    "one had left before the list was complete, and only then is it known": Case(
        MEMBERS,
        "composizione-pochi",
        "1",
        "2013-02-01",
        2,
        1,
        complete("organo:cris", "2013-02-01")
        + complete("organo:cris", "2013-03-01")
        + member("a", "anna", "2012-06-01/2013-01-10")
        + member("b", "bruno", "2012-06-01"),
    ),
    "a third came, then a fourth, and since the third there were too many": Case(
        MEMBERS,
        "composizione-troppi",
        "1",
        "2012-09-01",
        2,
        4,
        member("a", "anna", "2012-06-01")
        + member("b", "bruno", "2012-06-01")
        + member("c", "carla", "2012-09-01")
        + member("d", "dario", "2013-01-01"),
    ),
    "a third came, a fourth too, one of the first left, and they were too many all along": Case(
        MEMBERS,
        "composizione-troppi",
        "1",
        "2012-09-01",
        2,
        3,
        member("a", "anna", "2012-06-01/2012-10-31")
        + member("b", "bruno", "2012-06-01")
        + member("c", "carla", "2012-09-01")
        + member("d", "dario", "2012-10-31"),
    ),
    "a fourth came on the day after one of the first had left, and they were too many all along": Case(
        MEMBERS,
        "composizione-troppi",
        "1",
        "2012-09-01",
        2,
        3,
        member("a", "anna", "2012-06-01/2012-10-31")
        + member("b", "bruno", "2012-06-01")
        + member("c", "carla", "2012-09-01")
        + member("d", "dario", "2012-11-01"),
    ),
    "a third came, and one of the first was sitting twice": Case(
        MEMBERS,
        "composizione-troppi",
        "1",
        "2012-09-01",
        2,
        3,
        member("a", "anna", "2012-06-01")
        + member("z", "anna", "2012-07-01")
        + member("b", "bruno", "2012-06-01")
        + member("c", "carla", "2012-09-01"),
    ),
    "a fifth is designated, then a sixth, over four seats": Case(
        "art-09-quattro-designati",
        "composizione-troppi",
        "quattro-designati",
        "2013-02-01",
        4,
        6,
        member("a", "anna", "2012-06-01", seat="udp-cooperazione", sub="")
        + member("b", "bruno", "2012-06-01", seat="udp-volontariato", sub="")
        + member("c", "carla", "2012-06-01", seat="udp-promozione", sub="")
        + member("d", "dario", "2012-09-01", seat="udp-diocesi", sub="")
        + member("e", "elena", "2013-02-01", seat="udp-diocesi", sub="")
        + member("f", "fabio", "2013-04-01", seat="udp-promozione", sub=""),
    ),
    "the third left for a month, and since another came they are too many again": Case(
        MEMBERS,
        "composizione-troppi",
        "1",
        "2013-02-01",
        2,
        3,
        member("a", "anna", "2012-06-01")
        + member("b", "bruno", "2012-06-01")
        + member("c", "carla", "2012-09-01/2012-12-31")
        + member("d", "dario", "2013-02-01"),
    ),
    "another organ appointed the member": Case(
        MEMBERS,
        "designazione-altrui",
        "a",
        "2012-06-01",
        "ads",
        "tlts",
        member("a", "anna", "2012-06-01")
        + "ex:a pdz:daDesignazione ex:d . ex:d a pdz:Designazione ; pdz:designante organo:tlts .\n",
    ),
    "the comune that designated had been the referente until the day before": Case(
        "art-08-operatori",
        "designazione-altrui",
        "a",
        "2012-06-01",
        "comune-dovera",
        "comune-pandino",
        member("a", "anna", "2012-06-01", seat="udp-operatore")
        + "ex:a pdz:daDesignazione ex:d . ex:d a pdz:Designazione ; pdz:designante ente:comune-pandino ;"
        + 'pdz:data "2012-05-20"^^xsd:date .\n'
        + 'referenza:sub-ambito-1-comune-pandino-2012-04-01 pdz:al "2012-05-19"^^xsd:date .\n'
        + reference("comune-dovera", "2012-05-20/2012-05-20")
        + reference("comune-agnadello", "2012-05-21"),
    ),
    "the member was without an office on a day of last year": Case(
        OFFICES,
        "carica-assente",
        "a",
        "2012-06-30",
        ALL,
        None,
        member("a", "anna", "2012-06-01")
        + office("anna", "sindaco", "comune-dovera", "2009-06-08/2012-06-29")
        + office("anna", "sindaco", "comune-dovera", "2012-07-01/2013-05-26"),
    ),
    "the member, who sits since before the accordo, had no office in its first days": Case(
        OFFICES,
        "carica-assente",
        "a",
        "2012-04-01",
        ALL,
        None,
        member("a", "anna", "2012-03-28") + office("anna", "sindaco", "comune-dovera", "2012-05-07"),
    ),
    "the comune of the member left the sub-ambito": Case(
        OFFICES,
        "carica-assente",
        "a",
        "2013-01-01",
        ALL,
        None,
        member("a", "anna", "2012-06-01", sub="4")
        + office("anna", "sindaco", "comune-ticengo", "2009-06-08")
        + 'appartenenza:comune-ticengo-sub-ambito-4-2012-04-01 pdz:al "2012-12-31"^^xsd:date .\n',
    ),
    "the referente is no longer a member": Case(
        "art-07-referente",
        "titolarita-assente",
        "r",
        "2013-06-01",
        "cris-componente",
        None,
        member("r", "anna", "2012-06-10", seat="cris-referente", sub="")
        + CRIS
        + member("a", "anna", "2012-06-01/2013-05-31")
        + member("b", "anna", "2012-06-01/2012-12-31", sub="2")
        + office("anna", "sindaco", "comune-crema", "2012-05-22/2013-06-15"),
    ),
    "the referente had left the Comitato before, and was chosen all the same": Case(
        "art-07-referente",
        "titolarita-assente",
        "r",
        "2013-02-01",
        "cris-componente",
        None,
        member("r", "anna", "2013-02-01", seat="cris-referente", sub="")
        + CRIS
        + member("a", "anna", "2012-06-01/2012-12-31"),
    ),
    "whoever presides over the Tavolo was Sindaco of Crema, and so presided over the Assemblea as of right": Case(
        "art-09-presidenza",
        "titolarita-assente",
        "t",
        "2013-05-28",
        "ads-presidente",
        None,
        member("t", "anna", "2012-06-01", seat="tlts-presidente", sub="")
        + office("anna", "sindaco", "comune-crema", "2012-05-22/2013-05-27")
        + office("bruno", "sindaco", "comune-crema", "2013-06-01")
        + office("anna", "assessore", "comune-crema", "2013-05-28/2013-06-10")
        + office("anna", "sindaco", "comune-pandino", "2013-05-28/2013-06-15")
        + member("s", "anna", "2012-06-01/2013-06-20", seat="ads-sostituto", sub=""),
    ),
    "whoever presides over the Tavolo since before the accordo never had the title": Case(
        "art-09-presidenza",
        "titolarita-assente",
        "t",
        "2012-04-01",
        "ads-presidente",
        None,
        member("t", "anna", "2012-03-28", seat="tlts-presidente", sub="")
        + member("p", "bruno", "2012-04-01", seat="ads-presidente", sub=""),
    ),
    "the substitute has the presidency for the second time without a day between": Case(
        "art-06-sostituto",
        "titolarita-incompatibile",
        "s",
        "2013-01-01",
        None,
        "ads-presidente",
        member("s", "anna", "2012-06-01", seat="ads-sostituto", sub="")
        + member("p", "anna", "2013-01-01/2013-06-30", seat="ads-presidente", sub="")
        + member("q", "anna", "2013-06-30", seat="ads-presidente", sub=""),
    ),
    "the coordinator is no longer the operator of this sub-ambito, though of another until later": Case(
        "art-12-coordinatore-tecnico",
        "titolarita-assente",
        "c",
        "2013-01-01",
        "udp-operatore",
        None,
        member("c", "anna", "2012-06-10", seat="sub-ambito-coordinatore")
        + complete("organo:udp", "2012-06-01")
        + member("a", "anna", "2012-06-01/2012-12-31", seat="udp-operatore")
        + member("b", "anna", "2012-06-01/2013-05-31", seat="udp-operatore", sub="2"),
    ),
    "the substitute became Sindaco of Crema, and so presides as of right": Case(
        "art-06-sostituto",
        "titolarita-incompatibile",
        "s",
        "2013-05-28",
        None,
        "ads-presidente",
        member("s", "anna", "2012-06-01", seat="ads-sostituto", sub="")
        + office("anna", "sindaco", "comune-pandino", "2009-06-08")
        + office("anna", "sindaco", "comune-crema", "2013-05-28"),
    ),
    "a comune was in three sub-ambiti in the end, and in two since the second": Case(
        "art-12-partizione",
        "partizione-due",
        "comune-chieve",
        "2013-01-01",
        1,
        3,
        belonging("chieve", "sub-ambito:4", "2013-01-01") + belonging("chieve", "sub-ambito:5", "2013-03-01"),
    ),
    "a comune left its sub-ambito, then another one, and later a union; another left its own later": Case(
        "art-12-partizione",
        "partizione-nessuno",
        "comune-ticengo",
        "2013-01-01",
        1,
        0,
        UNION
        + left("ticengo", "4", "2012-06-30")
        + belonging("ticengo", "sub-ambito:5", "2012-07-01/2012-12-31")
        + belonging("ticengo", "ex:u", "2012-04-01/2013-04-30")
        + left("dovera", "1", "2013-03-31"),
    ),
    "a sub-ambito had three leads in the end, and two since the second": Case(
        "art-12-referente",
        "referenza-due",
        "4",
        "2013-01-01",
        1,
        3,
        leading("a", "ente:comune-romanengo", "4", "2013-01-01")
        + leading("b", "ente:comune-ticengo", "4", "2013-03-01"),
    ),
    "the lead left its sub-ambito twice, and later the one to which it had gone; another comune left later": Case(
        "art-12-referente",
        "referenza-estranea",
        "5",
        "2013-01-01",
        None,
        "comune-castelleone",
        left("castelleone", "5", "2012-06-30")
        + belonging("castelleone", "sub-ambito:5", "2012-09-01/2012-12-31")
        + belonging("castelleone", "sub-ambito:4", "2013-01-01/2013-03-31")
        + belonging("castelleone", "sub-ambito:3", "2013-04-01")
        + left("fiesco", "5", "2013-04-30"),
    ),
    "one lead gave up, then the next, and later a comune left the sub-ambito": Case(
        "art-12-referente",
        "referenza-nessuno",
        "1",
        "2013-01-01",
        1,
        0,
        no_lead("pandino", "1", "2012-06-30")
        + leading("r", "ente:comune-dovera", "1", "2012-07-01/2012-12-31")
        + left("agnadello", "1", "2013-03-31"),
    ),
    "a comune became the lead of the sub-ambito that it had left": Case(
        "art-12-referente",
        "referenza-estranea",
        "5",
        "2013-01-01",
        None,
        "comune-fiesco",
        left("fiesco", "5", "2012-08-31")
        + belonging("fiesco", "sub-ambito:4", "2012-09-01")
        + no_lead("castelleone", "5", "2012-12-31")
        + leading("r", "ente:comune-fiesco", "5", "2013-01-01"),
    ),
    "a comune signed that had left its sub-ambito before the accordo": Case(
        "art-12-partizione",
        "partizione-nessuno",
        "valfinta",
        "2012-04-01",
        1,
        0,
        "ex:valfinta a pdz:Ente ; pdz:tipo tipo-ente:comune .\n"
        "<https://w3id.org/pdz/accordo/cremasco-2012-2014> pdz:firmatario ex:valfinta .\n"
        "[] a pdz:Appartenenza ; pdz:membro ex:valfinta ; pdz:aggregazione sub-ambito:1 ; "
        + lasting("2011-01-01/2012-03-10")
        + " .\n",
    ),
    "a sub-ambito had its last lead before the accordo": Case(
        "art-12-referente",
        "referenza-nessuno",
        "sette",
        "2012-04-01",
        1,
        0,
        "ex:sette a pdz:SubAmbito .\n"
        "ex:r a pdz:Referenza ; pdz:aggregazione ex:sette ; pdz:ente ente:comune-crema ; "
        + lasting("2011-01-01/2012-03-10")
        + " .\n",
    ),
    "a union leads for a comune that gave up, and whose Sindaco left later": Case(
        "art-19-referente-unione",
        "referenza-unione-senza-ruolo",
        "s",
        "2013-02-01",
        None,
        "comune-soncino",
        UNION
        + belonging("soncino", "ex:u", "2012-09-01")
        + succession("s", "ex:u", "soncino", "2012-09-01", "referente")
        + no_lead("soncino", "4", "2013-01-31")
        + leading("r", "ente:comune-romanengo", "4", "2013-02-01")
        + office("anna", "sindaco", "comune-soncino", "2009-06-08/2013-03-31"),
    ),
    "the union that leads lost its comuni of the sub-ambito one by one": Case(
        "art-19-referente-unione",
        "referenza-unione-estranea",
        "r",
        "2013-02-01",
        None,
        "u",
        UNION
        + no_lead("soncino", "4", "2012-08-31")
        + leading("r", "ex:u", "4", "2012-09-01")
        # One leaves the union, one the sub-ambito on the very day on which it joins the union: the last one counts.
        + belonging("ticengo", "ex:u", "2012-09-01/2012-12-31")
        + left("trigolo", "4", "2013-01-31")
        + belonging("trigolo", "ex:u", "2013-01-31")
        # One was in both, never on the same day; one leaves the sub-ambito only, one of another leaves the union.
        + left("izano", "4", "2013-03-31")
        + belonging("izano", "ex:u", "2013-04-02/2013-05-31")
        + left("romanengo", "4", "2013-02-28")
        + belonging("fiesco", "ex:u", "2012-09-01/2013-03-31")
        # Who is in the one leaves something else.
        + belonging("ticengo", "ex:v", "2012-09-01/2013-03-31")
        + belonging("trigolo", "sub-ambito:5", "2013-02-01/2013-04-30"),
    ),
    "the last comune left the union that leads and the sub-ambito on the same day": Case(
        "art-19-referente-unione",
        "referenza-unione-estranea",
        "r",
        "2013-02-01",
        None,
        "u",
        UNION
        + no_lead("soncino", "4", "2012-08-31")
        + leading("r", "ex:u", "4", "2012-09-01")
        + left("ticengo", "4", "2013-01-31")
        + belonging("ticengo", "ex:u", "2012-09-01/2013-01-31"),
    ),
    "a union without comuni of the sub-ambito any more takes over the lead": Case(
        "art-19-referente-unione",
        "referenza-unione-estranea",
        "s",
        "2013-03-01",
        None,
        "u",
        UNION
        + belonging("ticengo", "ex:u", "2012-09-01/2013-01-31")
        + succession("s", "ex:u", "soncino", "2013-03-01", "Referente"),
    ),
    "the adhesion lapsed twice, while an office in the body came and went": Case(
        "art-09-designati-aderenti",
        "aderenti-nel-termine",
        "a",
        "2013-01-01",
        None,
        "coop",
        member("a", "anna", "2012-06-01", seat="udp-cooperazione", sub="coop")
        + adhesion("2012-04-16/2012-12-31")
        + adhesion("2013-02-01/2013-04-30")
        + adhesion("2013-06-01")
        + office("bruno", "presidente_cda", "coop", "2012-04-16/2012-10-31"),
    ),
    "the body of the commission is no longer an adherent, and somebody left an office in it later": Case(
        "art-09-partecipazione",
        "aderenti-di-diritto",
        "a",
        "2013-05-01",
        None,
        "coop",
        member("a", "anna", "2012-06-01", seat="tlts-cooperazione", sub="coop")
        + adhesion("2012-04-16/2012-12-31")
        + adhesion("2013-02-01/2013-04-30")
        + office("bruno", "presidente_cda", "coop", "2012-04-16/2013-06-15"),
    ),
    "a term never closed, once the accordo is over": Case(
        "art-16-entro-validita",
        "validita-incarico-aperto",
        "a",
        "2015-04-01",
        date(2015, 3, 31),
        None,
        member("a", "anna", "2012-06-01"),
        day="2016-06-30",
    ),
    "an adhesion on the day after the validity": Case(
        "art-04-adesione",
        "adesione-fuori-validita",
        "a",
        "2015-04-01",
        date(2015, 3, 31),
        date(2015, 4, 1),
        f'ex:a a pdz:Adesione ; pdz:ente ex:coop ; pdz:documento "Scheda" ; {lasting("2015-04-01")} .',
        day="2015-04-01",
    ),
    "the letter went to nobody whom the norm wants": Case(
        "art-06-invito-provincia",
        "invito-destinatario",
        "i",
        "2013-02-10",
        "assessore-provinciale-politiche-sociali ; presidente-provincia",
        None,
        meeting("i", "ads", "2013-02-10", "pdz:destinatarioDellaLettera ex:anna")
        + office("anna", "sindaco", "comune-izano", "2009-06-08"),
    ),
    "a meeting convened by someone else": Case(
        "art-07-convocazione",
        "convocazione-altrui",
        "i",
        "2013-02-10",
        "cris-referente",
        "bruno",
        member("r", "anna", "2012-06-10", seat="cris-referente", sub="")
        + meeting("i", "cris", "2013-02-10", "pdz:convocatoDa ex:bruno"),
    ),
    "a report prepared by two others": Case(
        "art-07-compiti-1",
        "preparazione-mancante",
        "r",
        "2013-01-20",
        "cris",
        "tlts ; udp",
        act("r", "report_annuale", "2013-01-20", "pdz:predispostoDa organo:udp , organo:tlts"),
    ),
    "one meeting for Forum and trade unions, judged from the approval": Case(
        "art-07-sindacati",
        "confronto-unico",
        "p",
        "2013-03-20",
        None,
        "i",
        act("p", "piano_operativo", "2013-03-20")
        + meeting("i", "cris", "2013-03-01", f"pdz:riguarda ex:p ; pdz:tipo {BOTH}"),
    ),
    "an act that belongs to the Assemblea, adopted by another organ": Case(
        "art-06-competenza",
        "competenza-altrui",
        "p",
        "2013-03-20",
        "ads",
        "cris",
        act("p", "piano_operativo", "2013-03-20", "pdz:organo organo:cris"),
    ),
    "an annex approved after the signing": Case(
        "premesse-approvazione",
        "atto-dopo-la-firma",
        "p",
        "2012-05-10",
        date(2012, 3, 28),
        date(2012, 5, 10),
        act("p", "piano_di_zona", "2012-05-10") + f"<{of_accordo(ACCORDO_ID).value}> pdz:allegato ex:p .\n",
    ),
    "a plan approved first by who may not, then late, then later still": Case(
        "art-13-piano-operativo",
        "scadenza-tardiva",
        "art-13-piano-operativo-2013",
        "2013-04-01",
        date(2013, 3, 31),
        date(2013, 5, 20),
        act("p", "piano_operativo", "2013-03-20", "pdz:anno 2013 ; pdz:organo ente:comune-crema")
        + act("q", "piano_operativo", "2013-05-20", "pdz:anno 2013 ; pdz:organo organo:ads")
        + act("r", "piano_operativo", "2013-06-20", "pdz:anno 2013 ; pdz:organo organo:ads"),
    ),
    "a contract of last year, with this year's action": Case(
        "art-14-contratto-annuale",
        "contratto-senza-piano",
        "a",
        "2012-04-20",
        "piano_operativo",
        "c",
        act("c", "contratto_di_servizio", "2012-04-20", "pdz:anno 2012")
        + "ex:a a pdz:Azione ; pdz:anno 2013 ; pdz:contratto ex:c .\n",
    ),
    "a contract on a plan that came a day later": Case(
        "art-13-contratto-servizio",
        "scadenza-base",
        "c",
        "2013-03-19",
        "piano_operativo",
        "p",
        act("p", "piano_operativo", "2013-03-20", "pdz:anno 2013")
        + act("c", "contratto_di_servizio", "2013-03-19", "pdz:anno 2013 ; pdz:basatoSu ex:p"),
    ),
    "a month without a meeting is noted from the day after its last": Case(
        "art-10-frequenza",
        "frequenza-mancata",
        "art-10-frequenza-2013-02",
        "2013-03-01",
        None,
        None,
        complete("elenco:incontri", "2013-01-01/2013-01-31") + complete("elenco:incontri", "2013-02-01"),
    ),
    "of three readings the one expected is the one adopted": Case(
        "art-16-durata",
        "durata-discorde",
        "cremasco-2012-2014",
        "2012-03-28",
        "per-durata",
        "per-data ; terza",
        'ex:terza a pdz:Lettura ; pdz:questione "art-16" ; pdz:adottata false ;'
        ' pdz:dal "2012-04-01"^^xsd:date ; pdz:al "2014-06-30"^^xsd:date .',
    ),
}


def verdict(register: str, day: str) -> Verdict:
    """Judge a register written in Turtle."""
    quads = parse(PREFIXES + register, format=RdfFormat.TURTLE)
    when = date.fromisoformat(day)
    return cremasco().judge_facts(quads, as_of=when, today=when).verdict


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_finding_says_since_when_and_why(case: Case) -> None:
    made = [
        (finding.since, local(finding.expected), local(finding.found))
        for finding in verdict(case.register, case.day).findings
        if (finding.norm, finding.shape, local(finding.subject.id)) == (case.norm, case.shape, case.subject)
    ]
    assert made == [(case.since and date.fromisoformat(case.since), case.expected, case.found)]


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2012-03-31", "not_applicable"),
        ("2012-04-01", "violated"),
        ("2015-03-31", "violated"),
        ("2015-04-01", "not_applicable"),
    ],
)
def test_norms_about_states_speak_only_while_the_accordo_is_in_force(day: str, status: str) -> None:
    register = (
        complete("organo:cris", "2012-01-01")
        + complete("organo:ads", "2012-01-01")
        + member("a", "anna", "2012-01-01")
        + member("r", "bruno", "2012-01-01", seat="cris-referente", sub="")
        + member("p", "carla", "2012-01-01", seat="ads-presidente", sub="")
    )
    rulings = {ruling.norm: ruling.status for ruling in verdict(register, day).rulings}
    for norm in (MEMBERS, OFFICES, "art-07-referente", "art-06-presidenza"):
        assert rulings[norm] == status, norm


def local(value: Value) -> Value:
    """Return the last part of each IRI of a value."""
    if not isinstance(value, str):
        return value
    return " ; ".join(sorted(part.rpartition("/")[2] for part in value.split(" ; ")))
