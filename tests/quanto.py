"""How much is tried: at each ``make test`` a part, which is always the same; with ``make whole`` all of it."""

from __future__ import annotations

import os

#: Whether all is tried.
WHOLE = os.environ.get("WHOLE", "").lower() == "true"


def tried(part: int, whole: int) -> int:
    """Return how many are tried now, of so many in all."""
    return whole if WHOLE else part
