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
from pdz_graph.web.builder import Builder, site_of
from pdz_graph.web.publication import Edition, Order
from pdz_graph.web.service import Service
from pdz_graph.web.site import Site

#: How often, in seconds, one looks whether a register has changed: in a folder, and behind an endpoint.
GLANCE, FAR_GLANCE = 2.0, 15.0
#: How long an edition stays after the next took its place, in seconds beyond the longest query.
_GRACE: Final = 2.0
#: How long, in seconds, after files could not be made all is made again.
_PAUSE: Final = 30.0
Today = Callable[[], date]


class Renewal:
    """The editions of what is ordered, each in its folder under ``root``."""

    def __init__(self, order: Order, root: Path, today: Today) -> None:
        self.order, self.root, self.today = order, root, today
        self.number = 0
        self.seen: object = None
        self.builder: Builder | None = None
        self._leaving: set[asyncio.Task[None]] = set()

    @property
    def has_site(self) -> bool:
        """Whether files are made too: of what stands behind an endpoint there are none."""
        return self.order.site and self.order.behind is None

    async def first(self) -> tuple[Edition, Path]:
        """Return the first edition, whose files come later, and where it is; raises the PdzError that prevents it."""
        self.seen = await self._mark()
        return await self._begun()

    async def watch(self, service: Service) -> None:
        """Wait for the first files, then look now and then whether the data have changed, and put the new edition in
        the place of the old."""
        far = self.order.register is not None and Folder.read(Path(self.order.register)).endpoint is not None
        current = self._path()
        try:
            await self._finish(service, current)
            while True:
                await asyncio.sleep(FAR_GLANCE if far else GLANCE)
                with suppress(PdzError, OSError):
                    mark = await self._mark()
                    if mark != self.seen:
                        current = await self._renewed(service, mark, current)
        finally:
            await self._end()

    async def _finish(self, service: Service, path: Path) -> None:
        """Serve the files of the first edition once they are made; where they fail, all is made again after a while."""
        try:
            service.site = await self._site(service, path)
        except (PdzError, OSError, ValueError) as error:
            self._failed(service, error)
            self.seen = None
            await asyncio.sleep(_PAUSE)
        finally:
            service.building = False

    async def _renewed(self, service: Service, mark: object, current: Path) -> Path:
        """Publish anew; return where the edition is that is served afterwards. What fails is tried again."""
        try:
            edition, path = await self._begun()
            site = await self._site(service, path)
        except (PdzError, OSError, ValueError) as error:
            self._failed(service, error)
            await asyncio.sleep(GLANCE)
            return current
        self.seen, service.stale = mark, False
        same = service.edition is not None and edition.version == service.edition.version
        service.figures.count(figures.BUILT, (("outcome", "same" if same else "new"),))
        service.journal.write("publication", outcome="same" if same else "new", version=edition.version[:16])
        if same and (service.site or not self.has_site):
            service.edition = edition
            self._let_go(path, 0)
            return current
        await service.pool.move(path)
        service.kept.clear()
        service.edition, service.site = edition, site
        self._let_go(current, service.settings.seconds + _GRACE)
        return path

    def _failed(self, service: Service, error: Exception) -> None:
        service.stale = True
        service.figures.count(figures.BUILT, (("outcome", "failed"),))
        code = error.code if isinstance(error, PdzError) else type(error).__name__
        service.journal.write("publication", outcome="failed", code=code)

    async def _begun(self) -> tuple[Edition, Path]:
        """Have an edition made, and return it with its folder as soon as its graphs can be asked."""
        await self._end()
        self.number += 1
        path = self._path()
        self.builder = await Builder.start(self.order, path, self.today())
        try:
            return await self.builder.edition(), path
        except BaseException:
            await self._end()
            raise

    async def _site(self, service: Service, path: Path) -> Site | None:
        """Return the files of the edition that is being made, when they are."""
        try:
            if self.builder is None or not self.has_site:
                return None
            await self.builder.site()
            return await asyncio.to_thread(Site.read, site_of(path), service.addresses)
        finally:
            await self._end()

    async def _end(self) -> None:
        """Let no child go on."""
        if self.builder is not None:
            builder, self.builder = self.builder, None
            await builder.end()

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
        """Remove the folders of an edition after a while: a query may still be reading them."""

        async def leave() -> None:
            await asyncio.sleep(seconds)
            for folder in (path, site_of(path)):
                await asyncio.to_thread(shutil.rmtree, folder, True)

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
