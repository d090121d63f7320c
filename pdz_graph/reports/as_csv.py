"""The findings of a verdict as a table (RFC 4180), one row a finding; no cell can act as a formula of a spreadsheet."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import Final

from pdz_graph.reports.as_json import value_entry
from pdz_graph.verdict import Finding, Verdict

#: The columns: the names of the JSON contract, in both languages, so that a script reads either.
COLUMNS: Final = (
    "norm", "article", "severity", "subject", "subject_label", "since",
    "message", "remedy", "expected", "found", "depends_on", "shape", "waived_until",
)  # fmt: skip

#: A spreadsheet reads a cell that begins so as a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER: Final = re.compile(r"-[0-9]+(\.[0-9]+)?")


def verdict_report(verdict: Verdict, lang: str) -> str:
    """Return the findings as CSV: header row, commas, CRLF; wording in ``lang``, codes, days and numbers in none."""
    return table(COLUMNS, (_row(finding, lang) for finding in verdict.findings))


def table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Return rows as CSV under the header ``columns``; None is an empty cell."""
    sheet = StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in columns])
    return sheet.getvalue()


def _row(finding: Finding, lang: str) -> dict[str, object]:
    return {
        "norm": finding.norm,
        "article": finding.article,
        "severity": finding.severity,
        "subject": finding.subject.id,
        "subject_label": finding.subject.label.say(lang),
        "since": finding.since.isoformat() if finding.since else None,
        "message": finding.message.say(lang),
        "remedy": finding.remedy.say(lang),
        "expected": value_entry(finding.expected),
        "found": value_entry(finding.found),
        "depends_on": ";".join(finding.depends_on),
        "shape": finding.shape,
        "waived_until": finding.waiver.until.isoformat() if finding.waiver else None,
    }


def _cell(value: object) -> str:
    """Return a cell; a text that a spreadsheet would execute is kept a text by a leading apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    acts = text.startswith(_FORMULA) and not _NUMBER.fullmatch(text)
    return "'" + text if acts else text
