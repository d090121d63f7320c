"""The scene of a site: an accordo and a register that are opened, and all that their pages tell of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from pyoxigraph import NamedNode

from pdz_graph import __version__
from pdz_graph.agenda import agenda
from pdz_graph.facts import Triple, triples_of
from pdz_graph.house import House
from pdz_graph.linked.addresses import Addresses
from pdz_graph.linked.book import Book
from pdz_graph.metadata.record import catalogued
from pdz_graph.pages.places.asked import answers
from pdz_graph.pages.scene import Scene
from pdz_graph.projection.edition import Opened
from pdz_graph.site.places import check
from pdz_graph.terms import BASE, GRAFO, WEB
from pdz_graph.timeline import happenings, timeline


def stage(
    opened: Opened, addresses: Addresses, service: str = "", *, address: str = "", example: bool = False
) -> Scene:
    """Return the scene of what is opened, as it goes out under ``addresses``.

    ``service`` is the address of a server that answers questions, "" where none is known; ``address`` is where the site
    will stand (whole, or its path alone), "" where that is not known; ``example`` says that the register is invented.
    Raises InputError for things whose IRI can be no address: see ``places.check``.
    """
    agreement, judgement = opened.agreement, opened.judgement
    readings = [f"{question}={code}" for question, code in judgement.verdict.readings.items()]
    moments = timeline(agreement, opened.quads, judgement.verdict.as_of, readings)
    register = tuple(triples_of(opened.quads))
    book = Book(agreement.id, graphs_of(opened), addresses)
    check(book)
    endpoint = f"{service}sparql" if service.startswith(WEB) else ""
    return Scene(
        agreement=agreement,
        judgement=judgement,
        book=catalogued(book, agreement, judgement, version=__version__, service=endpoint),
        version=__version__,
        service=service,
        address=address if address.startswith(WEB) else addresses.base,
        root=_root(address, addresses),
        example=example,
        internal=opened.projected is None,
        moments=moments,
        dues=agenda(agreement, judgement),
        happenings=happenings(agreement, register, judgement.snapshot, moments, opened.changes),
        answers=answers(agreement.commons.questions, opened.dataset),
    )


def _root(address: str, addresses: Addresses) -> str:
    """Return the path of a site on its host: of its address, else of a base that leads straight to it."""
    return urlsplit(address or (addresses.base if addresses.base != BASE else "")).path or "/"


def graphs_of(opened: Opened) -> Mapping[NamedNode, Iterable[Triple]]:
    """Return the graphs that a site publishes: those that a question sees, and the shapes (``grafo/forme``)."""
    return {**opened.dataset.graphs, GRAFO["forme"]: opened.agreement.commons.forms}


def is_example(house: House, sources: Iterable[Path]) -> bool:
    """Tell whether a source is one of the invented registers that come with the project."""
    examples = (house.root / "data" / "esempi").resolve()
    return any(source.resolve().is_relative_to(examples) for source in sources)
