# SPDX-License-Identifier: Apache-2.0
"""A course's calendar against those of the design, what lies ahead in it, and counts that no order of events breaks."""

from __future__ import annotations

import random
import sys
import timeit
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dit_desktop.records.counting import Phase
from dit_desktop.records.course import (
    Appointment,
    AppointmentState,
    Break,
    Counts,
    Course,
    CourseState,
    MissedRule,
    Weekday,
)
from dit_desktop.records.schedule import Meeting, Schedule, schedule, whole_course
from tests.records.calendars import (
    FIRST,
    FORGIVING,
    LEAVE,
    MISSED_DAYS,
    STATE,
    TEN,
    THURSDAYS,
    at,
    golden,
    numbers,
    weeks,
)


def lived(course: Course, until: date) -> Schedule:
    """The golden course as a therapist lives it: each session booked from what is expected, then answered."""
    diary: list[Appointment] = []
    for _week in range(40):
        today = diary[-1].starts_at.date() if diary and diary[-1].starts_at else FIRST
        coming = next((item for item in schedule(course, diary, [LEAVE], today).meetings if item.expected), None)
        if coming is None or coming.day > until:
            break
        diary.append(at(coming.day, STATE.MISSED if coming.day in MISSED_DAYS else STATE.HELD))
    return schedule(course, diary, [LEAVE], until)


class TestGoldenCalendars:
    def test_when_a_missed_session_counts(self) -> None:
        made = golden(THURSDAYS)
        by_day = numbers(made)
        assert by_day[date(2026, 10, 15)] == 7
        assert by_day[date(2026, 11, 5)] == 8
        assert by_day[date(2026, 11, 12)] == 9
        assert by_day[date(2026, 11, 26)] == 11
        assert by_day[date(2026, 12, 10)] == 13
        assert by_day[date(2026, 12, 31)] == 16
        assert (made.used, made.held, made.left) == (16, 14, 0)
        assert len(made.meetings) == 16
        assert made.end == date(2026, 12, 31)

    def test_when_a_missed_session_does_not_count(self) -> None:
        made = golden(FORGIVING)
        by_day = numbers(made)
        assert by_day[date(2026, 10, 15)] == 6
        assert by_day[date(2026, 11, 5)] == 7
        assert by_day[date(2026, 11, 26)] == 9
        assert by_day[date(2026, 12, 17)] == 12
        assert by_day[date(2026, 12, 24)] == 13
        assert by_day[date(2027, 1, 14)] == 16
        assert len(made.meetings) == 18
        assert made.held == 16
        assert [by_day[day] for day in MISSED_DAYS] == [None, None]

    @pytest.mark.parametrize("course", [THURSDAYS, FORGIVING])
    def test_lived_week_by_week_it_is_the_same_calendar(self, course: Course) -> None:
        whole, lived_through = golden(course), lived(course, date(2027, 3, 1))
        assert numbers(lived_through) == numbers(whole)
        assert lived_through.end == whole.end

    def test_the_phases_fall_where_the_design_puts_them(self) -> None:
        phases = {item.number: item.phase for item in golden(THURSDAYS).meetings}
        assert [phases[number] for number in (1, 4, 5, 12, 13, 16)] == [
            Phase.INITIAL,
            Phase.INITIAL,
            Phase.MIDDLE,
            Phase.MIDDLE,
            Phase.ENDING,
            Phase.ENDING,
        ]

    def test_the_ending_is_foreseen_from_the_first_day(self) -> None:
        assert schedule(THURSDAYS, [], [], FIRST).end == date(2026, 12, 17)
        assert schedule(THURSDAYS, [], [LEAVE], FIRST).end == date(2026, 12, 31)

    def test_ten_o_clock_stays_ten_o_clock(self) -> None:
        made = golden(THURSDAYS)
        assert {item.starts_at.time() for item in made.meetings} == {TEN}
        assert all(item.starts_at.tzinfo is None for item in made.meetings)


class TestAhead:
    def test_the_next_one_is_what_is_booked(self) -> None:
        diary = [*weeks(3), at(FIRST + timedelta(weeks=3), STATE.BOOKED)]
        coming = schedule(THURSDAYS, diary, [], date(2026, 9, 18)).next
        assert coming is not None
        assert (coming.day, coming.number, coming.expected) == (date(2026, 9, 24), 4, False)

    def test_without_a_booking_the_weekly_time_is_expected(self) -> None:
        coming = schedule(THURSDAYS, weeks(3), [], date(2026, 9, 18)).next
        assert coming is not None
        assert (coming.starts_at, coming.number, coming.expected) == (datetime(2026, 9, 24, 10), 4, True)  # noqa: DTZ001

    def test_without_a_weekly_time_nothing_is_expected(self) -> None:
        free = replace(THURSDAYS, slot_time=None)
        made = schedule(free, weeks(3), [], date(2026, 9, 18))
        assert (made.next, made.end, len(made.meetings)) == (None, None, 3)

    def test_a_booked_time_gone_by_waits_for_an_answer(self) -> None:
        made = schedule(THURSDAYS, [*weeks(2), *weeks(4, STATE.BOOKED)[2:3]], [], date(2026, 9, 18))
        assert [item.number for item in made.unanswered] == [3]
        assert made.used == 2

    def test_the_present_day_does_not_change_the_number_of_what_is_in_the_diary(self) -> None:
        diary = [at(FIRST + timedelta(weeks=3), STATE.BOOKED)]
        early = schedule(replace(THURSDAYS, starts_on=None), diary, [], date(2026, 8, 1))
        assert early.meetings[0].number == 1
        assert early.meetings[0].day == FIRST + timedelta(weeks=3)

    def test_a_mistyped_year_does_not_run_for_ever(self) -> None:
        assert schedule(THURSDAYS, [at(date.max)], [], FIRST).used == 1
        assert schedule(THURSDAYS, [], [Break(from_on=FIRST, to_on=date.max)], FIRST).end is None


