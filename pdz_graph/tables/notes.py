"""What is noted while a register is read: problems, which make it unusable, and notices, which only tell."""

from __future__ import annotations

from dataclasses import dataclass, field

from pdz_graph.errors import InputError, Problem
from pdz_graph.files import unusable

#: After so many problems, or so many notices, the reading stops: whoever mends the first will see the rest.
MOST = 1_000


@dataclass
class Notes:
    """Problems and notices, in the order in which they are met."""

    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)

    def problem(self, problem: Problem) -> None:
        """Take note of a problem; raise InputError when they are too many to go on."""
        self.problems.append(problem)
        if len(self.problems) >= MOST:
            raise unusable(self.problems)

    def problems_of(self, error: InputError) -> None:
        """Take note of every problem of an input that could not be read."""
        for problem in error.problems:
            self.problem(problem)

    def notice(self, notice: Problem) -> None:
        """Take note of something that was done and should be seen, such as a guess."""
        if len(self.notices) < MOST:
            self.notices.append(notice)

    def of(self, source: str) -> bool:
        """Return whether a problem of ``source``, a file or a folder, was noted."""
        return any(problem.place.file.startswith(source) for problem in self.problems)
