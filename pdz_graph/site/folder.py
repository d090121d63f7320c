"""The folder of a site: a new one takes the place of the old only when it is whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pdz_graph.errors import StoreError, Text, UsageError
from pdz_graph.files import reason
from pdz_graph.metadata.distributions import MANIFEST


@contextmanager
def renewed(folder: Path) -> Iterator[Path]:
    """Give an empty folder to write a site into, and put it at ``folder`` when all went well.

    What is at ``folder`` must be a site, an empty folder, or nothing. It stays as it was until the new site is whole;
    whatever is left by one who was interrupted is swept away. Raises UsageError for a folder that holds something
    else, StoreError where the system refuses.
    """
    check(folder)
    place = folder.resolve()
    making, old = place.with_name(f".{place.name}.new"), place.with_name(f".{place.name}.old")
    try:
        for left in (making, old):
            shutil.rmtree(left, ignore_errors=True)
        making.mkdir(parents=True)
        try:
            yield making
            if place.exists():
                place.rename(old)
            making.rename(place)
        finally:
            shutil.rmtree(making, ignore_errors=True)
            shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise _refused(folder, error) from error


def check(folder: Path) -> None:
    """Refuse (UsageError) a folder in whose place no site may be put."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise _other(folder, Text("non è una cartella", "is no folder"))
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        raise _other(folder, Text("contiene altro, e non un sito", "holds something else, and no site"))


def _other(folder: Path, why: Text) -> UsageError:
    return UsageError(
        "publish-folder",
        Text(f"«{folder}» {why.it}: non vi si scrive.", f"“{folder}” {why.en}: nothing is written there."),
        Text("Indicare una cartella nuova, o quella di un sito.", "Name a new folder, or that of a site."),
    )


def _refused(folder: Path, error: OSError) -> StoreError:
    why = reason(error)
    return StoreError(
        "publish-write",
        Text(
            f"Il sito non si può scrivere in «{folder}»: {why.it}.",
            f"The site cannot be written to “{folder}”: {why.en}.",
        ),
        Text(
            "Il sito che c'era è intatto. Rimediare e ripetere.",
            "The site that was there is intact. Mend it and repeat.",
        ),
    )
