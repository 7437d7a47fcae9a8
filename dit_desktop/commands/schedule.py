# SPDX-License-Identifier: Apache-2.0
"""The command that numbers the appointments of a course written down in a small JSON file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, TypeVar

from dit_desktop.commands.terminal import DONE, Unusable, text_of
from dit_desktop.i18n import _
from dit_desktop.records.course import Appointment, AppointmentState, Break, Counts, Course, MissedRule, Weekday
from dit_desktop.records.schedule import whole_course

if TYPE_CHECKING:
    from argparse import Namespace

    from dit_desktop.commands.terminal import Terminal

C = TypeVar("C")

_TIME = time(9)  # of day; the file speaks of days only
_KNOWN = frozenset({"start", "weekday", "length", "phases", "missed_counts", "breaks", "events"})


class _WrongPart(Exception):  # noqa: N818 - named by the state
    """A part of the file is not as a course has it; says which."""


def schedule(options: Namespace, terminal: Terminal) -> int:
    """One line for every appointment of the course in a file."""
    try:
        found = json.loads(text_of(options.file))
    except (ValueError, RecursionError) as error:
        raise Unusable(options.file, _("not a JSON file")) from error
    try:
        course, events, breaks = _course(found)
    except _WrongPart as error:
        raise Unusable(options.file, str(error)) from error
    made = whole_course(course, events, breaks, AppointmentState.BOOKED)
    lines, appointments = [], []
    for item in made.meetings:
        phase = item.phase.value if item.phase else None
        lines.append(f"{item.day} {item.state.value} {item.number or '-'} {phase or '-'}")
        appointments.append({"date": str(item.day), "state": item.state.value, "number": item.number, "phase": phase})
    terminal.answer("\n".join(lines), appointments=appointments)
    return DONE


def _course(found: Any) -> tuple[Course, list[Appointment], list[Break]]:
    if not isinstance(found, dict) or "start" not in found:
        raise _WrongPart("start")
    if unknown := sorted(found.keys() - _KNOWN):
        raise _WrongPart(unknown[0])
    start = _read("start", lambda: date.fromisoformat(found["start"]))
    course = Course(
        starts_on=start,
        slot_day=_read("weekday", lambda: _weekday(found.get("weekday", start.isoweekday()))),
        slot_time=_TIME,
        planned=_read("length", lambda: _number(found.get("length", 16))),
        phases=_read("phases", lambda: tuple(_number(each) for each in found.get("phases", (4, 8, 4)))),
        missed_rule=_read("missed_counts", lambda: _rule(found.get("missed_counts", True))),
    )
    events = _read("events", lambda: [_event(each) for each in found.get("events", ())])
    breaks = _read("breaks", lambda: [_break(each) for each in found.get("breaks", ())])
    return course, events, breaks


def _read(where: str, reading: Callable[[], C]) -> C:
    """What a part of the file says, or that this part is not as it should be."""
    try:
        return reading()
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise _WrongPart(where) from error


def _number(found: Any) -> int:
    if type(found) is not int or not 0 <= found <= 999:
        raise ValueError
    return found


def _choice(kind: Callable[..., C], found: str) -> C:
    """The choice that is stored as this text."""
    return kind(found)


def _weekday(found: int | str) -> Weekday:
    """A day as its ISO number or its English name."""
    return Weekday[found.upper()] if isinstance(found, str) and found.isalpha() else _choice(Weekday, str(found))


def _rule(found: bool | str) -> MissedRule:  # noqa: FBT001 - the file may say true
    if isinstance(found, bool):
        return MissedRule.COUNTS if found else MissedRule.DOES_NOT_COUNT
    return _choice(MissedRule, found)


def _event(found: Mapping[str, str]) -> Appointment:
    day = date.fromisoformat(found["date"])
    counts = _choice(Counts, found["counts"]) if "counts" in found else None
    state = _choice(AppointmentState, found["state"])
    return Appointment(starts_at=datetime.combine(day, _TIME), state=state, counts=counts)


def _break(found: Mapping[str, str]) -> Break:
    first = date.fromisoformat(found["from"])
    return Break(from_on=first, to_on=date.fromisoformat(found.get("to", found["from"])))
