# SPDX-License-Identifier: Apache-2.0
"""From the unlocked Today to a signed note, counted: at most six keys or clicks besides what is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from dit_desktop.models.desk import Desk
from dit_desktop.records.course import Appointment, AppointmentState
from dit_desktop.records.session import SafetyToday, SessionNote
from dit_desktop.store import vault
from dit_desktop.store.vault import Secret
from tests.opened import TODAY, appointment, client_with_course
from tests.practices import PASSPHRASE
from tests.ui.pages.walk import button, field
from tests.ui.window import focused, new_practice, press, unlock, until, window_on, write

SAID = "She came early and spoke of the move, and of who was looked at on the last day."


@dataclass
class Hands:
    """What a person does besides writing."""

    done: int = 0

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        press(key, modifier)
        self.done += 1

    def click(self, on: QAbstractButton) -> None:
        QTest.mouseClick(on, Qt.MouseButton.LeftButton)
        self.done += 1


def booked_today(folder: Path) -> tuple[int, int]:
    """A practice with one appointment, in the first hour of the day, so that it has begun whenever this runs."""
    opened = vault.open_vault(new_practice(folder), Secret(PASSPHRASE), state=folder / "state.json")
    desk = Desk(opened)
    course = client_with_course(desk)
    item = appointment(desk, course, datetime.combine(TODAY, datetime.min.time()), AppointmentState.BOOKED)
    desk.settle()
    desk.close()
    return course.client, item.id


def test_a_note_is_written_and_signed_in_six_steps_from_today(tmp_path: Path) -> None:
    client, item = booked_today(tmp_path / "practice")
    with window_on(tmp_path / "practice") as window:
        unlock(window)
        workspace, desk, hands = window.workspace, window.desk, Hands()
        assert workspace is not None
        assert desk is not None
        until(lambda: workspace.place().page == "today")
        assert focused().accessibleName().startswith("Write note, 00:00, Wren")
        hands.key(Qt.Key.Key_Return)
        until(lambda: focused().objectName() == "material" or workspace.place().field == "material")
        write(SAID)
        safety = field(workspace, "safety")
        hands.click(button(safety, SafetyToday.NOTHING_NEW.label))
        page = workspace.current
        assert page is not None
        hands.click(button(page, "Finish and sign"))
        until(lambda: desk.find(SessionNote, client=client)[0].signed_at)
        (made,) = desk.find(SessionNote, client=client)
        assert (made.material, made.safety, made.appointment) == (SAID, SafetyToday.NOTHING_NEW, item)
        assert desk.get(Appointment, item).state is AppointmentState.HELD
        assert hands.done <= 6
        assert hands.done == 3


def test_by_keys_alone_it_takes_no_more(tmp_path: Path) -> None:
    client, _item = booked_today(tmp_path / "practice")
    with window_on(tmp_path / "practice") as window:
        unlock(window)
        workspace, desk, hands = window.workspace, window.desk, Hands()
        assert workspace is not None
        assert desk is not None
        until(lambda: workspace.place().page == "today")
        control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        hands.key(Qt.Key.Key_N, control | shift)
        until(lambda: workspace.place().field == "material")
        write(SAID)
        hands.key(Qt.Key.Key_Return, control | shift)
        until(lambda: desk.find(SessionNote, client=client)[0].signed_at)
        assert desk.find(SessionNote, client=client)[0].material == SAID
        assert hands.done <= 6
