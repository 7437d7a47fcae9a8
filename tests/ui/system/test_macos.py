# SPDX-License-Identifier: Apache-2.0
"""Notifications by the names macOS gives them are read as what they stand for."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from dit_desktop.ui.system.macos import Notifications
from dit_desktop.ui.triggers import TRIGGERS

# In the order in which a day brings them.
RECORDED = [
    ("NSWorkspaceDidLaunchApplicationNotification", ""),
    ("NSWorkspaceScreensDidSleepNotification", "lid"),
    ("NSWorkspaceWillSleepNotification", "suspend"),
    ("NSWorkspaceDidWakeNotification", ""),
    ("com.apple.screensaver.didstart", "screen"),
    ("com.apple.screenIsLocked", "screen"),
    ("com.apple.screenIsUnlocked", ""),
    ("NSWorkspaceSessionDidResignActiveNotification", "switch"),
    ("NSWorkspaceSessionDidBecomeActiveNotification", ""),
    ("NSWorkspaceWillPowerOffNotification", "session"),
]


def test_a_recorded_notification_is_read_as_what_it_stands_for(qapp: QApplication) -> None:
    notifications = Notifications(qapp)
    told: list[str] = []
    notifications.told.connect(told.append)
    for name, _stands_for in RECORDED:
        notifications.heard(name)
    assert told == [name for _said, name in RECORDED if name]
    assert {name for trigger in TRIGGERS for name in trigger.macos} == {said for said, name in RECORDED if name}


@pytest.mark.parametrize("system", ["linux", "windows", "macos"])
def test_what_every_system_has_is_told_by_every_system(system: str) -> None:
    told = {trigger.name for trigger in TRIGGERS if getattr(trigger, system)}
    assert told == {"screen", "switch", "suspend", "lid", "session"}
    assert {trigger.name for trigger in TRIGGERS if not trigger.ours} < told, "the rest tells the program itself"
