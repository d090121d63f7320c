"""How an error is told at the door: what, where, what to do, in the language of the interface; never a traceback."""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Iterator
from itertools import groupby

import typer

from pdz_graph import words
from pdz_graph.commands import manual
from pdz_graph.commands.answer import tell
from pdz_graph.errors import InputError, PdzError, Problem, Text, UsageError
from pdz_graph.files import reason
from pdz_graph.reports.values import say_place


def complain(error: PdzError, lang: str) -> None:
    """Write an error to the standard error: each problem with its place, and the remedy of those that share one."""
    for line in (f"{words.ERROR.say(lang)} [{error.code}]: {error.sentence.say(lang)}", *_body(error, lang)):
        tell(line)


def _body(error: PdzError, lang: str) -> Iterator[str]:
    problems = error.problems if isinstance(error, InputError) else ()
    if len(problems) == 1 and problems[0].message == error.sentence:
        place = say_place(problems[0].place, lang)
        yield from [f"  {words.PLACE.say(lang)}: {place}"] if place else []
    elif problems:
        for remedy, group in groupby(problems, key=lambda problem: problem.remedy):
            yield from (_problem(problem, lang) for problem in group)
            yield f"    {words.REMEDY.say(lang)}: {remedy.say(lang)}"
        return
    yield f"  {words.REMEDY.say(lang)}: {error.remedy.say(lang)}"


def _problem(problem: Problem, lang: str) -> str:
    place = say_place(problem.place, lang)
    message = f"{problem.message.say(lang)} [{problem.code}]"
    return f"  {place}: {message}" if place else f"  {message}"


def told(error: PdzError | typer.TyperException | OSError, arguments: list[str]) -> PdzError:
    """Return an error in our words, whoever raised it."""
    if isinstance(error, PdzError):
        return error
    return _of_system(error) if isinstance(error, OSError) else _of_usage(error, arguments)


def _of_system(error: OSError) -> UsageError:
    """Return what the system refused, where nobody expected it to."""
    why = reason(error)
    it, en = (f"«{error.filename}», ", f"“{error.filename}”, ") if error.filename else ("", "")
    return UsageError(
        "system",
        Text(f"Il sistema non lo permette: {it}{why.it}.", f"The system does not allow it: {en}{why.en}."),
        Text(
            "Controllare permessi, spazio, e che la cartella di lavoro esista ancora.",
            "Check permissions, space, and that the working folder still exists.",
        ),
    )


def complain_of_defect(error: BaseException, lang: str) -> None:
    """Write that the program itself failed; PDZ_DEBUG shows where."""
    said = " ".join(str(error).split())[:200]
    name = f"{type(error).__name__}: {said}" if said else type(error).__name__
    if os.environ.get("PDZ_DEBUG"):
        tell("".join(traceback.format_exception(error)).rstrip())
    tell(f"{words.ERROR.say(lang)} [defect]: {words.UNEXPECTED.say(lang)} ({name})")
    tell(f"  {words.REMEDY.say(lang)}: {words.UNEXPECTED_REMEDY.say(lang)}")


def _of_usage(error: typer.TyperException, arguments: list[str]) -> UsageError:
    """Return what the parser of the command line complains of, in our words."""
    command = next((argument for argument in arguments if argument in manual.COMMANDS), "")
    asked = f"pdz {command} --help" if command else "pdz --help"
    option = str(getattr(error, "option_name", ""))
    takers = _takers(error, option)
    match type(error).__name__:
        case "NoSuchOption" if takers:
            return _too_early(option, takers)
        case "NoSuchOption":
            sentence = Text(f"L'opzione {option} non esiste.", f"There is no option {option}.")
        case "BadOptionUsage" if "not take" in error.message:
            sentence = Text(f"L'opzione {option} non vuole un valore.", f"Option {option} takes no value.")
        case "BadOptionUsage":
            sentence = Text(f"L'opzione {option} vuole un valore.", f"Option {option} needs a value.")
        case "MissingParameter":
            param = getattr(error, "param", None)
            option = param.opts[0] if param and param.param_type_name == "option" else ""
            name = f"{option} {getattr(param, 'metavar', None) or ''}".strip()
            sentence = Text(f"Manca {words.typed(name, 'it')}.", f"{words.typed(name, 'en')} is missing.")
        case _:
            found = re.search(r"\(([^()]*)\)$", error.message.rstrip("."))
            extra = found[1] if found else error.message
            sentence = Text(f"Qui c'è qualcosa di troppo: {extra}.", f"There is something too many here: {extra}.")
    close = ", ".join(getattr(error, "possibilities", None) or ())
    remedy = Text(
        f"Forse: {close}. «{asked}» dice che cosa si può scrivere."
        if close
        else f"«{asked}» dice che cosa si può scrivere.",
        f"Perhaps: {close}. “{asked}” tells what can be typed." if close else f"“{asked}” tells what can be typed.",
    )
    return UsageError("usage", sentence, remedy)


def _takers(error: typer.TyperException, option: str) -> list[str]:
    """Return the commands that take an option which was typed before any of them."""
    whole = getattr(getattr(error, "ctx", None), "command", None)
    commands = getattr(whole, "commands", {})
    return [name for name, one in commands.items() if any(option in parameter.opts for parameter in one.params)]


def _too_early(option: str, takers: list[str]) -> UsageError:
    examples = ", ".join(f"pdz {name} {option}" for name in takers)
    return UsageError(
        "usage",
        Text(f"L'opzione {option} va dopo il comando.", f"Option {option} comes after the command."),
        Text(f"Scrivere: {examples} ...", f"Type: {examples} ..."),
    )


def unknown_command(name: str, known: list[str]) -> UsageError:
    """Return the error of a command that does not exist, with those that do."""
    listed = ", ".join(known)
    return UsageError(
        "command",
        Text(f"Il comando «{name}» non esiste.", f"There is no command “{name}”."),
        Text(f"Comandi: {listed}.", f"Commands: {listed}."),
    )
