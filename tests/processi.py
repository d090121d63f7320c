"""Processes as the system tells of them: who descends from whom, what they weigh, what they may."""

from __future__ import annotations

import os
from pathlib import Path


def descendants(pid: int | None = None) -> list[int]:
    """Return the processes that descend from one (this one where none is said), parents first, without those that
    have ended and wait to be buried."""
    found: list[int] = []
    for task in Path(f"/proc/{pid or os.getpid()}/task").glob("*/children"):
        try:
            children = [int(child) for child in task.read_text().split()]
        except OSError:
            continue
        for child in children:
            if _alive(child):
                found += [child, *descendants(child)]
    return found


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def resident(pid: int) -> int:
    """Return the memory that a process has, in bytes; 0 when it has ended."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")
    except OSError:
        return 0


def open_files(pid: int | None = None) -> int:
    """Return how many files a process has open."""
    return len(list(Path(f"/proc/{pid or os.getpid()}/fd").iterdir()))


def limits_of(pid: int) -> dict[str, str]:
    """Return the limits of a process by their names, each as it stands now."""
    lines = Path(f"/proc/{pid}/limits").read_text().splitlines()[1:]
    return {line[:26].strip(): line[26:47].strip() for line in lines}
