# SPDX-License-Identifier: Apache-2.0
"""A course's numbers, phases, ending and words, against the calendars of the design."""

from __future__ import annotations

import random
import sys
import timeit
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dit_desktop.records.counting import Phase, phase_of, uses_up
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
from dit_desktop.records.session import GAP_PROMPT, LAST_PROMPT, LETTER_PROMPT, SESSION_PROMPTS

STATE = AppointmentState
FIRST = date(2026, 9, 3)
TEN = time(10)
LEAVE = Break(from_on=date(2026, 10, 19), to_on=date(2026, 11, 1))
THURSDAYS = Course(
    id=7,
    starts_on=FIRST,
    slot_day=Weekday.THURSDAY,
    slot_time=TEN,
    missed_rule=MissedRule.COUNTS,
    state=CourseState.ACTIVE,
)
FORGIVING = replace(THURSDAYS, missed_rule=MissedRule.DOES_NOT_COUNT)
MISSED_DAYS = (date(2026, 10, 8), date(2026, 11, 19))


def at(day: date, state: AppointmentState = STATE.HELD, counts: Counts | None = None, number: int = 0) -> Appointment:
    """An appointment at ten; its id makes it one of its own."""
    return Appointment(
        id=number or day.toordinal(), parent=7, starts_at=datetime.combine(day, TEN), state=state, counts=counts
    )


def weeks(count: int, state: AppointmentState = STATE.HELD) -> list[Appointment]:
    """So many Thursdays from the first session on."""
    return [at(FIRST + timedelta(weeks=week), state) for week in range(count)]


def golden(course: Course) -> Schedule:
    events = [at(day, STATE.MISSED) for day in MISSED_DAYS]
    return whole_course(course, events, [LEAVE], STATE.HELD)


def numbers(made: Schedule) -> dict[date, int | None]:
    return {item.day: item.number for item in made.meetings}


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


RULES = {
    MissedRule.COUNTS: {STATE.HELD, STATE.BOOKED, STATE.MISSED, STATE.CANCELLED_LATE},
    MissedRule.WITHOUT_NOTICE: {STATE.HELD, STATE.BOOKED, STATE.MISSED},
    MissedRule.DOES_NOT_COUNT: {STATE.HELD, STATE.BOOKED},
}


class TestWhatUsesUpASession:
    @pytest.mark.parametrize("rule", MissedRule)
    @pytest.mark.parametrize("state", STATE)
    def test_each_rule_for_each_state(self, rule: MissedRule, state: AppointmentState) -> None:
        course = replace(THURSDAYS, missed_rule=rule)
        assert uses_up(course, at(FIRST, state)) == (state in RULES[rule])
        assert uses_up(course, at(FIRST, state, Counts.BY_RULE)) == (state in RULES[rule])

    def test_a_rule_not_yet_chosen_is_read_as_counts(self) -> None:
        assert uses_up(replace(THURSDAYS, missed_rule=None), at(FIRST, STATE.MISSED))

    @pytest.mark.parametrize("state", [STATE.HELD, STATE.MISSED, STATE.CANCELLED_IN_TIME, STATE.CANCELLED_LATE])
    def test_an_appointment_can_decide_for_itself(self, state: AppointmentState) -> None:
        assert uses_up(FORGIVING, at(FIRST, state, Counts.YES))
        assert not uses_up(THURSDAYS, at(FIRST, state, Counts.NO))

    @pytest.mark.parametrize("state", [STATE.CANCELLED_BY_ME, STATE.MOVED])
    @pytest.mark.parametrize("counts", [None, *Counts])
    def test_my_own_cancellation_and_a_time_given_up_never_count(
        self, state: AppointmentState, counts: Counts | None
    ) -> None:
        assert not uses_up(THURSDAYS, at(FIRST, state, counts))

    def test_an_appointment_without_an_answer_is_taken_for_booked(self) -> None:
        made = schedule(THURSDAYS, [replace(at(FIRST), state=None)], [], FIRST)
        assert made.meetings[0].state is STATE.BOOKED
        assert made.meetings[0].number == 1

    def test_what_lies_in_the_bin_or_has_no_time_is_not_there(self) -> None:
        binned = replace(at(FIRST), binned_at=datetime(2026, 9, 4))  # noqa: DTZ001
        assert schedule(THURSDAYS, [binned, replace(at(FIRST), starts_at=None)], [], FIRST).used == 0


