"""What the pages of an accordo are made of: all that is published, gathered once. Nothing is looked up beyond it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final, TypeVar

from markupsafe import Markup
from pyoxigraph import NamedNode

from pdz_graph.agenda import Due
from pdz_graph.agreement import Agreement
from pdz_graph.cards import NormCard
from pdz_graph.facts import Term
from pdz_graph.judgement import Judgement
from pdz_graph.linked.addresses import Addresses
from pdz_graph.linked.book import Book
from pdz_graph.terms import WEB, of_accordo
from pdz_graph.timeline import Happening, Moment
from pdz_graph.verdict import Finding, Ruling, Verdict

Made = TypeVar("Made")

#: The pages that a server shows in the place of others: nothing leads to them, and they may stand at any address.
APART: Final = frozenset({"404", "410"})


@dataclass(frozen=True)
class Scene:
    """An accordo as it is published on a day: its judgement, what is said of each thing, and how it came to be so.

    ``address`` is where the site stands, ``root`` its path on its host; ``service`` that of a server that answers
    questions, "" where there is none; ``example`` says that the register is invented, ``internal`` that people have
    their names who have none in public; ``answers`` are those to the questions of the catalogue as they stand, by name.
    """

    agreement: Agreement
    judgement: Judgement
    book: Book
    version: str
    service: str = ""
    address: str = ""
    root: str = "/"
    example: bool = False
    internal: bool = False
    moments: tuple[Moment, ...] = ()
    dues: tuple[Due, ...] = ()
    happenings: tuple[Happening, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)

    @property
    def addresses(self) -> Addresses:
        """Where documents stand."""
        return self.book.addresses

    @property
    def origin(self) -> str:
        """The address of the service, where it is another than the site's: pages may ask it too."""
        return self.service if self.service.startswith(WEB) and self.service != self.address else ""

    @property
    def verdict(self) -> Verdict:
        """The verdict of the day."""
        return self.judgement.verdict

    @property
    def day(self) -> date:
        """The day that is looked at."""
        return self.verdict.as_of

    @property
    def accordo(self) -> NamedNode:
        """The accordo as a thing."""
        return of_accordo(self.agreement.id)

    @cached_property
    def written(self) -> dict[tuple[str, str], tuple[dict[Term, Markup], dict[str, Any]]]:
        """What the pages of a folder in a language have in common, written so far: links, and parts by name."""
        return {}

    @cached_property
    def cards(self) -> Mapping[NamedNode, NormCard]:
        """The card of each norm, by its IRI."""
        return {of_accordo(self.agreement.id, "norma", card.id): card for card in self.agreement.norms()}

    @cached_property
    def rulings(self) -> Mapping[str, Ruling]:
        """What was ruled of each norm, by its id."""
        return {ruling.norm: ruling for ruling in self.verdict.rulings}

    @cached_property
    def findings(self) -> Mapping[str, tuple[Finding, ...]]:
        """What was found of each norm, by its id; norms without findings are left out."""
        found: dict[str, list[Finding]] = {}
        for finding in self.verdict.findings:
            found.setdefault(finding.norm, []).append(finding)
        return {norm: tuple(several) for norm, several in found.items()}

    def once(self, make: Callable[[Scene], Made]) -> Made:
        """Return what a function makes of this scene, made when it is first asked for."""
        if make not in self._made:
            self._made[make] = make(self)
        return self._made[make]  # type: ignore[no-any-return]

    @cached_property
    def _made(self) -> dict[Callable[[Scene], Any], Any]:
        return {}
