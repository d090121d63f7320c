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
        """The findings that the change makes, and those that break again, for their waiver has gone."""
        known = {finding.key: finding.breaks for finding in self.before}
        return tuple(one for one in self.after if one.key not in known or (one.breaks and not known[one.key]))

    @property
    def solved(self) -> tuple[Finding, ...]:
        """The findings that it mends."""
        there = {finding.key for finding in self.after}
        return tuple(finding for finding in self.before if finding.key not in there)

    @property
    def waived(self) -> tuple[Finding, ...]:
        """The findings that it leaves, but for a waiver that it brings."""
        before = {finding.key: finding.waiver for finding in self.before}
        return tuple(one for one in self.after if one.waiver and before.get(one.key, one.waiver) is None)

    @property
    def standing(self) -> tuple[Finding, ...]:
        """The findings that it leaves as they were."""
        other = {finding.key for finding in (*self.new, *self.waived)}
        return tuple(finding for finding in self.after if finding.key not in other)

    @property
    def refusing(self) -> tuple[Finding, ...]:
        """The violations for which the policy refuses the change; none when it lets it in."""
        looked_at = {"no-new": self.new, "strict": self.after, "report": ()}[self.policy]
        return tuple(finding for finding in looked_at if finding.breaks)


def violations(findings: Iterable[Finding]) -> int:
    """Return how many findings are violations that nobody has waived."""
    return sum(finding.breaks for finding in findings)
