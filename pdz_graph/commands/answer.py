"""What a command answers, and how the answer reaches a terminal, a pipe or a file: whole, or not at all."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from pdz_graph import words
from pdz_graph.errors import Problem, Text, UsageError
from pdz_graph.files import reason
from pdz_graph.reports.values import plain, say_place

#: Columns of a text that goes to no terminal.
PAPER = 100
_NO_FOLDER = Text("sta in una cartella che non esiste", "is in a folder that does not exist")
_OURS = Text("sta tra i dati del progetto", "stands among the data of the project")
_PART = Text("è parte di un registro", "is a part of a register")
_FILE, _FOLDER = Text("un altro file", "another file"), Text("un'altra cartella", "another folder")
#: What stands for the standard output where a file may be named.
STANDARD: Final = "-"


@dataclass(frozen=True)
class Answer:
    """The text (or the bytes) of an answer and the exit status that goes with it.

    ``output`` is the file to write, None for the standard output; ``note`` says what was written, to whoever waits;
    ``notices`` are those of the reading that the text does not tell by itself.
    """

    text: str | bytes
    status: int = 0
    output: Path | None = None
    note: str = ""
    lang: str = "en"
    notices: tuple[Problem, ...] = ()


def deliver(answer: Answer) -> int:
    """Write the answer where it must go and return its exit status; text for machines is always UTF-8."""
    if answer.output is None:
        _print(answer.text)
        if answer.note and not answer.text:
            tell(f"{answer.note}.")
    else:
        write(answer.output, _bytes(answer.text))
        said = f"{words.WRITTEN.say(answer.lang)} {answer.output}"
        tell(f"{said}: {answer.note}." if answer.note else f"{said}.")
    for notice in answer.notices:
        place = say_place(notice.place, answer.lang)
        said = f"{notice.message.say(answer.lang)} {notice.remedy.say(answer.lang)}"
        tell(
            f"{words.NOTICE.say(answer.lang)}: {place}: {said}" if place else f"{words.NOTICE.say(answer.lang)}: {said}"
        )
    return answer.status


def tell(said: str) -> None:
    """Write to the standard error, harmless whatever is in it; when nobody can read it the answer stays what it is."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"{plain(said)}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        silence(sys.stderr)


def silence(stream: TextIO | None) -> None:
    """Send nowhere what a stream still has to write, lest the end of the process fail on it."""
    try:
        if stream is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return


def checked_output(output: Path | None, sources: Sequence[Path] = (), option: str = "--output") -> Path | None:
    """Return ``output`` if it can be written, before any work is done, None for the standard output.

    Refused: a folder, a file in a folder that is missing, a source, the data of the project, and what a register is
    made of. ``option`` is the one that names it.
    """
    if output is None or str(output) == STANDARD:
        return None
    try:
        if _is_folder(output):
            raise _no_output(option, output, Text("è una cartella", "is a folder"))
        if not _is_folder(output.absolute().parent):
            raise _no_output(option, output, _NO_FOLDER)
        if any(_among(output, source) for source in sources):
            raise _no_output(option, output, Text("sta tra i dati in ingresso", "stands among the input data"))
        if _of_the_house(output):
            raise _no_output(option, output, _OURS)
        if _of_a_register(output):
            raise _no_output(option, output, _PART)
    except OSError as error:
        why = reason(error)
        raise _no_output(option, output, Text(why.it, f"cannot be reached ({why.en})")) from error
    return output


def checked_folder(output: Path, names: Collection[str]) -> Path:
    """Return a folder for files of some names, made if it is missing; refuse it where other tables stand in it already.

    Whoever reads the folder would read those too. Refused too: the data of the project, and the inside of a register.
    """
    from pdz_graph.media import CSV, medium_of
    from pdz_graph.tables.csvfolder import is_note

    try:
        if _of_the_house(output):
            raise _no_output("--output", output, _OURS, _FOLDER)
        if _of_a_register(output):
            raise _no_output("--output", output, _PART, _FOLDER)
        output.mkdir(parents=True, exist_ok=True)
        others = sorted(
            path.name
            for path in output.iterdir()
            if medium_of(path) is CSV and not is_note(path.stem) and not path.name.startswith(".")
            if path.name not in names or not path.is_file()
        )
    except OSError as error:
        why = reason(error)
        raise _no_output("--output", output, Text(why.it, f"cannot be made ({why.en})"), _FOLDER) from error
    if others:
        named = ", ".join(others[:5]) + (" …" if len(others) > 5 else "")
        mixed = Text(f"contiene altre tabelle ({named})", f"holds other tables ({named})")
        raise _no_output("--output", output, mixed, _FOLDER)
    return output


