"""How an error is told at the door: what, where, what to do, in the language of the interface; never a traceback."""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Iterator
from itertools import groupby

import typer

from pdz_graph import words
from pdz_graph.commands.answer import tell
from pdz_graph.errors import InputError, PdzError, Problem, Text, UsageError
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


def complain_of_defect(error: BaseException, lang: str) -> None:
    """Write that the program itself failed; PDZ_DEBUG shows where."""
    said = " ".join(str(error).split())[:200]
    name = f"{type(error).__name__}: {said}" if said else type(error).__name__
    if os.environ.get("PDZ_DEBUG"):
        traceback.print_exception(error)
    tell(f"{words.ERROR.say(lang)} [defect]: {words.UNEXPECTED.say(lang)} ({name})")
    tell(f"  {words.REMEDY.say(lang)}: {words.UNEXPECTED_REMEDY.say(lang)}")


def usage_error(error: typer.TyperException, arguments: list[str]) -> UsageError:
    """Return what the parser of the command line complains of, in our words."""
    command = next((argument for argument in arguments if not argument.startswith("-")), "")
    asked = f"pdz {command} --help" if command.isidentifier() or "-" in command else "pdz --help"
    option = str(getattr(error, "option_name", ""))
    match type(error).__name__:
        case "NoSuchOption":
            sentence = Text(f"L'opzione {option} non esiste.", f"There is no option {option}.")
        case "BadOptionUsage" if "not take" in error.message:
            sentence = Text(f"L'opzione {option} non vuole un valore.", f"Option {option} takes no value.")
        case "BadOptionUsage":
            sentence = Text(f"L'opzione {option} vuole un valore.", f"Option {option} needs a value.")
        case "MissingParameter":
            name = str(getattr(getattr(error, "param", None), "metavar", None) or "")
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


def unknown_command(name: str, known: list[str]) -> UsageError:
    """Return the error of a command that does not exist, with those that do."""
    listed = ", ".join(known)
    return UsageError(
        "command",
        Text(f"Il comando «{name}» non esiste.", f"There is no command “{name}”."),
        Text(f"Comandi: {listed}.", f"Commands: {listed}."),
    )
