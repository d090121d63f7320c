"""What the server has at hand for every request: its settings, its workers, what it serves, its figures and its log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pdz_graph.catalogue import Question
from pdz_graph.jail.pool import Pool
from pdz_graph.linked.addresses import Addresses
from pdz_graph.media import MEGABYTE
from pdz_graph.terms import PREFIXES
from pdz_graph.web.figures import Figures
from pdz_graph.web.journal import Journal
from pdz_graph.web.kept import Kept
from pdz_graph.web.publication import Edition
from pdz_graph.web.settings import Settings
from pdz_graph.web.site import Site
from pdz_graph.web.visitors import Networks, Pace, networks

#: The bytes of answers that may be on their way to one client, and to all, before more are refused.
_EACH, _ALL = 64 * MEGABYTE, 512 * MEGABYTE


@dataclass
class Service:
    """The server's own things. ``edition`` is what is served now; None until the first is published.

    ``remote`` tells that the data stand behind an endpoint: nothing is known of their version. ``stale`` tells that
    they have changed, and the last publication failed. ``site`` are the published files, None where there are none:
    they are still being made where ``building``.
    """

    settings: Settings
    pool: Pool
    questions: Mapping[str, Question]
    edition: Edition | None = None
    remote: bool = False
    site: Site | None = None
    building: bool = False
    figures: Figures = field(default_factory=Figures)
    journal: Journal = field(default_factory=Journal)
    kept: Kept = field(init=False)
    pace: Pace = field(init=False)
    trusted: Networks = field(init=False)
    leaving: Counter[str] = field(default_factory=Counter)
    connections: Counter[str] = field(default_factory=Counter)
    running: int = 0
    stale: bool = False

    def __post_init__(self) -> None:
        self.kept = Kept(self.settings.cache * MEGABYTE)
        self.pace = Pace(self.settings.rate, self.settings.burst)
        self.trusted = networks(self.settings.trusted_proxies)

    @cached_property
    def addresses(self) -> Addresses:
        """Where what is served stands."""
        return Addresses(self.settings.base)

    @cached_property
    def prologue(self) -> str:
        """What stands before a query that declares nothing, where the data have another base than the project's."""
        moved = {name: self.addresses.iri(iri) for name, iri in PREFIXES.items()}
        said = "".join(f"PREFIX {name}: <{iri}> " for name, iri in moved.items() if iri != PREFIXES[name])
        return f"BASE <{self.settings.base}> {said}" if said else ""

    def has_room(self, client: str) -> bool:
        """Tell whether another answer may be made for a client: those on their way to it are not too many bytes."""
        return self.leaving[client] < _EACH and self.leaving.total() < _ALL
