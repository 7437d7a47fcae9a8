# SPDX-License-Identifier: Apache-2.0
"""A course of therapy: its frame, its appointments and its breaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated, ClassVar

from dit_desktop.i18n import _
from dit_desktop.records.fields import Choice, Field, Record


class CourseState(Choice):
    """Where a course stands."""

    WAITING = "waiting", _("Waiting")
    ASSESSMENT = "assessment", _("Assessment")
    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("Ended")


class Weekday(Choice):
    """A day of the week; ISO numbers, Monday is 1."""

    MONDAY = "1", _("Monday")
    TUESDAY = "2", _("Tuesday")
    WEDNESDAY = "3", _("Wednesday")
    THURSDAY = "4", _("Thursday")
    FRIDAY = "5", _("Friday")
    SATURDAY = "6", _("Saturday")
    SUNDAY = "7", _("Sunday")


class Setting(Choice):
    """Where a course takes place."""

    ROOM = "room", _("Room")
    VIDEO = "video", _("Video")
    PHONE = "phone", _("Phone")
    MIXED = "mixed", _("Mixed")


class Place(Choice):
    """Where one session takes place."""

    ROOM = "room", _("Room")
    VIDEO = "video", _("Video")
    PHONE = "phone", _("Phone")


class MissedRule(Choice):
    """Whether a missed session uses up one of those agreed."""

    COUNTS = "counts", _("Counts")
    WITHOUT_NOTICE = "without_notice", _("Counts without notice only")
    DOES_NOT_COUNT = "does_not_count", _("Does not count")


class Rhythm(Choice):
    """How often questionnaires are asked."""

    EVERY = "every", _("Every session")
    EVERY_N = "every_n", _("Every few sessions")
    START_MIDDLE_END = "start_middle_end", _("Start, middle, end")
    NONE = "none", _("None")


class PlanInNotes(Choice):
    """Whether the session plan stands in the notes of a course."""

    SHOWN = "shown", _("Shown")
    LEFT_OUT = "left_out", _("Left out")


class EndKind(Choice):
    """How a course ended."""

    AS_AGREED = "as_agreed", _("As agreed")
    EARLIER = "earlier", _("Earlier, agreed")
    STOPPED = "stopped", _("Stopped coming")
    REFERRED = "referred", _("Referred on")
    BY_ME = "by_me", _("Ended by me")
    DIED = "died", _("Died")
    OTHER = "other", _("Other")


class AppointmentState(Choice):
    """What became of an appointment."""

    BOOKED = "booked", _("Booked")
    HELD = "held", _("Held")
    MISSED = "missed", _("Missed")
    CANCELLED_IN_TIME = "cancelled_in_time", _("Cancelled in time")
    CANCELLED_LATE = "cancelled_late", _("Cancelled late")
    CANCELLED_BY_ME = "cancelled_by_me", _("Cancelled by me")
    MOVED = "moved", _("Moved")


class Counts(Choice):
    """Whether an appointment uses up a session."""

    BY_RULE = "by_rule", _("By the rule")
    YES = "yes", _("Yes")
    NO = "no", _("No")


class Charged(Choice):
    """Whether an appointment is paid."""

    FULL = "full", _("In full")
    PART = "part", _("In part")
    NOT = "not", _("Not charged")


class WhoseBreak(Choice):
    """Why there are no sessions for a while."""

    MINE = "mine", _("Mine")
    THEIRS = "theirs", _("Theirs")
    ILLNESS = "illness", _("Illness")
    HOLIDAY = "holiday", _("Public holiday")
    OTHER = "other", _("Other")


@dataclass(frozen=True, kw_only=True)
class Course(Record):
    """The agreed frame of one therapy; belongs to a client."""

    title: ClassVar[str] = _("Course")
    clinical: ClassVar[bool] = False

    state: Annotated[CourseState | None, Field(_("State"), section=_("Frame"))] = None
    starts_on: Annotated[date | None, Field(_("First session on"))] = None
    planned: Annotated[int, Field(_("Sessions agreed"), low=1, high=200)] = 16
    phases: Annotated[
        tuple[int, ...], Field(_("Initial, middle, ending"), hint=_("Sessions in each phase."), high=200)
    ] = (4, 8, 4)
    minutes: Annotated[int, Field(_("Minutes a session"), low=10, high=240)] = 50
    slot_day: Annotated[Weekday | None, Field(_("Weekly time"))] = None
    slot_time: Annotated[time | None, Field(_("at"), beside=True)] = None
    setting: Annotated[Setting | None, Field(_("Where"))] = None
    missed_rule: Annotated[MissedRule | None, Field(_("A missed session"))] = None
    began_at: Annotated[
        int,
        Field(
            _("Already under way"),
            hint=_("Sessions held before you began to record here; earlier scores can be typed in."),
        ),
    ] = 0
    end_told_date: Annotated[
        date | None,
        Field(
            _("Ending date told to the {client}"),
            hint=_("The date you named, and when. Change it here if it moves."),
        ),
    ] = None
    end_told_on: Annotated[date | None, Field(_("told on"), beside=True)] = None
    letter_at: Annotated[
        int | None,
        Field(
            _("Letter brought to session"),
            low=1,
            hint=_("Reminder to draft it from the session before. Left empty: the last before the ending phase."),
        ),
    ] = None
    measure_rhythm: Annotated[Rhythm | None, Field(_("Questionnaires"))] = None
    measure_every: Annotated[int | None, Field(_("every"), beside=True, low=1, high=50)] = None
    measure_which: Annotated[str, Field(_("which ones"), beside=True)] = ""
    plan_in_notes: Annotated[
        PlanInNotes | None,
        Field(_("Session plan in the notes"), hint=_("Shown unless you say otherwise; what was written stays.")),
    ] = None

    extension: Annotated[
        int,
        Field(
            _("Extra sessions"),
            section=_("If it changes"),
            folded=True,
            hint=_("How many, why, and the new ending date told. The agreed limit stays visible."),
        ),
    ] = 0
    extension_why: Annotated[str, Field(_("Why extra sessions"), rows=2)] = ""
    paused_why: Annotated[str, Field(_("Paused because"))] = ""
    paused_from: Annotated[date | None, Field(_("from"), beside=True)] = None
    paused_to: Annotated[date | None, Field(_("to"), beside=True)] = None
    end_kind: Annotated[EndKind | None, Field(_("How it ended"))] = None
    end_note: Annotated[str, Field(_("About the ending"), rows=2)] = ""

    @property
    def letter_session(self) -> int:
        """The number of the session to which the goodbye letter is brought: session 12 of 4, 8 and 4."""
        return self.letter_at or max(1, sum(self.phases[:2]))


@dataclass(frozen=True, kw_only=True)
class Appointment(Record):
    """A time set aside for a course; it becomes a session only if it is held or counted."""

    title: ClassVar[str] = _("Appointment")
    clinical: ClassVar[bool] = False

    starts_at: Annotated[datetime | None, Field(_("When"), section=_("Appointment"))] = None
    place: Annotated[Place | None, Field(_("Where"))] = None
    state: Annotated[AppointmentState | None, Field(_("What happened"))] = None
    counts: Annotated[
        Counts | None,
        Field(
            _("Uses up a session"),
            hint=_("By the rule of the course, or decided here. Your own cancellation never counts."),
        ),
    ] = None
    heard_how: Annotated[str, Field(_("How you heard"), hint=_("And what was said."))] = ""
    did_what: Annotated[
        str,
        Field(
            _("What you did"),
            rows=2,
            hint=_("Rang, wrote, waited; anyone told. For an absence that worries you, open Safety."),
        ),
    ] = ""
    charged: Annotated[Charged | None, Field(_("Fee"))] = None
    moved_from: Annotated[int, Field(_("Moved from"), link="Appointment")] = 0  # the time that was given up for it


@dataclass(frozen=True, kw_only=True)
class Break(Record):
    """Weeks without sessions; without a parent it is the whole practice's."""

    title: ClassVar[str] = _("Break")
    clinical: ClassVar[bool] = False

    from_on: Annotated[date | None, Field(_("First day"), section=_("Break"))] = None
    to_on: Annotated[date | None, Field(_("Last day"))] = None
    whose: Annotated[WhoseBreak | None, Field(_("Whose break"))] = None
    announced_in: Annotated[int | None, Field(_("Told in session"))] = None
    cover: Annotated[str, Field(_("If they need someone meanwhile"), hint=_("Who, and how to reach them."))] = ""


@dataclass(frozen=True, kw_only=True)
class Announcement(Record):
    """That somebody was told of a break of the whole practice; belongs to their course."""

    title: ClassVar[str] = _("Break told")
    clinical: ClassVar[bool] = False

    leave: Annotated[int, Field(_("Break"), link="Break")] = 0
    announced_in: Annotated[int | None, Field(_("Told in session"))] = None
    announced_on: Annotated[date | None, Field(_("on"), beside=True)] = None


def told_in(item: Break, announcements: Iterable[Announcement]) -> int | None:
    """The session in which a course was told of a break: its own says so itself, for the practice's there is a word."""
    said = (word.announced_in for word in announcements if word.leave == item.id and word.binned_at is None)
    return item.announced_in if item.parent else next(said, None)


def is_told(item: Break, announcements: Iterable[Announcement]) -> bool:
    """Whether a course knows of a break; one that is theirs they told themselves."""
    if item.parent:
        return item.announced_in is not None or item.whose is WhoseBreak.THEIRS
    return any(word.leave == item.id and word.binned_at is None for word in announcements)
