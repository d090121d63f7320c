"""The pages that are about no single thing: the front page, lists, pictures, notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pdz_graph.pages import acts, places
from pdz_graph.pages.page import Maker, Page
from pdz_graph.pages.scene import Scene

#: The pages of the site that are not of a thing, in the order in which a search shows them.
LEAFLETS: Final[tuple[Maker, ...]] = (*acts.LEAFLETS, *places.LEAFLETS)


def leaflets(scene: Scene) -> Iterator[Page]:
    """Yield every page that is about no single thing."""
    for maker in LEAFLETS:
        yield from maker(scene)
