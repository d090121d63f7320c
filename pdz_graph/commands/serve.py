"""``pdz serve``: the catalogue and SPARQL 1.1 over HTTP, until it is told to stop."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pdz_graph.commands import options, where
from pdz_graph.commands.answer import Answer, tell

Host = Annotated[str | None, typer.Option("--host", metavar="ADDRESS")]
Port = Annotated[str | None, typer.Option("--port", metavar="N")]
Base = Annotated[str | None, typer.Option("--base", metavar="URL")]
Config = Annotated[Path | None, typer.Option("--config", metavar="FILE", parser=options.path_of)]
Auth = Annotated[str, typer.Option("--auth", metavar="none|basic|digest|bearer")]
Internal = Annotated[bool, typer.Option("--internal")]
Served = Annotated[str | None, typer.Option("--endpoint", metavar="URL")]


def serve(
    sources: options.Sources = None,
    *,
    register: options.Register = None,
    accordo: options.Accordo = None,
    as_of: options.AsOf = None,
    reading: options.Readings = None,
    endpoint: Served = None,
    auth: Auth = "none",
    host: Host = None,
    port: Port = None,
    base: Base = None,
    config: Config = None,
    internal: Internal = False,
    lang: options.Lang = None,
) -> Answer:
    """Serve an agreement and a register as everybody may read it, or what stands behind an endpoint; status 0 when
    asked to stop."""
    from pdz_graph.web.publication import Order
    from pdz_graph.web.serving import serve as run
    from pdz_graph.web.settings import read
    from pdz_graph.web.words import LISTENING

    spoken = options.spoken(lang)
    settings = read(config, os.environ, {"host": host, "port": port, "base": base})
    if endpoint:
        where.check_alone(sources=sources, register=register, as_of=as_of, reading=reading, internal=internal)
    asked = options.question(sources, accordo, as_of, reading, lang=lang, register=register)
    order = Order(
        sources=tuple(str(source.absolute()) for source in asked.sources),
        accordo=accordo,
        as_of=asked.as_of.isoformat() if asked.as_of else None,
        readings=asked.readings,
        register=str(asked.folder.root.absolute()) if asked.folder and not endpoint else None,
        endpoint=endpoint,
        auth=auth,
        internal=internal,
        base=settings.base,
        address=settings.address,
        site=settings.site,
    )
    run(order, settings, date.today, lambda address: tell(f"{LISTENING.say(spoken)} {address}"))
    return Answer("", 0, None, "", spoken)
