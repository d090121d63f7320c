"""The command line: what was typed becomes an answer, and whatever goes wrong a sentence; never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from pdz_graph import __version__, words
from pdz_graph.commands import complaint, manual, options
from pdz_graph.commands.answer import Answer, deliver, silence, tell
from pdz_graph.commands.check_shapes import check_shapes
from pdz_graph.commands.deadlines import deadlines
from pdz_graph.commands.explain import explain
from pdz_graph.commands.export import export
from pdz_graph.commands.graphs import graphs
from pdz_graph.commands.init import init
from pdz_graph.commands.log import log
from pdz_graph.commands.norms import norms
from pdz_graph.commands.query import query
from pdz_graph.commands.record import record
from pdz_graph.commands.serve import serve
from pdz_graph.commands.show import show
from pdz_graph.commands.status import status
from pdz_graph.commands.template import template
from pdz_graph.commands.undo import undo
from pdz_graph.commands.validate import validate
from pdz_graph.commands.verify import verify
from pdz_graph.commands.waive import waive
from pdz_graph.commands.what_if import what_if
from pdz_graph.commands.who_may import who_may
from pdz_graph.errors import PdzError

#: What can be asked, in the order of the help page: judging, the register of an office, asking.
COMMANDS: Sequence[Callable[..., Answer]] = (
    *(validate, norms, explain, deadlines, verify, check_shapes),
    *(init, template, record, what_if, who_may, waive),
    *(status, log, show, undo, export),
    *(query, graphs, serve),
)
#: Exit statuses of a process whom nobody listens to any more, and of one that was interrupted.
_UNHEARD, _INTERRUPTED = 141, 130


class Command(TyperCommand):
    """A command whose help page is ours, in the language of whoever asks."""

    lang = "en"

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return _page(self, ctx, (), self.lang)


class Commands(TyperGroup):
    """The commands together."""

    lang = "en"

    def get_help(self, ctx: Any) -> str:
        """Return the help page of the whole."""
        return _page(self, ctx, self.commands, self.lang)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that was typed; refuse one that does not exist."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            raise complaint.unknown_command(args[0], list(self.commands))
        return super().resolve_command(ctx, args)


def _page(command: Any, ctx: Any, commands: Sequence[str] | Any, lang: str) -> str:
    entries = []
    for parameter in command.get_params(ctx):
        is_option = parameter.param_type_name == "option"
        flag = is_option and parameter.is_flag
        typed = ", ".join(parameter.opts) if is_option else ""
        shown = typed if flag else f"{typed} {parameter.metavar}".strip()
        entries.append(manual.Entry(shown, parameter.name, is_option))
    usage = " ".join([ctx.command_path, *(entry.typed for entry in entries if not entry.is_option)])
    tail = f"{usage} COMMAND ..." if commands else f"{usage} [--OPTION ...]"
    return manual.page(command.name or "pdz", tail, entries, list(commands), lang)


def build(lang: str) -> Commands:
    """Return the commands, with their help pages in ``lang``."""
    app = typer.Typer(cls=Commands, name="pdz", add_completion=False, rich_markup_mode=None)
    app.callback(invoke_without_command=True)(_start)
    for function in COMMANDS:
        app.command(function.__name__.replace("_", "-"), cls=Command)(function)
    group = typer.main.get_command(app)
    assert isinstance(group, Commands)
    for spoken in (group, *group.commands.values()):
        assert isinstance(spoken, Command | Commands)
        spoken.lang = lang
    return group


def _start(
    ctx: typer.Context,
    lang: options.Lang = None,
    version: Annotated[bool, typer.Option("--version", is_eager=True)] = False,
) -> None:
    """Answer what needs no command."""
    if version:
        typer.echo(f"pdz {__version__}")
        raise typer.Exit(0)
    if ctx.invoked_subcommand is None:
        tell(ctx.get_help())
        raise typer.Exit(2)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0, 1, 2 or 3 as ``pdz validate --help`` says."""
    typed = list(sys.argv[1:] if arguments is None else arguments)
    lang = words.language(None, os.environ)
    try:
        asked = _asked_language(typed)
        lang = words.language(asked, os.environ)
        return _run(typed, lang, asked)
    except (BrokenPipeError, SystemExit):  # the parser leaves so when nobody reads its help
        silence(sys.stdout)
        return _UNHEARD
    except (PdzError, typer.TyperException, OSError) as error:
        told = complaint.told(error, typed)
        complaint.complain(told, lang)
        return told.status
    except KeyboardInterrupt:
        tell(words.INTERRUPTED.say(lang))
        return _INTERRUPTED
    except BaseException as error:  # a panic of a compiled library is no Exception
        complaint.complain_of_defect(error, lang)
        return 3


def _run(typed: Sequence[str], lang: str, asked: str | None) -> int:
    """Run one command; what is ``asked`` of the language before its name holds for it too, unless it has its own."""
    group = build(lang)
    defaults = {name: {"lang": asked} for name in group.commands}
    try:
        answer = group.main(args=typed, prog_name="pdz", standalone_mode=False, default_map=defaults)
        status = deliver(answer) if isinstance(answer, Answer) else int(answer or 0)
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        silence(sys.stdout)
        raise
    return status


def _asked_language(typed: Sequence[str]) -> str | None:
    """Return what follows the last ``--lang``, wherever it stands: errors and help pages need it before parsing."""
    asked = None
    for place, argument in enumerate(typed):
        if argument == "--":
            break
        if argument == "--lang" and place + 1 < len(typed):
            asked = typed[place + 1]
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    return asked


if __name__ == "__main__":
    sys.exit(main())
