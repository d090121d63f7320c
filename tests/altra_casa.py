"""Another house: the project's ontology, shapes and vocabularies, linked, beside an imaginary accordo."""

from __future__ import annotations

from pathlib import Path

from grafo import CASA

from pdz_graph.agreement import Agreement
from pdz_graph.house import House

ALTRA = Path(__file__).parent / "altra-casa"
VALVERDE = "valverde-2018-2020"


def build(root: Path) -> House:
    """Make in the empty folder ``root`` a house of which only the accordi are other."""
    (root / "data").mkdir(parents=True)
    for name in ("ontology", "shapes", "data/vocabolari"):
        (root / name).symlink_to(CASA.root / name, target_is_directory=True)
    (root / "data" / "accordi").symlink_to(ALTRA / "data" / "accordi", target_is_directory=True)
    return House(root)


def valverde(root: Path) -> Agreement:
    """Open the imaginary accordo in a house made in the empty folder ``root``."""
    return Agreement(build(root), VALVERDE)
