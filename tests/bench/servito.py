"""The lines about the server: beside a bare store, beside rdflib-endpoint, beside nginx, under load; each by itself."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from righe import Line

ROOT = Path(__file__).resolve().parents[2]
#: Where `make bench` installs what it compares with.
RDFLIB_ENDPOINT = ROOT / ".venv" / "bench" / "bin" / "rdflib-endpoint"
LOAD = (200, 60)
#: How many clients ask for documents, and for how many seconds each kind of them.
READERS = (50, 10)
_KINDS = {"quick": ("under 1 ms", 0.3), "slow": ("over 20 ms", 0.9)}


def _told(program: str, *arguments: object) -> dict[str, Any]:
    typed = [sys.executable, str(Path(__file__).with_name(program)), *map(str, arguments)]
    said: dict[str, Any] = json.loads(subprocess.run(typed, cwd=ROOT, check=True, capture_output=True).stdout)
    return said


def beside() -> list[Line]:
    """Measure the endpoint beside the others."""
    found = _told("servizio.py", *([RDFLIB_ENDPOINT] if RDFLIB_ENDPOINT.exists() else []))
    lines = [line for kind in _KINDS for clients in (1, 8) for line in _compared(found, kind, clients)]
    number, bare, ours = found["all-8"]
    lines.append(Line(f"All {number} queries, 8 clients", f"{ours:.0f}/s; bare store {bare:.0f}/s"))
    lines.append(Line("The same, with the answers that the server remembers", f"{found['remembered']:.0f}/s"))
    if "rdflib" in found:
        theirs = sum(found["rdflib"].values())
        mine = sum(found["alone"][name][1] for name in found["rdflib"])
        lines.append(Line("The catalogue once, one client", f"{mine:.2f} s; rdflib-endpoint {theirs:.1f} s"))
        times = theirs / mine
        lines.append(Line("It is so many times quicker", f"{times:.0f}", "at least 20", times >= 20))
    return lines


def _compared(found: dict[str, Any], kind: str, clients: int) -> list[Line]:
    if f"{kind}-{clients}" not in found:
        return []
    said, least = _KINDS[kind]
    number, bare, ours = found[f"{kind}-{clients}"]
    who = f"{clients} client{'s' if clients > 1 else ''}"
    what = f"{number} queries that take the bare store {said}, {who}: throughput to its own"
    measured = f"{ours / bare:.2f} ({ours:.0f}/s to {bare:.0f}/s)"
    return [Line(what, measured, f"at least {least}", ours / bare >= least)]


def under_load() -> list[Line]:
    """Put many clients on the server for a while."""
    clients, seconds = LOAD
    found = _told("carico.py", clients, seconds)
    before, after = found["before"], found["after"]
    good, bad = sum(found["good"].values()), sum(found["bad"].values())
    what = f"{clients} clients for {seconds} s, 5 % of the queries bad"
    wrong = len(found["wrong"])
    busy = found["good"].get("503", 0)
    lines = [
        Line(what, f"{good + bad} queries, {busy} good ones told to come back"),
        Line("Wrong answers", str(wrong), "none", wrong == 0),
    ]
    for name, most in (("processes", 1.0), ("files", 1.1), ("megabytes", 1.2)):
        grown = after[name] / before[name]
        said = f"{after[name]} after, {before[name]} before"
        lines.append(Line(f"The server's {name}", said, f"at most {most} times", grown <= most))
    return lines


def documents() -> list[Line]:
    """Ask for a page, a document and a thing, of our server and of an nginx that has the same files."""
    clients, seconds = READERS
    found = _told("documenti.py", clients, seconds)
    lines = []
    for what, live in found["live"].items():
        static = found["static"][what]
        said = f"{1000 * live['p99']:.0f} ms ({live['rate']:.0f}/s); nginx {1000 * static['p99']:.0f} ms"
        lines.append(Line(f"A {what}, {clients} clients: p99", said, "under 50 ms", live["p99"] < 0.05))
        lines.append(Line(f"A {what}: nginx answers so many times as often", f"{static['rate'] / live['rate']:.1f}"))
    grown = found["after"]["megabytes"] / found["before"]["megabytes"]
    said = f"{found['after']['megabytes']} after, {found['before']['megabytes']} before"
    lines.append(Line("The server's megabytes", said, "at most 1.2 times", grown <= 1.2))
    return lines
