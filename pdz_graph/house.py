"""Where the graphs of the project stand on disk, and how they are read; never a register, which comes from outside."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, Quad, RdfFormat, parse

from pdz_graph.errors import Text, UsageError

_ALIGNMENTS = "allineamenti.ttl"
_LEAKS, _PREFIXES = "pubblicazione.ttl", "prefissi.ttl"


@dataclass(frozen=True)
class House:
    """The folder that holds ``ontology/``, ``shapes/`` and ``data/``."""

    root: Path

    @classmethod
    def find(cls, root: Path | None = None) -> House:
        """Return the house at ``root``, else at PDZ_HOME, else the one that holds or ships with this package.

        Raises UsageError when the folder has no ontology.
        """
        package = Path(__file__).resolve().parent
        named = root or (Path(os.environ["PDZ_HOME"]) if os.environ.get("PDZ_HOME") else None)
        places = [named] if named else [package.parent, package / "house"]
        for place in places:
            if (place / "ontology").is_dir():
                return cls(place)
        raise UsageError(
            "house",
            Text(
                f"Nella cartella {places[0]} non ci sono i grafi del progetto (manca «ontology»).",
                f"The folder {places[0]} does not hold the graphs of the project (no “ontology”).",
            ),
            Text(
                "Indicare in PDZ_HOME la cartella che contiene ontology, shapes e data.",
                "Set PDZ_HOME to the folder that contains ontology, shapes and data.",
            ),
        )

    def ontology(self) -> Iterator[Quad]:
        """Read the ontology, without the alignments (they serve readers of linked data, not the judge)."""
        for path in sorted((self.root / "ontology").glob("*.ttl")):
            if path.name != _ALIGNMENTS:
                yield from read_turtle(path)

    def alignments(self) -> Iterator[Quad]:
        """Read the alignments of the ontology; a house may have none."""
        path = self.root / "ontology" / _ALIGNMENTS
        return read_turtle(path) if path.is_file() else iter(())

    def questions(self) -> list[Path]:
        """Return the files of the catalogue of questions, sorted by name."""
        return sorted((self.root / "queries").glob("*.rq"))

    def vocabularies(self) -> Iterator[Quad]:
        """Read the SKOS schemes."""
        for path in sorted((self.root / "data" / "vocabolari").glob("*.ttl")):
            yield from read_turtle(path)

    def shape_files(self) -> list[Path]:
        """Return the files of shapes, sorted by name."""
        return sorted((self.root / "shapes").glob("*.ttl"))

    def shapes(self) -> Iterator[Quad]:
        """Read the shapes of the norms and of a register (those of what is published serve no judge)."""
        for path in self.shape_files():
            if path.name != _LEAKS:
                yield from read_turtle(path)

    def leaks(self) -> Iterator[Quad]:
        """Read the shapes that look for leaks in what is published."""
        for path in self.shape_files():
            if path.name in (_LEAKS, _PREFIXES):
                yield from read_turtle(path)

    def accordi(self) -> list[str]:
        """Return the ids of the accordi that stand in the house, sorted."""
        folder = self.root / "data" / "accordi"
        return sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []

    def only_accordo(self) -> str:
        """Return the id of the one accordo of the house; raises UsageError when there are several, or none."""
        accordi = self.accordi()
        if len(accordi) == 1:
            return accordi[0]
        known = ", ".join(accordi) or "-"
        raise UsageError(
            "accordo",
            Text("Non è detto quale accordo.", "It is not said which accordo."),
            Text(f"Indicarlo con «--accordo»: {known}.", f"Name it with “--accordo”: {known}."),
        )

    def accordo_files(self, accordo: str) -> list[Path]:
        """Return every Turtle file of one accordo, sorted by path; raises UsageError for an unknown id."""
        if accordo not in self.accordi():
            known = ", ".join(self.accordi())
            raise UsageError(
                "accordo",
                Text(f"Accordo sconosciuto: «{accordo}».", f"Unknown accordo: “{accordo}”."),
                Text(f"Quelli presenti: {known}.", f"Those present: {known}."),
            )
        return sorted((self.root / "data" / "accordi" / accordo).rglob("*.ttl"))

    def accordo(self, accordo: str) -> Iterator[Quad]:
        """Read everything of one accordo."""
        for path in self.accordo_files(accordo):
            yield from read_turtle(path)


def read_turtle(path: Path) -> Iterator[Quad]:
    """Read one Turtle file of the house; its blank nodes are told apart from those of any other file."""
    return parse(path=str(path), format=RdfFormat.TURTLE, rename_blank_nodes=True)


def is_prose(value: object) -> bool:
    """Tell whether a value only speaks to people: a literal in a language, which no norm ever looks at."""
    return isinstance(value, Literal) and value.language is not None
