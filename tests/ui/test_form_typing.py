# SPDX-License-Identifier: Apache-2.0
"""What is typed into a form is announced once, in time and exactly, and nothing overwrites it."""

from __future__ import annotations

import dataclasses
from datetime import date

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dit_desktop.records.session import FocusMoment, SafetyToday, SessionNote, Shown
from dit_desktop.ui.choice import ChoiceRow
from dit_desktop.ui.form import LONGEST_WAIT, PAUSE
from dit_desktop.ui.parts import PartsEditor
from dit_desktop.ui.prose import Prose
from tests.ui.forms import SIGNED, opened, widget
from tests.ui.names import by_name, one


def test_what_is_typed_is_announced_exactly(qtbot: QtBot) -> None:
    form, heard = opened(qtbot, SessionNote(id=1))
    QTest.keyClicks(widget(form, "material"), "  Two words ")
    QTest.keyClicks(widget(form, "place_note"), " at home ")
    assert heard.records == []
    form.flush()
    assert heard.records == [SessionNote(id=1, material="  Two words ", place_note=" at home ")]
    form.flush()
    assert len(heard.records) == 1


def test_only_what_was_edited_is_read(qtbot: QtBot) -> None:
    odd = SessionNote(id=1, material="one\r\ntwo\ud800", attended_minutes=99999, day=date(1, 1, 1))
    form, heard = opened(qtbot, odd)
    QTest.keyClicks(widget(form, "next_time"), "x")
    form.flush()
    assert heard.records == [dataclasses.replace(odd, next_time="x")]


def test_typing_and_taking_it_back_announces_nothing(qtbot: QtBot) -> None:
    form, heard = opened(qtbot, SessionNote(id=1, next_time="as it was"))
    text = widget(form, "next_time")
    QTest.keyClicks(text, "x")
    QTest.keyClick(text, Qt.Key.Key_Backspace)
    form.flush()
    assert heard.typing == 1
    assert heard.records == []


def test_a_change_is_announced_after_a_pause(qtbot: QtBot) -> None:
    form, heard = opened(qtbot, SessionNote(id=1))
    clock = QElapsedTimer()
    clock.start()
    with qtbot.waitSignal(form.changed, timeout=3000):
        QTest.keyClicks(widget(form, "material"), "one")
    assert PAUSE - 50 <= clock.elapsed() <= LONGEST_WAIT + 400
    assert heard.typing == 1


def test_a_change_is_announced_while_somebody_types_on(qtbot: QtBot) -> None:
    form, heard = opened(qtbot, SessionNote(id=1))
    clock = QElapsedTimer()
    clock.start()
    while not heard.records and clock.elapsed() < 3000:
        QTest.keyClicks(widget(form, "material"), "a")
        QTest.qWait(100)
    assert LONGEST_WAIT - 50 <= clock.elapsed() <= LONGEST_WAIT + 600


def test_a_change_is_announced_when_the_field_is_left(qtbot: QtBot) -> None:
    form, heard = opened(qtbot, SessionNote(id=1))
    form.focus_field("material")
    QTest.keyClicks(widget(form, "material"), "one")
    form.focus_field("next_time")
    assert heard.records == [SessionNote(id=1, material="one")]


def test_another_record_is_shown_only_after_this_one_is_announced(qtbot: QtBot) -> None:
    form, heard = opened(qtbot, SessionNote(id=1))
    QTest.keyClicks(widget(form, "material"), "of the first")
    form.show_record(SessionNote(id=2, material="of the second"))
    assert heard.records == [SessionNote(id=1, material="of the first")]
    assert form.record() == SessionNote(id=2, material="of the second")


def test_what_comes_back_saved_leaves_cursor_and_undo_alone(qtbot: QtBot) -> None:
    form, heard = opened(qtbot, SessionNote(id=1, material="before"))
    form.focus_field("material", 6)
    QTest.keyClicks(widget(form, "material"), " after")
    form.flush()
    form.show_record(dataclasses.replace(heard.records[0], changed_at=SIGNED))
    assert widget(form, "material").textCursor().position() == 12
    assert form.record().changed_at == SIGNED
    widget(form, "material").undo()
    form.flush()
    assert heard.records[-1].material == "before"


def test_a_new_record_goes_on_under_the_number_it_gets(qtbot: QtBot) -> None:
    form, heard = opened(qtbot, SessionNote(parent=4))
    QTest.keyClicks(widget(form, "material"), "one")
    form.flush()
    QTest.keyClicks(widget(form, "material"), " two")
    form.show_record(dataclasses.replace(heard.records[0], id=9))
    form.flush()
    assert heard.records[-1] == SessionNote(id=9, parent=4, material="one two")
    form.show_record(SessionNote(id=10, parent=4))
    form.show_record(SessionNote(id=9, parent=4, material="one two"))
    assert widget(form, "material").document().isUndoAvailable()


