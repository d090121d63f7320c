"""What a command answers, and how the answer reaches a terminal, a pipe or a file: whole, or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pdz_graph import words
from pdz_graph.errors import Text, UsageError
from pdz_graph.reports.values import plain

#: Columns of a text that goes to no terminal.
PAPER = 100


@dataclass(frozen=True)
class Answer:
    """The text of an answer and the exit status that goes with it.

    ``output`` is the file to write, None for the standard output; ``note`` says what was written, to whoever waits.
    """

    text: str
    status: int = 0
    output: Path | None = None
    note: str = ""
    lang: str = "en"


def deliver(answer: Answer) -> int:
    """Write the answer where it must go and return its exit status; text for machines is always UTF-8."""
    if answer.output is None:
        _print(answer.text)
        return answer.status
    _write(answer.output, answer.text)
    said = f"{words.WRITTEN.say(answer.lang)} {answer.output}"
    tell(f"{said}: {answer.note}." if answer.note else f"{said}.")
    return answer.status


def tell(said: str) -> None:
    """Write a line to the standard error, harmless whatever is in it."""
    if sys.stderr is not None:
        sys.stderr.write(f"{plain(said)}\n")


def checked_output(output: Path | None, sources: Sequence[Path] = ()) -> Path | None:
    """Return ``output`` if it can be written, before any work is done; refuse a folder, a missing one, and a source."""
    if output is None:
        return None
    if output.is_dir():
        raise _no_output(output, Text("è una cartella", "is a folder"))
    if not output.absolute().parent.is_dir():
        raise _no_output(output, Text("sta in una cartella che non esiste", "is in a folder that does not exist"))
    for source in sources:
        if _among(output, source):
            raise _no_output(output, Text("sta tra i dati in ingresso", "stands among the input data"))
    return output


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
    """Tell whether ``output`` is a source, or would be read as a table of a source that is a folder."""
    if source.is_dir():
        return output.suffix.lower() == ".csv" and output.resolve().parent == source.resolve()
    return source.exists() and output.exists() and output.samefile(source)


def _print(text: str) -> None:
    """Write to the standard output: as the terminal wants it, else as UTF-8, and at once."""
    if sys.stdout is None:
        raise _closed()
    encoding = sys.stdout.encoding if _terminal() else "utf-8"
    data = text.encode(encoding or "utf-8", errors="replace")
    sys.stdout.flush()
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritten(error) from error


def _write(output: Path, text: str) -> None:
    """Write a file in one go: beside it first, then in its place, with the permissions a new file would have."""
    target = Path(os.path.realpath(output))
    data = text.encode("utf-8", errors="replace")
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)
            return
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as sheet:
                sheet.write(data)
            Path(name).chmod(_permissions(target))
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _unwritten(error) from error


def _permissions(target: Path) -> int:
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _no_output(output: Path, why: Text) -> UsageError:
    return UsageError(
        "output",
        Text(f"Non si può scrivere in {output}: {why.it}.", f"Cannot write to {output}: it {why.en}."),
        Text("Indicare un altro file dopo «--output».", "Name another file after “--output”."),
    )


def _unwritten(error: OSError) -> UsageError:
    reason = error.strerror or str(error)
    return UsageError(
        "output",
        Text(f"La risposta non si è potuta scrivere: {reason}.", f"The answer could not be written: {reason}."),
        Text("Controllare lo spazio e i permessi.", "Check the space and the permissions."),
    )


def _closed() -> UsageError:
    return UsageError(
        "output",
        Text("L'uscita del comando è chiusa.", "The output of the command is closed."),
        Text("Lasciarla aperta, o usare «--output».", "Leave it open, or use “--output”."),
    )
