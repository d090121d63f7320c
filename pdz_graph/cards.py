"""The card of a norm: what it says, where it stands, whom it binds, and the parameters by which it is judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from pdz_graph.errors import Text, UsageError
from pdz_graph.facts import Term
from pdz_graph.kinds import Kind
from pdz_graph.labels import Labels
from pdz_graph.ruling import NormPlace
from pdz_graph.terms import DCT, LABEL, NOTATION, PDZ, RDFS, SKOS, TYPE, concept
from pdz_graph.words import closest

_NOT_PARAMETERS = {
    DCT["description"],
    DCT["source"],
    LABEL,
    NOTATION,
    RDFS["comment"],
    RDFS["seeAlso"],
    SKOS["altLabel"],
    TYPE,
    *(
        PDZ[name]
        for name in ["genere", "modalita", "destinatario", "controparte", "verificabile", "motivoNonVerificabile"]
    ),
}
_LISTS = concept("elenco", "").value
_UNFOLDED = {PDZ[name] for name in ["disciplina", "disciplinaInsieme", "attoDovuto", "fonteRiservata", "partecipante"]}


@dataclass(frozen=True)
class Parameter:
    """A parameter of a norm: its property and its values, and the seats or resources through which it is taken."""

    through: tuple[Term, ...]
    name: NamedNode
    values: tuple[Term, ...]


@dataclass(frozen=True)
class NormCard:
    """One norm for people. ``parameters`` are pairs of name and value, those of its seats too, sorted; ``terms`` are
    the same, in the same order, as data have them.
    """

    id: str
    label: Text
    description: Text
    article: str
    place: Text
    genera: tuple[str, ...]
    kinds: tuple[str, ...]
    modality: Text
    bearer: Text
    counterpart: Text | None
    judged: bool
    reason: Text | None
    parameters: tuple[tuple[Text, Text], ...]
    shapes: tuple[str, ...]
    terms: tuple[Parameter, ...] = ()


class Norms:
    """Every norm of an accordo, read from its data."""

    def __init__(self, quads: Iterable[Quad], kinds: Iterable[Kind], labels: Labels) -> None:
        self.values: dict[Term, dict[NamedNode, list[Term]]] = {}
        for quad in quads:
            self.values.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)  # type: ignore[arg-type]
        self.kinds = {kind.target: kind for kind in kinds}
        self.labels = labels
        self.nodes: dict[NamedNode, str] = {
            node: self.text(node, NOTATION)
            for node, said in self.values.items()
            if PDZ["Norma"] in said.get(TYPE, ()) and isinstance(node, NamedNode)
        }

    def text(self, node: Term, predicate: NamedNode) -> str:
        """Return one literal of a node, or an empty string."""
        return next((v.value for v in self.values.get(node, {}).get(predicate, ()) if isinstance(v, Literal)), "")

    def texts(self, node: Term, predicate: NamedNode) -> Text | None:
        """Return the two wordings of a node, None when it has none."""
        said = {v.language: v.value for v in self.values.get(node, {}).get(predicate, ()) if isinstance(v, Literal)}
        return Text(said.get("it", ""), said.get("en", "")) if said else None

    def judged(self) -> dict[NamedNode, NormPlace]:
        """Return every norm that data can judge, with what its ruling needs."""
        found = {}
        for node, code in self.nodes.items():
            said = self.values[node]
            if self.text(node, PDZ["verificabile"]) == "true":
                lowered = [frozenset(said.get(PDZ[name], ())) for name in ("comeAvviso", "comeNota")]
                found[node] = NormPlace(code, self.article(node), *lowered)  # type: ignore[arg-type]
        return found

    def article(self, node: NamedNode) -> str:
        """Return the number of the article that a norm's code names ("7" for art-07-forum), else its first word."""
        first, _, rest = self.nodes[node].partition("-")
        return rest.partition("-")[0].lstrip("0") if first == "art" else first

    def card(self, node: NamedNode) -> NormCard:
        """Return the card of one norm."""
        said = self.values[node]
        kinds = [kind for kind in said.get(TYPE, ()) if kind != PDZ["Norma"]]
        parameters = self._parameters(node)
        shapes = [c.name for kind in kinds if kind in self.kinds for c in self.kinds[kind].constraints]  # type: ignore[index]
        return NormCard(
            id=self.nodes[node],
            label=self.labels.of(node),
            description=self.texts(node, DCT["description"]) or Text("", ""),
            article=self.article(node),
            place=self._names(said.get(DCT["source"], ())),
            genera=tuple(sorted(self.text(value, NOTATION) or value.value for value in said.get(PDZ["genere"], ()))),
            kinds=tuple(sorted(PDZ.name(kind) for kind in kinds if isinstance(kind, NamedNode))),
            modality=self._names(said.get(PDZ["modalita"], ())),
            bearer=self._names(said.get(PDZ["destinatario"], ())),
            counterpart=self._names(said[PDZ["controparte"]]) if PDZ["controparte"] in said else None,
            judged=self.text(node, PDZ["verificabile"]) == "true",
            reason=self.texts(node, PDZ["motivoNonVerificabile"]),
            parameters=tuple(map(self._said, parameters)),
            shapes=tuple(sorted(shapes)),
            terms=tuple(parameters),
        )

    def called(self, code: str) -> NormCard:
        """Return the card of the norm that has a code; raises UsageError for an unknown one, with the closest."""
        for node, known in self.nodes.items():
            if known == code:
                return self.card(node)
        near = closest(code, self.nodes.values())
        raise UsageError(
            "norm",
            Text(f"Norma sconosciuta: «{code}».", f"Unknown norm: “{code}”."),
            Text(f"{near.it}L'elenco: pdz norms.", f"{near.en}The list: pdz norms."),
        )

    def _names(self, terms: Iterable[Term]) -> Text:
        names = sorted((self.labels.of(term) for term in terms), key=lambda name: name.it)
        return Text("; ".join(name.it for name in names), "; ".join(name.en for name in names))

    def _said(self, parameter: Parameter) -> tuple[Text, Text]:
        names = [self.labels.of(one) for one in (*parameter.through, parameter.name)]
        name = Text(": ".join(one.it for one in names), ": ".join(one.en for one in names))
        return name, self._names(parameter.values)

    def _parameters(self, node: Term, through: tuple[Term, ...] = ()) -> list[Parameter]:
        """Return the parameters of a norm, then those of each seat or resource through which it takes them."""
        own = {p: v for p, v in self.values.get(node, {}).items() if p not in _NOT_PARAMETERS}
        lines = [Parameter(through, prop, tuple(values)) for prop, values in own.items()]
        lines.sort(key=lambda line: tuple(text.it for text in self._said(line)))
        for prop in sorted(_UNFOLDED & own.keys(), key=str):
            for part in sorted(own[prop], key=str):
                lines += self._parameters(part, (*through, part))
        return lines


def lists_of(quads: Iterable[Quad], things: Iterable[str]) -> tuple[str, ...]:
    """Return the codes of the lists, sorted, that ``things`` (by IRI) are or stand in: a seat stands in its organ's."""
    asked, lists, codes = set(things), set(), {}
    for quad in quads:
        node = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
        if quad.predicate == PDZ["elenco"] and isinstance(quad.object, NamedNode) and node in asked:
            lists.add(quad.object.value)
        elif quad.predicate == NOTATION and isinstance(quad.object, Literal):
            codes[node] = quad.object.value
    lists |= {thing for thing in asked if thing.startswith(_LISTS)}
    return tuple(sorted(codes[one] for one in lists if one in codes))
