"""Everything that is published of an accordo, put together, and written into a folder: whole, or not at all."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from pdz_graph.metadata.files import closing
from pdz_graph.pages.scene import Scene
from pdz_graph.site.folder import renewed
from pdz_graph.site.press import Written, parts, printed


def publish(scene: Scene, folder: Path) -> int:
    """Write the site of a scene at ``folder`` in the place of the one before, and return how many files it has.

    Raises UsageError for a folder that holds something else, StoreError where the system refuses: see ``renewed``.
    """
    with renewed(folder) as making:
        return len(fill(scene, making))


def fill(scene: Scene, folder: Path) -> Written:
    """Write the site of a scene into an empty folder, its manifest last; return what was written."""
    written = printed(parts(scene), folder)
    last = printed([partial(closing, scene, written)], folder)
    return dict(sorted({**written, **last}.items()))
