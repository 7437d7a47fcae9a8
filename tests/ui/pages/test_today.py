# SPDX-License-Identifier: Apache-2.0
"""Today says who comes, what is unfinished and what is still to be told, and each line goes when it is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from dit_desktop.models.desk import Desk
from dit_desktop.models.today import Day
from dit_desktop.records.client import Client, Enquiry, EnquiryOutcome
from dit_desktop.records.course import (
    Announcement,
    Appointment,
    AppointmentState,
    Break,
    Course,
    CourseState,
    WhoseBreak,
)
from dit_desktop.records.missed import MissedNote
from dit_desktop.records.process import ProcessNote
from dit_desktop.records.safety import Safety
from dit_desktop.records.session import SessionNote
from dit_desktop.ui.lateness import Lateness
from dit_desktop.ui.lines import HourCard, Todo
from dit_desktop.ui.link import Link
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.pages.today import TodayPage
from dit_desktop.ui.workspace import Workspace
from tests.opened import TODAY, appointment, busy, client_with_course, note
from tests.ui.pages.walk import all_words, button, nameless, settle
from tests.ui.window import press

TEN = datetime.combine(TODAY, time(10))


def page(workspace: Workspace) -> TodayPage:
    workspace.go(Target("today"))
    settle()
    found = workspace.current
    assert isinstance(found, TodayPage)
    return found


def told(workspace: Workspace) -> str:
    return "\n".join(dict.fromkeys(text for _widget, text in all_words(page(workspace), shown=True)))


def todo(workspace: Workspace, words: str) -> Todo:
    found = [item for item in page(workspace).findChildren(Todo) if words in item.link.accessibleName()]
    assert len(found) == 1, words
    return found[0]


def heron(desk: Desk) -> Client:
    return next(client for client in desk.find(Client) if client.code == "C-017")


def somebody(desk: Desk, hour: int = 10, state: AppointmentState = AppointmentState.BOOKED) -> Course:
    """A client booked for today at an hour, in the third session."""
    course = client_with_course(desk, starts_on=TODAY - timedelta(weeks=2))
    for week in (2, 1):
        held = appointment(desk, course, TEN - timedelta(weeks=week), AppointmentState.HELD)
        desk.sign(note(desk, course, appointment=held.id, day=TODAY - timedelta(weeks=week)))
    appointment(desk, course, datetime.combine(TODAY, time(hour)), state)
    return course


class TestTheDay:
    def test_it_is_the_example_as_its_cases_have_it(self, workspace: Workspace) -> None:
        said = told(workspace)
        assert "09:00" in said
        assert "Juniper · C-021\nsession 4 of 16 · video" in said
        assert "Heron · C-017\nsession 10 of 16 · room" in said
        draft, ending = todo(workspace, "session 9"), todo(workspace, "the ending is expected")
        assert "the note is a draft" in draft.link.accessibleName()
        assert ending.button is not None
        assert len(page(workspace).findChildren(HourCard)) == 2
        assert nameless(page(workspace)) == []

    def test_an_empty_day_says_who_comes_next(self, nobody: Workspace) -> None:
        assert "Nobody is booked. “New client” begins" in told(nobody)
        client_with_course(nobody.desk, starts_on=TODAY + timedelta(days=1))
        said = told(nobody)
        assert "Nobody is booked today. Next: Wren · C-900" in said
        assert "New client" not in said

    def test_an_empty_practice_begins_with_somebody(self, nobody: Workspace) -> None:
        nobody.return_to(None)
        settle()
        press(Qt.Key.Key_Return)
        settle()
        assert (nobody.place().page, nobody.place().field) == ("details", "alias")

    def test_the_hour_of_a_note_is_the_one_that_is_on_or_the_last_that_waits(self, nobody: Workspace) -> None:
        desk, day = nobody.desk, Day(nobody.desk)
        first, second = somebody(desk, 9), somebody(desk, 11)

        def at(hour: int, minute: int) -> tuple[int, int]:
            now = datetime.combine(TODAY, time(hour, minute))
            found, room = day.of_the_hour(now), day.in_the_room(now)
            return (found.running.course.id if found else 0, room.running.course.id if room else 0)

        assert [at(8, 30), at(8, 50), at(9, 10), at(10, 30), at(10, 45), at(11, 49), at(11, 50)] == [
            (0, 0),
            (first.id, 0),
            (first.id, first.id),
            (first.id, 0),
            (second.id, 0),
            (second.id, second.id),
            (second.id, 0),
        ]

    def test_an_appointment_says_what_became_of_it(self, nobody: Workspace) -> None:
        desk = nobody.desk
        somebody(desk, 9, AppointmentState.CANCELLED_IN_TIME)
        course = somebody(desk, 11, AppointmentState.HELD)
        (held,) = [item for item in desk.find(Appointment, parent=course.id) if item.starts_at and item.starts_at > TEN]
        made = note(desk, course, appointment=held.id, day=TODAY)
        said = told(nobody)
        assert "no session · cancelled in time" in said
        assert "note is a draft" in said
        assert button(page(nobody), "Go on with the note").isVisible()
        desk.sign(made)
        assert "note signed" in told(nobody)
        button(page(nobody), "Read the note").click()
        assert nobody.place().page == "note"


class TestUnfinished:
    def test_a_line_goes_when_its_note_is_signed(self, workspace: Workspace) -> None:
        todo(workspace, "session 9").link.click()
        assert nobody_else(workspace) == "note"
        made = workspace.desk.get(SessionNote, workspace.place().record)
        workspace.desk.sign(made)
        assert "the note is a draft" not in told(workspace)

    def test_what_is_unfinished_is_told_in_words_the_oldest_first(self, nobody: Workspace) -> None:
        desk = nobody.desk
        course = client_with_course(desk, starts_on=TODAY - timedelta(weeks=5))
        held, booked, missed = (
            appointment(desk, course, TEN - timedelta(weeks=week), state)
            for week, state in (
                (4, AppointmentState.HELD),
                (3, AppointmentState.BOOKED),
                (2, AppointmentState.MISSED),
            )
        )
        desk.add(MissedNote(client=course.client, parent=course.id, appointment=missed.id, day=missed.starts_at.date()))  # type: ignore[union-attr]
        note(desk, course, day=TODAY - timedelta(days=9))
        page(nobody)
        lines = Day(desk).unfinished(datetime.now())  # noqa: DTZ005
        assert [line.words.split(": ")[-1] for line in lines] == [
            "what happened?",  # five weeks ago, of which nothing is written
            "no note yet",
            "what happened?",
            "the note is a draft",
            "the note is a draft",
            "what happened?",
        ]
        assert [line.about for line in lines][1:4:2] == [held.id, lines[3].record]
        assert lines[2].about == booked.id
        todo(nobody, "no note yet").link.click()
        settle()
        assert nobody.desk.get(SessionNote, nobody.place().record).appointment == held.id
        assert "no note yet" not in told(nobody)

    def test_safety_is_named_on_the_day_it_is_to_be_looked_at_again(self, nobody: Workspace) -> None:
        course = somebody(nobody.desk)
        of: dict[str, Any] = {"client": course.client, "parent": course.client}
        said = nobody.desk.add(Safety(**of, at=TEN, review_on=TODAY + timedelta(days=1)))
        assert "looked at again" not in told(nobody)
        nobody.desk.save(replace(said, review_on=TODAY))
        assert todo(nobody, "safety is to be looked at again today").link.isVisible()
        nobody.desk.save(replace(said, review_on=TODAY - timedelta(days=1)))
        todo(nobody, "safety was to be looked at again on").link.click()
        assert nobody_else(nobody) == "safety"
        nobody.desk.add(Safety(**of, at=TEN + timedelta(hours=1)))
        assert "looked at again" not in told(nobody)

    def test_at_most_seven_lines_and_the_others_behind_one(self, nobody: Workspace) -> None:
        course = somebody(nobody.desk)
        for day in range(1, 11):
            note(nobody.desk, course, day=TODAY - timedelta(days=day))
        assert told(nobody).count("the note is a draft") == 2 * 7
        todo(nobody, "and 3 more").link.click()
        settle()
        assert nobody.current is not None
        shown = nobody.current.findChildren(Todo)
        assert len([item for item in shown if item.isVisible()]) == 10

    def test_later_asks_for_a_day_and_the_line_is_back_on_it(self, workspace: Workspace) -> None:
        later = todo(workspace, "session 9").button
        assert later is not None
        later.click()
        asked = workspace.findChild(Lateness)
        assert asked is not None
        asked.day.line.answer(TODAY)
        button(asked, "Put off").click()
        assert asked.isVisible()
        asked.day.line.answer(TODAY + timedelta(days=3))
        button(asked, "Put off").click()
        settle()
        assert "the note is a draft" not in told(workspace)
        day = Day(workspace.desk)
        then = [len(day.unfinished(datetime.combine(TODAY + timedelta(days=n), time(8)))) for n in (2, 3)]
        assert then[1] > then[0]
        workspace.run("undo")
        assert "the note is a draft" in told(workspace)


class TestTelling:
    def test_a_moved_ending_is_asked_about_until_it_was_told(self, workspace: Workspace) -> None:
        desk, client = workspace.desk, heron(workspace.desk)
        (before,) = desk.find(Course, client=client.id)
        button_of(todo(workspace, "the ending is expected")).click()
        (course,) = desk.find(Course, client=client.id)
        assert (course.end_told_date, course.end_told_on) == (TODAY + timedelta(weeks=7), TODAY)
        assert "the ending is expected" not in told(workspace)
        workspace.run("undo")
        assert desk.find(Course, client=client.id) == [before]
        assert "the ending is expected" in told(workspace)

    def test_leave_is_entered_once_and_told_to_each(self, nobody: Workspace) -> None:
        desk = nobody.desk
        courses = [somebody(desk, hour) for hour in (9, 11)]
        first = TODAY + timedelta(days=10)
        leave = desk.add(Break(from_on=first, to_on=first + timedelta(days=7), whose=WhoseBreak.MINE))
        lines = [item for item in page(nobody).findChildren(Todo) if "your leave" in item.link.accessibleName()]
        assert len(lines) == 2
        button_of(lines[0]).click()
        (word,) = desk.find(Announcement)
        assert (word.leave, word.announced_in, word.announced_on) == (leave.id, 3, TODAY)
        assert told(nobody).count("does not know yet") > 0
        button_of(todo(nobody, "your leave")).click()
        assert "does not know yet" not in told(nobody)
        assert {word.parent for word in desk.find(Announcement)} == {course.id for course in courses}

    def test_a_break_of_one_course_is_told_on_itself_and_theirs_needs_no_telling(self, nobody: Workspace) -> None:
        course = somebody(nobody.desk)
        of: dict[str, Any] = {"client": course.client, "parent": course.id}
        first = TODAY + timedelta(days=10)
        nobody.desk.add(Break(**of, from_on=first + timedelta(days=20), whose=WhoseBreak.THEIRS))
        own = nobody.desk.add(Break(**of, from_on=first, whose=WhoseBreak.ILLNESS))
        button_of(todo(nobody, "illness")).click()
        assert nobody.desk.get(Break, own.id).announced_in == 3
        assert "does not know yet" not in told(nobody)

    def test_the_endings_of_the_week_are_named(self, nobody: Workspace) -> None:
        course = somebody(nobody.desk)
        assert "the last session is on" not in told(nobody)
        nobody.desk.save(replace(course, planned=3))
        assert "the last session is on" in told(nobody)
        nobody.desk.save(replace(course, planned=3, state=CourseState.ENDED))
        assert "the last session is on" not in told(nobody)

    def test_the_name_leads_to_the_overview(self, nobody: Workspace) -> None:
        course = somebody(nobody.desk, 0)
        (card,) = page(nobody).findChildren(HourCard)
        card.findChildren(Link)[0].click()
        assert (nobody.place().page, nobody.client) == ("overview", course.client)

    def test_a_first_meeting_that_was_offered_stands_there_and_goes_with_its_outcome(self, nobody: Workspace) -> None:
        client = nobody.desk.add(Client(code="C-7", alias="Finch"))
        asked = nobody.desk.add(Enquiry(client=client.id, parent=client.id, offered_at=TEN))
        nobody.desk.add(Enquiry(client=client.id, parent=client.id, offered_at=TEN + timedelta(days=1)))
        assert told(nobody).count("first meeting") == 1
        assert "Nobody is booked" not in told(nobody)
        todo(nobody, "10:00 Finch · C-7, first meeting").link.click()
        assert (nobody.place().page, nobody.client) == ("overview", client.id)
        with busy(nobody.desk):  # before it is on the disk
            moved = nobody.desk.save(replace(asked, offered_at=TEN + timedelta(hours=1)))
            assert "11:00 Finch · C-7, first meeting" in told(nobody)
        nobody.desk.save(replace(moved, outcome=next(iter(EnquiryOutcome))))
        assert "first meeting" not in told(nobody)


def button_of(item: Todo) -> Any:
    assert item.button is not None
    return item.button


def nobody_else(workspace: Workspace) -> str:
    """The page one has come to."""
    settle()
    return workspace.place().page


class TestNobodyCame:
    def test_it_is_one_press_and_can_be_taken_back(self, nobody: Workspace) -> None:
        course = somebody(nobody.desk, 0)
        button(page(nobody), "Nobody came").click()
        settle()
        (missed,) = nobody.desk.find(MissedNote, parent=course.id)
        assert nobody.place().record == missed.id
        states = [item.state for item in nobody.desk.find(Appointment, parent=course.id)]
        assert states[-1] is AppointmentState.MISSED
        assert "missed, note is a draft" in told(nobody)
        nobody.go(Target("missed", course.client, missed.id))
        nobody.run("undo")
        assert nobody.place().page == "sessions"
        states = [item.state for item in nobody.desk.find(Appointment, parent=course.id)]
        assert states[-1] is AppointmentState.BOOKED
        assert nobody.desk.find(MissedNote, parent=course.id) == []
        nobody.run("redo")
        assert nobody.desk.find(MissedNote, parent=course.id) == [nobody.desk.get(MissedNote, missed.id)]

    def test_what_it_means_for_the_count_is_said_and_can_be_decided(self, nobody: Workspace) -> None:
        somebody(nobody.desk, 0)
        button(page(nobody), "Nobody came").click()
        settle()
        missed: Any = nobody.current
        assert "Uses up session 3 of 16. Then 3 of 16 used, 13 left." in missed._meaning.text()  # noqa: SLF001
        button(missed, "No").click()
        assert missed._meaning.text().startswith("Uses up no session. Then 2 of 16 used")  # noqa: SLF001
        assert "Decided here." in missed._meaning.text()  # noqa: SLF001
        button(missed, "Finish and sign").click()
        settle()
        assert nobody.desk.find(MissedNote)[0].signed_at is not None
        assert button(missed, "Add an addendum").isVisible()

    def test_a_note_begun_too_early_is_put_away_with_it_unless_something_is_written(self, nobody: Workspace) -> None:
        desk, course = nobody.desk, somebody(nobody.desk, 0)
        button(page(nobody), "Write note").click()
        settle()
        begun = next(each for each in desk.find(SessionNote, parent=course.id) if not each.signed_at)
        written = desk.save(replace(begun, material="She came after all."))
        assert "Nobody came" not in told(nobody)
        desk.save(replace(written, material=""))
        beside = desk.add(ProcessNote(client=course.client, parent=course.id, appointment=begun.appointment))
        assert "Nobody came" not in told(nobody)
        desk.put_in_bin(beside)
        button(page(nobody), "Nobody came").click()
        settle()
        assert nobody.place().page == "missed"
        assert all(each.signed_at for each in desk.find(SessionNote, parent=course.id))
        assert desk.find(Appointment, parent=course.id)[-1].state is AppointmentState.MISSED
        nobody.run("undo")
        assert [each.id for each in desk.find(SessionNote, parent=course.id) if not each.signed_at] == [begun.id]
        assert desk.find(Appointment, parent=course.id)[-1].state is AppointmentState.HELD


class TestTheKey:
    def test_outside_a_client_it_writes_for_the_appointment_of_the_hour(self, nobody: Workspace) -> None:
        nobody.return_to(None)
        nobody.run("write_note")
        assert "waits for a note" in nobody.messages.text()
        course = somebody(nobody.desk, 0)  # the first hour of the day has come whenever this runs
        nobody.run("write_note")
        settle()
        assert (nobody.client, nobody.place().page) == (course.client, "note")

    def test_inside_a_client_it_asks_first_if_somebody_else_is_in_the_room(self, nobody: Workspace) -> None:
        desk, now = nobody.desk, datetime.now()  # noqa: DTZ005
        there, here = somebody(desk, 0), somebody(desk, 0)
        booked = desk.find(Appointment, parent=there.id)[-1]
        desk.save(replace(booked, starts_at=max(now - timedelta(minutes=20), datetime.combine(TODAY, time(0)))))
        desk.save(replace(desk.get(Client, here.client), alias="Robin"))
        desk.add(SessionNote())
        nobody.go(Target("overview", here.client))
        nobody.run("write_note")
        assert "Wren · C-900 is in the room now" in nobody.messages.text()
        assert desk.find(SessionNote, parent=here.id, client=here.client)[-1].signed_at is not None
        press(Qt.Key.Key_Return)
        settle()
        assert nobody.client == there.client
        nobody.go(Target("overview", here.client))
        desk.sign(desk.find(SessionNote, parent=there.id)[-1])
        nobody.run("write_note")
        button(nobody.messages, "Robin · C-900").click()
        settle()
        assert (nobody.client, nobody.place().page) == (here.client, "note")


def test_the_day_stays_true_while_it_is_looked_at_and_the_focus_where_it_is(nobody: Workspace) -> None:
    somebody(nobody.desk, 0)
    shown = page(nobody)
    button(shown, "Nobody came").setFocus()
    somebody(nobody.desk, 23)
    settle()
    assert len([card for card in shown.findChildren(HourCard) if card.isVisible()]) == 2
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName().startswith("Nobody came, 00:00")
    cards = shown.findChildren(HourCard)
    shown._tick()  # noqa: SLF001 - nothing has changed
    assert shown.findChildren(HourCard) == cards


def test_a_binned_client_and_a_day_long_gone_are_not_shown(nobody: Workspace) -> None:
    course = somebody(nobody.desk)
    assert "Wren" in told(nobody)
    nobody.desk.put_in_bin(nobody.desk.get(Client, course.client))
    assert "Wren" not in told(nobody)
    assert date.today() == TODAY  # noqa: DTZ011
