# SPDX-License-Identifier: Apache-2.0
"""Where a course says that it stands, and what it reminds of in each session."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dit_desktop.records.counting import Phase, phase_of
from dit_desktop.records.course import Course, CourseState
from dit_desktop.records.schedule import schedule
from dit_desktop.records.session import GAP_PROMPT, LAST_PROMPT, LETTER_PROMPT, SESSION_PROMPTS
from tests.records.calendars import FIRST, LEAVE, STATE, THURSDAYS, at, golden, weeks


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
