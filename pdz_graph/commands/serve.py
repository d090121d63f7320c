"""``pdz serve``: the catalogue and SPARQL 1.1 over HTTP, until it is told to stop."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pdz_graph.commands import options
from pdz_graph.commands.answer import Answer, tell
from pdz_graph.errors import Text, UsageError

Host = Annotated[str | None, typer.Option("--host", metavar="ADDRESS")]
Port = Annotated[int | None, typer.Option("--port", metavar="N")]
Config = Annotated[Path | None, typer.Option("--config", metavar="FILE", parser=options.path_of)]
Served = Annotated[str | None, typer.Option("--endpoint", metavar="URL")]


def serve(
    sources: options.Sources = None,
    *,
    register: options.Register = None,
    accordo: options.Accordo = None,
    as_of: options.AsOf = None,
    reading: options.Readings = None,
    endpoint: Served = None,
    host: Host = None,
    port: Port = None,
    config: Config = None,
    lang: options.Lang = None,
) -> Answer:
    """Serve an agreement and a register, or what stands behind an endpoint; status 0 when asked to stop."""
    from pdz_graph.web.publication import Order
    from pdz_graph.web.serving import serve as run
    from pdz_graph.web.settings import read
    from pdz_graph.web.words import LISTENING

    spoken = options.spoken(lang)
    settings = read(config, os.environ, {"host": host, "port": port})
    if endpoint and (sources or register):
        raise _either()
    asked = options.question(sources, accordo, as_of, reading, lang=lang, register=None if endpoint else register)
    order = Order(
        sources=tuple(str(source.absolute()) for source in asked.sources),
        accordo=accordo,
        as_of=asked.as_of.isoformat() if asked.as_of else None,
        readings=asked.readings,
        register=str(asked.folder.root.absolute()) if asked.folder and not endpoint else None,
        endpoint=endpoint,
    )
    run(order, settings, date.today, lambda address: tell(f"{LISTENING.say(spoken)} {address}"))
    return Answer("", 0, None, "", spoken)


def _either() -> UsageError:
    return UsageError(
        "source-or-endpoint",
        Text(
            "Si serve un registro o ciò che sta dietro a un servizio, non tutti e due.",
            "A register is served, or what stands behind a service, not both.",
        ),
        Text("Togliere --endpoint, o la fonte e --register.", "Leave out --endpoint, or the source and --register."),
    )
