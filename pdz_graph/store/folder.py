"""The folder of a register: its settings, the lock that lets one writer in at a time, and its store once opened."""

from __future__ import annotations

import fcntl
import os
import time
import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pdz_graph.errors import StoreError, Text, UsageError
from pdz_graph.files import reason
from pdz_graph.store import QuadStore
from pdz_graph.store.endpoint import Endpoint

#: The file that makes a folder a register, and the version of what stands in the folder.
SETTINGS, FORMAT = "pdz.toml", 1
#: All that stands in the folder of a register.
PARTS = (SETTINGS, "lock", "store", "copies", "current", "current.new", "pending")
#: How often, in seconds, whoever waits for the lock looks again; for how long, unless the environment says otherwise.
_GLANCE, _WAIT, PATIENCE = 0.02, "30", "PDZ_LOCK_WAIT"


@dataclass(frozen=True)
class Folder:
    """A register: where it is, the accordo it is about, and the endpoint that keeps it (None: the folder itself)."""

    root: Path
    accordo: str
    endpoint: Endpoint | None = None

    @classmethod
    def find(cls, named: Path | None, here: Path) -> Folder | None:
        """Return the register in ``named``, else the one that ``here`` is in or under; None when there is none.

        Raises UsageError when ``named`` is no register, or its settings are not understood.
        """
        if named is not None:
            if not (named / SETTINGS).is_file():
                raise _no_register(named)
            return cls.read(named)
        for folder in (here, *here.parents):
            if (folder / SETTINGS).is_file():
                return cls.read(folder)
        return None

    @classmethod
    def read(cls, root: Path) -> Folder:
        """Read the settings of a register."""
        path = root / SETTINGS
        try:
            said = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise _closed(path, error) from error
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise _broken(path, Text("non è TOML", "it is no TOML"), str(error)) from error
        if said.get("format") != FORMAT:
            raise _other_format(path, said.get("format"))
        accordo, there = said.get("accordo"), said.get("endpoint", {})
        if not isinstance(accordo, str) or not isinstance(there, dict):
            raise _broken(
                path, Text("manca «accordo», o [endpoint] non è una sezione", "“accordo” or a section is missing")
            )
        if not all(isinstance(value, str) for value in there.values()):
            raise _broken(path, Text("ogni valore di [endpoint] è un testo", "each value of [endpoint] is a text"))
        try:
            return cls(root, accordo, Endpoint(**there) if there else None)
        except TypeError as error:
            raise _broken(path, Text("[endpoint] non si capisce", "[endpoint] is not understood")) from error

    @property
    def name(self) -> str:
        """The name of the folder, however it was reached."""
        return self.root.absolute().resolve().name

    def create(self) -> None:
        """Write the settings of a new register; refuses where there is one already."""
        path = self.root / SETTINGS
        lines = [f"# Un registro di pdz_graph.\nformat = {FORMAT}\naccordo = {_quoted(self.accordo)}\n"]
        if self.endpoint:
            pairs = ((name, getattr(self.endpoint, name)) for name in ("query", "update", "profile", "auth"))
            lines.append("\n[endpoint]\n" + "".join(f"{name} = {_quoted(value)}\n" for name, value in pairs))
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8") as file:
                file.write("".join(lines))
        except OSError as error:
            raise (_already(path) if path.exists() else _closed(self.root, error)) from error

    @contextmanager
    def writing(self, wait: float | None = None) -> Iterator[QuadStore]:
        """Open the store for writing, alone: whoever comes second waits up to ``wait`` seconds (None: as many as
        PDZ_LOCK_WAIT says, else 30), then is refused.

        The lock is the system's: it goes with the process that holds it, however that dies.
        """
        with self._locked(patience() if wait is None else wait), closing(self._opened(writing=True)) as store:
            yield store

    @contextmanager
    def reading(self) -> Iterator[QuadStore]:
        """Open the store as the last whole change left it; whoever is writing is not waited for."""
        if self.endpoint is None:
            self._catch_up()
        with closing(self._opened(writing=False)) as store:
            yield store

    def _catch_up(self) -> None:
        """Publish what nobody has: the first copy of a new store, or a change whose writer was killed before.

        Whoever is writing right now publishes it, and is not waited for.
        """
        from pdz_graph.store.embedded import pending

        if not (self.root / "current").exists():
            with self.writing():
                pass
        elif pending(self.root) and os.access(self.root, os.W_OK):
            with suppress(StoreError), self.writing(0):
                pass

    def _opened(self, *, writing: bool) -> QuadStore:
        if self.endpoint is not None:
            from pdz_graph.store.remote import RemoteStore

            return RemoteStore(self.endpoint)
        from pdz_graph.store.embedded import EmbeddedStore

        return EmbeddedStore(self.root, writing=writing)

    @contextmanager
    def _locked(self, wait: float) -> Iterator[None]:
        try:
            file = (self.root / "lock").open("a+", encoding="ascii")
        except OSError as error:
            raise _closed(self.root / "lock", error) from error
        with file:
            _take(file, wait)
            file.truncate(0)
            file.write(f"{os.getpid()}\n")
            file.flush()
            yield


