"""What an accordo says of its data set (``catalogo.ttl``), and what stands for what it leaves out.

Publisher and holder are the lead body, the theme is government, the licence is the ontology's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from pdz_graph.agreement import Agreement
from pdz_graph.errors import Text
from pdz_graph.facts import Term, Triple, day_literal
from pdz_graph.judgement import Judgement
from pdz_graph.linked.book import Book
from pdz_graph.terms import BASE, DCAT, DCT, EU_FREQUENCY, EU_THEMES, FOAF, LABEL, PDZ, of_accordo

#: A property and its values.
Said = tuple[NamedNode, Iterable[Term]]
ONTOLOGY = NamedNode(BASE + "onto")


def texts(text: Text) -> list[Term]:
    """Return a text as literals in the two languages."""
    return [Literal(text.it, language="it"), Literal(text.en, language="en")]


def statements(node: Term, *properties: Said) -> Iterator[Triple]:
    """Yield what is said of a node, a triple for each value."""
    for predicate, values in properties:
        yield from ((node, predicate, value) for value in values)  # type: ignore[misc]


@dataclass(frozen=True)
class Declared:
    """What a book says of the data set of its accordo; the rest of the record starts from here."""

    book: Book
    agreement: Agreement
    judgement: Judgement

    @cached_property
    def dataset(self) -> NamedNode:
        """The data set."""
        return of_accordo(self.agreement.id, "dataset")

    @cached_property
    def catalog(self) -> NamedNode:
        """The catalogue that holds it."""
        return of_accordo(self.agreement.id, "catalogo")

    @property
    def day(self) -> list[Term]:
        """The day judged."""
        return [day_literal(self.judgement.verdict.as_of)]

    def part(self, name: str) -> NamedNode:
        """Return a part of the data set's own document."""
        return NamedNode(f"{self.dataset.value}#{name}")

    def url(self, file: str) -> NamedNode:
        """Return where a file of the site stands for the world."""
        return NamedNode(self.book.addresses.url(file))

    def missing(self, node: Term, predicate: NamedNode, values: Iterable[Term]) -> Said:
        """Return values for a property of which nothing is said yet."""
        return predicate, () if self.book.all(node, predicate) else values

    def titled(self, node: NamedNode, default: Text) -> tuple[Said, Said]:
        """Return the title where it is missing, and the title as a label."""
        values = self.book.all(node, DCT["title"]) or texts(default)
        return self.missing(node, DCT["title"], values), (LABEL, values)

    def _said(self, predicate: NamedNode, *default: Term) -> list[Term]:
        return sorted(self.book.all(self.dataset, predicate), key=str) or list(default)

    @cached_property
    def publisher(self) -> list[Term]:
        """Who makes the data available: one body, or nobody is known."""
        return self._said(DCT["publisher"], *self.book.all(of_accordo(self.agreement.id), PDZ["capofila"]))[:1]

    @cached_property
    def holder(self) -> list[Term]:
        """Whose the data are."""
        return self._said(DCT["rightsHolder"], *self.publisher)[:1]

    @cached_property
    def licence(self) -> list[Term]:
        """On what terms they may be used."""
        return self._said(DCT["license"], *self.book.all(ONTOLOGY, DCT["license"]))[:1]

    @cached_property
    def themes(self) -> list[Term]:
        """What they are about, in the list of the European Union."""
        return self._said(DCAT["theme"], EU_THEMES["/GOVE"])

    @cached_property
    def frequency(self) -> list[Term]:
        """How often they change, in the list of the European Union."""
        return self._said(DCT["accrualPeriodicity"], EU_FREQUENCY["IRREG"])[:1]

    @cached_property
    def contacts(self) -> list[Term]:
        """Whom to write to, where the accordo says so."""
        return self._said(DCAT["contactPoint"])

    @cached_property
    def places(self) -> list[Term]:
        """The district, and the cities whose comuni signed."""
        accordo = of_accordo(self.agreement.id)
        signed = self.book.all(accordo, PDZ["firmatario"])
        cities = {city for body in signed for city in self.book.all(body, PDZ["citta"])}
        return [*self.book.all(accordo, PDZ["ambito"]), *sorted(cities, key=str)]

    @cached_property
    def validity(self) -> list[tuple[Literal, Literal]]:
        """The first and the last day of the validity by the readings used; nothing without readings."""
        used = self.agreement.readings(sorted(f"{q}={code}" for q, code in self.judgement.verdict.readings.items()))
        if not used:
            return []
        first, last = max(one.start for one in used.values()), min(one.end for one in used.values())
        return [(day_literal(first), day_literal(last))]

    def name(self, agent: Term) -> str:
        """Return the official name of a body, else how it is called here."""
        return self.book.text(agent, FOAF["name"], "it") or self.book.label(agent).it
