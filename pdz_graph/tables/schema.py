"""The twelve tables of a register: columns, what a cell holds, what it becomes. Codes of kinds are data, never here."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

#: What a column may hold. A reference is a code or a name of a thing of one of the column's ``kinds``.
CODE, LABEL, TEXT, DAY, YEAR, AMOUNT, ISTAT, REFERENCE = (
    "code", "label", "text", "day", "year", "amount", "istat", "reference",
)  # fmt: skip
#: The most rows of a table: of those that list persons and bodies, and of those whose rows are judged together.
MOST_ROWS, MOST_FACTS = 50_000, 1_000
#: Whoever acts, signs, attends or is invited.
AGENTS = ("persona", "ente", "organo")


@dataclass(frozen=True)
class Column:
    """A column: its name, what its cells hold, and the local name of the property (of ``pdz:``) that they become.

    ``kinds`` are the kinds of thing that a reference may name (see ``known.kind_of``); ``designation`` says that the
    property is of the designation of the row, not of the row's own resource. Where the cell of the column ``unless`` is
    filled this one says nothing, and may be empty even if it is required.
    """

    name: str
    holds: str
    to: str = ""
    kinds: tuple[str, ...] = ()
    required: bool = False
    many: bool = False
    designation: bool = False
    unless: str = ""


@dataclass(frozen=True)
class Table:
    """A table: its name, the class of the resource of each row, the family of its IRI and the columns that name it.

    The local name of a resource is made of its ``identity``, in order; what is empty is left out.
    """

    name: str
    class_name: str
    family: str
    identity: tuple[str, ...]
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """Return the column ``name``; KeyError when the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def lacking(self, filled: Container[str]) -> tuple[Column, ...]:
        """Return the columns that a row with these cells filled should fill too."""
        needed = (column for column in self.columns if column.required and column not in self.withheld(filled))
        return tuple(column for column in needed if column.name not in filled)

    def withheld(self, filled: Container[str]) -> tuple[Column, ...]:
        """Return the columns that say nothing in a row with these cells filled."""
        return tuple(column for column in self.columns if column.unless and column.unless in filled)

    @property
    def coded(self) -> bool:
        """True when each row declares a code that other rows may refer to."""
        return self.columns[0].holds == CODE

    @property
    def declares(self) -> tuple[str, ...]:
        """The kind of thing that its rows declare, none when they declare no code."""
        return (self.family,) if self.coded else ()

    @property
    def most(self) -> int:
        """The most rows that are read."""
        return MOST_ROWS if self.family in ("ente", "persona") else MOST_FACTS

    @property
    def interval(self) -> tuple[Column, Column] | None:
        """The columns of the first and of the last day, both included; None when the rows do not last."""
        first, last = (next((c for c in self.columns if c.to == end), None) for end in ("dal", "al"))
        return (first, last) if first and last else None


def _code() -> Column:
    return Column("codice", CODE, required=True)


def _one(name: str, to: str, *kinds: str, required: bool = False, designation: bool = False) -> Column:
    return Column(name, REFERENCE, to, kinds, required=required, designation=designation)


def _several(name: str, to: str, *kinds: str, designation: bool = False) -> Column:
    return Column(name, REFERENCE, to, kinds, many=True, designation=designation)


_FROM = Column("dal", DAY, "dal", required=True)
_UNTIL = Column("al", DAY, "al")

