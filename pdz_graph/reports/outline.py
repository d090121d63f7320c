"""The order in which people read a verdict: findings by article, by norm, by what is wrong. It draws nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pdz_graph import words
from pdz_graph.errors import Problem, Text
from pdz_graph.reports.values import Labels, plain, say_value
from pdz_graph.terms import of_accordo
from pdz_graph.verdict import SEVERITIES, Finding, Ruling, Value, Verdict, Waiver
from pdz_graph.words import say_day


@dataclass(frozen=True)
class Scene:
    """What surrounds a verdict when it is shown: labels by IRI, notices of the input, the day of whoever asks.

    ``again`` is what follows a command to ask about the same register on the same day (" registro --as-of 2013-06-30");
    ``register`` the folder of the register of an office that was judged, and the number of its last change then.
    """

    labels: Labels
    notices: tuple[Problem, ...] = ()
    today: date | None = None
    again: str = ""
    register: tuple[str, int] | None = None


@dataclass(frozen=True)
class Breach:
    """The findings of one norm by one constraint: said once, with all that break it beneath."""

    norm: str
    label: Text
    severity: str
    message: Text
    remedy: Text
    depends_on: tuple[str, ...]
    waiver: Waiver | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Chapter:
    """One article and what was found there."""

    article: str
    breaches: tuple[Breach, ...]


@dataclass(frozen=True)
class Section:
    """One article and its rulings."""

    article: str
    rulings: tuple[Ruling, ...]


def norm_label(verdict: Verdict, norm: str, labels: Labels) -> Text:
    """Return the label of a norm, or its id where nobody gave one."""
    return labels.get(of_accordo(verdict.accordo, "norma", norm).value, Text(norm, norm))


def chapters(verdict: Verdict, labels: Labels) -> tuple[Chapter, ...]:
    """Return the findings as chapters in the order of the articles, the gravest of a norm first."""
    found: dict[str, dict[tuple[object, ...], list[Finding]]] = {}
    for finding in verdict.findings:
        key = (finding.norm, finding.severity, finding.shape, finding.message, finding.depends_on, finding.waiver)
        found.setdefault(finding.article, {}).setdefault(key, []).append(finding)
    return tuple(
        Chapter(article, tuple(_breach(verdict, group, labels) for group in found[article].values()))
        for article in in_order(found)
    )


def _breach(verdict: Verdict, group: Sequence[Finding], labels: Labels) -> Breach:
    first = group[0]
    label = norm_label(verdict, first.norm, labels)
    return Breach(
        norm=first.norm,
        label=label,
        severity=first.severity,
        message=first.message,
        remedy=first.remedy,
        depends_on=first.depends_on,
        waiver=first.waiver,
        findings=tuple(group),
    )


def say_waiver(waiver: Waiver, lang: str) -> str:
    """Return until when a finding is put up with, why and by which act."""
    return f"{words.WAIVED.say(lang)} {say_day(waiver.until, lang)}: {plain(waiver.reason)} ({plain(waiver.act)})"


def sections(verdict: Verdict) -> tuple[Section, ...]:
    """Return the rulings by article, in the same order as the chapters."""
    found: dict[str, list[Ruling]] = {}
    for ruling in verdict.rulings:
        found.setdefault(ruling.article, []).append(ruling)
    return tuple(Section(article, tuple(found[article])) for article in in_order(found))


def in_order(articles: Iterable[str]) -> list[str]:
    """Return each article once: numbers by their value, then names as they first come."""
    seen = {article: place for place, article in enumerate(dict.fromkeys(articles))}

    def place(article: str) -> tuple[int, int, int]:
        digits = article[: len(article) - len(article.lstrip("0123456789"))]
        return (0, int(digits), seen[article]) if digits else (1, 0, seen[article])

    return sorted(seen, key=place)


def why_that_day(verdict: Verdict, today: date | None) -> Text:
    """Return why the verdict is of that day and no other."""
    if not verdict.day_is_default:
        return words.DAY_ASKED
    if today is None:
        return words.DAY_DEFAULT
    return words.DAY_TODAY if verdict.as_of == today else words.DAY_LAST


def which_register(scene: Scene, lang: str) -> str:
    """Return of which register a verdict is, and after which change; nothing where it is of files."""
    if scene.register is None:
        return ""
    folder, change = scene.register
    after = f"{words.AFTER_CHANGE.say(lang)} {change}" if change else words.NO_CHANGE.say(lang)
    return f"{words.REGISTER.say(lang)}: {plain(folder)}, {after}."


def too_early(verdict: Verdict, lang: str) -> str:
    """Return why no norm applies on a day before the signature; nothing on any other day."""
    if verdict.signed is None or not verdict.is_early:
        return ""
    return f"{words.SIGNED.say(lang)} {words.say_day(verdict.signed, lang)}: {words.TOO_EARLY.say(lang)}."


def headline(verdict: Verdict, lang: str) -> str:
    """Return the sum of a verdict in one sentence: "Non conforme: 3 violazioni e 1 nota".

    A verdict without violations also says how many norms it knows nothing of, lest silence pass for consent.
    """
    counts = verdict.counts
    parts = [words.counted(counts[name], words.SEVERITY_COUNT[name], lang) for name in SEVERITIES if counts[name]]
    parts += [words.counted(len(verdict.waived), words.WAIVED_COUNT, lang)] if verdict.waived else []
    said = words.series(parts, lang)
    if not verdict.conforms:
        return f"{words.BREACHES.say(lang)}: {said}"
    unknown = (
        words.counted(counts["unknown"], (words.UNKNOWN_ONE, words.UNKNOWN_MANY), lang) if counts["unknown"] else ""
    )
    return ", ".join(filter(None, (words.CONFORMS.say(lang), said, unknown)))


def mood(verdict: Verdict) -> str:
    """Return the status that colours the whole: what is unknown keeps a verdict from looking all right."""
    return "violated" if not verdict.conforms else "unknown" if verdict.counts["unknown"] else "satisfied"


def readings(verdict: Verdict, labels: Labels, lang: str) -> str:
    """Return the readings used, each with its label where it has one: "art-16=per-durata (36 mesi)"."""
    said = []
    for question, code in sorted(verdict.readings.items()):
        label = labels.get(of_accordo(verdict.accordo, "lettura", code).value)
        said.append(plain(f"{question}={code}" + (f" ({label.say(lang)})" if label else "")))
    return ", ".join(said)


def norm_count(verdict: Verdict, lang: str) -> str:
    """Return "1 norma giudicata", "76 norme giudicate"."""
    return words.counted(len(verdict.rulings), (words.NORMS_ONE, words.NORMS_MANY), lang)


def how_many(number: int, lang: str) -> str:
    """Return "1 cosa", "3 cose"."""
    return words.counted(number, (words.THING_ONE, words.THING_MANY), lang)


def columns(breach: Breach) -> tuple[str, ...]:
    """Return which facts of its findings a table must show: what no finding has is left out."""
    facts = ("expected", "found", "since")
    return tuple(name for name in facts if any(getattr(finding, name) is not None for finding in breach.findings))


def say_fact(finding: Finding, name: str, labels: Labels, lang: str) -> str:
    """Return one of the facts that ``columns`` names, in words; of a day found too late, by how many days."""
    value: Value = getattr(finding, name)
    said = say_value(value, labels, lang)
    late = _days_late(finding) if name == "found" else 0
    return f"{said}, {words.counted(late, words.DAYS_LATER, lang)}" if late else said


def _days_late(finding: Finding) -> int:
    """Return by how many days what was found is later than what was expected; 0 when they are not two such days."""
    expected, found = finding.expected, finding.found
    if not (isinstance(expected, date) and isinstance(found, date)):
        return 0
    return max(0, (found - expected).days)
