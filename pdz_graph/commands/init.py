"""``pdz init``: a new register, empty, in a folder or behind an endpoint."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pdz_graph.commands import options
from pdz_graph.commands.answer import Answer
from pdz_graph.errors import Text, UsageError

Where = Annotated[Path, typer.Argument(metavar="[DIR]", show_default=False, parser=options.path_of)]
Query = Annotated[str | None, typer.Option("--endpoint", metavar="URL")]
Update = Annotated[str | None, typer.Option("--update-endpoint", metavar="URL")]
ProfileName = Annotated[str, typer.Option("--profile", metavar="generic|oxigraph|virtuoso")]
Auth = Annotated[str, typer.Option("--auth", metavar="none|basic|digest|bearer")]

_MADE = Text("Registro creato in {} per {}.", "Register made in {} for {}.")
_NEXT = Text(
    "Ora: «pdz template registro.xlsx» scrive un foglio di lavoro da riempire, «pdz record registro.xlsx» lo registra.",
    "Now: “pdz template registro.xlsx” writes a workbook to fill in, “pdz record registro.xlsx” records it.",
)


def init(
    *,
    where: Where = Path(),
    accordo: options.Accordo = None,
    endpoint: Query = None,
    update_endpoint: Update = None,
    profile: ProfileName = "generic",
    auth: Auth = "none",
    lang: options.Lang = None,
) -> Answer:
    """Make a register; an endpoint is asked whether it answers."""
    from pdz_graph.agreement import Agreement
    from pdz_graph.ledger import Ledger
    from pdz_graph.store.endpoint import Endpoint
    from pdz_graph.store.folder import Folder

    spoken = options.spoken(lang)
    agreement = Agreement.open(accordo)
    if update_endpoint is not None and endpoint is None:
        raise _no_endpoint()
    there = None if endpoint is None else Endpoint(endpoint, update_endpoint or endpoint, profile, auth)
    folder = Folder(where, agreement.id, there)
    if there:
        with folder.reading() as store:
            Ledger(store, agreement.id).register()
    folder.create()
    with folder.reading():
        pass  # a store of its own is made when it is first opened
    said = f"{_MADE.say(spoken).format(folder.name, agreement.label.say(spoken))}\n{_NEXT.say(spoken)}\n"
    return Answer(said, lang=spoken)


def _no_endpoint() -> UsageError:
    return UsageError(
        "endpoint-none",
        Text("--update-endpoint vuole anche --endpoint.", "--update-endpoint needs --endpoint too."),
        Text(
            "Indicare l'indirizzo delle interrogazioni con --endpoint.", "Name the address of queries with --endpoint."
        ),
    )