class TestBreaks:
    def test_a_booked_time_in_a_break_has_no_number_and_the_ending_moves(self) -> None:
        booked = weeks(10, STATE.BOOKED)
        made = schedule(THURSDAYS, booked, [LEAVE], FIRST)
        assert numbers(made)[date(2026, 10, 22)] is None
        assert numbers(made)[date(2026, 10, 29)] is None
        assert numbers(made)[date(2026, 11, 5)] == 8
        assert made.end == date(2026, 12, 31)

    def test_a_session_held_in_a_break_was_held(self) -> None:
        made = schedule(THURSDAYS, [*weeks(7), at(date(2026, 10, 22))], [LEAVE], date(2026, 10, 23))
        assert made.used == 8

    def test_a_session_kept_on_purpose_in_a_break_has_its_number(self) -> None:
        kept = at(date(2026, 10, 22), STATE.BOOKED, Counts.YES)
        assert numbers(schedule(THURSDAYS, [*weeks(7), kept], [LEAVE], FIRST))[date(2026, 10, 22)] == 8

    def test_leave_of_the_practice_and_of_this_course_apply_and_those_of_another_do_not(self) -> None:
        assert schedule(THURSDAYS, [], [replace(LEAVE, parent=7)], FIRST).end == date(2026, 12, 31)
        assert schedule(THURSDAYS, [], [replace(LEAVE, parent=8)], FIRST).end == date(2026, 12, 17)

    def test_a_break_in_the_bin_moves_nothing(self) -> None:
        binned = replace(LEAVE, binned_at=datetime(2026, 9, 4))  # noqa: DTZ001
        assert schedule(THURSDAYS, [], [binned], FIRST).end == date(2026, 12, 17)

    def test_a_break_without_a_last_day_is_one_day_long(self) -> None:
        holiday = Break(from_on=date(2026, 10, 22))
        assert schedule(THURSDAYS, [], [holiday], FIRST).end == date(2026, 12, 24)

    def test_a_break_without_a_first_day_is_not_there_yet(self) -> None:
        assert schedule(THURSDAYS, [], [Break(to_on=date(2026, 10, 22))], FIRST).end == date(2026, 12, 17)

    def test_a_pause_without_an_end_leaves_the_ending_unknown(self) -> None:
        paused = replace(THURSDAYS, state=CourseState.PAUSED, paused_from=date(2026, 10, 5))
        made = schedule(paused, weeks(5), [], date(2026, 10, 6))
        assert (made.end, made.next) == (None, None)
        again = replace(paused, paused_to=date(2026, 11, 1), state=CourseState.ACTIVE)
        assert schedule(again, weeks(5), [], date(2026, 10, 6)).end == date(2027, 1, 14)

    def test_a_pause_that_was_never_given_an_end_is_over_when_the_course_goes_on(self) -> None:
        going_on = replace(THURSDAYS, paused_from=date(2026, 10, 5))
        assert schedule(going_on, weeks(5), [], date(2026, 10, 6)).end == date(2026, 12, 17)


