"""The files of a site, written by the child that builds: the same that are published. It serves nothing."""

from __future__ import annotations

from pathlib import Path

from pdz_graph.linked.addresses import Addresses
from pdz_graph.projection.edition import Opened
from pdz_graph.site import publish
from pdz_graph.site.staging import is_example, stage
from pdz_graph.web.publication import Order


def build_site(target: Path, found: Opened, order: Order) -> None:
    """Write the files of what was found into ``target``, a folder that is not there yet: all of them, or none.

    Raises InputError for what can have no address, StoreError where the system refuses.
    """
    example = is_example(found.agreement.house, map(Path, order.sources))
    here = f"{order.address}/"
    publish(stage(found, Addresses(order.base), here, address=here, example=example), target)
