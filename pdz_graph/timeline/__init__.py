"""The verdicts of a row of days: how each norm fared in the course of time, and what happened meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from pyoxigraph import Quad

from pdz_graph.agreement import Agreement
from pdz_graph.deadlines import last_of, months
from pdz_graph.facts import triples_of
from pdz_graph.timeline.course import Course
from pdz_graph.timeline.happenings import Happening, happenings
from pdz_graph.timeline.turns import Moment, Run, Step, Turn, changes, history

__all__ = ["Happening", "Moment", "Run", "Step", "Turn", "changes", "days", "happenings", "history", "timeline"]


def timeline(
    agreement: Agreement, register: Iterable[Quad], day: date, readings: Sequence[str] = ()
) -> tuple[Moment, ...]:
    """Judge a register on the days that ``days`` gives, the last being ``day``.

    The verdicts are those of ``Agreement.judge_facts``, but for the questions of reading on which a finding hangs: no
    other reading is tried. Raises UsageError for a reading that does not exist.
    """
    course = Course(agreement, triples_of(register), readings)
    start = min((reading.start for reading in course.readings.values()), default=day)
    end = min((reading.end for reading in course.readings.values()), default=day)
    row = days(agreement.signed or start, end, day)
    return tuple(Moment(verdict.as_of, verdict) for verdict in course.verdicts(row))


def days(signed: date, end: date, day: date) -> tuple[date, ...]:
    """Return the day of the signature, the last day of each month after it up to ``end`` (included), and ``day``.

    They ascend, none comes twice, and none is later than ``day``, which is the last of them.
    """
    ends = (last_of(first.year, first.month) for first in (signed.replace(day=1), *months(signed, end)))
    return (*sorted({one for one in (signed, *ends) if one < day and (one <= end or one == signed)}), day)
