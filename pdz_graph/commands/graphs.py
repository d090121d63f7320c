"""``pdz graphs``: all that a question sees, graph by graph, to be loaded into a store of one's own."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

import typer

from pdz_graph import words
from pdz_graph.commands import options
from pdz_graph.commands.answer import Answer, checked_output
from pdz_graph.errors import Text

Public = Annotated[bool, typer.Option("--public")]
Form = Annotated[str | None, typer.Option("--format", metavar="nq|trig")]

FORMATS: Final = ("nq", "trig")
_STATEMENTS = (Text("affermazione", "statement"), Text("affermazioni", "statements"))


def graphs(
    *,
    sources: options.Sources = None,
    accordo: options.Accordo = None,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    register: options.Register = None,
    reading: options.Readings = None,
    public: Public = False,
    form: Form = None,
    lang: options.Lang = None,
    output: options.Output = None,
) -> Answer:
    """Write the graphs of an agreement and a register on a day, whole or as everybody may read them."""
    from pdz_graph.commands.where import graphs_of
    from pdz_graph.store.dump import as_n_quads, as_trig

    spoken, file = options.spoken(lang), checked_output(output, sources or ())
    meant = "trig" if output and output.suffix.lower() == ".trig" else "nq"
    form = words.admitted("--format", form or meant, FORMATS)
    wanted = options.question(sources, accordo, as_of, reading, register=register, known_at=known_at)
    found = graphs_of(wanted, date.today(), public=public)
    text = as_n_quads(found.graphs) if form == "nq" else as_trig(found.graphs)
    note = words.counted(sum(map(len, found.graphs.values())), _STATEMENTS, spoken)
    return Answer(text, 0, file, note, spoken, found.notices)
