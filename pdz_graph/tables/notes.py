"""What is noted while a register is read: problems, which make it unusable, and notices, which only tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pdz_graph.errors import InputError, Problem
from pdz_graph.files import unusable

#: After so many problems, or so many notices, the reading stops: whoever mends the first will see the rest.
MOST = 1_000
#: The code of a notice of something that is not read and may be a table.
_CAUSE = "table-other"


@dataclass
class Notes:
    """Problems and notices, in the order in which they are met.

    ``lost`` are the kinds of thing that a table which could not be read may declare, ``disputed`` the codes whose row
    has a problem already: what refers to them is ``suspended``, lest one cause be told many times.
    """

    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    disputed: set[str] = field(default_factory=set)
    suspended: int = 0
    stopped: bool = False

    def problem(self, problem: Problem) -> None:
        """Take note of a problem; raise InputError when they are too many to go on."""
        self.problems.append(problem)
        if len(self.problems) >= MOST:
            self.stopped = True
            self.refuse()

    def problems_of(self, error: InputError) -> None:
        """Take note of every problem of an input that could not be read."""
        self.stopped |= error.stopped
        for problem in error.problems:
            self.problem(problem)

    def lose(self, kinds: Iterable[str]) -> None:
        """Take note that things of these kinds may be declared where nothing could be read."""
        self.lost.update(kinds)

    def refuse(self) -> None:
        """Raise InputError when there is a problem, or a reference to what could not be read; else do nothing.

        Then tables in a form that is not read count too: they may be the cause.
        """
        if self.problems or self.suspended:
            causes = [notice for notice in self.notices if notice.code == _CAUSE]
            raise unusable([*self.problems, *causes], self.stopped)

    def notice(self, notice: Problem) -> None:
        """Take note of something that was done and should be seen, such as a guess."""
        if len(self.notices) < MOST or notice.code == _CAUSE:
            self.notices.append(notice)

    def of(self, source: str) -> bool:
        """Return whether a problem of ``source``, a file or a folder, was noted."""
        return any(problem.place.file.startswith(source) for problem in self.problems)
