# SPDX-License-Identifier: Apache-2.0
"""How the pattern moves through a course: where the focus showed, session by session, and the aims beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from dit_desktop.i18n import _
from dit_desktop.models.clients import shown_day
from dit_desktop.models.offering import name_of
from dit_desktop.models.table import Column
from dit_desktop.records.goal import Aim, GoalReview
from dit_desktop.records.session import Shown, Unsure

if TYPE_CHECKING:
    from datetime import date

    from dit_desktop.models.case import Case
    from dit_desktop.models.desk import Desk
    from dit_desktop.records.counting import Phase
    from dit_desktop.records.fields import Choice
    from dit_desktop.records.session import FocusMoment, SessionNote

_ROOM: Final = 300  # characters of what is said of one moment


class Session(NamedTuple):
    """A column of the picture."""

    number: int | None
    day: date
    phase: Phase | None
    note: int  # 0 while there is none


@dataclass(frozen=True)
class Moment:
    """One place in one session where the focus showed, or was not seen."""

    column: int
    session: Session
    whom: str
    focus: FocusMoment

    @property
    def seen(self) -> bool:
        """Whether the focus showed at all."""
        return self.focus.shown is not Shown.NOT_SEEN

    def words(self) -> str:
        """All of it in words, as it was answered and no more."""
        where = lowered(self.focus.where) if self.focus.where else ""
        turned = _("the other way round") if self.focus.reversed is Unsure.YES else ""
        known = self.focus.recognised
        parts = (
            heading(self.session),
            _("with {whom}").format(whom=self.whom) if self.whom else "",
            where,
            _("shown: {how}").format(how=lowered(self.focus.shown)) if self.focus.shown else "",
            turned,
            _("recognised: {when}").format(when=lowered(known)) if known else "",
            _("something different tried: {what}").format(what=self.focus.different[:_ROOM])
            if self.focus.different
            else "",
        )
        return "; ".join(" ".join(part.split()) for part in parts if part)


class Rated(NamedTuple):
    """An aim, and how near it was by column."""

    aim: str
    near: dict[int, int]


@dataclass(frozen=True)
class Pattern:
    """One course as a picture: its sessions, what showed in them, and its aims."""

    sessions: tuple[Session, ...]
    moments: tuple[Moment, ...]
    aims: tuple[Rated, ...]

    def people(self) -> list[str]:
        """With whom it showed, in the order in which they first came up; "" where that was not said."""
        return list(dict.fromkeys(moment.whom for moment in self.moments if moment.seen))


def lowered(answer: Choice) -> str:
    """An answer in the midst of a sentence; “I” stays as it is."""
    return answer.label[:1].lower() + answer.label[1:]


def heading(session: Session) -> str:
    """A session in words."""
    number = _("Session {number}").format(number=session.number) if session.number else _("No session")
    return f"{number}, {shown_day(session.day)}"


def pattern_of(desk: Desk, case: Case) -> Pattern:
    """The picture of a client's latest course."""
    found: list[tuple[Session, SessionNote | None]] = []
    for meeting in case.schedule.meetings if case.schedule else ():
        note = case.note_of(meeting)
        if meeting.number or note:
            session = Session(meeting.number, meeting.day, meeting.phase, note.id if note else 0)
            found.append((session, note))
    moments = [
        Moment(at, session, _whom(desk, focus), focus)
        for at, (session, note) in enumerate(found)
        for focus in (note.focus if note else ())
    ]
    sessions = tuple(session for session, _note in found)
    return Pattern(sessions, tuple(moments), tuple(_aims(desk, case, sessions)))


def _whom(desk: Desk, focus: FocusMoment) -> str:
    if focus.with_person:
        return name_of(desk, focus.with_person)
    return " ".join(focus.with_whom[:_ROOM].split())


def _aims(desk: Desk, case: Case, sessions: tuple[Session, ...]) -> list[Rated]:
    if case.course is None:
        return []
    columns = {session.number: at for at, session in enumerate(sessions) if session.number}
    rounds = [
        (columns[each.session], each)
        for each in desk.find(GoalReview, parent=case.course.id)
        if each.session in columns
    ]
    return [
        Rated(
            aim.aim,
            {
                column: rating.near
                for column, each in rounds
                for rating in each.ratings
                if rating.aim == aim.id and rating.near is not None
            },
        )
        for aim in desk.find(Aim, parent=case.course.id)
    ]


# The table twin: a row for every moment.
COLUMNS: Final = [
    Column[Moment](_("Session"), lambda one: str(one.session.number or "–")),
    Column[Moment](_("With"), lambda one: one.whom[:_ROOM]),
    Column[Moment](_("Where"), lambda one: one.focus.where.label if one.focus.where else ""),
    Column[Moment](_("Did it show?"), lambda one: one.focus.shown.label if one.focus.shown else ""),
    Column[Moment](_("Recognised"), lambda one: one.focus.recognised.label if one.focus.recognised else ""),
    Column[Moment](_("Other way round"), lambda one: one.focus.reversed.label if one.focus.reversed else ""),
    Column[Moment](_("Tried"), lambda one: " ".join(one.focus.different[:_ROOM].split())),
]
