"""A verdict as JSON, by the published contract: keys, order and types are a promise to other programs."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal

from pdz_graph.errors import Text
from pdz_graph.verdict import Finding, Ruling, Thing, Value, Verdict, Waiver

Json = dict[str, object]


def verdict_report(verdict: Verdict, register: tuple[str, int] | None = None) -> str:
    """Return the report: two spaces of indent, letters as they are, a new line at the end.

    "register" is there only where one was judged, by the name of its folder and its last change then.
    """
    kept: Json = {"register": {"folder": register[0], "change": register[1]}} if register else {}
    idle: Json = {"idle_waivers": [waiver_entry(waiver) for waiver in verdict.idle]} if verdict.idle else {}
    return dump(
        {
            "accordo": verdict.accordo,
            "as_of": verdict.as_of.isoformat(),
            "known_at": verdict.known_at.isoformat() if verdict.known_at else None,
            "readings": dict(sorted(verdict.readings.items())),
            "conforms": verdict.conforms,
            "counts": verdict.counts,
            "norms": [ruling_entry(ruling) for ruling in verdict.rulings],
            "findings": [finding_entry(finding) for finding in verdict.findings],
        }
        | idle
        | kept
    )


def dump(content: Json) -> str:
    """Return JSON as all the commands write it."""
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def ruling_entry(ruling: Ruling) -> Json:
    """Return one member of "norms"."""
    return {"norm": ruling.norm, "article": ruling.article, "status": ruling.status, "checked": ruling.checked}


def finding_entry(finding: Finding) -> Json:
    """Return one member of "findings"; "waived" is there only for a finding that is."""
    waived: Json = {"waived": waiver_entry(finding.waiver)} if finding.waiver else {}
    return {
        "norm": finding.norm,
        "article": finding.article,
        "severity": finding.severity,
        "subject": finding.subject.id,
        "subject_label": finding.subject.label.it,
        "since": finding.since.isoformat() if finding.since else None,
        "message": text_entry(finding.message),
        "remedy": text_entry(finding.remedy),
        "expected": value_entry(finding.expected),
        "found": value_entry(finding.found),
        "depends_on": list(finding.depends_on),
        "shape": finding.shape,
    } | waived


def waiver_entry(waiver: Waiver) -> Json:
    """Return a waiver."""
    return {
        "waiver": waiver.id,
        "norm": waiver.norm,
        "subject": waiver.subject,
        "reason": waiver.reason,
        "act": waiver.act,
        "since": waiver.since.isoformat() if waiver.since else None,
        "until": waiver.until.isoformat(),
    }


def text_entry(text: Text) -> Json:
    """Return a text in its two languages."""
    return {"it": text.it, "en": text.en}


def thing_entry(thing: Thing) -> Json:
    """Return a thing with its label in the two languages."""
    return {"id": thing.id, "label": text_entry(thing.label)}


def value_entry(value: Value) -> str | int | bool | None:
    """Return a value in JSON: whole numbers as numbers, amounts and days as strings that lose nothing."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value
