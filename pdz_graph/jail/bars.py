"""What a process takes away from itself before it evaluates anything: network, memory, files. It gives none back."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from contextlib import suppress
from typing import Final

from pdz_graph.media import MEGABYTE

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_PARENT_DEATH: Final = 1
#: The stack, in bytes: eight times the usual one, with which whatever the guard lets through is parsed many times over.
STACK: Final = 64 * MEGABYTE
#: How much whoever evaluates gives way to whoever serves.
NICENESS: Final = 5


def end_with(parent: int) -> None:
    """End when the parent does, however it ends; where the system has no such call the closed pipe tells it."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


def leave_network() -> bool:
    """Go where there is no network, not even the own machine; False where the system forbids it. One thread only."""
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    return any(libc.unshare(flags) == 0 for flags in (_NEW_NET, _NEW_USER | _NEW_NET))


def confine(memory: int) -> None:
    """Have no more than ``memory`` bytes of address space in all, write no file, leave no core, give way to others; and
    have a stack for deep queries. For a process that has opened its store: to open it takes more than to keep it."""
    _, hard = resource.getrlimit(resource.RLIMIT_STACK)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_STACK, (STACK, hard))
    for what, value in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (value, value))
    os.nice(NICENESS)