def test_a_newer_state_never_overwrites_what_is_being_typed(qtbot: QtBot) -> None:
    form, heard = opened(qtbot, SessionNote(id=1, next_time="old"))
    QTest.keyClicks(widget(form, "material"), "mine")
    form.show_record(SessionNote(id=1, material="theirs", next_time="new"))
    assert widget(form, "material").value() == "mine"
    assert widget(form, "next_time").value() == "new"
    form.flush()
    assert heard.records == [SessionNote(id=1, material="mine", next_time="new")]


def test_a_text_of_one_client_cannot_be_undone_into_another(qtbot: QtBot) -> None:
    form, _heard = opened(qtbot, SessionNote(id=1, client=1))
    QTest.keyClicks(widget(form, "material"), "secret")
    QTest.keyClicks(widget(form, "place_note"), "secret")
    form.show_record(SessionNote(id=2, client=2))
    for name in ("material", "place_note"):
        widget(form, name).undo()
        assert widget(form, name).value() == ""


def test_what_cannot_be_read_is_told_and_not_saved(qtbot: QtBot) -> None:
    form, heard = opened(qtbot, SessionNote(id=1, day=date(2026, 5, 3)))
    line = widget(form, "day").line
    line.selectAll()
    QTest.keyClicks(line, "32 May")
    QTest.keyClicks(widget(form, "next_time"), "x")
    form.flush()
    assert heard.records == [SessionNote(id=1, day=date(2026, 5, 3), next_time="x")]
    told = [label for label in form.findChildren(QLabel) if "A date such as" in label.text()]
    assert [label.isVisible() for label in told] == [True]
    line.selectAll()
    QTest.keyClicks(line, "4 May 2026")
    form.flush()
    assert heard.records[-1].day == date(2026, 5, 4)
    assert not told[0].isVisible()


def test_a_signed_record_can_be_read_and_copied_and_not_changed(qtbot: QtBot) -> None:
    note = SessionNote(id=1, material="as signed", safety=SafetyToday.NOTHING_NEW, signed_at=SIGNED)
    form, heard = opened(qtbot, note)
    text = widget(form, "material")
    QTest.keyClicks(text, "x")
    QTest.keyClicks(widget(form, "place_note"), "x")
    form.flush()
    assert heard.records == []
    assert not [inside for inside in form.findChildren(QWidget) if not inside.isEnabled()]
    text.selectAll()
    assert text.textCursor().selectedText() == "as signed"
    form.show_record(SessionNote(id=2))
    QTest.keyClicks(text, "x")
    assert form.record().material == "x"


def test_a_choice_is_answered_and_taken_back(qtbot: QtBot) -> None:
    form, heard = opened(qtbot, SessionNote(id=1))
    row: ChoiceRow = widget(form, "safety")
    assert row.value() is None
    QTest.mouseClick(row.buttons()[1], Qt.MouseButton.LeftButton)
    form.flush()
    QTest.keyClick(row.buttons()[1], Qt.Key.Key_Delete)
    form.flush()
    assert [record.safety for record in heard.records] == [SafetyToday.NOTHING_NEW, None]


def test_parts_are_added_removed_and_put_back(qtbot: QtBot) -> None:
    first = FocusMoment(key="a", with_whom="Her sister", shown=Shown.CLEARLY)
    form, heard = opened(qtbot, SessionNote(id=1, focus=(first,)))
    parts: PartsEditor = widget(form, "focus")
    QTest.mouseClick(one(QPushButton, parts), Qt.MouseButton.LeftButton)
    form.flush()
    assert len(heard.records[-1].focus) == 2
    assert heard.records[-1].focus[0] == first
    assert heard.records[-1].focus[1].key
    QTest.mouseClick(by_name("Remove 1 from Where it showed", parts), Qt.MouseButton.LeftButton)
    form.flush()
    assert first not in heard.records[-1].focus
    form.show_record(heard.records[-1])  # as it comes back from the vault
    QTest.mouseClick(by_name("Put 1 back into Where it showed", parts), Qt.MouseButton.LeftButton)
    form.flush()
    assert heard.records[-1].focus[0] == first


def test_a_text_inside_a_part_is_announced(qtbot: QtBot) -> None:
    form, heard = opened(qtbot, SessionNote(id=1, focus=(FocusMoment(key="a"),)))
    inside = one(Prose, widget(form, "focus"))
    QTest.keyClicks(inside, "said no")
    form.flush()
    assert heard.records == [SessionNote(id=1, focus=(FocusMoment(key="a", different="said no"),))]
