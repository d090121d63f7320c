"""The gate: what a change of the register makes and mends, and whether a policy lets it in. It writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pdz_graph.verdict import Finding

#: What may be recorded: nothing that makes a violation that was not there; nothing while any violation stands; all.
POLICIES = ("no-new", "strict", "report")


@dataclass(frozen=True)
class Weighed:
    """The findings before and after a change, under a policy. A waived violation refuses nothing."""

    policy: str
    before: tuple[Finding, ...]
    after: tuple[Finding, ...]

    @property
    def new(self) -> tuple[Finding, ...]:
        """The findings that the change makes, or makes graver."""
        return _less(self.after, self.before)

    @property
    def solved(self) -> tuple[Finding, ...]:
        """The findings that it mends."""
        return _less(self.before, self.after)

    @property
    def standing(self) -> tuple[Finding, ...]:
        """The findings that it leaves as they were."""
        new = {finding.key for finding in self.new}
        return tuple(finding for finding in self.after if finding.key not in new)

    @property
    def refusing(self) -> tuple[Finding, ...]:
        """The violations for which the policy refuses the change; none when it lets it in."""
        looked_at = {"no-new": self.new, "strict": self.after, "report": ()}[self.policy]
        return tuple(finding for finding in looked_at if finding.breaks)


def violations(findings: Iterable[Finding]) -> int:
    """Return how many findings are violations that nobody has waived."""
    return sum(finding.breaks for finding in findings)


def _less(some: Iterable[Finding], others: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that the others are not, or that break where those did not (a waiver came or went)."""
    known = {finding.key: finding.breaks for finding in others}
    return tuple(one for one in some if one.key not in known or (one.breaks and not known[one.key]))