class TestWholeCourse:
    def test_an_event_off_the_weekly_day_is_kept_beside_the_weekly_times(self) -> None:
        events = [at(FIRST, STATE.MOVED), at(FIRST + timedelta(days=1))]
        made = whole_course(THURSDAYS, events, [], STATE.BOOKED)
        assert [item.number for item in made.meetings[:3]] == [None, 1, 2]
        assert made.end == date(2026, 12, 17)

    def test_an_event_after_the_last_session_is_kept(self) -> None:
        made = whole_course(THURSDAYS, [at(date(2027, 1, 7))], [], STATE.HELD)
        assert numbers(made)[date(2027, 1, 7)] == 17
        assert date(2026, 12, 24) not in numbers(made)

    def test_without_a_first_day_it_begins_with_the_first_event(self) -> None:
        assert whole_course(replace(THURSDAYS, starts_on=None), weeks(1), [], STATE.HELD).end == date(2026, 12, 17)

    def test_without_any_day_there_is_nothing(self) -> None:
        assert whole_course(replace(THURSDAYS, starts_on=None), [], [], STATE.HELD).meetings == ()


days = st.dates(date(2026, 1, 1), date(2028, 1, 1))
diaries = st.lists(
    st.builds(at, days, st.sampled_from(STATE), st.sampled_from([None, *Counts]), number=st.integers(1, 10**6)),
    max_size=40,
    unique_by=lambda item: item.id,
)
leaves = st.lists(st.builds(Break, from_on=days, to_on=days), max_size=4)
courses = st.builds(
    Course,
    id=st.just(7),
    planned=st.integers(1, 30),
    extension=st.integers(0, 4),
    began_at=st.integers(0, 12),
    phases=st.sampled_from([(4, 8, 4), (6, 16, 6), (4,), ()]),
    missed_rule=st.sampled_from([None, *MissedRule]),
    slot_day=st.sampled_from([None, *Weekday]),
    slot_time=st.just(TEN),
    state=st.sampled_from([None, *CourseState]),
    starts_on=st.none() | days,
    paused_from=st.none() | days,
)


def carried(item: Meeting) -> tuple[date, AppointmentState, int | None]:
    return item.day, item.state, item.number


@given(courses, diaries, leaves, days, st.randoms())
def test_no_order_of_events_breaks_a_count(
    course: Course, diary: list[Appointment], breaks: list[Break], today: date, chance: random.Random
) -> None:
    made = schedule(course, diary, breaks, today)
    counted = [item.number for item in made.meetings if item.number is not None]
    assert counted == list(range(course.began_at + 1, course.began_at + 1 + len(counted)))
    assert all(one.starts_at <= two.starts_at for one, two in pairwise(made.meetings))
    agreed = course.planned + course.extension
    assert made.used + made.left == agreed or (made.left == 0 and made.used > agreed)
    assert made.words()
    assert sum(not item.expected for item in made.meetings) == len(diary)
    assert all(item.day >= today and item.number for item in made.meetings if item.expected)
    shuffled, turned = chance.sample(diary, len(diary)), breaks[::-1]
    assert schedule(course, shuffled, turned, today) == made


@given(courses, diaries, leaves, days)
def test_a_later_day_changes_no_number_in_the_diary(
    course: Course, diary: list[Appointment], breaks: list[Break], today: date
) -> None:
    def recorded(day: date) -> list[tuple[date, AppointmentState, int | None]]:
        return [carried(item) for item in schedule(course, diary, breaks, day).meetings if not item.expected]

    assert recorded(today) == recorded(today + timedelta(days=90))


def test_a_course_of_thirty_appointments_takes_well_under_a_millisecond() -> None:
    diary = weeks(30, STATE.MISSED)

    def once() -> None:
        schedule(FORGIVING, diary, [LEAVE], FIRST).words()

    tracing = sys.gettrace()
    sys.settrace(None)  # a coverage run would measure itself
    try:
        fastest = min(timeit.repeat(once, timer=thread_time, number=10, repeat=20)) / 10
    finally:
        sys.settrace(tracing)
    assert fastest < 0.001
