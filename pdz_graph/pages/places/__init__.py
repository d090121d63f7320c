"""The pages of who sits where: organs, bodies, people, territory; and of the words and the questions of the data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from pyoxigraph import NamedNode

from pdz_graph.pages.page import Maker, View
from pdz_graph.pages.places import (
    bodies,
    forms,
    lexicon,
    meetings,
    network,
    organs,
    people,
    problems,
    questions,
    records,
    seat_view,
    territory,
)
from pdz_graph.pages.scene import Scene
from pdz_graph.terms import OWL, PDZ, SKOS

#: The views of things, by class: the more special before the more general.
VIEWS: Final[Mapping[NamedNode, View]] = {
    PDZ["Organo"]: organs.organ,
    PDZ["Seggio"]: seat_view.seat,
    PDZ["Requisito"]: seat_view.requirement,
    PDZ["InsiemeDiSeggi"]: seat_view.requirement,
    PDZ["AttoDovuto"]: seat_view.requirement,
    PDZ["FonteRiservata"]: seat_view.requirement,
    PDZ["SubAmbito"]: territory.area,
    PDZ["AmbitoDistrettuale"]: territory.district,
    PDZ["Ente"]: bodies.body,
    PDZ["Persona"]: people.person,
    PDZ["PersonaRiservata"]: people.person,
    PDZ["Incontro"]: meetings.meeting,
    PDZ["Atto"]: meetings.act,
    **records.VIEWS,
    OWL["Ontology"]: forms.ontology,
    SKOS["ConceptScheme"]: lexicon.vocabulary,
    SKOS["Concept"]: lexicon.concept,
}
#: The view of a named graph, which is of no class.
graph: Final[View] = lexicon.graph
#: The pages that are about no single thing.
LEAFLETS: Final[tuple[Maker, ...]] = (
    organs.listed,
    bodies.listed,
    territory.listed,
    network.designations,
    people.listed,
    meetings.meetings,
    meetings.acts,
    lexicon.listed,
    questions.listed,
    problems.pages,
)
#: What makes the files that pages lead to and that are no pages: the whole answers to the questions.
files: Final[Callable[[Scene], Iterator[tuple[str, bytes]]]] = questions.files
