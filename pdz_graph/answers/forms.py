"""The forms in which an answer can be written, by name: each knows its media type and which answers it serves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pyoxigraph import QueryResultsFormat, RdfFormat

from pdz_graph.answers import Answered, Graph, Rows, Truth, printed, sheets, w3c

#: A writer: an answer, a language of people, a width in columns.
Writer = Callable[[Answered, str, int], bytes]


@dataclass(frozen=True)
class Form:
    """A form: its name, its media type, the extension of its files, the answers that it serves, and its writer."""

    name: str
    media_type: str
    extension: str
    serves: tuple[type, ...]
    writer: Writer

    def admits(self, answered: Answered) -> bool:
        """Tell whether an answer can be written in this form."""
        return isinstance(answered, self.serves)


_BINDINGS: Final = (Rows, Truth)
_ANY: Final = (Rows, Truth, Graph)


def _results(name: str, extension: str, form: QueryResultsFormat, serves: tuple[type, ...] = _BINDINGS) -> Form:
    media = form.media_type
    return Form(name, media, extension, serves, lambda answered, _lang, _width: w3c.results(answered, form))


def _graph(name: str, extension: str, form: RdfFormat) -> Form:
    return Form(name, form.media_type, extension, (Graph,), lambda answered, _lang, _width: w3c.graph(answered, form))


def _text(name: str, media: str, extension: str, writer: Callable[[Answered, str, int], str]) -> Form:
    return Form(name, media, extension, _ANY, lambda answered, lang, width: writer(answered, lang, width).encode())


_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EVERY: Final = (
    _text("table", "text/plain", "txt", printed.table),
    _text("md", "text/markdown", "md", lambda answered, lang, _: printed.markdown(answered, lang)),
    _results("json", "srj", QueryResultsFormat.JSON),
    _results("xml", "srx", QueryResultsFormat.XML),
    _results("csv", "csv", QueryResultsFormat.CSV, (Rows,)),
    _results("tsv", "tsv", QueryResultsFormat.TSV, (Rows,)),
    Form("xlsx", _XLSX, "xlsx", _ANY, lambda answered, _lang, _width: sheets.workbook(answered)),
    Form("csv-excel", "text/csv; header=present; delimiter=semicolon", "csv", _ANY,
         lambda answered, _lang, _width: sheets.excel_csv(answered)),
    _graph("ttl", "ttl", RdfFormat.TURTLE),
    _graph("nt", "nt", RdfFormat.N_TRIPLES),
    _graph("jsonld", "jsonld", RdfFormat.JSON_LD),
    _graph("rdf", "rdf", RdfFormat.RDF_XML),
)  # fmt: skip

#: Every form by its name, in the order in which messages list them.
FORMS: Final[Mapping[str, Form]] = MappingProxyType({form.name: form for form in _EVERY})


def write(answered: Answered, form: Form, lang: str = "en", width: int = 100) -> bytes:
    """Return an answer in a form that admits it; ``lang`` and ``width`` (columns) matter to people's forms only."""
    return form.writer(answered, lang, width)


def forms_for(kind: type) -> list[Form]:
    """Return the forms that admit answers of a class, in their order."""
    return [form for form in FORMS.values() if kind in form.serves]
