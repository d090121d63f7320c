"""The bytes of a file, read once within a limit, and the problems of inputs put together; nothing is parsed here."""

from __future__ import annotations

import errno
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pdz_graph.errors import InputError, Place, Problem, Text
from pdz_graph.media import MEGABYTE

#: Characters that no text of a register holds: controls other than tab and line ends, line separators of Unicode,
#: and the marks that reverse the direction of writing, which make a name read as another.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
)
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Source:
    """A file that was read: its name, the SHA-256 of its bytes, in hexadecimal, and after which change of a register it
    was exported, where it says so."""

    name: str
    sha256: str
    change: int | None = field(default=None, compare=False)


def source_of(path: Path, data: bytes, *, folder: bool = False) -> Source:
    """Return what was read as a source, with the name of its folder where that is asked; names are text whatever the
    bytes in them."""
    name = f"{path.parent.name}/{path.name}" if folder else path.name
    return Source(name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"), digest(data))


def order(problem: Problem) -> tuple[str, str, int, int, str, str]:
    """Return the key that sorts problems by place: what is unknown comes first."""
    place = problem.place
    return (place.file, place.sheet or "", place.row or 0, place.line or 0, place.column or "", problem.code)


def unusable(problems: Iterable[Problem], stopped: bool = False) -> InputError:
    """Put ``problems`` together, sorted by place and each once, into the error that a door catches.

    ``stopped`` tells that the reading went no further: there may be more of them.
    """
    every = sorted(dict.fromkeys(problems), key=order)
    if len(every) == 1 and not stopped:
        return InputError(every[0].code, every[0].message, every[0].remedy, every)
    many = len(every)
    sentence = Text(f"I dati in ingresso hanno {many} problemi.", f"The input data have {many} problems.")
    if stopped:
        sentence = Text(
            f"I dati in ingresso hanno almeno {many} problemi: a quel punto la lettura si è fermata.",
            f"The input data have at least {many} problems: there the reading stopped.",
        )
    remedy = Text("Correggere ogni punto elencato e riprovare.", "Mend each listed point and try again.")
    return InputError("input-unusable", sentence, remedy, every, stopped)


def refusal(code: str, place: Place, message: Text, remedy: Text) -> InputError:
    """Return the error of one problem."""
    return unusable([Problem(code, place, message, remedy)])


def digest(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in hexadecimal."""
    from hashlib import sha256

    return sha256(data).hexdigest()


def is_folder(path: Path) -> bool:
    """Tell whether ``path`` is a folder; refuse what does not exist, or what the system does not let see."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        raise refusal("file-unreadable", Place(str(path)), *unreadable(error)) from error


def content(path: Path, limit: int) -> bytes:
    """Return the bytes of a regular file of at most ``limit`` bytes; refuse an empty, missing or special one."""
    place = Place(str(path))
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise refusal("file-special", place, *_SPECIAL)
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise refusal("file-unreadable", place, *unreadable(error)) from error
    if len(data) > limit:
        raise refusal("file-large", place, *_large(limit))
    if not data:
        raise refusal("file-empty", place, *_EMPTY)
    return data


def decoded(data: bytes, place: Place) -> str:
    """Return ``data`` as UTF-8 text without byte order mark; refuse other encodings and NUL, saying the line."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refusal("encoding", place, *_UTF16)
    data = data.removeprefix(_BOM)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        where = at(place, data[: error.start].decode("utf-8"))
        raise refusal("encoding", where, *_not_utf8(data[error.start])) from error
    nul = text.find("\0")
    if nul >= 0:
        raise refusal("nul", at(place, text[:nul]), *_NUL)
    return text


def at(place: Place, before: str) -> Place:
    """Return the line and column (from 1) of what comes after the text ``before``, in the file of ``place``."""
    start = before.rfind("\n") + 1
    return Place(place.file, place.sheet, column=str(len(before) - start + 1), line=before.count("\n") + 1)


def unreadable(error: OSError) -> tuple[Text, Text]:
    """Return the problem of a file or folder that the system does not let read."""
    if isinstance(error, FileNotFoundError):
        return Text("Il file o la cartella non esiste.", "The file or folder does not exist."), _CHECK_PATH
    why = reason(error)
    return (
        Text(f"Il file non si può leggere: {why.it}.", f"The file cannot be read: {why.en}."),
        _MENDS.get(error.errno, _CHECK_PATH),
    )


def reason(error: OSError) -> Text:
    """Return why the system refused: in its own words, in Italian where it is a common reason."""
    said = error.strerror or str(error) or type(error).__name__
    return Text(_REASONS.get(error.errno, said), said)


def _large(limit: int) -> tuple[Text, Text]:
    size = f"{limit // MEGABYTE} MB"
    return (
        Text(f"Il file supera {size}.", f"The file is larger than {size}."),
        Text(f"Dividere il file: se ne leggono fino a {size}.", f"Split the file: up to {size} are read."),
    )


def _not_utf8(byte: int) -> tuple[Text, Text]:
    return (
        Text(
            f"Il file non è in UTF-8: il byte 0x{byte:02X} non è ammesso in questo punto.",
            f"The file is not UTF-8: byte 0x{byte:02X} is not admitted at this point.",
        ),
        Text(
            "Salvare il file in UTF-8 (nel foglio di calcolo: «CSV UTF-8»).",
            'Save the file as UTF-8 (in the spreadsheet program: "CSV UTF-8").',
        ),
    )


#: What the system says when it refuses, in Italian, by its number.
_REASONS: dict[int | None, str] = {
    errno.EACCES: "permesso negato",
    errno.EBUSY: "è occupato da un altro programma",
    errno.EDQUOT: "lo spazio assegnato è finito",
    errno.EEXIST: "c'è già un file con quel nome",
    errno.EFBIG: "il file è troppo grande per il sistema",
    errno.EIO: "il disco ha dato un errore",
    errno.EISDIR: "è una cartella",
    errno.ELOOP: "i collegamenti girano in tondo",
    errno.ENAMETOOLONG: "il nome è troppo lungo",
    errno.ENOENT: "il file o la cartella non esiste",
    errno.ENOSPC: "non c'è più spazio sul disco",
    errno.ENOTDIR: "una parte del percorso non è una cartella",
    errno.EPERM: "operazione non permessa",
    errno.EROFS: "il disco è in sola lettura",
}
_CHECK_PATH = Text("Controllare il nome e la cartella.", "Check the name and the folder.")
_CHECK_PERMISSIONS = Text(
    "Controllare i permessi del file e delle cartelle che lo contengono.",
    "Check the permissions of the file and of the folders that hold it.",
)
_MENDS: dict[int | None, Text] = {errno.EACCES: _CHECK_PERMISSIONS, errno.EPERM: _CHECK_PERMISSIONS}
_SPECIAL = (
    Text("Non è un file: è una cartella o un dispositivo.", "This is not a file: it is a folder or a device."),
    Text("Indicare un file, o una cartella di tabelle CSV.", "Name a file, or a folder of CSV tables."),
)
_EMPTY = (
    Text("Il file è vuoto.", "The file is empty."),
    Text("Riempire il file, o toglierlo.", "Fill the file, or take it away."),
)
_UTF16 = (
    Text("Il file è in UTF-16, non in UTF-8.", "The file is UTF-16, not UTF-8."),
    Text("Salvare il file in UTF-8.", "Save the file as UTF-8."),
)
_NUL = (
    Text("Il file contiene un carattere NUL.", "The file holds a NUL character."),
    Text("Togliere il carattere: un testo non ne contiene.", "Take the character away: a text holds none."),
)
