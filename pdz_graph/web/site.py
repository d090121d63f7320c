"""The published files as they are served: found by their manifest, read when asked for. No other file is ever given."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from pdz_graph.files import digest
from pdz_graph.linked import served
from pdz_graph.linked.addresses import Addresses
from pdz_graph.metadata.distributions import DIGESTS, MANIFEST
from pdz_graph.web.kept import Answer, Kept

#: What goes with the manifest, and is not in it: where it is, it may be asked for too.
_BESIDE: Final = (DIGESTS,)
#: The size, in bytes, above which a file is read beside the loop, and only where there is room for it.
LARGE: Final = 256 * 1024


@dataclass(frozen=True)
class File:
    """A published file: its name from the base, its bytes, and their SHA-256 in hexadecimal."""

    name: str
    size: int
    digest: str

    @property
    def tag(self) -> str:
        """Its entity tag, a strong one."""
        return f'"{self.digest[:32]}"'


@dataclass(frozen=True)
class Site:
    """A folder of published files; ``files`` are all that may be asked for, by their names."""

    root: Path
    files: Mapping[str, File]
    addresses: Addresses = field(default_factory=Addresses)

    @classmethod
    def read(cls, root: Path, addresses: Addresses) -> Site:
        """Read the manifest of a folder; raises OSError or ValueError where there is none that can be read."""
        data = (root / MANIFEST).read_bytes()
        listed = [File(one["path"], one["bytes"], one["sha256"]) for one in json.loads(data)["files"]]
        beside = {name: (root / name).read_bytes() for name in _BESIDE if (root / name).is_file()}
        listed += (File(name, len(one), digest(one)) for name, one in {MANIFEST: data, **beside}.items())
        site = cls(root.resolve(), {one.name: one for one in listed}, addresses)
        assert site.documents is not None  # known before anybody asks
        return site

    @cached_property
    def documents(self) -> dict[str, tuple[str, ...]]:
        """The ends of the documents at each path, in the order of ``served.ENDS``."""
        found: dict[str, list[str]] = {}
        for end in served.ENDS:
            for name in self.files:
                if name.endswith(f".{end}"):
                    found.setdefault(name.removesuffix(f".{end}"), []).append(end)
        return {path: tuple(ends) for path, ends in found.items()}

    def forms(self, path: str) -> tuple[str, ...]:
        """Return the ends of the documents at a path, in the order of ``served.ENDS``; none where nothing is there."""
        return self.documents.get(path, ())

    def headers(self, file: File) -> dict[str, str]:
        """Return what a file says of itself."""
        path, form = served.parted(file.name)
        headers = {
            "ETag": file.tag,
            "Cache-Control": f"public, max-age={_FRESH if file.name.startswith(served.STATIC) else 0}, must-revalidate",
            "Link": served.links(self.addresses, file.name, self.forms(path)),
        }
        lang, dot, _ = form.rpartition(".")
        if dot:
            headers |= {"Content-Language": lang, "Content-Security-Policy": served.POLICY}
        return headers

    def page(self, file: File) -> bytes:
        """Return the bytes of a small file, read anew."""
        return self._read(file)

    async def body(self, file: File, kept: Kept) -> bytes:
        """Return the bytes of a file, from those kept in mind where it is among them.

        Raises OSError for one that is not what it was, or leads out of the folder.
        """
        key = f"site/{file.digest}"
        found = kept.get(key)
        if found is None:
            data = await asyncio.to_thread(self._read, file) if file.size > LARGE else self._read(file)
            found = Answer(data, "")
            kept.put(key, found)
        return found.body

    def _read(self, file: File) -> bytes:
        path = (self.root / file.name).resolve(strict=True)
        if not path.is_relative_to(self.root):
            raise PermissionError(file.name)
        data = path.read_bytes()
        if len(data) != file.size:
            raise OSError(file.name)
        return data


#: For how many seconds what pages load may be used without asking again.
_FRESH: Final = 3600
