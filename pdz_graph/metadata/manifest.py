"""The list of all the files of a site with their digests, for whoever wants to know that nothing was changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from pdz_graph.files import digest
from pdz_graph.metadata import said
from pdz_graph.metadata.distributions import DIGESTS, MANIFEST
from pdz_graph.metadata.published import Published
from pdz_graph.terms import of_accordo

#: Files by path: their bytes, or how many these are and their SHA-256 in hexadecimal.
Files = Mapping[str, bytes | tuple[int, str]]
#: The digest of the statements of a file, by its path: how many they are, and the SHA-256 of the canonical N-Quads.
Hashes = Mapping[str, tuple[int, str]]
_THEMSELVES: Final = (MANIFEST, DIGESTS)


def measured(files: Files) -> dict[str, tuple[int, str]]:
    """Return how many bytes each file has and their SHA-256, by path, sorted."""
    every = {path: files[path] for path in sorted(files)}
    return {path: (len(one), digest(one)) if isinstance(one, bytes) else one for path, one in every.items()}


def manifest(published: Published, files: Files, hashes: Hashes) -> bytes:
    """Return the manifest of a site as JSON; neither it nor the list of digests is in it."""
    verdict, addresses = published.judgement.verdict, published.book.addresses
    written = {
        "dataset": addresses.iri(of_accordo(published.agreement.id, "dataset").value),
        "base": addresses.base,
        "day": verdict.as_of.isoformat(),
        "version": published.version,
        "check": {"it": said.HOW_TO_CHECK.it, "en": said.HOW_TO_CHECK.en},
        "files": [
            {"path": path, "bytes": size, "sha256": value}
            for path, (size, value) in measured(files).items()
            if path not in _THEMSELVES
        ],
        "rdf": [
            {"path": path, "quads": quads, "algorithm": "RDFC-1.0", "sha256": value}
            for path, (quads, value) in sorted(hashes.items())
        ],
    }
    return (json.dumps(written, indent=1, ensure_ascii=False) + "\n").encode()


def digests(files: Files) -> bytes:
    """Return the digests of the files of a site as ``sha256sum --check`` reads them in its folder."""
    return "".join(f"{value}  {path}\n" for path, (_, value) in measured(files).items() if path != DIGESTS).encode()
