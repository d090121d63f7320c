"""The child process that builds, as the server sees it: asked once, heard twice, ended. Nothing is built here."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Final

from pdz_graph.errors import Text
from pdz_graph.web.publication import Edition, Order, edition_of, error_of, failed

#: How long each of the two steps may take, in seconds: longer than a judgement of the largest register.
PATIENCE: Final = 300
#: The longest message of the child, in bytes: it tells the codes of all the things there are.
_LONGEST: Final = 2**26


class Builder:
    """A child that publishes what is ordered into the new folder ``target``, and the files of the site beside it."""

    def __init__(self, process: Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, order: Order, target: Path, today: date) -> Builder:
        """Start a child, and ask it."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "pdz_graph.web.building"),
            stdin=PIPE,
            stdout=PIPE,
            limit=_LONGEST,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        assert process.stdin
        asked = json.dumps({"order": asdict(order), "target": str(target), "today": today.isoformat()})
        process.stdin.write(asked.encode())
        process.stdin.close()
        return cls(process)

    async def edition(self) -> Edition:
        """Return what came of the first step: the graphs can be asked.

        Raises whatever PdzError the child met: InputError with every problem of the sources, UsageError, StoreError.
        """
        return edition_of(await self._heard())

    async def site(self) -> None:
        """Wait for the second step: the files are there. Raises whatever PdzError the child met."""
        await self._heard()

    async def end(self) -> None:
        """End the child, whatever it is doing."""
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()

    async def _heard(self) -> dict[str, Any]:
        """Return the next thing that the child tells; raises the error that it tells, or EngineError."""
        assert self._process.stdout
        try:
            async with asyncio.timeout(PATIENCE):
                said = await self._process.stdout.readline()
                told: dict[str, Any] = json.loads(said) if said else await self._ended()
        except TimeoutError:
            raise failed(Text("non finisce", "does not end")) from None
        if "error" in told:
            raise error_of(**told["error"])
        return told

    async def _ended(self) -> dict[str, Any]:
        status = await self._process.wait()
        raise failed(Text(f"è finito con stato {status}", f"ended with status {status}"))


def site_of(target: Path) -> Path:
    """Return the folder of the files that go with the store in ``target``."""
    return target.with_name(f"{target.name}.site")


async def build(order: Order, target: Path, today: date) -> Edition:
    """Have what is ordered published into the new folder ``target``, all of it, and return what came of it.

    Raises whatever PdzError the child met.
    """
    builder = await Builder.start(order, target, today)
    try:
        edition = await builder.edition()
        if order.site:
            await builder.site()
        return edition
    finally:
        await builder.end()
