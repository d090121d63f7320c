"""The gate: what a change of the register makes and mends, and whether a policy lets it in. It writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

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
        """The findings that the change makes, those that it makes worse, and those that break again, for their waiver
        has gone."""
        known = {finding.key: finding for finding in self.before}
        return tuple(one for one in self.after if one.key not in known or _worse(known[one.key], one))

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


def _worse(before: Finding, after: Finding) -> bool:
    """Tell whether a finding weighs more than it did: it breaks again, or what was found lies further off."""
    return after.breaks and (not before.breaks or _gap(before) < _gap(after))


def _gap(finding: Finding) -> Decimal:
    """Return how far what was found lies from what was expected: of numbers and days; 0 for what has no distance."""
    match finding.expected, finding.found:
        case (int() | Decimal(), int() | Decimal()):
            return abs(Decimal(finding.found) - Decimal(finding.expected))
        case date(), date():
            return Decimal(abs((finding.found - finding.expected).days))
        case _:
            return Decimal(0)


def violations(findings: Iterable[Finding]) -> int:
    """Return how many findings are violations that nobody has waived."""
    return sum(finding.breaks for finding in findings)
