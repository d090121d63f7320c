"""Turtle in the style of the house: sorted prefixes, a resource a block, the same bytes for the same triples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Literal

from pdz_graph.statements import Block, Term
from pdz_graph.terms import TYPE, XSD

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


#: A statement longer than this has a line for each of its values.
_LONGEST = 120


class Writer:
    """Writes blocks with the prefixes given, of which only those used are declared."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = dict(prefixes)
        self.used: set[str] = set()

    def write(self, sentence: str, blocks: Iterable[Block]) -> str:
        """Return the document: a comment that says what it is, the prefixes, the blocks."""
        bodies = [self._block(block) for block in blocks]
        margin = max((len(prefix) for prefix in self.used), default=0) + 1
        head = [f"@prefix {prefix + ':':{margin}} <{self.prefixes[prefix]}> .\n" for prefix in sorted(self.used)]
        return f"# {' '.join(sentence.split())}\n\n{''.join(head)}\n" + "\n".join(bodies)

    def _block(self, block: Block) -> str:
        subject, statements = block
        lines = [self._term(subject)]
        for predicate, values in statements:
            if values:
                verb = "a" if predicate == TYPE else self._term(predicate)
                lines.append(_statement(verb, [self._term(value) for value in values]))
        return "\n".join([*lines, ".\n"])

    def _term(self, term: Term) -> str:
        if isinstance(term, Literal):
            return self._literal(term)
        for prefix, namespace in self.prefixes.items():
            local = term.value.removeprefix(namespace)
            if local != term.value and _LOCAL.fullmatch(local):
                self.used.add(prefix)
                return f"{prefix}:{local}"
        return str(term)

    def _literal(self, literal: Literal) -> str:
        """Return a literal; numbers and booleans bare, strings as N-Triples writes them."""
        if literal.datatype in (XSD["integer"], XSD["boolean"]):
            return literal.value
        if literal.language or literal.datatype == XSD["string"]:
            return str(literal)
        quoted = str(Literal(literal.value))
        return f"{quoted}^^{self._term(literal.datatype)}"


def _statement(verb: str, values: Sequence[str]) -> str:
    """Return one statement, on one line if it fits."""
    line = f"    {verb} {' , '.join(values)} ;"
    if len(line) <= _LONGEST or len(values) == 1:
        return line
    return f"    {verb}\n        " + " ,\n        ".join(values) + " ;"