class TestMoved:
    def test_a_moved_session_keeps_its_number_and_the_rest_stays(self) -> None:
        moved = [*weeks(11), at(date(2026, 11, 19), STATE.MOVED), at(date(2026, 11, 20))]
        made = schedule(THURSDAYS, moved, [], date(2026, 11, 21))
        assert numbers(made)[date(2026, 11, 19)] is None
        assert numbers(made)[date(2026, 11, 20)] == 12
        assert made.end == date(2026, 12, 17)

    def test_moved_into_the_next_week_that_week_keeps_its_own_session_too(self) -> None:
        moved = [*weeks(11), at(date(2026, 11, 19), STATE.MOVED), at(date(2026, 11, 23), STATE.BOOKED)]
        made = schedule(THURSDAYS, moved, [], date(2026, 11, 20))
        assert numbers(made)[date(2026, 11, 23)] == 12
        assert numbers(made)[date(2026, 11, 26)] == 13
        assert made.end == date(2026, 12, 17)

    def test_moved_behind_a_later_session_the_order_is_by_date(self) -> None:
        moved = [at(FIRST, STATE.MOVED), at(FIRST + timedelta(days=9)), at(FIRST + timedelta(days=7))]
        made = schedule(THURSDAYS, moved, [], FIRST)
        assert [item.number for item in made.meetings[:3]] == [None, 1, 2]

    def test_a_time_changed_by_hand_stands_for_its_week(self) -> None:
        changed = [*weeks(11), at(date(2026, 11, 18))]
        made = schedule(THURSDAYS, changed, [], date(2026, 11, 18))
        assert numbers(made)[date(2026, 11, 26)] == 13
        assert made.end == date(2026, 12, 17)

    def test_a_time_given_up_without_a_new_one_lets_the_ending_move(self) -> None:
        made = schedule(THURSDAYS, [*weeks(11), at(date(2026, 11, 19), STATE.MOVED)], [], date(2026, 11, 19))
        assert made.end == date(2026, 12, 24)


class TestWhereTheCourseStands:
    def test_it_says_used_phase_and_left(self) -> None:
        made = schedule(THURSDAYS, weeks(9), [], date(2026, 10, 30))
        assert made.words() == "9 of 16 used, middle phase, 7 left"
        assert made.last is not None
        assert made.last.number == 9

    def test_before_the_first_session_nothing_is_used(self) -> None:
        made = schedule(THURSDAYS, [], [], FIRST - timedelta(days=7))
        assert made.words() == "0 of 16 used, initial phase, 16 left"
        assert (made.last, made.current) == (None, None)

    def test_the_last_session_may_be_a_counted_one(self) -> None:
        made = schedule(THURSDAYS, [*weeks(4), at(FIRST + timedelta(weeks=4), STATE.MISSED)], [], date(2026, 10, 2))
        assert made.words() == "5 of 16 used, middle phase, 11 left"
        assert made.last is not None
        assert not made.last.held

    def test_on_the_day_of_a_booked_session_it_is_that_one(self) -> None:
        diary = [*weeks(4), at(FIRST + timedelta(weeks=4), STATE.BOOKED)]
        day_before = schedule(THURSDAYS, diary, [], date(2026, 9, 30))
        on_the_day = schedule(THURSDAYS, diary, [], date(2026, 10, 1))
        assert (day_before.current, day_before.phase) == (day_before.meetings[3], Phase.INITIAL)
        assert (on_the_day.current, on_the_day.phase) == (on_the_day.meetings[4], Phase.MIDDLE)
        assert on_the_day.words() == "4 of 16 used, middle phase, 12 left"
        assert on_the_day.number_words(5) == "5 of 16"

    def test_a_course_may_have_begun_before_the_records(self) -> None:
        made = schedule(replace(THURSDAYS, began_at=8), weeks(1), [], FIRST)
        assert (made.meetings[0].number, made.used, made.held, made.left) == (9, 9, 9, 7)
        assert schedule(replace(THURSDAYS, began_at=8), [], [], FIRST).words() == "8 of 16 used, middle phase, 8 left"

    def test_extra_sessions_lengthen_the_ending_and_the_agreed_limit_stays_visible(self) -> None:
        longer = replace(THURSDAYS, extension=2)
        made = schedule(longer, weeks(17), [], date(2026, 12, 31))
        assert made.words() == "17 of 16 + 2 used, ending phase, 1 left"
        assert [phase_of(longer, number) for number in (12, 13, 18)] == [Phase.MIDDLE, Phase.ENDING, Phase.ENDING]
        assert made.end == date(2026, 12, 31)

    def test_sessions_beyond_the_limit_are_said(self) -> None:
        made = schedule(THURSDAYS, weeks(17), [], date(2026, 12, 31))
        assert made.words() == "17 of 16 used, ending phase, 1 more than agreed"
        assert made.left == 0

    def test_an_ended_course_expects_nothing(self) -> None:
        ended = replace(THURSDAYS, state=CourseState.ENDED)
        made = schedule(ended, weeks(9), [], date(2027, 1, 1))
        assert made.words() == "Ended, 9 of 16 used"
        assert (made.next, made.end) == (None, date(2026, 10, 29))
        assert schedule(ended, [], [], FIRST).end is None

    def test_a_longer_course_has_its_own_phases(self) -> None:
        complex_care = Course(planned=28, phases=(6, 16, 6))
        assert [phase_of(complex_care, number) for number in (6, 7, 22, 23, 28)] == [
            Phase.INITIAL,
            Phase.MIDDLE,
            Phase.MIDDLE,
            Phase.ENDING,
            Phase.ENDING,
        ]

    def test_phases_left_half_written_do_not_break_it(self) -> None:
        assert phase_of(Course(phases=()), 1) is Phase.ENDING
        assert phase_of(Course(phases=(4,)), 4) is Phase.INITIAL

    def test_the_ending_told_is_compared_with_the_one_expected(self) -> None:
        told = replace(THURSDAYS, end_told_date=date(2026, 12, 17))
        assert not schedule(told, [], [], FIRST).end_differs
        assert schedule(told, [], [LEAVE], FIRST).end_differs
        assert not schedule(THURSDAYS, [], [LEAVE], FIRST).end_differs


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


