# SPDX-License-Identifier: Apache-2.0
"""What the diary writes down keeps every count, and what is said before is what happens after."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dit_desktop.records.booking import (
    answered,
    booked,
    consequence,
    ending_words,
    moved,
    rule_words,
    without,
    would_be,
)
from dit_desktop.records.course import (
    Announcement,
    Appointment,
    AppointmentState,
    Break,
    Counts,
    CourseState,
    Place,
    Setting,
    WhoseBreak,
    is_told,
    told_in,
)
from dit_desktop.records.schedule import Meeting, Schedule, schedule
from tests.records.calendars import FIRST, FORGIVING, LEAVE, STATE, THURSDAYS, at, numbers, weeks

ELEVENTH = FIRST + timedelta(weeks=10)
TODAY = ELEVENTH
MOVES = "The ending moves from 17 December 2026 to 24 December 2026."
COURSE = replace(THURSDAYS, client=3)


def kept(made: Schedule, changed: Sequence[Appointment]) -> Schedule:
    """The course once a change was kept, every new appointment with an id of its own."""
    highest = max([10**6, *(item.appointment.id for item in made.meetings if item.appointment)])
    return would_be(made, [replace(item, id=item.id or highest + n) for n, item in enumerate(changed, start=1)])


def on(made: Schedule, day: date) -> Meeting:
    return next(item for item in (*made.silent, *made.meetings) if item.day == day)


TEN_HELD = schedule(COURSE, weeks(10), [], TODAY)


class TestBooking:
    def test_what_is_expected_before_a_booking_is_booked_with_it(self) -> None:
        far = booked(TEN_HELD, datetime.combine(ELEVENTH + timedelta(weeks=2), time(10)))
        days = [item.starts_at.date() for item in far if item.starts_at]
        assert days == [ELEVENTH + timedelta(weeks=week) for week in range(3)]
        assert {(item.client, item.parent, item.state) for item in far} == {(3, 7, STATE.BOOKED)}
        after = kept(TEN_HELD, far)
        assert numbers(after)[days[-1]] == 13
        assert after.end == TEN_HELD.end

    def test_it_takes_place_where_the_course_does(self) -> None:
        for setting, place in ((Setting.VIDEO, Place.VIDEO), (Setting.MIXED, Place.ROOM), (None, Place.ROOM)):
            made = schedule(replace(COURSE, setting=setting), weeks(10), [], TODAY)
            assert booked(made, datetime.combine(ELEVENTH, time(10)))[-1].place is place
        assert booked(TEN_HELD, datetime.combine(ELEVENTH, time(10)), Place.PHONE)[-1].place is Place.PHONE

    def test_an_answer_about_a_later_week_loses_none_before_it(self) -> None:
        third = on(TEN_HELD, ELEVENTH + timedelta(weeks=2))
        changed = answered(TEN_HELD, third, STATE.CANCELLED_IN_TIME)
        assert [item.state for item in changed] == [STATE.BOOKED, STATE.BOOKED, STATE.CANCELLED_IN_TIME]
        after = kept(TEN_HELD, changed)
        assert after.end == (TEN_HELD.end or date.max) + timedelta(weeks=1)
        assert [item.number for item in after.meetings[10:]] == [11, 12, None, 13, 14, 15, 16]

    def test_an_appointment_that_is_there_is_changed_and_no_other(self) -> None:
        made = schedule(COURSE, [*weeks(10), at(ELEVENTH, STATE.BOOKED)], [], TODAY)
        changed = answered(made, on(made, ELEVENTH), STATE.MISSED)
        assert [(item.id, item.state) for item in changed] == [(ELEVENTH.toordinal(), STATE.MISSED)]


class TestMoving:
    @pytest.mark.parametrize("days", [-6, -1, 1, 4, 6, 13, 20])
    def test_however_far_the_number_order_and_ending_are_kept(self, days: int) -> None:
        for booked_ahead in (0, 1, 6):
            ahead = [at(ELEVENTH + timedelta(weeks=week), STATE.BOOKED) for week in range(booked_ahead)]
            made = schedule(COURSE, [*weeks(10), *ahead], [], TODAY)
            before, when = on(made, ELEVENTH), datetime.combine(ELEVENTH + timedelta(days=days), time(15))
            after = kept(made, moved(made, before, when))
            given_up, new = on(after, ELEVENTH), next(item for item in after.meetings if item.starts_at == when)
            assert (given_up.state, given_up.number) == (STATE.MOVED, None)
            assert new.booked
            assert new.number == 11 + sum(0 <= week * 7 < days for week in range(1, 4))
            assert after.used == made.used
            assert after.end == max(made.end or date.min, when.date())

    def test_the_new_time_says_which_it_stands_for_and_takes_over_no_words(self) -> None:
        old = replace(at(ELEVENTH, STATE.BOOKED), heard_how="She rang", place=Place.VIDEO)
        made = schedule(COURSE, [*weeks(10), old], [], TODAY)
        given_up, new = moved(made, on(made, ELEVENTH), datetime.combine(ELEVENTH + timedelta(days=1), time(9)))
        assert (given_up.id, given_up.state, given_up.heard_how) == (old.id, STATE.MOVED, "She rang")
        assert (new.id, new.moved_from, new.heard_how, new.place) == (0, old.id, "", Place.VIDEO)


class TestWhatIsSaidBefore:
    MADE = schedule(COURSE, [*weeks(10), at(ELEVENTH, STATE.BOOKED)], [], TODAY)

    @pytest.mark.parametrize(
        "state,said",
        [
            (STATE.HELD, "Session 11 of 16. Then 11 of 16 used, 5 left. The ending stays 17 December 2026."),
            (STATE.MISSED, "Uses up session 11 of 16. Then 11 of 16 used, 5 left. The ending stays 17 December 2026."),
            (
                STATE.CANCELLED_IN_TIME,
                f"Uses up no session. Then 10 of 16 used, 6 left. {MOVES}",
            ),
            (
                STATE.CANCELLED_LATE,
                "Uses up session 11 of 16. Then 11 of 16 used, 5 left. The ending stays 17 December 2026.",
            ),
            (
                STATE.CANCELLED_BY_ME,
                f"Uses up no session. Then 10 of 16 used, 6 left. {MOVES}",
            ),
        ],
    )
    def test_each_state_says_what_it_means_for_the_count(self, state: AppointmentState, said: str) -> None:
        changed = answered(self.MADE, on(self.MADE, ELEVENTH), state)
        assert consequence(self.MADE, changed) == said
        after = kept(self.MADE, changed)
        assert f"Then {after.number_words(after.used)} used, {after.left} left." in said

    def test_an_ending_nobody_can_foresee_is_said_too(self) -> None:
        free = schedule(replace(COURSE, slot_time=None), weeks(10), [], TODAY)
        assert consequence(free, booked(free, datetime.combine(ELEVENTH, time(10)))).endswith("cannot be foreseen.")

    def test_leave_says_how_far_an_ending_moves(self) -> None:
        made = schedule(COURSE, [], [], FIRST)
        after = without(made, [LEAVE])
        assert ending_words(made, after) == "The ending moves from 17 December 2026 to 31 December 2026."
        assert ending_words(after, after) == "The ending stays 31 December 2026."
        assert without(after, [LEAVE]).end == after.end

    def test_why_an_appointment_counts_is_said(self) -> None:
        missed = at(ELEVENTH, STATE.MISSED)
        assert rule_words(missed) == "By the rule of the course."
        assert rule_words(replace(missed, counts=Counts.YES)) == "Decided here."
        assert "never counts" in rule_words(replace(missed, state=STATE.CANCELLED_BY_ME, counts=Counts.YES))


class TestSilence:
    def test_weekly_times_gone_by_without_a_word_are_asked_about(self) -> None:
        made = schedule(COURSE, weeks(8), [], ELEVENTH)
        assert [item.day for item in made.silent] == [FIRST + timedelta(weeks=8), FIRST + timedelta(weeks=9)]
        assert all(item.expected and item.number is None for item in made.silent)
        after = kept(made, answered(made, made.silent[1], STATE.MISSED))
        assert (after.used, after.silent) == (9, made.silent[:1])
        assert kept(after, answered(after, after.silent[0], STATE.HELD)).silent == ()

    def test_a_week_is_known_by_whatever_stands_for_it(self) -> None:
        gap = [*weeks(10)[:6], at(FIRST + timedelta(weeks=6, days=1)), *weeks(10)[8:]]
        assert [item.day for item in schedule(COURSE, gap, [], ELEVENTH).silent] == [FIRST + timedelta(weeks=7)]

    def test_today_is_no_silence_yet_and_leave_is_none(self) -> None:
        assert schedule(COURSE, weeks(10), [], ELEVENTH).silent == ()
        assert schedule(COURSE, weeks(7), [LEAVE], date(2026, 11, 2)).silent == ()

    @pytest.mark.parametrize("state", [CourseState.WAITING, CourseState.PAUSED, CourseState.ENDED])
    def test_a_course_that_is_not_under_way_is_not_asked_about(self, state: CourseState) -> None:
        assert schedule(replace(COURSE, state=state), weeks(8), [], ELEVENTH).silent == ()

    def test_nobody_is_asked_about_what_was_before_the_records(self) -> None:
        assert schedule(replace(COURSE, began_at=8), [], [], ELEVENTH).silent == ()
        begun = schedule(replace(COURSE, began_at=8), weeks(10)[8:9], [], ELEVENTH)
        assert [item.day for item in begun.silent] == [FIRST + timedelta(weeks=9)]
        assert schedule(replace(COURSE, starts_on=None), [], [], ELEVENTH).silent == ()
        assert len(schedule(COURSE, [], [], ELEVENTH).silent) == 8  # and about two months at most


class TestTellingOfBreaks:
    def test_each_course_says_in_which_session_it_was_told(self) -> None:
        leave = replace(LEAVE, id=5)
        words = [Announcement(id=8, parent=7, leave=5, announced_in=6)]
        assert (told_in(leave, words), is_told(leave, words)) == (6, True)
        assert (told_in(leave, []), is_told(leave, [])) == (None, False)
        binned = [replace(words[0], binned_at=datetime(2026, 9, 4))]  # noqa: DTZ001
        assert (told_in(leave, binned), is_told(leave, binned)) == (None, False)

    def test_a_break_of_one_course_says_it_itself(self) -> None:
        own = Break(id=6, parent=7, from_on=FIRST, announced_in=3)
        assert (told_in(own, []), is_told(own, [])) == (3, True)
        assert not is_told(replace(own, announced_in=None), [])
        assert is_told(replace(own, announced_in=None, whose=WhoseBreak.THEIRS), [])


steps = st.lists(
    st.tuples(st.sampled_from(["book", "answer", "move"]), st.integers(0, 30), st.sampled_from(STATE)), max_size=12
)


@given(steps, st.sampled_from([COURSE, replace(FORGIVING, client=3)]), st.randoms())
def test_no_order_of_diary_entries_breaks_a_count_and_what_was_said_comes_true(
    done: list[tuple[str, int, AppointmentState]], course: object, chance: random.Random
) -> None:
    made = schedule(course, weeks(2), [LEAVE], FIRST + timedelta(weeks=2))  # type: ignore[arg-type]
    for at_step, (what, which, state) in enumerate(done):
        meetings = [item for item in made.meetings if item.booked]
        when = datetime.combine(FIRST + timedelta(days=15 + 5 * which), time(11))
        if what == "book":
            changed = booked(made, when)
        elif meetings:
            meeting = meetings[which % len(meetings)]
            changed = answered(made, meeting, state) if what == "answer" else moved(made, meeting, when)
        else:
            continue
        foretold = would_be(made, changed)
        known = [item.appointment for item in made.meetings if item.appointment]
        new = [replace(item, id=item.id or 10**6 * (at_step + 1) + n) for n, item in enumerate(changed)]
        changed_ids = {item.id for item in new}
        diary = [*new, *(item for item in known if item.id not in changed_ids)]
        chance.shuffle(diary)
        made = schedule(course, diary, [LEAVE], made.today)  # type: ignore[arg-type]
        assert (made.used, made.held, made.left, made.end) == (
            foretold.used,
            foretold.held,
            foretold.left,
            foretold.end,
        )
        counted = [item.number for item in made.meetings if item.number]
        assert counted == list(range(1, len(counted) + 1))