#: The tables, in the order in which they are read and described.
TABLES = (
    Table("enti", "Ente", "ente", ("codice",), (
        _code(),
        Column("nome", LABEL, required=True),
        _one("tipo", "tipo", "vocabolario/tipo-ente", required=True),
        Column("istat", ISTAT, "istat"),
    )),
    Table("persone", "Persona", "persona", ("codice",), (
        _code(),
        Column("nome", LABEL, required=True, unless="cancellata"),
        Column("pubblicazione", DAY, "consensoDal"),
        Column("cancellata", DAY, "cancellata"),
    )),
    Table("adesioni", "Adesione", "adesione", ("ente", "data"), (
        _one("ente", "ente", "ente", required=True),
        Column("data", DAY, "dal"),
        Column("documento", TEXT, "documento"),
        Column("fine", DAY, "al"),
    )),
    Table("cariche", "Carica", "carica", ("persona", "carica", "ente", "dal"), (
        _one("persona", "persona", "persona", required=True),
        _one("carica", "carica", "vocabolario/carica", required=True),
        _one("ente", "ente", "ente", required=True),
        _FROM,
        _UNTIL,
    )),
    Table("incarichi", "Incarico", "incarico", ("seggio", "persona", "per_conto_di", "dal"), (
        _one("seggio", "seggio", "seggio", required=True),
        _one("persona", "persona", "persona", required=True),
        _one("per_conto_di", "perContoDi", "ente", "sub-ambito"),
        _several("designato_da", "designante", *AGENTS, "sub-ambito", designation=True),
        Column("data_designazione", DAY, "data", designation=True),
        _FROM,
        _UNTIL,
        _one("atto", "atto", "atto", designation=True),
        _several("elettori", "elettore", *AGENTS, designation=True),
    )),
    Table("atti", "Atto", "atto", ("codice",), (
        _code(),
        _one("tipo", "tipo", "vocabolario/tipo-atto", required=True),
        Column("anno", YEAR, "anno"),
        Column("data", DAY, "data", required=True),
        _one("organo", "organo", "organo", "ente"),
        _several("predisposto_da", "predispostoDa", *AGENTS),
        _several("basato_su", "basatoSu", "atto"),
        _several("controparte", "controparte", *AGENTS),
    )),
    Table("incontri", "Incontro", "incontro", ("codice",), (
        _code(),
        _one("organo", "organo", "organo", required=True),
        _several("tipo", "tipo", "vocabolario/tipo-incontro"),
        Column("data", DAY, "data", required=True),
        _several("convocato_da", "convocatoDa", *AGENTS),
        _several("presenti", "presente", *AGENTS),
        _several("invitati", "invitato", *AGENTS),
        _several("lettera_firmata_da", "letteraFirmataDa", *AGENTS),
        _several("destinatari", "destinatarioDellaLettera", *AGENTS),
        _several("riguarda", "riguarda", "atto"),
    )),
    Table("stanziamenti", "Stanziamento", "stanziamento", ("anno", "fonte", "ente", "atto", "importo"), (
        Column("anno", YEAR, "anno", required=True),
        _one("fonte", "fonte", "vocabolario/fonte", required=True),
        _one("ente", "ente", "ente"),
        Column("importo", AMOUNT, "importo", required=True),
        _one("atto", "atto", "atto"),
    )),
    Table("azioni", "Azione", "azione", ("codice",), (
        _code(),
        Column("anno", YEAR, "anno", required=True),
        Column("nome", LABEL, required=True),
        _several("livello", "livello", "vocabolario/livello"),
        Column("importo", AMOUNT, "importo"),
        _one("contratto", "contratto", "atto"),
    )),
    Table("appartenenze", "Appartenenza", "appartenenza", ("comune", "sub_ambito", "dal"), (
        _one("comune", "membro", "ente", required=True),
        _one("sub_ambito", "aggregazione", "sub-ambito", "ente", required=True),
        _FROM,
        _UNTIL,
    )),
    Table("subentri", "Subentro", "subentro", ("ente", "comune", "dal", "funzioni"), (
        _one("ente", "ente", "ente", required=True),
        _one("comune", "membro", "ente", required=True),
        Column("funzioni", TEXT, "funzioni", many=True),
        _FROM,
        _UNTIL,
        Column("assenso", TEXT, "assenso"),
    )),
    Table("completezza", "Completezza", "completezza", ("elenco", "dal"), (
        _one("elenco", "elenco", "organo", "vocabolario/elenco", required=True),
        _FROM,
        _UNTIL,
        Column("fonte", TEXT, "fonteDati"),
    )),
)  # fmt: skip


def table_of(name: str) -> Table | None:
    """Return the table of that name; None when there is none."""
    return next((table for table in TABLES if table.name == name), None)


def referable() -> frozenset[str]:
    """Return the kinds of thing that a cell may name, or that a row declares by a code."""
    return frozenset(kind for table in TABLES for column in table.columns for kind in column.kinds) | declarable()


def declarable() -> frozenset[str]:
    """Return the kinds of thing that rows declare by a code."""
    return frozenset(table.family for table in TABLES if table.coded)


def confusable(kind: str) -> frozenset[str]:
    """Return the other kinds whose codes may stand in one cell with those of ``kind``."""
    cells = (column.kinds for table in TABLES for column in table.columns)
    return frozenset(other for kinds in cells if kind in kinds for other in kinds) - {kind}