class TestPrompts:
    def test_each_session_with_a_prompt_has_it_and_the_others_have_none(self) -> None:
        made = schedule(THURSDAYS, [], [], FIRST)
        assert {number: made.prompts(number) for number in range(1, 17) if made.prompts(number)} == {
            **{number: (f"Session {number}: {words}",) for number, words in SESSION_PROMPTS.items()},
            12: (f"Letter session: {LETTER_PROMPT}",),
            16: (f"Last session: {LAST_PROMPT}",),
        }

    def test_the_letter_comes_in_the_session_the_course_says(self) -> None:
        made = schedule(replace(THURSDAYS, letter_at=13), [], [], FIRST)
        assert (made.prompts(12), made.prompts(13)) == ((), (f"Letter session: {LETTER_PROMPT}",))

    def test_the_letter_comes_in_the_last_session_before_the_ending_phase_if_nothing_else_is_said(self) -> None:
        shorter = schedule(replace(THURSDAYS, planned=12, phases=(3, 6, 3)), [], [], FIRST)
        assert shorter.prompts(9) == (f"Letter session: {LETTER_PROMPT}",)
        assert schedule(replace(THURSDAYS, phases=()), [], [], FIRST).course.letter_session == 1

    def test_half_way_is_half_of_what_was_agreed(self) -> None:
        longer = schedule(replace(THURSDAYS, planned=28, phases=(6, 16, 6)), [], [], FIRST)
        assert longer.prompts(14) == (f"Session 14: {SESSION_PROMPTS[8]}",)
        assert longer.prompts(8) == ()

    def test_the_last_session_is_the_last_extra_one(self) -> None:
        made = schedule(replace(THURSDAYS, extension=1), [], [], FIRST)
        assert (made.prompts(16), made.prompts(17)) == ((), (f"Last session: {LAST_PROMPT}",))

    def test_after_a_missed_session_or_a_break_the_gap_is_named(self) -> None:
        made = golden(THURSDAYS)
        named = f"After a missed session or a break: {GAP_PROMPT}"
        gaps = [number for number in range(1, 17) if named in made.prompts(number)]
        assert gaps == [7, 8, 11]  # after 8 October, after the leave, after 19 November

    def test_a_session_that_is_nowhere_in_the_diary_follows_no_gap(self) -> None:
        assert not schedule(THURSDAYS, [], [LEAVE], FIRST).after_gap(99)

    def test_a_moved_session_leaves_no_gap(self) -> None:
        moved = [*weeks(2), at(date(2026, 9, 17), STATE.MOVED), at(date(2026, 9, 18))]
        assert not schedule(THURSDAYS, moved, [], date(2026, 9, 18)).after_gap(3)


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
