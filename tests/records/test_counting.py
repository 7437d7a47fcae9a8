# SPDX-License-Identifier: Apache-2.0
"""What uses up a session of a course, and what a break or a moved session does to the numbers and the ending."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from dit_desktop.records.counting import uses_up
from dit_desktop.records.course import AppointmentState, Break, Counts, CourseState, MissedRule
from dit_desktop.records.schedule import schedule
from tests.records.calendars import FIRST, FORGIVING, LEAVE, STATE, THURSDAYS, at, numbers, weeks

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
