"""The folder of a register: its settings, the lock that lets one writer in at a time, and its store once opened."""

from __future__ import annotations

import fcntl
import os
import time
import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pdz_graph.errors import StoreError, Text, UsageError
from pdz_graph.store import QuadStore
from pdz_graph.store.endpoint import Endpoint

#: The file that makes a folder a register, and the version of what stands in the folder.
SETTINGS, FORMAT = "pdz.toml", 1
#: How often, in seconds, whoever waits for the lock looks again.
_GLANCE = 0.02


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
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise _broken(path, str(error)) from error
        if said.get("format") != FORMAT:
            raise _other_format(path, said.get("format"))
        try:
            endpoint = Endpoint(**said["endpoint"]) if "endpoint" in said else None
            return cls(root, str(said["accordo"]), endpoint)
        except (KeyError, TypeError) as error:
            raise _broken(path, str(error)) from error

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
        except FileExistsError:
            raise _already(path) from None
        except OSError as error:
            raise _broken(path, error.strerror or str(error)) from error

    @contextmanager
    def writing(self, wait: float = 30.0) -> Iterator[QuadStore]:
        """Open the store for writing, alone: whoever comes second waits up to ``wait`` seconds, then is refused.

        The lock is the system's: it goes with the process that holds it, however that dies.
        """
        with self._locked(wait), closing(self._opened(writing=True)) as store:
            yield store

    @contextmanager
    def reading(self) -> Iterator[QuadStore]:
        """Open the store as the last whole change left it; whoever is writing is not waited for."""
        if self.endpoint is None and not (self.root / "current").exists():
            with self.writing():
                pass  # opening a new store publishes its first copy
        with closing(self._opened(writing=False)) as store:
            yield store

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
            raise _broken(self.root / "lock", error.strerror or str(error)) from error
        with file:
            _take(file, wait)
            file.truncate(0)
            file.write(f"{os.getpid()}\n")
            file.flush()
            yield


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
        Text(f"Crearlo con «pdz init {folder}».", f"Make one with “pdz init {folder}”."),
    )


def _already(path: Path) -> UsageError:
    return UsageError(
        "register-there",
        Text(f"Un registro c'è già: {path}.", f"A register is there already: {path}."),
        Text("Usare quello, o indicare un'altra cartella.", "Use that one, or name another folder."),
    )


def _broken(path: Path, why: str) -> UsageError:
    return UsageError(
        "register-settings",
        Text(f"{path} non si può leggere o scrivere: {why}.", f"{path} cannot be read or written: {why}."),
        Text("Correggere il file, o i permessi della cartella.", "Mend the file, or the permissions of the folder."),
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
