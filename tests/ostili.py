"""A register and an accordo whose every text and IRI would run, or be fetched, if a page believed it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import cycle

from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from sito import accordo, scena

from pdz_graph.agenda import agenda
from pdz_graph.agreement import Agreement
from pdz_graph.dataset import dataset
from pdz_graph.facts import Triple, triples_of
from pdz_graph.linked.addresses import Addresses
from pdz_graph.linked.book import Book
from pdz_graph.pages.scene import Scene
from pdz_graph.terms import ENTE, LABEL, NOTATION, OWL, PDZ, RDFS, SKOS, TYPE
from pdz_graph.timeline import happenings, timeline

#: A host that is asked only by a page that believes what it reads.
ELSEWHERE = "altrove.invalid"
#: Texts: if it is taken for more than text, each sets window.ostile, asks another host, or breaks out of its place.
TEXTS = (
    "<script>window.ostile=1</script>",
    '"><img src=/ostile.png onerror=window.ostile=2>',
    "'><svg/onload=window.ostile=3><animate onbegin=window.ostile=3 attributeName=x>",
    '" onmouseover="window.ostile=4" autofocus onfocus=\'window.ostile=4\' x="',
    "javascript:window.ostile=5//",
    "data:text/html,<script>parent.ostile=6</script>",
    "{{ 7*7 }}{% raw %}{{ scene.agreement }}{# ${7*7} #}{{ ''.__class__ }}",
    "</title></textarea></style></script><script>window.ostile=8</script>",
    "\u202e\u2066\u202egnilaever\u2069 a\u0001b\u0007c\u001b[31md\u0085e\ufeff",
    f"<style>*{{background:url(//{ELSEWHERE}/a.png)}}@import '//{ELSEWHERE}/b.css';</style>",
    f"<iframe src=//{ELSEWHERE}/c></iframe><object data=//{ELSEWHERE}/d></object><embed src=//{ELSEWHERE}/e>",
    f"<meta http-equiv=refresh content='0;url=//{ELSEWHERE}/f'><base href=//{ELSEWHERE}/>",
    f"<form action=//{ELSEWHERE}/g><input autofocus onfocus=window.ostile=9><button>x</button></form>",
    f"url(http://{ELSEWHERE}/h.png) expression(window.ostile=10) \\3c script\\3e",
    "&lt;script&gt;window.ostile=11&lt;/script&gt; &#60;b&#62; &amp;lt;",
    "--><!--><![CDATA[<b id=il-contenuto class=ostile>x</b>]]><?php echo 1 ?>",
    "<details open ontoggle=window.ostile=12><summary>x</summary></details>",
    "<a id=ostile href=javascript:window.ostile=13>x</a><math><mtext><style><img src=x onerror=window.ostile=13>",
    "\u2028\u2029 ' ` \\ %3Cscript%3E \\u003cscript\\u003e",
    "W" * 300,
)
#: IRIs that are things of ours, and IRIs that are nobody's: whatever an IRI may hold, and the schemes that run.
THINGS = tuple(
    ENTE[name]
    for name in (
        "x'onclick='window.ostile=20",
        "%3Cscript%3Ewindow.ostile=21%3C%2Fscript%3E",
        "a&lt;b&gt;&quot;",
        "javascript:window.ostile=22",
        "(x);url(//altrove.invalid/i)",
    )
)
LINKS = (
    "javascript:window.ostile=23",
    "JaVaScRiPt:window.ostile=24",
    "data:text/html,%3Cscript%3Eparent.ostile=25%3C/script%3E",
    "vbscript:window.ostile=26",
    f"http://{ELSEWHERE}/'onmouseover='window.ostile=27",
    "x-ostile:window.ostile=28",
)
#: What pages are found by, and is no text for people.
_CODES = frozenset((NOTATION, PDZ["questione"], PDZ["numero"]))


def hostile(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield statements in which every text is one of TEXTS, in turn; days, numbers and codes stay."""
    turn = cycle(TEXTS)
    for subject, predicate, value in triples:
        if isinstance(value, Literal) and predicate not in _CODES and _is_text(value):
            yield (
                subject,
                predicate,
                Literal(next(turn), language=value.language) if value.language else Literal(next(turn)),
            )
        else:
            yield subject, predicate, value


def _is_text(value: Literal) -> bool:
    return bool(value.language) or value.datatype.value.endswith(("#string", "#langString"))


def beside() -> Iterator[Triple]:
    """Yield what is said of the hostile things, and what leads from them to hostile IRIs."""
    turn = cycle(TEXTS)
    for thing in THINGS:
        yield thing, TYPE, PDZ["Ente"]
        yield thing, TYPE, NamedNode(LINKS[0])
        yield thing, LABEL, Literal(next(turn))
        yield thing, SKOS["altLabel"], Literal(next(turn), language="it")
        yield thing, RDFS["comment"], Literal(next(turn), datatype=NamedNode(LINKS[0]))
        yield thing, NamedNode(LINKS[0]), Literal(next(turn))
        yield thing, PDZ["sitoWeb"], Literal(LINKS[0])
        yield thing, OWL["sameAs"], BlankNode("ostile")
        for link in LINKS:
            yield thing, RDFS["seeAlso"], NamedNode(link)
            yield thing, OWL["sameAs"], NamedNode(link)


def scene() -> Scene:
    """The faulty example register and its accordo, with a hostile text wherever there was a text."""
    sound = scena()
    day = sound.day
    agreement = Agreement(accordo().house, accordo().id, accordo().commons)
    agreement.quads = tuple(Quad(*triple) for triple in hostile(triples_of(agreement.quads)))
    told = sound.book.graphs[next(name for name in sound.book.graphs if name.value.endswith("/registro"))]
    register = tuple(Quad(*triple) for triple in (*hostile(told), *beside()))
    judgement = agreement.judge_facts(register, (), day, today=day)
    triples = tuple(triples_of(register))
    found = dataset(agreement.commons, agreement.quads, triples, judgement)
    graphs = {name: tuple(hostile(several)) for name, several in found.graphs.items()}
    moments = timeline(agreement, register, day)[-2:]
    return Scene(
        agreement,
        judgement,
        Book(agreement.id, graphs, Addresses()),
        TEXTS[0],
        example=True,
        moments=moments,
        dues=agenda(agreement, judgement),
        happenings=happenings(agreement, triples, judgement.snapshot, moments),
        answers={"verdetti": found.answer(agreement.commons.questions["verdetti"], {})},
    )
