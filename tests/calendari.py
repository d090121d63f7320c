"""What RFC 5545 asks of a calendar, read without the library that wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_LINE = re.compile(
    r"([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:\"[^\"]*\"|[^\";:,]*)(?:,(?:\"[^\"]*\"|[^\";:,]*))*)*):(.*)", re.DOTALL
)
#: What a text may hold: no backslash but before one of four letters, no bare comma nor semicolon, no control.
_TEXT = re.compile(r"(?:[^\\,;\x00-\x1f\x7f]|\\[\\,;nN])*")
_UTC = re.compile(r"\d{8}T\d{6}Z")
_DAY = re.compile(r"\d{8}")
#: How many times a property stands in a component: exactly once, or at most once.
_ONCE = {"VCALENDAR": {"VERSION", "PRODID"}, "VEVENT": {"UID", "DTSTAMP", "DTSTART"}, "VALARM": {"ACTION", "TRIGGER"}}
_AT_MOST = {
    "VCALENDAR": {"CALSCALE", "METHOD", "X-WR-CALNAME"},
    "VEVENT": {"SUMMARY", "DESCRIPTION", "STATUS", "TRANSP", "URL", "DTEND", "DURATION", "CLASS", "SEQUENCE"},
    "VALARM": {"DESCRIPTION", "DURATION", "REPEAT"},
}
_STATUSES = {"TENTATIVE", "CONFIRMED", "CANCELLED"}


@dataclass
class Property:
    """A line of content: its name, its parameters as they are written, its value."""

    name: str
    parameters: str
    value: str


@dataclass
class Component:
    """What stands between BEGIN and END."""

    name: str
    properties: list[Property] = field(default_factory=list)
    inside: list[Component] = field(default_factory=list)

    def values(self, name: str) -> list[str]:
        """Return the values of a property, as they are written."""
        return [one.value for one in self.properties if one.name == name]

    def text(self, name: str) -> str:
        """Return the only text of a property, as people read it."""
        (value,) = self.values(name)
        return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def read(data: bytes) -> Component:
    """Return the calendar that bytes are; fails where they break a rule of the RFC."""
    assert data.endswith(b"\r\n")
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert b"\n" not in data.replace(b"\r\n", b"")
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    assert [line for line in lines if len(line) > 75 or not line.strip()] == [], "3.1: no line over 75 octets"
    assert [line.decode() for line in lines], "3.1.4: UTF-8, and no letter is cut in two"
    unfolded = [_property(line) for line in b"\r\n".join(lines).replace(b"\r\n ", b"").decode().split("\r\n")]
    whole = Component("")
    stack = [whole]
    for one in unfolded:
        if one.name == "BEGIN":
            stack[-1].inside.append(Component(one.value))
            stack.append(stack[-1].inside[-1])
        elif one.name == "END":
            assert stack.pop().name == one.value
        else:
            stack[-1].properties.append(one)
    assert stack == [whole]
    (calendar,) = whole.inside
    assert calendar.name == "VCALENDAR"
    _check(calendar)
    return calendar


def _property(line: str) -> Property:
    match = _LINE.fullmatch(line)
    assert match, line
    return Property(*match.groups())


def _check(component: Component) -> None:
    counts = {one.name: len(component.values(one.name)) for one in component.properties}
    assert {name for name in _ONCE[component.name] if counts.get(name) != 1} == set()
    assert {name for name in _AT_MOST[component.name] if counts.get(name, 0) > 1} == set()
    for one in component.properties:
        _check_value(one)
    for inside in component.inside:
        _check(inside)
    if component.name == "VCALENDAR":
        known = [event.values("UID")[0] for event in component.inside]
        assert len(known) == len(set(known)), "3.8.4.7: one event, one name"
        assert component.values("VERSION") == ["2.0"]
    if component.name == "VEVENT":
        (start,), (end,) = component.values("DTSTART"), component.values("DTEND")
        assert start < end, "3.6.1: it ends after it begins"


def _check_value(one: Property) -> None:
    match one.name:
        case "DTSTART" | "DTEND":
            assert one.parameters == ";VALUE=DATE"
            assert _DAY.fullmatch(one.value)
        case "DTSTAMP":
            assert _UTC.fullmatch(one.value), "3.8.7.2: in UTC"
        case "STATUS":
            assert one.value in _STATUSES
        case "URL":
            assert re.fullmatch(r"https?://[!-~]+", one.value)
        case "CATEGORIES":
            assert all(_TEXT.fullmatch(part) for part in several(one.value))
        case "TRIGGER":
            assert re.fullmatch(r"-?P\d+D", one.value)
        case _:
            assert _TEXT.fullmatch(one.value), one.value


def several(value: str) -> list[str]:
    """Return the texts of a list."""
    return list(_parts(value))


def _parts(value: str) -> Iterator[str]:
    yield from re.split(r"(?<!\\),", value)
