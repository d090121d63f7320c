"""``pdz publish``: an agreement and a register as a site that needs no server."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from pdz_graph import words
from pdz_graph.commands import options
from pdz_graph.commands.answer import Answer
from pdz_graph.errors import Text, UsageError

if TYPE_CHECKING:
    from pdz_graph.commands.options import Question
    from pdz_graph.projection.edition import Opened

Out = Annotated[Path, typer.Argument(metavar="OUT", show_default=False, parser=options.path_of)]
Base = Annotated[str | None, typer.Option("--base", metavar="URL")]
Service = Annotated[str | None, typer.Option("--service", metavar="URL")]
Address = Annotated[str | None, typer.Option("--address", metavar="URL")]
Internal = Annotated[bool, typer.Option("--internal")]

_FILES: Final = (Text("file", "file"), Text("file", "files"))


def publish(
    out: Out,
    sources: options.Sources = None,
    *,
    register: options.Register = None,
    accordo: options.Accordo = None,
    as_of: options.AsOf = None,
    reading: options.Readings = None,
    base: Base = None,
    address: Address = None,
    service: Service = None,
    internal: Internal = False,
    lang: options.Lang = None,
) -> Answer:
    """Write a site about an agreement on a day into a folder; status 0 when it is whole."""
    from pdz_graph.linked.addresses import Addresses
    from pdz_graph.linked.addresses import address as of_web
    from pdz_graph.site import publish as write
    from pdz_graph.site.folder import check
    from pdz_graph.site.staging import is_example, stage
    from pdz_graph.terms import BASE

    spoken = options.spoken(lang)
    addresses = Addresses(of_web("--base", base) if base is not None else BASE)
    stands = of_web("--address", address) if address is not None else ""
    answers = of_web("--service", service) if service is not None else ""
    asked = options.question(sources, accordo, as_of, reading, register=register)
    _check_outside(out, asked)
    check(out)
    opened = _opened(asked, internal=internal)
    example = is_example(opened.agreement.house, asked.sources)
    written = write(stage(opened, addresses, answers, address=stands, example=example), out)
    said = f"{words.WRITTEN.say(spoken)} {out}: {words.counted(written, _FILES, spoken)}"
    return Answer("", 0, None, said, spoken, opened.notices)


def _opened(asked: Question, *, internal: bool) -> Opened:
    from pdz_graph.projection.edition import Wanted, opened

    wanted = Wanted(asked.sources, asked.folder, asked.accordo, asked.as_of, asked.readings, public=not internal)
    return opened(wanted, date.today())


def _check_outside(out: Path, asked: Question) -> None:
    """Refuse to write a site over what it is made of."""
    kept = [*asked.sources, *([asked.folder.root] if asked.folder else [])]
    place = out.resolve()
    if any(place == one.resolve() or place in one.resolve().parents for one in kept):
        raise UsageError(
            "publish-folder",
            Text(
                f"«{out}» contiene il registro: non vi si scrive.",
                f"“{out}” holds the register: nothing is written there.",
            ),
            Text("Indicare un'altra cartella.", "Name another folder."),
        )
