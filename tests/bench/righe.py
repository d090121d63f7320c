"""A line of the table of measures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """What was measured, what came out, what was wanted, and whether it was reached."""

    what: str
    measured: str
    target: str = ""
    reached: bool = True

    @property
    def answer(self) -> str:
        """Whether the target was reached, where there is one."""
        return ("yes" if self.reached else "no") if self.target else ""
