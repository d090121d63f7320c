"""The watch over the data: a register that changed, or another day, make a new edition; the old one goes later."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

from pdz_graph.errors import PdzError
from pdz_graph.store import Graphs, last_change
from pdz_graph.store.folder import Folder
from pdz_graph.web import figures
from pdz_graph.web.publication import Edition, Order, build
from pdz_graph.web.service import Service

#: How often, in seconds, one looks whether a register has changed: in a folder, and behind an endpoint.
GLANCE, FAR_GLANCE = 2.0, 15.0
#: How long an edition stays after the next took its place, in seconds beyond the longest query.
_GRACE: Final = 2.0
Today = Callable[[], date]


class Renewal:
    """The editions of what is ordered, each in its folder under ``root``."""

    def __init__(self, order: Order, root: Path, today: Today) -> None:
        self.order, self.root, self.today = order, root, today
        self.number = 0
        self.seen: object = None
        self._leaving: set[asyncio.Task[None]] = set()

    async def first(self) -> tuple[Edition, Path]:
        """Return the first edition and where it is; raises whatever PdzError stands in its way."""
        self.seen = await self._mark()
        return await self._built()

    async def watch(self, service: Service) -> None:
        """Look now and then whether the data have changed, and put the new edition in the place of the old."""
        far = self.order.register is not None and Folder.read(Path(self.order.register)).endpoint is not None
        current = self._path()
        while True:
            await asyncio.sleep(FAR_GLANCE if far else GLANCE)
            with suppress(PdzError, OSError):
                mark = await self._mark()
                if mark != self.seen:
                    current = await self._renewed(service, mark, current)

    async def _renewed(self, service: Service, mark: object, current: Path) -> Path:
        """Publish anew; return where the edition is that is served afterwards. What fails is tried again."""
        try:
            edition, path = await self._built()
        except PdzError as error:
            service.stale = True
            service.figures.count(figures.BUILT, (("outcome", "failed"),))
            service.journal.write("publication", outcome="failed", code=error.code)
            await asyncio.sleep(GLANCE)
            raise
        self.seen, service.stale = mark, False
        same = service.edition is not None and edition.version == service.edition.version
        service.figures.count(figures.BUILT, (("outcome", "same" if same else "new"),))
        service.journal.write("publication", outcome="same" if same else "new", version=edition.version[:16])
        if not same:
            await service.pool.move(path)
            service.kept.clear()
        service.edition = edition
        old, kept = (path, current) if same else (current, path)
        self._let_go(old, service.settings.seconds + _GRACE)
        return kept

    async def _built(self) -> tuple[Edition, Path]:
        self.number += 1
        path = self._path()
        return await build(self.order, path, self.today()), path

    def _path(self) -> Path:
        return self.root / str(self.number)

    async def _mark(self) -> object:
        """Return what differs when the data do: the day, where none is ordered, and where the register stands."""
        day = None if self.order.as_of else self.today()
        if self.order.register is None:
            return day
        folder = Folder.read(Path(self.order.register))
        if folder.endpoint is None:
            return day, _copy(folder), (folder.root / "pending").exists()
        return day, await asyncio.to_thread(_last_change, folder, self.order.accordo or folder.accordo)

    def _let_go(self, path: Path, seconds: float) -> None:
        """Remove a folder after a while: a query may still be reading it."""

        async def leave() -> None:
            await asyncio.sleep(seconds)
            await asyncio.to_thread(shutil.rmtree, path, True)

        task = asyncio.create_task(leave())
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)


def _copy(folder: Folder) -> str:
    """Return which copy of a register is the present one, "" before the first."""
    try:
        return str((folder.root / "current").readlink())
    except FileNotFoundError:
        return ""


def _last_change(folder: Folder, accordo: str) -> int:
    with folder.reading() as store:
        return last_change(store, Graphs(accordo))
