"""The parameters of a question: what each may be, and a value that was typed as the term that it means."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from pyoxigraph import Literal, NamedNode

from pdz_graph.errors import Text, UsageError
from pdz_graph.facts import day_literal
from pdz_graph.terms import XSD

#: The things of each class (by the local name of the class) by their codes.
Codes = Mapping[str, Mapping[str, NamedNode]]

#: Parameters that go without saying, by name: the language of whoever asks, and the day that is looked at.
LANGUAGE, DAY_LOOKED_AT = "lingua", "giorno"
RESOURCE, DAY, INTEGER, DECIMAL, BOOLEAN, TEXT = "resource", "day", "integer", "decimal", "boolean", "text"
#: What a value of each kind looks like, for messages.
LOOKS: Final[Mapping[str, Text]] = {
    DAY: Text("un giorno, come 2013-06-30 o 30/06/2013", "a day, such as 2013-06-30 or 30/06/2013"),
    INTEGER: Text("un numero intero, come 2013", "a whole number, such as 2013"),
    DECIMAL: Text("un numero, come 1234.50", "a number, such as 1234.50"),
    BOOLEAN: Text("true o false", "true or false"),
    TEXT: Text("un testo", "a text"),
    RESOURCE: Text("un IRI per intero", "a whole IRI"),
}
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?")
#: How many admitted codes a message lists.
_LISTED = 60


@dataclass(frozen=True)
class Param:
    """A parameter: its name, its kind, what it is about, the class of things that it may be ("" for other kinds).

    ``example`` is the value that stands in the file, as SPARQL writes it.
    """

    name: str
    kind: str
    about: Text
    of: str
    example: str

    @property
    def shown(self) -> str:
        """The value that stands in the file as one would type it: a code, a day, a number, a text."""
        if self.kind == RESOURCE:
            return self.example.strip("<>").rpartition("/")[2].rpartition("#")[2]
        return self.example.partition("^^")[0].strip('"')

    def term(self, value: str, codes: Codes) -> str:
        """Return a value as SPARQL writes it; raises UsageError where it is not of this kind, with what is admitted."""
        found = self._resource(value, codes) if self.kind == RESOURCE else _TERMS[self.kind](value)
        if found is None:
            raise self._refused(value, codes)
        return str(found)

    def put(self, term: str, text: str) -> str:
        """Return the text of a question with a value, as SPARQL writes it, in the one VALUES line of the parameter."""
        return _line(self.name).sub(lambda found: f"{found[1]}{term}{found[3]}", text, count=1)

    def kept(self, codes: Codes) -> str:
        """Return the value that stands in the file; raises UsageError where it is a thing that is not known here."""
        known = codes.get(self.of, {}).values()
        if self.kind == RESOURCE and self.of and NamedNode(self.example.strip("<>")) not in known:
            raise self._missing(codes)
        return self.example

    def _resource(self, value: str, codes: Codes) -> NamedNode | None:
        known = codes.get(self.of, {})
        if value in known:
            return known[value]
        if "://" not in value:
            return None
        try:
            node = NamedNode(value)
        except ValueError:
            return None
        return node if not self.of or node in known.values() else None

    def _admitted(self, codes: Codes) -> Text:
        known = sorted(codes.get(self.of, {}))
        if not known:
            return LOOKS[self.kind]
        listed = ", ".join(known[:_LISTED]) + (", …" if len(known) > _LISTED else "")
        return Text(f"uno di: {listed}", f"one of: {listed}")

    def _refused(self, value: str, codes: Codes) -> UsageError:
        admitted = self._admitted(codes)
        return UsageError(
            "param-value",
            Text(
                f"Il parametro {self.name} non può essere «{value}».", f"The parameter {self.name} cannot be “{value}”."
            ),
            Text(f"È ammesso {admitted.it}.", f"Admitted: {admitted.en}."),
        )

    def _missing(self, codes: Codes) -> UsageError:
        admitted = self._admitted(codes)
        return UsageError(
            "param-missing",
            Text(f"Manca il parametro {self.name}.", f"The parameter {self.name} is missing."),
            Text(
                f"Indicarlo con --param {self.name}=VALORE: è ammesso {admitted.it}.",
                f"Give it with --param {self.name}=VALUE. Admitted: {admitted.en}.",
            ),
        )


def param_of(name: str, about: Text, of: str, text: str) -> Param:
    """Return a parameter as a question has it; raises KeyError where the text has no VALUES line for it."""
    found = _line(name).search(text)
    if not found:
        raise KeyError(name)
    return Param(name, _kind(found[2]), about, of.removeprefix("pdz:"), found[2])


def _line(name: str) -> re.Pattern[str]:
    return re.compile(rf"^(\s*VALUES \?{re.escape(name)} \{{ )(.+)( \}})$", re.MULTILINE)


def _kind(example: str) -> str:
    if example.startswith("<"):
        return RESOURCE
    if example.startswith('"'):
        return DAY if example.endswith("^^xsd:date") else TEXT
    return BOOLEAN if example in ("true", "false") else INTEGER if _INTEGER.fullmatch(example) else DECIMAL


def day_of(value: str) -> date | None:
    """Return the day that a value writes, as 2013-06-30 or 30/06/2013; None when it writes none."""
    from pdz_graph.tables.cells import Unreadable, day

    try:
        return day(value)
    except Unreadable:
        return None


def _day(value: str) -> Literal | None:
    found = day_of(value)
    return day_literal(found) if found else None


def _integer(value: str) -> Literal | None:
    return Literal(str(int(value)), datatype=XSD["integer"]) if _INTEGER.fullmatch(value) else None


def _decimal(value: str) -> Literal | None:
    try:
        return Literal(format(Decimal(value), "f"), datatype=XSD["decimal"]) if _DECIMAL.fullmatch(value) else None
    except InvalidOperation:
        return None


def _boolean(value: str) -> Literal | None:
    return Literal(value, datatype=XSD["boolean"]) if value in ("true", "false") else None


_TERMS: Final[Mapping[str, Callable[[str], Literal | None]]] = {
    DAY: _day,
    INTEGER: _integer,
    DECIMAL: _decimal,
    BOOLEAN: _boolean,
    TEXT: Literal,
}
