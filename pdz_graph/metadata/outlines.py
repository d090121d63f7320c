"""The tables that are published: those of a register, and those drawn from the judgement; columns, keys and links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pdz_graph.errors import Text
from pdz_graph.metadata.titles import COLUMNS, TABLES
from pdz_graph.tables import schema
from pdz_graph.tables.schema import Column, Table

STRING, DAY, AMOUNT, NUMBER, IRI, ISTAT = ("string", "date", "decimal", "integer", "anyURI", "istat")
_HELD: Final = {schema.DAY: DAY, schema.YEAR: NUMBER, schema.AMOUNT: AMOUNT, schema.ISTAT: ISTAT}
#: What a cell with several values divides them by.
SEPARATOR: Final = ";"


@dataclass(frozen=True)
class Field:
    """A column: its name, what its cells hold, whether one may be empty or hold several values.

    ``to`` is the local name of the property (of ``pdz:``) that it says, "" where it says none; ``title`` is what it is
    called, None where that is the label of the property; ``refers`` tells that its values are codes of things.
    """

    name: str
    holds: str = STRING
    to: str = ""
    required: bool = False
    many: bool = False
    title: Text | None = None
    refers: bool = False


@dataclass(frozen=True)
class Link:
    """A column whose every value stands in a column of another table, the first of it."""

    field: str
    table: str


@dataclass(frozen=True)
class Outline:
    """A table without its rows: its columns, those that tell its rows apart, its links.

    ``thing`` is the family of the IRIs of what the rows are about, where their end is what the first column says.
    """

    name: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    links: tuple[Link, ...] = ()
    thing: str = ""

    @property
    def title(self) -> Text:
        """What the table is called."""
        return TABLES[self.name]


def _of_register(table: Table) -> Outline:
    """Return the outline of a table of the register, as clerks fill it in."""
    fields = tuple(_field(column) for column in table.columns)
    links = tuple(
        Link(column.name, _LINKED[column.kinds])
        for column in table.columns
        if column.kinds in _LINKED and not column.many
    )
    return Outline(table.name, fields, _KEYS.get(table.name, ()), links, table.family if table.coded else "")


def _field(column: Column) -> Field:
    title = COLUMNS.get(column.name) if not column.to else None
    holds, refers = _HELD.get(column.holds, STRING), column.holds == schema.REFERENCE
    return Field(column.name, holds, column.to, column.required, column.many, title, refers)


#: The table in which all that a column may name is listed, by the kinds of thing that it may name.
_LINKED: Final = {("ente",): "enti", ("persona",): "persone", ("seggio",): "seggi"}
#: What tells rows apart, for the tables in which a few columns that are never empty do.
_KEYS: Final = {table.name: ("codice",) for table in schema.TABLES if table.coded}


def _text(name: str, *, required: bool = True) -> Field:
    return Field(name, title=COLUMNS[name], required=required)


def _other(name: str, holds: str, to: str = "", *, required: bool = False) -> Field:
    return Field(name, holds, to, required, title=COLUMNS[name])


_IRI = _other("iri", IRI, required=True)
_NAMED = (_text("codice"), _text("nome"), _text("nome_en"))

_DRAWN = (
    Outline(
        "norme",
        (
            *_NAMED, _text("articolo"), _text("modalita"), _text("a_chi", required=False), _text("esito"),
            _text("esito_en"), _other("guardate", NUMBER), _other("ignote", NUMBER), _other("rilievi", NUMBER), _IRI,
        ),
        ("codice",), thing="norma",
    ),
    Outline(
        "rilievi",
        (
            _text("codice"), _text("norma"), _text("articolo"), _text("gravita"), _text("gravita_en"),
            _text("che_cosa"), _text("che_cosa_en"), _other("dal", DAY), _text("messaggio"), _text("messaggio_en"),
            _text("rimedio"), _text("rimedio_en"), _text("atteso", required=False), _text("trovato", required=False),
            Field("dipende_da", many=True, title=COLUMNS["dipende_da"]), _other("in_deroga_fino_al", DAY), _IRI,
        ),
        ("codice",), (Link("norma", "norme"),),
    ),
    Outline(
        "scadenze",
        (
            _text("norma"), _other("anno", NUMBER, required=True), _other("entro", DAY, required=True), _text("stato"),
            _text("stato_en"), _other("giorni_di_ritardo", NUMBER), _IRI,
        ),
        ("norma", "anno"), (Link("norma", "norme"),),
    ),
    Outline("organi", (*_NAMED, _IRI), ("codice",), thing="organo"),
    Outline(
        "seggi",
        (
            *_NAMED, _text("organo", required=False), _other("minimo", NUMBER, "minimo"),
            _other("massimo", NUMBER, "massimo"), _text("per_ogni", required=False),
            _other("occupati", NUMBER, required=True), _IRI,
        ),
        ("codice",), (Link("organo", "organi"),), "seggio",
    ),
    Outline(
        "comuni",
        (
            _text("codice"), _text("nome"), _other("istat", ISTAT, "istat"), _other("belfiore", STRING, "belfiore"),
            _other("latitudine", AMOUNT, "latitudine"), _other("longitudine", AMOUNT, "longitudine"),
            _other("popolazione", NUMBER, "popolazione"), _text("sub_ambito", required=False),
            _other("citta", IRI, "citta"), _other("wikidata", IRI, "wikidata"), _IRI,
        ),
        ("codice",), (Link("codice", "enti"),), "ente",
    ),
)  # fmt: skip

#: Every table that is published, the register's first.
OUTLINES: Final = (*map(_of_register, schema.TABLES), *_DRAWN)


def outline_of(name: str) -> Outline:
    """Return the outline of a table; KeyError where there is none."""
    return {one.name: one for one in OUTLINES}[name]
