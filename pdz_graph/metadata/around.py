"""What stands around a data set in its catalogue record: whose it is, when and where, whom to write to, how made."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from pdz_graph.facts import Triple
from pdz_graph.metadata import said
from pdz_graph.metadata.declared import ONTOLOGY, Declared, statements, texts
from pdz_graph.metadata.dumps import digest_of
from pdz_graph.terms import (
    DCAT,
    DCATAPIT,
    DCT,
    EU_LANGUAGE,
    EU_THEMES,
    FOAF,
    GRAFO,
    LABEL,
    NOTATION,
    PDZ,
    PROV,
    SKOS,
    TYPE,
    VCARD,
)


def around(told: Declared, version: str) -> Iterator[Triple]:
    """Yield what is said of all that a data set and its catalogue name; ``version`` is the program's."""
    for part in (_period(told), _contact(told), _agents(told), _licence(told), _standard(), _lists(told)):
        yield from part
    yield from _making(told, version)


def _period(told: Declared) -> Iterator[Triple]:
    for first, last in told.validity:
        yield from statements(
            told.part("validita"),
            (TYPE, [DCT["PeriodOfTime"]]),
            (LABEL, texts(said.PERIOD)),
            *((vocabulary["startDate"], [first]) for vocabulary in (DCAT, DCATAPIT)),
            *((vocabulary["endDate"], [last]) for vocabulary in (DCAT, DCATAPIT)),
        )
    for place in told.places:
        yield from statements(place, (TYPE, [DCT["Location"]]))


def _contact(told: Declared) -> Iterator[Triple]:
    """Yield what whoever may be written to is: of the Italian profile only with the address that it asks for."""
    for contact in told.contacts:
        mail = told.book.all(contact, VCARD["hasEmail"])
        yield from statements(
            contact,
            (TYPE, [VCARD["Organization"], VCARD["Kind"], *([DCATAPIT["Organization"]] if mail else [])]),
            told.missing(contact, LABEL, told.book.all(contact, VCARD["fn"]) or texts(said.CONTACT)),
        )
        for one in mail:
            yield from statements(one, (TYPE, [VCARD["Email"]]))


def _agents(told: Declared) -> Iterator[Triple]:
    for agent in dict.fromkeys((*told.publisher, *told.holder)):
        yield from statements(
            agent,
            (TYPE, [DCATAPIT["Agent"], FOAF["Agent"]]),
            told.missing(agent, FOAF["name"], [Literal(told.name(agent), language="it")]),
            told.missing(agent, DCT["identifier"], [Literal(told.book.value(agent, NOTATION) or agent.value)]),
        )


def _licence(told: Declared) -> Iterator[Triple]:
    for licence in told.licence:
        yield from statements(
            licence,
            (TYPE, [DCATAPIT["LicenseDocument"], DCT["LicenseDocument"]]),
            told.missing(licence, FOAF["name"], [Literal(licence.value)]),
        )
        for kind in told.book.all(licence, DCT["type"]):
            yield from statements(kind, (TYPE, [SKOS["Concept"]]))


def _standard() -> Iterator[Triple]:
    yield from statements(
        ONTOLOGY,
        (TYPE, [DCATAPIT["Standard"], DCT["Standard"]]),
        (DCT["identifier"], [Literal(ONTOLOGY.value)]),
    )


def _lists(told: Declared) -> Iterator[Triple]:
    """Yield what the terms of the lists of the European Union are."""
    scheme = NamedNode(EU_THEMES.iri)
    yield from statements(scheme, (TYPE, [SKOS["ConceptScheme"]]), (DCT["title"], texts(said.THEMES)))
    for theme in told.themes:
        yield from statements(
            theme,
            (TYPE, [SKOS["Concept"]]),
            (SKOS["inScheme"], [scheme]),
            told.missing(theme, SKOS["prefLabel"], [Literal(theme.value.rpartition("/")[2])]),
        )
    for code, language in said.LANGUAGES.items():
        yield from statements(EU_LANGUAGE[code], (TYPE, [DCT["LinguisticSystem"]]), (LABEL, texts(language)))
    for often in told.frequency:
        yield from statements(often, (TYPE, [DCT["Frequency"]]))


def _making(told: Declared, version: str) -> Iterator[Triple]:
    """Yield by what the data set was made, and of what: the digest of a graph is that of its canonical N-Quads, as it
    stands in the dumps."""
    verdict, register = told.judgement.verdict, GRAFO[f"{told.agreement.id}/registro"]
    program, digest = told.part("programma"), digest_of(told.book, register)
    text = texts(said.provenance(version, verdict.as_of, told.judgement.change, digest))
    yield from statements(
        told.part("provenienza"),
        (TYPE, [DCT["ProvenanceStatement"]]),
        (LABEL, texts(said.ORIGIN)),
        (DCT["description"], text),
    )
    yield from statements(
        told.part("pubblicazione"),
        (TYPE, [PROV["Activity"]]),
        (LABEL, texts(said.MAKING)),
        (PROV["used"], [register]),
        (PROV["generated"], [told.dataset]),
        (PROV["wasAssociatedWith"], [program]),
        (PDZ["giorno"], told.day),
    )
    yield from statements(
        program,
        (TYPE, [PROV["SoftwareAgent"]]),
        (LABEL, [Literal(f"{said.PROGRAM} {version}")]),
        (PDZ["versione"], [Literal(version)]),
    )
    yield from statements(register, (TYPE, [PROV["Entity"]]), (PDZ["sha256"], [Literal(digest)]))
