"""The tables described for machines (CSV on the Web, W3C): what columns hold, keys, links, and what rows mean."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from pdz_graph import terms
from pdz_graph.agreement import Agreement
from pdz_graph.errors import Text
from pdz_graph.linked.book import Book
from pdz_graph.metadata.outlines import IRI, ISTAT, OUTLINES, SEPARATOR, Field, Outline
from pdz_graph.metadata.sheets import Tables
from pdz_graph.tables.declared import iri_of
from pdz_graph.terms import DCT, PDZ, of_accordo
from pdz_graph.words import LANGUAGES

#: What the cells of a column are, where that is no datatype of CSVW by itself.
_DATATYPES: Final[dict[str, Any]] = {ISTAT: {"base": "string", "format": "[0-9]{6}"}, IRI: "anyURI"}
#: The dialect in which the tables are written.
_DIALECT: Final = {"encoding": "utf-8", "delimiter": ",", "header": True, "quoteChar": '"', "doubleQuote": True}


def as_csvw(agreement: Agreement, book: Book, tables: Tables) -> bytes:
    """Return the description of all the tables, as JSON; it stands in their folder."""
    dataset = of_accordo(agreement.id, "dataset")
    said = {
        "@context": [terms.CSVW, {"@language": "it"}],
        "dc:title": _said(Text(*(book.text(dataset, DCT["title"], lang) for lang in LANGUAGES))),
        "dc:license": {"@id": book.value(of_accordo(agreement.id, "catalogo"), DCT["license"])},
        "dc:source": {"@id": book.addresses.iri(dataset.value)},
        "dialect": _DIALECT,
        "tables": list(map(_Description(agreement, book, tables).table, OUTLINES)),
    }
    return (json.dumps(said, indent=1, ensure_ascii=False) + "\n").encode()


@dataclass(frozen=True)
class _Description:
    """The tables of a book in the course of being described."""

    agreement: Agreement
    book: Book
    tables: Tables

    def table(self, outline: Outline) -> dict[str, Any]:
        """Return the description of a table."""
        schema: dict[str, Any] = {"columns": [self._column(outline, field) for field in outline.fields]}
        if outline.key:
            schema["primaryKey"] = list(outline.key)
        full = {field.name for field in outline.fields if field.required}
        if links := [link for link in outline.links if link.field in full]:  # an empty cell would lead nowhere
            schema["foreignKeys"] = [
                {
                    "columnReference": [link.field],
                    "reference": {"resource": f"{link.table}.csv", "columnReference": ["codice"]},
                }
                for link in links
            ]
        if outline.name in self.folders:
            schema["aboutUrl"] = f"{self.folders[outline.name]}{{codice}}"
        return {"url": f"{outline.name}.csv", "dc:title": _said(outline.title), "tableSchema": schema}

    @cached_property
    def folders(self) -> dict[str, str]:
        """Where the things that rows are about stand, by the table, if at its end each has what the row calls it."""
        found: dict[str, str] = {}
        for outline in OUTLINES:
            codes = [row["codice"] for row in self.tables[outline.name]] if outline.thing else []
            things = [iri_of(self.book.accordo, outline.thing, code) for code in codes]
            if things and all(map(self.book.said, things)):
                found[outline.name] = self.book.addresses.iri(things[0].value).removesuffix(codes[0])
        return found

    def _column(self, outline: Outline, field: Field) -> dict[str, Any]:
        title = field.title or self.agreement.labels.of(PDZ[field.to])
        meaning = self.agreement.commons.meanings.get(field.to)
        column: dict[str, Any] = {
            "name": field.name,
            "titles": _titles(field.name, title),
            "datatype": _DATATYPES.get(field.holds, field.holds),
            "null": "",
        }
        if meaning:
            column["dc:description"] = _said(meaning)
        if field.required:
            column["required"] = True
        if field.many:
            column["separator"] = SEPARATOR
        if value := self._means(outline, field):
            column |= value
        else:
            column["suppressOutput"] = True
        return column

    def _means(self, outline: Outline, field: Field) -> dict[str, Any]:
        """Return the property that a column says, and of what; nothing where its codes are not ends of addresses."""
        if not field.to:
            return {}
        if field.holds == IRI:
            return {"propertyUrl": PDZ[field.to].value, "valueUrl": f"{{+{field.name}}}"}
        if not field.refers:
            return {"propertyUrl": PDZ[field.to].value}
        folder = next((self.folders.get(link.table) for link in outline.links if link.field == field.name), None)
        return {"propertyUrl": PDZ[field.to].value, "valueUrl": f"{folder}{{{field.name}}}"} if folder else {}


def _said(text: Text) -> list[dict[str, str]]:
    return [{"@value": text.say(lang), "@language": lang} for lang in LANGUAGES]


def _titles(name: str, title: Text) -> dict[str, list[str]]:
    """Return what a column is called: as its header says, then as people do."""
    return {"it": list(dict.fromkeys((name, title.it))), "en": [title.en]}
