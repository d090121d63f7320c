"""What the server has at hand for every request: its settings, its workers, what it serves, its figures and its log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from pdz_graph.catalogue import Question
from pdz_graph.jail.pool import Pool
from pdz_graph.media import MEGABYTE
from pdz_graph.web.figures import Figures
from pdz_graph.web.journal import Journal
from pdz_graph.web.kept import Kept
from pdz_graph.web.publication import Edition
from pdz_graph.web.settings import Settings
from pdz_graph.web.visitors import Networks, Pace, networks

#: The bytes of answers that may be on their way to one client, and to all, before more are refused.
_EACH, _ALL = 64 * MEGABYTE, 512 * MEGABYTE


@dataclass
class Service:
    """The server's own things. ``edition`` is what is served now; None until the first is published.

    ``remote`` tells that the data stand behind an endpoint: nothing is known of their version. ``stale`` tells that
    they have changed, and the last publication failed.
    """

    settings: Settings
    pool: Pool
    questions: Mapping[str, Question]
    edition: Edition | None = None
    remote: bool = False
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

    def has_room(self, client: str) -> bool:
        """Tell whether another answer may be made for a client: those on their way to it are not too many bytes."""
        return self.leaving[client] < _EACH and self.leaving.total() < _ALL