def _is_folder(path: Path) -> bool:
    """Tell whether a path is a folder; raises OSError where that cannot be known."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except FileNotFoundError:
        return False


def width() -> int:
    """Return how many columns a text may take: those of the terminal, or a sheet of paper's."""
    if _terminal():
        return os.get_terminal_size(sys.stdout.fileno()).columns or PAPER
    asked = os.environ.get("COLUMNS", "")
    return int(asked) if asked.isascii() and asked.isdigit() else PAPER


def colour(output: Path | None) -> bool:
    """Tell whether a text may be coloured: on a terminal that understands it, and whose owner did not forbid it."""
    return output is None and _terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _among(output: Path, source: Path) -> bool:
    """Tell whether ``output`` is a source, or would be read as a table of a source that is a folder.

    A source that cannot be reached is none: whoever reads it says so.
    """
    try:
        if _is_folder(source):
            return output.suffix.lower() == ".csv" and output.resolve().parent == source.resolve()
        return output.exists() and output.samefile(source)
    except OSError:
        return False


def _of_the_house(output: Path) -> bool:
    """Tell whether ``output`` is a file of the project's graphs or registers, or a new one that it would read."""
    from pdz_graph.house import House

    root = House.find().root
    homes = [(root / name).resolve() for name in ("ontology", "shapes", "data")]
    target = output.resolve()
    return (target.exists() or target.suffix == ".ttl") and any(target.is_relative_to(home) for home in homes)


def _of_a_register(output: Path) -> bool:
    """Tell whether ``output`` is one of the files by which a folder is a register."""
    from pdz_graph.store.folder import PARTS, SETTINGS

    target = output.resolve()
    homes = [folder for folder in target.parents if (folder / SETTINGS).is_file()]
    return any(target.relative_to(home).parts[0] in PARTS for home in homes)


def _print(text: str | bytes) -> None:
    """Write to the standard output: as the terminal wants it, else as UTF-8, and at once."""
    if sys.stdout is None:
        raise _closed()
    encoding = sys.stdout.encoding if _terminal() else "utf-8"
    data = _bytes(text, encoding or "utf-8")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        silence(sys.stdout)
        raise _unwritten(error) from error


def _bytes(text: str | bytes, encoding: str = "utf-8") -> bytes:
    return text if isinstance(text, bytes) else text.encode(encoding, errors="replace")


def write(output: Path, data: bytes) -> None:
    """Write a file in one go: beside it first, then in its place, with the permissions a new file would have."""
    write_all({output: data})


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write files in one go: each beside its place first, and in it once all are written; then nothing can be full."""
    ready: dict[Path, Path] = {}
    try:
        for output, data in files.items():
            target = Path(os.path.realpath(output))
            if target.exists() and not target.is_file():
                target.write_bytes(data)
            else:
                handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
                ready[target] = Path(name)
                with os.fdopen(handle, "wb") as sheet:
                    sheet.write(data)
                ready[target].chmod(_permissions(target))
        for target, written in ready.items():
            written.replace(target)
    except OSError as error:
        raise _unwritten(error) from error
    finally:
        for written in ready.values():
            written.unlink(missing_ok=True)


def _permissions(target: Path) -> int:
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _no_output(option: str, output: Path, why: Text, other: Text = _FILE) -> UsageError:
    return UsageError(
        "output",
        Text(f"Non si può scrivere in «{output}»: {why.it}.", f"Cannot write to “{output}”: it {why.en}."),
        Text(f"Indicare {other.it} dopo «{option}».", f"Name {other.en} after “{option}”."),
    )


def _unwritten(error: OSError) -> UsageError:
    why = reason(error)
    return UsageError(
        "output",
        Text(f"La risposta non si è potuta scrivere: {why.it}.", f"The answer could not be written: {why.en}."),
        Text("Controllare lo spazio e i permessi.", "Check the space and the permissions."),
    )


def _closed() -> UsageError:
    return UsageError(
        "output",
        Text("L'uscita del comando è chiusa.", "The output of the command is closed."),
        Text("Lasciarla aperta, o usare «--output».", "Leave it open, or use “--output”."),
    )