def patience() -> float:
    """Return for how many seconds the lock is waited for, as the environment says it."""
    said = os.environ.get(PATIENCE) or _WAIT
    if said.isascii() and said.replace(".", "", 1).isdigit():
        return float(said)
    raise UsageError(
        "lock-wait",
        Text(f"{PATIENCE}: «{said}» non è un numero di secondi.", f"{PATIENCE}: “{said}” is no number of seconds."),
        Text("Scrivere un numero, come 30, o togliere la variabile.", "Write a number, such as 30, or unset it."),
    )


def _take(file: IO[str], wait: float) -> None:
    """Take the lock, waiting up to ``wait`` seconds for whoever holds it."""
    until = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= until:
                file.seek(0)
                raise _busy(file.read().strip(), wait) from None
            time.sleep(_GLANCE)


def _quoted(text: str) -> str:
    """Return a text as TOML writes it."""
    import json

    return json.dumps(text, ensure_ascii=False)


def _no_register(folder: Path) -> UsageError:
    return UsageError(
        "register-none",
        Text(
            f"In {folder} non c'è un registro (manca {SETTINGS}).", f"There is no register in {folder} (no {SETTINGS})."
        ),
        Text(
            f"Controllare il nome; se il registro è da creare: «pdz init {folder}».",
            f"Check the name; if the register is to be made: “pdz init {folder}”.",
        ),
    )


def _already(path: Path) -> UsageError:
    return UsageError(
        "register-there",
        Text(f"Un registro c'è già: {path}.", f"A register is there already: {path}."),
        Text("Usare quello, o indicare un'altra cartella.", "Use that one, or name another folder."),
    )


def _broken(path: Path, why: Text, detail: str = "") -> UsageError:
    more = f" ({detail})" if detail else ""
    return UsageError(
        "register-settings",
        Text(f"{path} non si capisce: {why.it}{more}.", f"{path} is not understood: {why.en}{more}."),
        Text(
            "Correggere il file, o rimetterlo da una copia di sicurezza.", "Mend the file, or put it back from a copy."
        ),
    )


def _closed(path: Path, error: OSError) -> UsageError:
    why = reason(error)
    return UsageError(
        "register-closed",
        Text(f"{path} non si può leggere o scrivere: {why.it}.", f"{path} cannot be read or written: {why.en}."),
        Text("Controllare il nome e i permessi della cartella.", "Check the name and the permissions of the folder."),
    )


def _other_format(path: Path, found: object) -> UsageError:
    return UsageError(
        "register-format",
        Text(
            f"{path}: il registro ha il formato {found}; questo programma conosce il formato {FORMAT}.",
            f"{path}: the register has format {found}; this program knows format {FORMAT}.",
        ),
        Text("Aggiornare pdz_graph; il registro resta com'è.", "Update pdz_graph; the register stays as it is."),
    )


def _busy(holder: str, wait: float) -> StoreError:
    who = f" ({holder})" if holder else ""
    return StoreError(
        "store-busy",
        Text(
            f"Un altro processo{who} sta scrivendo nel registro da più di {wait:g} secondi.",
            f"Another process{who} has been writing to the register for more than {wait:g} seconds.",
        ),
        Text("Aspettare che finisca e ripetere.", "Wait until it ends, and repeat."),
    )
