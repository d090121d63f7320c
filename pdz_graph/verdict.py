"""What a judgement says: findings, a ruling for each norm, and their sum. Values only; nothing is judged here."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from pdz_graph.errors import Text

#: A scheme, and nothing that may not stand in an IRI.
_IRI = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*://[^\s<>"{}|^`\\]+""")
#: Severities of a finding, gravest first.
SEVERITIES = ("violation", "warning", "info")
#: The four statuses of a norm on a day.
STATUSES = ("satisfied", "violated", "unknown", "not_applicable")

#: A value that a finding expected or found: IRI and plain text as str, day, whole number, amount of euro.
Value = str | int | Decimal | date | bool | None


@dataclass(frozen=True)
class Thing:
    """Something a norm looked at: its IRI (or lexical form) and its label."""

    id: str
    label: Text


@dataclass(frozen=True)
class Waiver:
    """A finding that is put up with: which norm and what thing, why, by which act, and the last day on which it holds.

    ``since`` is its first day, None when it has none.
    """

    id: str
    norm: str
    subject: str
    reason: str
    act: str
    since: date | None
    until: date


@dataclass(frozen=True)
class Finding:
    """One thing that breaks one norm by one constraint.

    ``since`` is the first day on which it stood (None where the data cannot tell); ``expected`` and ``found`` are what
    the constraint compared; ``depends_on`` names the questions of reading ("art-16") on which the finding hangs;
    ``waiver`` is the one by which it is put up with.
    """

    norm: str
    article: str
    severity: str
    subject: Thing
    since: date | None
    message: Text
    remedy: Text
    expected: Value
    found: Value
    depends_on: tuple[str, ...]
    shape: str
    waiver: Waiver | None = None

    @property
    def breaks(self) -> bool:
        """True for a violation that nobody has waived."""
        return self.severity == "violation" and self.waiver is None

    @property
    def key(self) -> tuple[str, str, str]:
        """(norm, value, constraint): what both engines must agree on."""
        return (self.norm, self.subject.id, self.shape)


@dataclass(frozen=True)
class Ruling:
    """The status of one judged norm: what was looked at, and what could not be known."""

    norm: str
    article: str
    status: str
    looked_at: tuple[Thing, ...]
    unknown: tuple[Thing, ...]

    @property
    def checked(self) -> int:
        """How many things were looked at."""
        return len(self.looked_at)


@dataclass(frozen=True)
class Verdict:
    """The judgement of one accordo on one day.

    ``readings`` maps a question ("art-16") to the code of the reading used; ``day_is_default`` is True when nobody
    asked for that day. Rulings are sorted by norm, findings by norm, severity, constraint and subject. ``signed`` is
    the day of the signature, where it is known. ``idle`` are the waivers in force that fit no finding.
    """

    accordo: str
    label: Text
    as_of: date
    day_is_default: bool
    known_at: datetime | None
    readings: dict[str, str]
    rulings: tuple[Ruling, ...]
    findings: tuple[Finding, ...]
    signed: date | None = None
    idle: tuple[Waiver, ...] = ()

    @property
    def is_early(self) -> bool:
        """True on a day before the signature, when no norm applies."""
        return self.signed is not None and self.as_of < self.signed

    @property
    def conforms(self) -> bool:
        """True when no finding is a violation, but for those that are waived."""
        return not any(finding.breaks for finding in self.findings)

    @property
    def waived(self) -> tuple[Finding, ...]:
        """The findings that are waived."""
        return tuple(finding for finding in self.findings if finding.waiver)

    @property
    def counts(self) -> dict[str, int]:
        """How many norms for each status, then how many findings for each severity, without those that are waived."""
        statuses = Counter(ruling.status for ruling in self.rulings)
        severities = Counter(finding.severity for finding in self.findings if finding.waiver is None)
        return {name: statuses[name] for name in STATUSES} | {name: severities[name] for name in SEVERITIES}


def is_iri(value: object) -> bool:
    """Tell whether a value of a finding is an IRI, and not a text."""
    return isinstance(value, str) and _IRI.fullmatch(value) is not None


def several(value: str) -> list[str]:
    """Return the parts of a value that stands for several ("one ; another"), or the value alone."""
    return value.split(" ; ")
